"""Reads the State Council's yearly notice of days off: its own text, or a year file (CAL-07).

What is read is checked against itself before anything is made of it; one thing that does not fit
refuses the whole notice, with the line it stands in.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from gongkai.refusals import Refused
from gongkai.workdays.calendar import Calendar, DayRow, Notice
from gongkai.workdays.notice_text import (
    DECEMBER,
    SATURDAY,
    Letter,
    read_letter,
    unclear,
    weekday_name,
    year_in_reach,
)
from gongkai.workdays.official import load

LARGEST = 64 * 1024
LONGEST_NAME = 60
# 清明、端午 and 中秋 are days off since the rules of 2007 (国务院令第513号), from 2008 on.
_SINCE_2008 = 2008
_OLD = ("元旦", "春节", "劳动节", "国庆")
_ALL = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")


@dataclass(frozen=True, slots=True)
class YearNotice:
    """The days off and make-up working days of one year, by day, and the notice they are from."""

    year: int
    notice: Notice
    days: tuple[DayRow, ...]

    @property
    def off(self) -> tuple[DayRow, ...]:
        """The days off, by day."""
        return tuple(row for row in self.days if row.off)

    @property
    def work(self) -> tuple[DayRow, ...]:
        """The weekend days that are worked, by day (CAL-10)."""
        return tuple(row for row in self.days if not row.off)


def read_notice(data: bytes, name: str) -> YearNotice:
    """Read a notice from the bytes of a file: ``.toml`` a year file, ``.txt`` the notice's text.

    Raises ``Refused``: ``notice_too_large``, ``notice_kind``, ``notice_encoding``,
    ``notice_provisional``, or ``notice_unclear`` with the line that cannot be read for certain.
    """
    if len(data) > LARGEST:
        raise Refused("notice_too_large", f"文件 {name} 超过 64 KB，不像一份放假通知；请核对。")
    kind = PurePath(name).suffix.lower()
    if kind not in (".toml", ".txt"):
        raise Refused(
            "notice_kind",
            f"文件 {name} 不是 .txt（通知全文）或 .toml（年度文件）；"
            "请把通知全文存成纯文本再载入。",
        )
    text = _decoded(data, name)
    if kind == ".toml":
        return _from_year_file(text, name)
    return _from_letter(read_letter(text), text)


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("notice_encoding", f"文件 {name} 不是纯文本，请另存为 UTF-8 编码的文本。")


def _from_year_file(text: str, name: str) -> YearNotice:
    calendar = _loaded(text, name)
    status = calendar.years[-1]
    if status.provisional:
        raise Refused(
            "notice_provisional",
            f"文件 {name} 是{status.year}年的暂定安排，不是放假通知；通知发布后再载入。",
        )
    if not status.notices:
        raise Refused("notice_unclear", f"文件 {name} 没有写明出自哪个通知（[[notice]]）。")
    for one in status.notices:
        if not _sound(one):
            raise Refused(
                "notice_unclear", f"文件 {name} 的 [[notice]] 写得不对，请对照往年文件修改。"
            )
    lines = text.splitlines()

    def line_of(day: date) -> int:
        found = (n for n, line in enumerate(lines, start=1) if day.isoformat() in line)
        return next(found, 1)

    first = status.notices[0]
    notice = Notice(
        first.title,
        "、".join(one.number for one in status.notices if one.number) or None,
        first.dated,
        verified=all(one.verified for one in status.notices),
    )
    days = [(row.on, row.off, row.name, line_of(row.on)) for row in calendar.rows]
    return _checked(status.year, notice, days)


def _loaded(text: str, name: str) -> Calendar:
    """Read one year file by the reader of the shipped ones; it takes folders, so it gets one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr(PurePath(name).name, text)
    try:
        return load(zipfile.Path(packed))
    except OverflowError:  # a year of twenty figures
        raise Refused("calendar_unreadable", f"年度文件 {name} 的年份不对，请核对。") from None


def _from_letter(letter: Letter, text: str) -> YearNotice:
    _check_dated(letter, text)
    # The text of the notice itself with number and date is what 已核对 means.
    notice = Notice(
        letter.title,
        letter.number,
        letter.dated,
        verified=None not in (letter.number, letter.dated),
    )
    days = [
        (day, off, item.name, item.line)
        for item in letter.items
        for off, found in ((True, item.off), (False, item.work))
        for day in found
    ]
    return _checked(letter.year, notice, days)


def _sound(notice: Notice) -> bool:
    """Return whether a year file gives a notice's parts as what they are; TOML allows anything."""
    return (
        _is_words(notice.title)
        and (notice.number is None or _is_words(notice.number))
        and (notice.dated is None or type(notice.dated) is date)
    )


def _is_words(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip()) and text.isprintable()


def _check_dated(letter: Letter, text: str) -> None:
    if letter.dated is None:
        return
    line = len(text.rstrip().splitlines())
    if letter.dated.year not in (letter.year - 1, letter.year):
        raise unclear(
            line, f"成文日期 {letter.dated} 与{letter.year}年的安排不合，请核对标题和日期。"
        )
    if letter.number and f"〔{letter.dated.year}〕" not in letter.number:
        raise unclear(line, f"文号{letter.number}与成文日期 {letter.dated} 的年份不同，请核对。")


def _checked(year: int, notice: Notice, days: list[tuple[date, bool, str, int]]) -> YearNotice:
    """Return the days in order. Refuses what cannot be so."""
    year_in_reach(year)
    seen: dict[date, str] = {}
    for day, off, name, line in days:
        if not _is_words(name) or len(name) > LONGEST_NAME:
            raise unclear(line, "节日名称写得不对，请对照往年文件修改。")
        where = f"{name} {day}"
        if not (date(year - 1, DECEMBER, 1) <= day < date(year + 1, 2, 1)):
            raise unclear(line, f"{where}不在{year}年，请核对标题和日期。")
        if day in seen:
            raise unclear(line, f"{where}前面已在“{seen[day]}”里出现，同一天只能写一次。")
        if not off and day.weekday() < SATURDAY:
            raise unclear(line, f"{where}是{weekday_name(day)}，调休上班的日子应当是周六或周日。")
        seen[day] = name
    named = "、".join(name for _, off, name, _ in days if off)
    missing = [one for one in (_ALL if year >= _SINCE_2008 else _OLD) if one not in named]
    if missing:
        raise Refused(
            "notice_unclear",
            f"{year}年的安排里没有读到{'、'.join(missing)}，请核对是不是通知全文。",
        )
    rows = (DayRow(day, off=off, name=name, notice=notice) for day, off, name, _ in days)
    return YearNotice(year, notice, tuple(sorted(rows, key=lambda row: row.on)))
