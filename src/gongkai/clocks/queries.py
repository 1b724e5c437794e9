"""The calendar a body counts by, its own targets, and a clock's ledger as a value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from gongkai.clocks.laying import laid
from gongkai.clocks.models import BodyTargets, DayChange, EntryKind, LedgerRow, NoticeYear
from gongkai.clocks.standing import Standing, standing, targets
from gongkai.workdays import Calendar, Targets, official
from gongkai.workdays.ledger import Extension, Ledger, Pause, Restart
from gongkai.workdays.notices import YearNotice

# Calendars held at once; all bodies without changes of their own share one.
_CALENDARS = 128
_NO_TARGETS = Targets()


def calendar_for(body_id: int | None = None, *, known_at: datetime | None = None) -> Calendar:
    """Return the calendar of a body (of the whole site where None).

    The calendar shipped with Gongkai, over it the notices that were imported, over these the
    days changed for the whole site, then for the bodies from the topmost down to this one.
    ``known_at`` (aware) gives the calendar as it was known at that moment, for answers as of a
    past day. Equal calendars are one and the same value; asking costs one query at most in a
    transaction or request, and none when it is asked again.
    """
    rows = standing()
    if known_at is not None:
        rows = rows.known_at(known_at)
    return _laid(rows, rows.overlay(body_id))


def overlay_of(body_id: int | None) -> tuple[int, ...]:
    """Return the bodies whose own calendar changes count for this body, innermost first.

    Empty for nearly every body: they share one calendar, and what is computed by it.
    """
    return standing().overlay(body_id)


def overlays_of(body_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return ``overlay_of`` for many bodies; one query at most, inside a transaction or not."""
    rows = standing()
    return {body_id: rows.overlay(body_id) for body_id in body_ids}


def targets_of(body_id: int | None) -> Targets:
    """Return the body's own targets for 实时 and 及时; without any for nearly every body.

    Asking costs what ``calendar_for`` costs, and nothing after it in the same transaction.
    """
    return _NO_TARGETS if body_id is None else targets().get(body_id, _NO_TARGETS)


def targets_set_for(body_id: int) -> BodyTargets | None:
    """Return the row that holds, with who set it when and why; None where none was ever set."""
    rows = BodyTargets.objects.filter(body=body_id).select_related("set_by")
    return rows.order_by("-pk").first()


def calendar_with(read: YearNotice) -> Calendar:
    """Return the site's calendar as it would be with this notice imported; nothing is stored."""
    rows = standing()
    layers = [rows.layers[None]] if None in rows.layers else []
    return laid(official(), [*rows.notices, row_of(read)], layers)


def row_of(read: YearNotice) -> NoticeYear:
    """Return a notice as the row that would be stored for it."""
    return NoticeYear(
        year=read.year,
        title=read.notice.title,
        number=read.notice.number or "",
        dated=read.notice.dated,
        verified=read.notice.verified,
        days=[{"on": row.on.isoformat(), "off": row.off, "name": row.name} for row in read.days],
    )


def changes_for(body_id: int | None) -> list[DayChange]:
    """Return every change, undone ones too, of the site, of the body and of those above it.

    The newest first, each with its body and the officer who recorded it.
    """
    rows = standing()
    bodies = rows.above.get(body_id, ()) if body_id is not None else ()
    wanted = [row.pk for row in rows.changes if row.body_id is None or row.body_id in bodies]
    found = DayChange.objects.filter(pk__in=wanted) if wanted else DayChange.objects.none()
    return list(found.select_related("body", "recorded_by").order_by("-pk"))


def notices_for(year: int) -> list[NoticeYear]:
    """Return the notices that were imported for a year, the one that holds first."""
    found = NoticeYear.objects.filter(year=year).select_related("recorded_by")
    return list(found.order_by("-pk"))


@lru_cache(maxsize=_CALENDARS)
def _laid(rows: Standing, overlay: tuple[int, ...]) -> Calendar:
    bodies: list[int | None] = [None, *reversed(overlay)]
    layers = [rows.layers[body] for body in bodies if body in rows.layers]
    if not rows.notices and not layers:
        return official()
    return laid(official(), rows.notices, layers)


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
