"""Today's view of one obligation: its state, and by how many working days it is late."""

from __future__ import annotations

from django.utils import timezone

from gongkai.clocks.queries import calendar_for
from gongkai.duties.models import Obligation
from gongkai.duties.queries import last_due_day


def working_days_late(obligation: Obligation) -> int:
    """Return by how many working days it is late today, or was when it was met; 0 if not late."""
    if obligation.fulfilled_on is not None:
        return obligation.late_working_days or 0
    if obligation.excused_on is not None:
        return 0
    today = timezone.localdate()
    if today <= obligation.due_on:
        return 0
    # As when it is met (``fulfil_obligation``): a Saturday after a Friday's due date is late.
    calendar = calendar_for(obligation.body_id)
    return max(1, calendar.working_days_between(obligation.due_on, today))


def state_on(obligation: Obligation) -> str:
    """Return the state of a row that was read without ``with_state``, in the same words."""
    if obligation.fulfilled_on is not None and obligation.late_working_days == 0:
        return "met"
    if obligation.excused_on is not None:
        return "excused"
    if obligation.fulfilled_on is not None:
        return "met_late"
    today = timezone.localdate()
    if obligation.due_on < today:
        return "overdue"
    return "due" if obligation.due_on <= last_due_day(today) else "upcoming"
