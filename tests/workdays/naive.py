"""Due dates by walking from day to day: written apart from the engine, to be compared with it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta

import chinese_calendar

from gongkai.catalog.model import Clause, LimitKind, LimitUnit
from gongkai.workdays import official

ONE = timedelta(days=1)
Span = tuple[date, date]  # a pause: days after the first and not after the second do not count


def works(day: date) -> bool:
    """Ask the other library; after its last year, ours (nobody else knows)."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return official().is_working_day(day)


def paused(day: date, pauses: list[Span]) -> bool:
    return any(sent < day <= closed for sent, closed in pauses)


def working_days(start: date, n: int, pauses: list[Span]) -> date:
    day = start
    while n:
        day += ONE
        n -= works(day) and not paused(day, pauses)
    return day


def rolled(day: date, pauses: list[Span]) -> date:
    while not works(day) or paused(day, pauses):
        day += ONE
    return day


def calendar_days(start: date, n: int, pauses: list[Span]) -> date:
    day = start
    while n:
        day += ONE
        n -= not paused(day, pauses)
    return day


def months(start: date, n: int, pauses: list[Span]) -> date:
    day, left = start, n
    while left:
        day += ONE
        left -= day.day == 1
    while day.day != start.day and (day + ONE).month == day.month and n:
        day += ONE
    for sent, closed in sorted(pauses):
        if sent < day:
            away = [one for one in walk(sent, closed) if one > start]
            day += ONE * len(away)
    return day


def walk(after: date, until: date) -> list[date]:
    return [after + ONE * n for n in range(1, (until - after).days + 1)]


def forward(start: date, n: int, unit: LimitUnit, pauses: list[Span]) -> date:
    if unit is LimitUnit.WORKING_DAY:
        return working_days(start, n, pauses)
    if unit is LimitUnit.HOUR:  # only the day is known
        return calendar_days(start, len(range(0, n, 24)), pauses)
    if unit is LimitUnit.MONTH:
        return rolled(months(start, n, pauses), pauses)
    if unit is LimitUnit.YEAR:
        return rolled(months(start, 12 * n, pauses), pauses)
    days = 7 * n if unit is LimitUnit.WEEK else n
    return rolled(calendar_days(start, days, pauses), pauses)


def backward(start: date, n: int, unit: LimitUnit) -> date:
    day = start
    while n:
        day -= ONE
        n -= works(day) if unit is LimitUnit.WORKING_DAY else 1
    return day


PERIODS: dict[str, Callable[[date], object]] = {
    "day": lambda day: day,
    "week": lambda day: day.isocalendar()[:2],
    "ten_days": lambda day: (day.year, day.month, min((day.day - 1) // 10, 2)),
    "half_month": lambda day: (day.year, day.month, day.day > 15),
    "month": lambda day: (day.year, day.month),
    "quarter": lambda day: (day.year, (day.month + 2) // 3),
    "half_year": lambda day: (day.year, day.month > 6),
    "year": lambda day: day.year,
}


def period_end(period: str, day: date) -> date:
    of = PERIODS[period]
    while of(day + ONE) == of(day):
        day += ONE
    return day


def is_named(clause: Clause, day: date) -> bool:
    """Whether ``day`` is the day that the clause names inside its period, or of the year."""
    if clause.period == "week":
        return str(day.isoweekday()) == clause.on
    named = clause.period if clause.kind is LimitKind.FIXED_DATE else clause.on
    month, number = map(int, (named or "").split("-"))
    length = {"month": 1, "quarter": 3, "half_year": 6}.get(clause.period or "", 12)
    last = monthrange(day.year, day.month)[1]
    return (day.month - 1) % length + 1 == month and day.day == min(number, last)


def due(
    clause: Clause,
    start: date,
    pauses: list[Span],
    extensions: list[int],
    restarts: list[date],
    *,
    following: bool = False,
) -> date:
    """Return the last day; ``following``: the day named is in the period after."""
    if clause.kind is LimitKind.BEFORE_EVENT:
        assert clause.n is not None
        assert clause.unit is not None
        return backward(start, clause.n, clause.unit)
    begin = max([start, *restarts])
    pauses = [span for span in pauses if span[0] >= begin]
    day = _plain(clause, start, begin, pauses, following=following)
    for k in extensions:
        day = working_days(day, k, pauses)
    return day


def _plain(
    clause: Clause, start: date, begin: date, pauses: list[Span], *, following: bool
) -> date:
    if clause.kind is LimitKind.FIXED_DATE or clause.on is not None:
        day = start
        if following:
            fixed = clause.kind is LimitKind.FIXED_DATE
            day = period_end("year" if fixed else clause.period or "", start) + ONE
        while not is_named(clause, day):
            day += ONE
        return day
    if clause.period is not None:
        end = max(period_end(clause.period, start), begin)
        return forward(end, clause.n or 20, clause.unit or LimitUnit.WORKING_DAY, pauses)
    assert clause.n is not None
    assert clause.unit is not None
    return forward(begin, clause.n, clause.unit, pauses)


def at(moment: datetime, hours: int, pauses: list[Span]) -> datetime:
    """Return the moment so many hours later; a pause moves it by its days."""
    found = moment
    for _ in range(hours):
        found += timedelta(hours=1)
    for sent, closed in sorted(pauses):
        if sent < found.date():
            found += ONE * len(walk(sent, closed))
    return found
