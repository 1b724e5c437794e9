"""The ends of recurring periods, and the next time a fixed date comes round."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from gongkai.workdays.span import MONTHS_A_YEAR, add_months, step

SUNDAY = 6
LAST_OF_A_MONTH = 31
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": MONTHS_A_YEAR}

PARTS_OF_A_MONTH = {"ten_days": (10, 20), "half_month": (15,)}


def period_end(period: str | None, day: date) -> date | None:
    """Return the last day of the ``period`` that contains ``day``.

    ``period``: day, week (to Sunday), ten_days, half_month (of a month), month, quarter,
    half_year or year; None for any other.
    """
    if period in PARTS_OF_A_MONTH:
        ends = (*PARTS_OF_A_MONTH[period], monthrange(day.year, day.month)[1])
        return day.replace(day=next(end for end in ends if end >= day.day))
    if period == "day":
        return day
    if period == "week":
        return step(day, SUNDAY - day.weekday())
    length = MONTHS.get(period or "")
    if length is None:
        return None
    month = (day.month - 1) // length * length + length
    return _month_end(day.year, month)


def next_fixed_date(month_day: str | None, day: date) -> date | None:
    """Return the first ``MM-DD`` on or after ``day``; 02-29 is 02-28 in a common year.

    None where ``month_day`` is no such date.
    """
    month_text, dash, day_text = (month_day or "").partition("-")
    if not (dash and month_text.isdecimal() and day_text.isdecimal()):
        return None
    month, number = int(month_text), int(day_text)
    # A leap year tells whether there ever is such a day.
    if not 1 <= month <= MONTHS_A_YEAR or not 1 <= number <= monthrange(2024, month)[1]:
        return None
    found = _on(day.year, month, number)
    return found if found >= day else _on(step(_month_end(day.year, 12), 1).year, month, number)


def next_day_inside(period: str | None, on: str, day: date) -> date | None:
    """Return the first day on or after ``day`` that ``on`` names inside a ``period``.

    ``on`` is ``month-day`` counted inside the period (quarter ``1-15``: the 15th of its first
    month; a day the month has not is its last), for a week a weekday 1 to 7. None for any other.
    """
    if period == "week":
        if on not in ("1", "2", "3", "4", "5", "6", "7"):
            return None
        return step(day, (int(on) - 1 - day.weekday()) % 7)
    length = MONTHS.get(period or "")
    month_text, dash, day_text = on.partition("-")
    if not (length and dash and month_text.isdecimal() and day_text.isdecimal()):
        return None
    month, number = int(month_text), int(day_text)
    if not 1 <= month <= length or not 1 <= number <= LAST_OF_A_MONTH:
        return None
    first = add_months(day.replace(day=1), -((day.month - 1) % length) + month - 1)
    found = _on(first.year, first.month, number)
    if found >= day:
        return found
    following = add_months(first, length)
    return _on(following.year, following.month, number)


def _on(year: int, month: int, number: int) -> date:
    return date(year, month, min(number, monthrange(year, month)[1]))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
