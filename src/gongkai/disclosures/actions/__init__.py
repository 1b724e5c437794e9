"""One function per business verb: checks, one transaction, its audit entry, jobs on commit."""

from gongkai.disclosures.actions.afterlife import (
    discard_correction,
    start_correction,
    supersede,
    withdraw,
)
from gongkai.disclosures.actions.attachments import attach, detach
from gongkai.disclosures.actions.confirming import confirm_unchanged
from gongkai.disclosures.actions.drafting import recall, register, save_draft, submit
from gongkai.disclosures.actions.filing import file_also_under
from gongkai.disclosures.actions.handing_over import assign_duty, hand_over
from gongkai.disclosures.actions.publishing import (
    keep_undisclosed,
    publish,
    publish_scheduled,
    schedule,
    unschedule,
)
from gongkai.disclosures.actions.reviewing import (
    approve_content,
    approve_secrecy,
    return_to_editor,
)

__all__ = [
    "approve_content",
    "approve_secrecy",
    "assign_duty",
    "attach",
    "confirm_unchanged",
    "detach",
    "discard_correction",
    "file_also_under",
    "hand_over",
    "keep_undisclosed",
    "publish",
    "publish_scheduled",
    "recall",
    "register",
    "return_to_editor",
    "save_draft",
    "schedule",
    "start_correction",
    "submit",
    "supersede",
    "unschedule",
    "withdraw",
]
