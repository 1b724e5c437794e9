"""The grammar of a State Council notice's own text (国务院办公厅关于…年部分节假日安排的通知).

The notices of 2007 to 2026 say the same in a few forms: a numbered line for each holiday, ranges
whose second month is left out, weekdays in brackets, make-up working days after the days off.
Each clause with a date must be understood, or it is refused with its line: a holiday read half
would move due dates without a word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from gongkai.refusals import Refused

WEEKDAYS = "一二三四五六日"
SATURDAY = 5
LONGEST_HOLIDAY = 15
NEW_YEAR = "元旦"
DECEMBER = 12
FIRST_YEAR, LAST_YEAR = 2004, 2200

_TITLE = re.compile(r"国务院(?:办公厅)?关于(\d{4})年部分节假日安排的通知")
_NUMBER = re.compile(r"(国(?:办)?发(?:明电|电)?)[〔\[(](\d{4})[〕\])](\d{1,4})号")
_HEADING = re.compile(r"\(?[一二三四五六七八九十]{1,3}[、)]([^:。]{2,20}):")
_DATED = re.compile(r"(?:国务院(?:办公厅)?)?(\d{4})年(\d{1,2})月(\d{1,2})日")
_DATED_IN_WORDS = re.compile(
    r"(?:国务院(?:办公厅)?)?([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月"
    r"([一二三四五六七八九十]{1,3})日"
)
_SENTENCE = re.compile(r"(?:\([^()]*\)|[^。()])+")
_CLAUSE = re.compile(r"(?:\([^()]*\)|[^,;()])+")
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_TO = re.compile(r"\s*(?:至|到|[-–—―~]+)\s*")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_COUNT = re.compile(r"(共|放假(?:调休)?)(\d{1,2}|[一二三四五六七八九十])天")
_ADVICE = ("鼓励", "值班", "建议")
_EXPLAINS = ("公休日", "法定节", "法定假", "调至", "调到")
_OFF = ("放假", "补休", "休息", "连休")
_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九十")} | {"〇": 0, "○": 0}


@dataclass(frozen=True, slots=True)
class Item:
    """What a notice says of one holiday; days in order of the text, ``line`` that of its name."""

    name: str
    line: int
    off: tuple[date, ...]
    work: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice as it was read; ``number`` and ``dated`` are None where they are not in the text."""

    year: int
    title: str
    number: str | None
    dated: date | None
    items: tuple[Item, ...]


@dataclass(slots=True)
class _Passage:
    """The lines that speak of one holiday, joined, with the line each part came from."""

    name: str
    line: int
    text: str = ""
    _starts: list[int] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)

    def add(self, text: str, line: int) -> None:
        self._starts.append(len(self.text))
        self._lines.append(line)
        self.text += text

    def line_at(self, place: int) -> int:
        return self._lines[bisect_right(self._starts, place) - 1]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause and where it stands in its passage."""

    text: str
    place: int


def read_letter(text: str) -> Letter:
    """Read a notice's text. Raises ``Refused`` (``notice_unclear``) naming the line."""
    lines = [(n, _plain(line)) for n, line in enumerate(text.splitlines(), start=1)]
    whole = "".join(line for _, line in lines)
    title = _TITLE.search(whole)
    if title is None:
        raise Refused(
            "notice_unclear",
            "没有找到标题“国务院办公厅关于XXXX年部分节假日安排的通知”，请核对是不是放假通知的全文。",
        )
    year = year_in_reach(int(title[1]))
    passages, dated = _passages(lines)
    if not passages:
        raise Refused("notice_unclear", "没有找到“一、元旦：……”这样逐项列出的安排，请用通知全文。")
    number = _NUMBER.search(whole)
    return Letter(
        year=year,
        title=title[0],
        number=f"{number[1]}〔{number[2]}〕{number[3]}号" if number else None,
        dated=dated,
        items=tuple(_Reader(year, passage).item() for passage in passages),
    )


def year_in_reach(year: int) -> int:
    """Return the year of a notice; refuse one before the calendar, or a slip of the pen."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(
            "day_before_calendar", f"工作日历从{FIRST_YEAR}年起，{year}年的通知不能载入。"
        )
    return year


def unclear(line: int, what: str) -> Refused:
    """Return the refusal of a line that cannot be read for certain, or does not fit."""
    return Refused("notice_unclear", f"第{line}行：{what}")


def weekday_name(day: date) -> str:
    """Return the weekday as a notice writes it, 周一 to 周日."""
    return f"周{WEEKDAYS[day.weekday()]}"


def _plain(line: str) -> str:
    """Return a line without spaces, its signs and digits in the narrow form."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", line))


def _passages(lines: Sequence[tuple[int, str]]) -> tuple[list[_Passage], date | None]:
    """Return what belongs to each holiday, and the date at the letter's end (成文日期)."""
    passages: list[_Passage] = []
    dated: date | None = None
    for n, line in lines:
        heading = _HEADING.match(line)
        if heading:
            passages.append(_Passage(heading[1], n))
            passages[-1].add(line[heading.end() :], n)
        elif (end := _date_alone(line, n)) is not None:
            dated = end
        elif passages:
            passages[-1].add(line, n)
    return passages, dated


def _date_alone(line: str, n: int) -> date | None:
    figures = _DATED.fullmatch(line)
    words = _DATED_IN_WORDS.fullmatch(line)
    if figures:
        year, month, day = (int(part) for part in figures.groups())
    elif words:
        year = int("".join(str(_DIGITS[sign]) for sign in words[1]))
        month, day = _spoken(words[2]), _spoken(words[3])  # 0 where it is no number
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        raise unclear(n, f"成文日期“{line}”不是一个日期，请对照原文修改。") from None


def _spoken(number: str) -> int:
    """Return a number up to 99 written in Chinese: 七, 十, 十二, 二十, 三十一; 0 for any other."""
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _DIGITS.get(number, 0)
    return _DIGITS.get(tens or "一", 0) * 10 + _DIGITS.get(ones or "零", 0)


class _Reader:
    """Reads the clauses of one holiday in order; what a clause left open the next one takes."""

    def __init__(self, year: int, passage: _Passage) -> None:
        self._year = year
        self._passage = passage
        self._off: list[date] = []
        self._work: list[date] = []
        self._waiting: list[date] = []

    def item(self) -> Item:
        for sentence in _SENTENCE.finditer(self._passage.text):
            if any(word in sentence[0] for word in _ADVICE):
                continue  # advice gives nobody a day off
            for clause in _CLAUSE.finditer(sentence[0]):
                self._clause(_Clause(clause[0], sentence.start() + clause.start()))
            if self._waiting:
                raise self._no(sentence.start(), f"“{sentence[0]}”没有写明放假还是上班，请核对。")
        if not self._off:
            raise unclear(self._passage.line, f"{self._passage.name}没有读到放假日期，请核对。")
        return Item(self._passage.name, self._passage.line, tuple(self._off), tuple(self._work))

    def _clause(self, clause: _Clause) -> None:
        days = [*self._waiting, *self._days(clause)]
        self._waiting = []
        if any(word in clause.text for word in _EXPLAINS):
            return  # only its weekdays are checked
        if "上班" in clause.text:
            self._work += days
        elif any(word in clause.text for word in _OFF):
            self._off += days
        else:
            self._waiting = days
        if not self._waiting:
            self._check_count(clause, days)

    def _days(self, clause: _Clause) -> Iterator[date]:
        before: date | None = None
        end = 0
        for found in _DAY.finditer(clause.text):
            day = self._day(found, before, clause)
            joined = _TO.fullmatch(clause.text, end, found.start()) if before else None
            if before is not None and joined is not None:
                if not before < day <= before + timedelta(days=LONGEST_HOLIDAY):
                    raise self._no(clause.place, f"“{clause.text}”的起止日期不对，请核对。")
                yield from (before + timedelta(days=n) for n in range(1, (day - before).days + 1))
            else:
                yield day
            before, end = day, found.end()

    def _day(self, found: re.Match[str], before: date | None, clause: _Clause) -> date:
        month = int(found[2]) if found[2] else before.month if before else 0
        if found[1]:
            year = int(found[1])
        elif found[2] or before is None:
            # A notice names its own year; only the days around New Year lie in the one before.
            year = self._year - (NEW_YEAR in self._passage.name and month == DECEMBER)
        else:
            year = before.year
        try:
            day = date(year, month, int(found[3]))
        except ValueError:
            raise self._no(clause.place, f"“{found[0]}”不是一个日期，请核对。") from None
        if abs(year - self._year) > 1:
            what = f"{self._passage.name} {day}不在{self._year}年，请核对标题和日期。"
            raise self._no(clause.place, what)
        weekday = _WEEKDAY.search(found[4] or "")
        if weekday and WEEKDAYS.index(weekday[1].replace("天", "日")) != day.weekday():
            raise self._no(
                clause.place, f"“{found[0]}”：{day}是{weekday_name(day)}，请核对日期和星期。"
            )
        return day

    def _check_count(self, clause: _Clause, days: list[date]) -> None:
        for said in _COUNT.finditer(clause.text):
            n = int(said[2]) if said[2].isdigit() else _spoken(said[2])
            counted = self._off if said[1] == "共" else days
            fits = {len(counted)}
            if "补休" in self._passage.text or "连休" in self._passage.text:
                fits.add(len(_with_weekends(counted)))
            if n not in fits:
                raise self._no(
                    clause.place,
                    f"{self._passage.name}写的是“{said[0]}”，按日期数是{len(counted)}天，请核对。",
                )

    def _no(self, place: int, what: str) -> Refused:
        return unclear(self._passage.line_at(place), what)


def _with_weekends(days: Sequence[date]) -> set[date]:
    """Return the days with the weekends that lie beside them."""
    found = set(days)
    for day in days:
        for one in (1, -1):
            beside = day + timedelta(days=one)
            while beside.weekday() >= SATURDAY:
                found.add(beside)
                beside += timedelta(days=one)
    return found
