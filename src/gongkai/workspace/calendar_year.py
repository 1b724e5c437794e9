"""A year of a calendar as a page shows it: months, holidays, and whom a change reaches."""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongkai.bodies.models import Body
from gongkai.bodies.queries import subtree_ids
from gongkai.clocks.comparing import words
from gongkai.duties.models import Obligation
from gongkai.workdays import Calendar
from gongkai.workdays.calendar import SATURDAY, WEEKDAYS
from gongkai.workdays.notices import YearNotice

_WEEKS = gregorian.Calendar(firstweekday=gregorian.MONDAY)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its number, its state (a word of the style sheet), one sign, and it in words."""

    on: date
    state: str
    sign: str
    words: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks of a month from Monday on; a day of another month is None."""

    number: int
    weeks: list[list[Cell | None]]
    working_days: int


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday in one line: days off as spans, make-up days, the notice."""

    name: str
    off: str
    work: str
    source: str


def months_of(calendar: Calendar, year: int) -> list[Month]:
    """Return the twelve months."""
    changed = {row.on for row in calendar.overlay}
    return [_month(calendar, year, number, changed) for number in range(1, 13)]


def holidays_of(calendar: Calendar, year: int) -> list[Holiday]:
    """Return the holidays and changed days of a year in the order of their first day."""
    rows = [row for row in calendar.rows + calendar.overlay if row.on.year == year]
    # A changed day stands for itself even where the notice names it too.
    rows = [row for row in rows if row in (calendar.row(row.on), calendar.half(row.on))]
    found = []
    rows.sort(key=lambda row: (row.name, row.on))
    for name, of_name in groupby(rows, key=lambda row: row.name):
        days = list(of_name)
        off = [row.on for row in days if row.off]
        work = "、".join(day_words(row.on) for row in days if not row.off and not row.half)
        half = "、".join(day_words(row.on) for row in days if row.half)
        given = [spans(off), f"{half}（半天）" if half else ""]
        sources = dict.fromkeys(row.notice.cite() for row in days)
        line = Holiday(name, "；".join(filter(None, given)), work, "、".join(sources))
        found.append((next(iter(off), days[0].on), line))
    return [line for _, line in sorted(found, key=lambda pair: pair[0])]


def holidays_read(read: YearNotice) -> list[Holiday]:
    """Return what was read of a notice in the same lines."""
    return [
        Holiday(
            name,
            spans([row.on for row in read.off if row.name == name]),
            "、".join(day_words(row.on) for row in read.work if row.name == name),
            "",
        )
        for name in dict.fromkeys(row.name for row in read.days)
    ]


def open_tasks_over(first: date, last: date, body: Body | None = None) -> int:
    """Return how many open obligations count days from ``first`` to ``last``.

    Of the body and all below it, or (None) of every body: those a change of the calendar may
    move.
    """
    open_ones = Obligation.objects.filter(
        fulfilled_on=None, excused_on=None, derivation__start_on__lte=last, due_on__gte=first
    )
    if body is not None:
        open_ones = open_ones.filter(body_id__in=subtree_ids(body))
    return open_ones.count()


def day_words(day: date) -> str:
    """Return a day without its year: 2月14日（周日）."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def spans(days: list[date]) -> str:
    """Return days as spans: 2月5日（周五）至2月11日（周四），共7天."""
    found: list[list[date]] = []
    for day in days:
        if found and (day - found[-1][-1]).days == 1:
            found[-1].append(day)
        else:
            found.append([day])
    words = "、".join(
        day_words(span[0]) + (f"至{day_words(span[-1])}" if len(span) > 1 else "") for span in found
    )
    return f"{words}，共{len(days)}天" if days else ""


def _month(calendar: Calendar, year: int, number: int, changed: set[date]) -> Month:
    weeks = [
        [_cell(calendar, day, changed) if day.month == number else None for day in week]
        for week in _WEEKS.monthdatescalendar(year, number)
    ]
    days = (cell for week in weeks for cell in week if cell is not None)
    return Month(number, weeks, sum(calendar.is_working_day(cell.on) for cell in days))


def _cell(calendar: Calendar, day: date, changed: set[date]) -> Cell:
    row = calendar.row(day)
    if row is not None:
        state, sign = ("off", "休") if row.off else ("work", "班")
    else:
        state, sign = ("weekend" if day.weekday() >= SATURDAY else "plain"), ""
    if calendar.half(day) is not None:
        state, sign = "half", "半"
    return Cell(day, state, sign, words(calendar, day), day in changed)
