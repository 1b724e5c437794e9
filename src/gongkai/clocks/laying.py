"""Lays stored rows over the calendar that is shipped: pure, no question to the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from gongkai.clocks.models import DayChange, DayKind, NoticeYear
from gongkai.workdays import Calendar, DayRow, Notice, YearStatus


def laid(
    base: Calendar, notices: Iterable[NoticeYear], layers: Iterable[Mapping[date, DayChange]]
) -> Calendar:
    """Return ``base`` with the years of ``notices`` and the changed days of ``layers``.

    ``notices`` are in the order they were recorded, the latest of a year holds. ``layers`` begin
    (see ``holding``) begin with the outermost, the whole site; a later one goes before it.
    """
    latest = {row.year: row for row in notices}
    calendar = base
    for year in sorted(latest):
        calendar = calendar.with_year(*year_of(latest[year]))
    changed: dict[date, DayRow] = {}
    for layer in layers:
        changed |= {on: day_of(row) for on, row in layer.items()}
    return calendar.with_days(changed.values()) if changed else calendar


def holding(layer: Iterable[DayChange]) -> dict[date, DayChange]:
    """Return the change that holds for each day, of rows in the order they were recorded.

    A day that was put back to the notice is not among them.
    """
    latest = {row.on: row for row in layer}
    return {on: row for on, row in latest.items() if row.kind != DayKind.AS_NOTICE}


def year_of(row: NoticeYear) -> tuple[YearStatus, tuple[DayRow, ...]]:
    """Return a stored notice as the calendar has it."""
    notice = Notice(row.title, row.number or None, row.dated, verified=row.verified)
    rows = tuple(
        DayRow(date.fromisoformat(day["on"]), off=day["off"], name=day["name"], notice=notice)
        for day in row.days
    )
    return YearStatus(row.year, "official", (notice,)), rows


def day_of(row: DayChange) -> DayRow:
    """Return a changed day as the calendar has it; half a day off is a working day."""
    notice = Notice(row.source or "工作日历调整", verified=bool(row.source))
    return DayRow(
        row.on,
        off=row.kind == DayKind.OFF,
        name=row.name or DayKind(row.kind).label,
        notice=notice,
        half=row.kind == DayKind.HALF,
    )
