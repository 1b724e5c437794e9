"""Moving along the calendar by days and months, with one clear refusal at its ends."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from gongkai.refusals import Refused

LONGEST = 3660  # days; longer than any limit a catalog states, so more is a slip of the pen
MONTHS_A_YEAR = 12


def step(day: date, days: int) -> date:
    """Return ``day`` moved by ``days`` calendar days; ``Refused`` beyond the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise Refused("day_out_of_range", f"从 {day} 起算的期限超出可表示的日期。") from None


def add_months(day: date, months: int) -> date:
    """Return the same-numbered day ``months`` later, or that month's last day (CAL-03).

    Source: 民法典第202条. ``Refused`` beyond the years 1 to 9999.
    """
    year, month0 = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise Refused("day_out_of_range", f"从 {day} 起算的期限超出可表示的日期。")
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))
