"""What is done to catalogs, duties and obligations."""

from gongkai.duties.actions.catalogs import import_edition
from gongkai.duties.actions.duties import adopt_edition, correct_duty
from gongkai.duties.actions.elements import change_element
from gongkai.duties.actions.obligations import (
    fulfil_obligation,
    open_obligation,
    recompute_obligation,
)
from gongkai.duties.actions.renewing import renew_adoption, reschedule_duty

__all__ = [
    "adopt_edition",
    "change_element",
    "correct_duty",
    "fulfil_obligation",
    "import_edition",
    "open_obligation",
    "recompute_obligation",
    "renew_adoption",
    "reschedule_duty",
]
