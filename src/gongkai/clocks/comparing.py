"""What a changed calendar changes: day by day, between two calendars as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.refusals import Refused
from gongkai.workdays import Calendar, DayRow
from gongkai.workdays.calendar import SATURDAY

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class DayDifference:
    """A day that counts otherwise after a change; ``was`` and ``now`` say it in Chinese words."""

    on: date
    was: str
    now: str


def differences(before: Calendar, after: Calendar, first: date, last: date) -> list[DayDifference]:
    """Return the days from ``first`` to ``last`` that are working days in one calendar only."""
    return [
        DayDifference(day, words(before, day), words(after, day))
        for day in _days(first, last)
        if before.is_working_day(day) != after.is_working_day(day)
    ]


def touched(before: Calendar, after: Calendar, first: date, last: date) -> tuple[date, date] | None:
    """Return the first and the last day of which the two calendars say something else, or None.

    That a day is no longer provisional, or rests on another notice, is something else too: what
    was computed over it is explained by it.
    """
    found = [day for day in _days(first, last) if _said(before, day) != _said(after, day)]
    return (found[0], found[-1]) if found else None


def reach_of(year: int) -> tuple[date, date]:
    """Return the first and last day that a year's notice may speak of."""
    return date(year - 1, DECEMBER, 1), date(year + 1, 1, 31)


def days_of(calendar: Calendar, year: int) -> list[date]:
    """Return the days of a year. Refuses a year before the calendar, or beyond the year 9998."""
    if not calendar.first_day.year <= year < date.max.year:
        raise Refused(
            "day_before_calendar", f"工作日历从{calendar.first_day.year}年起，没有{year}年。"
        )
    return list(_days(date(year, 1, 1), date(year, 12, 31)))


def words(calendar: Calendar, day: date) -> str:
    """Return what a day is, in Chinese: 上班, 放假（元旦）, 周末, 调休上班（春节）."""
    row, half = calendar.row(day), calendar.half(day)
    weekend = day.weekday() >= SATURDAY
    if row is None:
        said = "周末" if weekend else "上班"
    elif row.off:
        said = f"放假（{row.name}）"
    else:
        said = f"{'调休' if weekend else ''}上班（{row.name}）"
    return f"{said}，放假半天（{half.name}）" if half else said


def _said(calendar: Calendar, day: date) -> tuple[bool, DayRow | None, DayRow | None]:
    return calendar.is_provisional(day), calendar.row(day), calendar.half(day)


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
