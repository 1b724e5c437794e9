"""The calendar a body counts by, and a clock's ledger as a value."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.clocks.models import EntryKind, LedgerRow
from gongkai.workdays import Calendar, official
from gongkai.workdays.ledger import Extension, Ledger, Pause, Restart


def calendar_for(body_id: int | None = None) -> Calendar:
    """Return the calendar of a body (of the whole site where None)."""
    return official()


def overlay_of(body_id: int | None) -> tuple[int, ...]:
    """Return the bodies whose own calendar changes count for this body, innermost first.

    Empty for nearly every body: they share one calendar, and what is computed by it.
    """
    return ()


def ledger_of(rows: Iterable[LedgerRow]) -> Ledger:
    """Return the rows of one clock that still stand, as the value ``workdays.due`` takes."""
    rows = [row for row in rows if row.undone_at is None]
    return Ledger(
        pauses=tuple(
            Pause(row.started_on, row.ended_on, row.get_cause_display())
            for row in rows
            if row.kind == EntryKind.PAUSE
        ),
        extensions=tuple(
            Extension(row.working_days or 0, row.get_cause_display())
            for row in rows
            if row.kind == EntryKind.EXTENSION
        ),
        restarts=tuple(
            Restart(row.started_on, row.get_cause_display())
            for row in rows
            if row.kind == EntryKind.RESTART
        ),
    )
