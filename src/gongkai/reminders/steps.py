"""Which due dates are told of on a day, as what, counted in working days.

Pure arithmetic on a calendar: no database is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.reminders.models import ReminderKind
from gongkai.reminders.times import Times
from gongkai.workdays import Calendar

_DAY = timedelta(days=1)
_ANY_NUMBER = 32_767


@dataclass(frozen=True, slots=True)
class Step:
    """That obligations due on ``due_on`` are told of now.

    ``days``: working days left, or late. ``most``: a reminder of this kind and due date with that
    many days or fewer is this very step, told before.
    """

    due_on: date
    kind: ReminderKind
    days: int
    most: int


class Count:
    """Working days between any two days of a span, each looked up once."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self._first = first
        self._until = [0]
        for n in range((last - first).days):
            works = calendar.is_working_day(first + timedelta(days=n + 1))
            self._until.append(self._until[-1] + works)

    def between(self, after: date, until: date) -> int:
        """Return how many working days are later than ``after`` and not later than ``until``."""
        return self._until[(until - self._first).days] - self._until[(after - self._first).days]


def steps(
    calendar: Calendar, times: Times, *, since: date | None, today: date, first: date
) -> list[Step]:
    """Return what was reached after ``since`` (the last day told of) and by ``today``.

    ``since`` None: whatever holds today, for due dates from ``first`` on. A due date that passed
    several marks meanwhile is told of once, with the days it truly has left; the heads are told
    besides.
    """
    begin, end = _span(calendar, times, since, today, first)
    count = Count(calendar, min(begin, since or today), max(end, today))
    found: list[Step] = []
    day = begin
    while day <= end:
        now = _reached(count, times, day, today)
        before = _reached(count, times, day, since) if since else {}
        found += [step for name, step in now.items() if name not in before]
        day += _DAY
    return found


def _reached(count: Count, times: Times, due_on: date, on: date) -> dict[tuple[str, int], Step]:
    """Return the mark that ``due_on`` stands at on ``on``, and the heads who know by then."""
    if due_on >= on:
        left = count.between(on, due_on)
        marks = [n for n in times.days_before if n >= left]
        if not marks:
            return {}
        mark = min(marks)
        kind = ReminderKind.BEFORE if left else ReminderKind.ON_THE_DAY
        return {(ReminderKind.BEFORE, mark): Step(due_on, kind, left, mark)}
    return {
        (kind, 0): Step(due_on, kind, late, _ANY_NUMBER)
        for kind, late in _late(times, count.between(due_on, on))
    }


def _late(times: Times, late: int) -> Iterator[tuple[ReminderKind, int]]:
    # On the days off after a due date nothing is late by a working day yet.
    if late >= 1:
        yield ReminderKind.LATE, late
    if late >= times.to_office_head_after:
        yield ReminderKind.TO_OFFICE_HEAD, late
    if late >= times.to_body_head_after:
        yield ReminderKind.TO_BODY_HEAD, late


def _span(
    calendar: Calendar, times: Times, since: date | None, today: date, first: date
) -> tuple[date, date]:
    """Return the first and the last due date that can be told of."""
    ahead = calendar.add_working_days(today, max(times.days_before, default=0))
    # A due date on a day off belongs to the working day before it.
    end = calendar.next_working_day(ahead + _DAY) - _DAY
    if since is None:
        return max(first, calendar.first_day), end
    longest = max(times.to_office_head_after, times.to_body_head_after, 1) + 1
    *_, (begin, _works) = calendar.walk(since, longest, back=True)
    return max(begin, calendar.first_day), end
