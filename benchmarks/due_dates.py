"""Counts 20 working days from every day of 2004 to 2026, beside what most programs would use.

``python -m benchmarks.due_dates [--days 20] [--rounds 5]``

numpy and pandas know weekends by their place in the week and holidays by a list; a Saturday that
is worked has no place in either. They are therefore told that every day is worked
(``weekmask="1111111"``) and given *all* days off as holidays: weekends without the make-up days,
and the notices' days off, all from Gongkai's calendar. ``chinesecalendar`` brings its own days.
All ways run in turn, round after round in one process; the middle one of the rounds is shown, as
time for one date and as a ratio to Gongkai's. Starts whose due date falls after 2026 are left out:
``chinesecalendar`` ends there.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from statistics import median
from time import process_time

import chinese_calendar
import numpy as np
import pandas as pd

from gongkai.catalog import read_limit
from gongkai.workdays import Calendar, due, official

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
OURS = "gongkai, the date alone"
Way = Callable[[Sequence[date]], list[date]]


def main() -> None:
    """Print for each way: microseconds a date, ratio to ours, days that differ from ours."""
    options = _options()
    calendar = official()
    starts = _starts(calendar, options.days)
    ways = _ways(calendar, options.days)
    spent: dict[str, list[float]] = {name: [] for name in ways}
    results: dict[str, list[date]] = {}
    for _ in range(options.rounds):
        for name, way in ways.items():
            began = process_time()
            results[name] = way(starts)
            spent[name].append(process_time() - began)
    print(f"{options.days} working days from {len(starts)} days, {starts[0]} to {starts[-1]}")
    print(f"{'way':<42} {'µs a date':>10} {'ratio':>8} {'days that differ':>17}")
    ours = median(spent[OURS])
    for name in ways:
        seconds = median(spent[name])
        pairs = zip(results[name], results[OURS], strict=True)
        differ = sum(one != other for one, other in pairs)
        each = seconds / len(starts) * 1e6
        print(f"{name:<42} {each:>10.2f} {seconds / ours:>8.2f} {differ:>17}")


def _starts(calendar: Calendar, days: int) -> list[date]:
    every = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    return [day for day in every if calendar.add_working_days(day, days) <= LAST]


def _ways(calendar: Calendar, days: int) -> dict[str, Way]:
    length = (LAST - FIRST).days + 1
    every = [FIRST + timedelta(days=n) for n in range(length)]
    off = [day for day in every if not calendar.is_working_day(day)]
    busdays = np.busdaycalendar(weekmask="1111111", holidays=np.array(off, dtype="datetime64[D]"))
    offset = pd.offsets.CustomBusinessDay(days, weekmask="1111111", holidays=off)
    limit = read_limit(f"自信息形成之日起{days}个工作日内")

    def together(starts: Sequence[date]) -> list[date]:
        # A day off goes back to the working day before it, from which the count is the same.
        array = np.array(starts, dtype="datetime64[D]")
        counted: list[date] = np.busday_offset(
            array, days, roll="backward", busdaycal=busdays
        ).tolist()
        return counted

    def one_by_one(day: date) -> date:
        counted: date = np.busday_offset(day, days, roll="backward", busdaycal=busdays).item()
        return counted

    def walked(day: date) -> date:
        left = days
        while left:
            day += timedelta(days=1)
            left -= chinese_calendar.is_workday(day)
        return day

    def explained(day: date) -> date:
        answer = due(limit, day, calendar=calendar)
        assert answer.due is not None  # noqa: S101 - for the type checker
        return answer.due

    return {
        OURS: lambda starts: [calendar.add_working_days(day, days) for day in starts],
        "gongkai, every step explained": lambda starts: [explained(day) for day in starts],
        "numpy.busday_offset, one by one": lambda starts: [one_by_one(day) for day in starts],
        "numpy.busday_offset, all in one call": together,
        "pandas CustomBusinessDay": lambda starts: [
            (pd.Timestamp(day) + offset).date() for day in starts
        ],
        "chinesecalendar, day by day": lambda starts: [walked(day) for day in starts],
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
