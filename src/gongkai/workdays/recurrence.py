"""The periods a recurring limit has: which one a day lies in, and which comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from gongkai.catalog.model import Clause, LimitKind, TimeLimit
from gongkai.workdays.next_period import ended_period, next_period
from gongkai.workdays.periods import next_day_inside, next_fixed_date, period_end
from gongkai.workdays.span import step

RECURRING = (LimitKind.PERIODIC, LimitKind.FIXED_DATE)
# Days in which each period comes round at least once.
LENGTHS = {
    "day": 1,
    "week": 7,
    "ten_days": 11,
    "half_month": 16,
    "month": 31,
    "quarter": 92,
    "half_year": 184,
    "year": 366,
}
QUARTER_MONTHS = 3
HALF_YEAR_MONTHS = 6
HALF_MONTH_DAYS = 15
TEN_DAYS = 10
_SOME_DAY = date(2024, 1, 1)
PARTS_OF_A_MONTH = ("上旬", "中旬", "下旬")


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a recurring limit: its first and its last day, and what it is called."""

    start: date
    end: date
    label: str


def recurring_part(limit: TimeLimit) -> TimeLimit | None:
    """Return ``limit`` with only the clauses its periods come from; None where it has none.

    Clauses for the whole item go before those for a part of it. Of named days (每月5日、20日) all
    count; of whole periods the shortest. 学期 has no periods: no calendar says when a term ends.
    """
    rounds = _rounds(limit)
    return replace(limit, clauses=tuple(one.clause for one in rounds)) if rounds else None


def follows_the_last(limit: TimeLimit) -> bool:
    """True where the next one is due so long after the last publication (每20个工作日更新).

    Such a limit has no calendar periods; one that has both kinds is opened by its periods.
    """
    every = any(
        clause.kind is LimitKind.PERIODIC and clause.period is None and clause.n
        for clause in limit.clauses
    )
    return every and not _rounds(limit)


def period_containing(limit: TimeLimit, day: date) -> Period | None:
    """Return the period of ``limit`` that ``day`` lies in; None for a limit without periods.

    A named day ends its period (每年1月31日前: the year that ends with 31 January); one that is
    named in the period after (次月5日前) does not: its period is the month itself. The periods of
    one limit follow each other without a gap and without an overlap.
    """
    rounds = _rounds(limit)
    if not rounds:
        return None
    whole = rounds[0].whole
    if whole is not None:
        return Period(_first_day(whole, day), _end(whole, day), _LABELS[whole](day))
    clauses = [one.clause for one in rounds]
    end = min(_next(clause, day) for clause in clauses)
    before = max(_previous(clause, day) for clause in clauses)
    return Period(step(before, 1), end, f"{end.year}年{end.month}月{end.day}日前")


def period_after(limit: TimeLimit, period: Period) -> Period | None:
    """Return the period that begins the day after ``period`` ends."""
    return period_containing(limit, step(period.end, 1))


@dataclass(frozen=True, slots=True)
class _Round:
    """A clause that comes round: with every period ``whole``, or (None) on the days it names."""

    clause: Clause
    whole: str | None


def _rounds(limit: TimeLimit) -> list[_Round]:
    """Return the clauses the periods come from: all name days, or all are of one period."""
    found = [one for clause in limit.clauses if (one := _round(clause, limit.text))]
    found = [one for one in found if one.clause.scope is None] or found
    days = [one for one in found if one.whole is None]
    if days or not found:
        return days
    shortest = min((one.whole or "" for one in found), key=LENGTHS.__getitem__)
    return [one for one in found if one.whole == shortest]


def _round(clause: Clause, phrase: str) -> _Round | None:
    if clause.kind is LimitKind.AFTER_EVENT:
        # 每季度结束后10日内
        ended = ended_period(clause.event)
        return _Round(clause, ended) if ended else None
    if clause.kind not in RECURRING:
        return None
    if clause.kind is LimitKind.PERIODIC and clause.on is None:
        return _Round(clause, clause.period) if clause.period in LENGTHS else None
    if _point(clause, _SOME_DAY) is None:
        return None
    named_later = next_period(clause, phrase, _SOME_DAY) != _SOME_DAY
    return _Round(clause, _period_of(clause) if named_later else None)


def _period_of(clause: Clause) -> str:
    return "year" if clause.kind is LimitKind.FIXED_DATE else clause.period or ""


def _point(clause: Clause, day: date) -> date | None:
    """Return the first named day on or after ``day``."""
    if clause.kind is LimitKind.FIXED_DATE:
        return next_fixed_date(clause.period, day)
    return next_day_inside(clause.period, clause.on or "", day)


def _next(clause: Clause, day: date) -> date:
    found = _point(clause, day)
    if found is None:  # ``_round`` let only clauses through that name a day
        raise ValueError(clause)
    return found


def _previous(clause: Clause, day: date) -> date:
    """Return the last named day before ``day``."""
    found = _next(clause, step(day, -LENGTHS[_period_of(clause)]))
    while (following := _next(clause, step(found, 1))) < day:
        found = following
    return found


def _end(kind: str, day: date) -> date:
    end = period_end(kind, day)
    if end is None:
        raise ValueError(kind)
    return end


def _first_day(kind: str, day: date) -> date:
    if kind == "day":
        return day
    if kind == "week":
        return step(day, -day.weekday())
    if kind == "ten_days":
        return day.replace(day=_tenth(day) * TEN_DAYS + 1)
    if kind == "half_month":
        return day.replace(day=1 if day.day <= HALF_MONTH_DAYS else HALF_MONTH_DAYS + 1)
    months = {"month": 1, "quarter": QUARTER_MONTHS, "half_year": HALF_YEAR_MONTHS}.get(kind, 12)
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _tenth(day: date) -> int:
    return min((day.day - 1) // TEN_DAYS, len(PARTS_OF_A_MONTH) - 1)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}年第{week}周"


def _half_month(day: date) -> str:
    return f"{_month(day)}{'上' if day.day <= HALF_MONTH_DAYS else '下'}半月"


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _quarter(day: date) -> str:
    return f"{day.year}年第{(day.month - 1) // QUARTER_MONTHS + 1}季度"


def _half_year(day: date) -> str:
    return f"{day.year}年{'上' if day.month <= HALF_YEAR_MONTHS else '下'}半年"


_LABELS: dict[str, Callable[[date], str]] = {
    "day": lambda day: f"{_month(day)}{day.day}日",
    "week": _week,
    "ten_days": lambda day: f"{_month(day)}{PARTS_OF_A_MONTH[_tenth(day)]}",
    "half_month": _half_month,
    "month": _month,
    "quarter": _quarter,
    "half_year": _half_year,
    "year": lambda day: f"{day.year}年度",
}
