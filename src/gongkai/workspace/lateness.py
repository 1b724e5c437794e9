"""Today's view of one obligation: its state, and by how many working days it is late."""

from __future__ import annotations

from django.utils import timezone

from gongkai.duties.models import Obligation
from gongkai.duties.queries import SOON
from gongkai.workdays import official


def working_days_late(obligation: Obligation) -> int:
    """Return by how many working days it is late today, or was when it was met; 0 if not late."""
    if obligation.fulfilled_on is not None:
        return obligation.late_working_days or 0
    return max(0, official().working_days_between(obligation.due_on, timezone.localdate()))


def state_on(obligation: Obligation) -> str:
    """Return the state of a row that was read without ``with_state``, in the same words."""
    if obligation.fulfilled_on is not None:
        return "met_late" if obligation.late_working_days else "met"
    today = timezone.localdate()
    if obligation.due_on < today:
        return "overdue"
    return "due" if obligation.due_on <= today + SOON else "upcoming"
