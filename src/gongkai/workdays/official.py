"""Reads calendars from their data files, one TOML file per year.

A year file holds ``year``, ``status`` (``official`` or ``provisional``), ``remark`` (optional),
``[[notice]]`` tables (``title``, ``number``, ``dated``, ``verified``) and ``[[holiday]]`` tables:
``name``, ``off`` (first and last day off), ``work`` (make-up working days, optional) and
``notice`` (1 for the first notice above, the default).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from gongkai.refusals import Refused
from gongkai.workdays.calendar import Calendar, DayRow, FixedHoliday, Notice, YearStatus
from gongkai.workdays.span import step

LONGEST_HOLIDAY = 31  # days
STATUSES = ("official", "provisional")
FIRST_YEAR = 2004  # the first whose notice is known day by day (CAL-07)


@cache
def official() -> Calendar:
    """Return the calendar shipped with Gongkai: 2004 to 2026 by notice, 2027 provisional."""
    return load(data_folder() / "years")


def data_folder() -> Traversable:
    """Return the folder that holds the data of this room."""
    return files("gongkai.workdays") / "data"


def load(*places: Traversable) -> Calendar:
    """Return the calendar read from the year files in ``places``; a later place's year wins.

    A place is a folder, or one year file: so that an office can add the year its notice has just
    come for. Raises ``Refused`` with the name of the file that cannot be read.
    """
    years: dict[int, YearStatus] = {}
    rows: dict[int, list[DayRow]] = {}
    for file in (file for place in places for file in _files(place)):
        status, found = _read_year(file)
        years[status.year], rows[status.year] = status, found
    if not years:
        raise Refused("calendar_empty", "工作日历文件夹里没有年度文件。")
    return Calendar(
        years=tuple(years[year] for year in sorted(years)),
        rows=tuple(sorted((row for found in rows.values() for row in found), key=_by_day)),
        fixed=tuple(_fixed()),
    )


def _files(place: Traversable) -> list[Traversable]:
    if place.is_file():
        return [place]
    found = sorted(place.iterdir(), key=lambda entry: entry.name)
    return [file for file in found if file.name.endswith(".toml")]


def _by_day(row: DayRow) -> date:
    return row.on


def _read_year(file: Traversable) -> tuple[YearStatus, list[DayRow]]:
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        notices = tuple(Notice(**table) for table in raw["notice"])
        status = YearStatus(raw["year"], raw["status"], notices, raw.get("remark"))
        if status.status not in STATUSES:
            raise ValueError(status.status)
        rows = [row for table in raw["holiday"] for row in _rows(table, notices)]
        for row in rows:
            _check_year(row, status.year)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, IndexError) as problem:
        raise Refused(
            "calendar_unreadable",
            f"工作日历文件 {file.name} 读不出：{problem}。请对照往年文件修改。",
        ) from problem
    return status, rows


def _check_year(row: DayRow, year: int) -> None:
    """Refuse a day of another year; a notice may name days of the December before."""
    if year < FIRST_YEAR or not date(year - 1, 12, 1) <= row.on <= date(year, 12, 31):
        raise ValueError(f"{row.name} {row.on}")


def _rows(table: dict[str, Any], notices: tuple[Notice, ...]) -> Iterator[DayRow]:
    notice = notices[table.get("notice", 1) - 1]
    first, last = table["off"]
    # A slip in the year would otherwise make days for millennia before it is noticed.
    if not 0 <= (last - first).days <= LONGEST_HOLIDAY:
        raise ValueError(f"{table['name']} {first} > {last}")
    while first <= last:
        yield DayRow(first, off=True, name=table["name"], notice=notice)
        first = step(first, 1)
    for day in table.get("work", ()):
        yield DayRow(day, off=False, name=table["name"], notice=notice)


def _fixed() -> Iterator[FixedHoliday]:
    raw = tomllib.loads((data_folder() / "statutory.toml").read_text(encoding="utf-8"))
    notice = Notice(raw["title"], raw["number"], raw["dated"], verified=True)
    for table in raw["holiday"]:
        for month_day in table["days"]:
            yield FixedHoliday(month_day, table["name"], notice)
