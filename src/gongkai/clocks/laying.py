"""Lays stored rows over the calendar that is shipped: pure, no question to the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gongkai.clocks.models import DayChange, DayKind, NoticeYear
from gongkai.workdays import Calendar, DayRow, Notice, YearStatus

DECEMBER = 12


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
        calendar = _with_year(calendar, *year_of(latest[year]))
    changed: dict[date, DayRow] = {}
    for layer in layers:
        changed |= {on: day_of(row) for on, row in layer.items()}
    return _with_days(calendar, changed.values()) if changed else calendar


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
    )


def _with_year(calendar: Calendar, status: YearStatus, rows: Sequence[DayRow]) -> Calendar:
    before = calendar.year_status(status.year)
    kept = [row for row in calendar.rows if not _belongs(row, before)]
    years = {year.year: year for year in calendar.years} | {status.year: status}
    return Calendar(
        years=tuple(years[year] for year in sorted(years)),
        rows=_in_order([*kept, *rows]),
        fixed=calendar.fixed,
    )


def _belongs(row: DayRow, year: YearStatus) -> bool:
    """Return whether a row is of this year's notice, which may name the end of December before."""
    beside = row.on.year == year.year - 1 and row.on.month == DECEMBER
    return row.notice in year.notices and (row.on.year == year.year or beside)


def _with_days(calendar: Calendar, rows: Iterable[DayRow]) -> Calendar:
    return Calendar(
        years=calendar.years, rows=_in_order([*calendar.rows, *rows]), fixed=calendar.fixed
    )


def _in_order(rows: Iterable[DayRow]) -> tuple[DayRow, ...]:
    by_day = {row.on: row for row in rows}
    return tuple(by_day[on] for on in sorted(by_day))
