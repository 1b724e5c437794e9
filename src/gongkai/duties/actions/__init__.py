"""What is done to catalogs, duties and obligations."""

from gongkai.duties.actions.catalogs import import_edition
from gongkai.duties.actions.chains import confirm_chain, link_chain, set_off, unlink_chain
from gongkai.duties.actions.correcting import correct_item, undo_correction
from gongkai.duties.actions.declaring import (
    decide_declaration,
    declare,
    withdraw_declaration,
)
from gongkai.duties.actions.duties import adopt_edition, correct_duty
from gongkai.duties.actions.elements import change_element
from gongkai.duties.actions.events import register_event
from gongkai.duties.actions.ledger import (
    close_pause,
    extend_obligation,
    pause_obligation,
    undo_entry,
)
from gongkai.duties.actions.limits import end_limit, override_limit, set_local_limit
from gongkai.duties.actions.mappings import (
    confirm_mapping,
    decline_mapping,
    propose_mappings,
    reopen_mapping,
    withdraw_mapping,
)
from gongkai.duties.actions.moving import Recomputed
from gongkai.duties.actions.obligations import (
    fulfil_obligation,
    open_obligation,
    recompute_obligation,
)
from gongkai.duties.actions.opening import open_periods, schedule_openings
from gongkai.duties.actions.recomputing import recompute, recompute_duty
from gongkai.duties.actions.renewing import renew_adoption, reschedule_duty
from gongkai.duties.actions.retargeting import retarget

__all__ = [
    "Recomputed",
    "adopt_edition",
    "change_element",
    "close_pause",
    "confirm_chain",
    "confirm_mapping",
    "correct_duty",
    "correct_item",
    "decide_declaration",
    "declare",
    "decline_mapping",
    "end_limit",
    "extend_obligation",
    "fulfil_obligation",
    "import_edition",
    "link_chain",
    "open_obligation",
    "open_periods",
    "override_limit",
    "pause_obligation",
    "propose_mappings",
    "recompute",
    "recompute_duty",
    "recompute_obligation",
    "register_event",
    "renew_adoption",
    "reopen_mapping",
    "reschedule_duty",
    "retarget",
    "schedule_openings",
    "set_local_limit",
    "set_off",
    "undo_correction",
    "undo_entry",
    "unlink_chain",
    "withdraw_declaration",
    "withdraw_mapping",
]
