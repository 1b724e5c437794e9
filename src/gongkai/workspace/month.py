"""A month as weeks of days: what falls due on each, and why a day is off."""

from __future__ import annotations

import calendar as months
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.clocks.queries import calendar_for
from gongkai.workdays.calendar import SATURDAY, Calendar
from gongkai.workspace.board_lines import Line

SHOWN = 3
"""Obligations a day shows before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the month shown.

    ``off`` where it is no working day; ``name`` says why a day is other than its weekday
    (the holiday, or 调休上班), else it is empty.
    """

    on: date
    off: bool
    name: str
    today: bool
    lines: tuple[Line, ...]

    @property
    def shown(self) -> tuple[Line, ...]:
        """Those that are listed in the day."""
        return self.lines[:SHOWN]

    @property
    def more(self) -> int:
        """How many more there are."""
        return max(0, len(self.lines) - SHOWN)


def last_of(first: date) -> date:
    """Return the last day of the month that begins on ``first``."""
    return first.replace(day=months.monthrange(first.year, first.month)[1])


def weeks_of(
    first: date, lines: Sequence[Line], *, body_id: int, shown_on: date
) -> list[list[Day | None]]:
    """Return the weeks (Monday first) of the month of ``first``; None outside the month."""
    due: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        due[line.due].append(line)
    calendar = calendar_for(body_id)
    weeks = []
    for week in months.Calendar().monthdatescalendar(first.year, first.month):
        days = [
            _day(on, calendar, due.get(on, []), shown_on) if on.month == first.month else None
            for on in week
        ]
        weeks.append(days)
    return weeks


def _day(on: date, calendar: Calendar, lines: Sequence[Line], shown_on: date) -> Day:
    row = calendar.row(on)
    off = not calendar.is_working_day(on)
    name = ""
    if row is not None and row.off:
        name = row.name
    elif not off and on.weekday() >= SATURDAY:
        name = "调休上班"
    return Day(on, off, name, on == shown_on, tuple(lines))


def before(first: date) -> date:
    """Return the first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def after(first: date) -> date:
    """Return the first day of the month after."""
    return last_of(first) + timedelta(days=1)
