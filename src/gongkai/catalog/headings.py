"""Knows the headings of a table, however they are spelt, cropped or spaced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai.catalog.cleaning import squash, without_residue
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load

UNKNOWN = "unknown"
HEADING_FIELDS = ("seq", "process", "levels")
MANY = ("levels", "audiences", "modes", "tiers", UNKNOWN)  # fields that may have several columns
FEWEST = 3  # fewer headings than this are not a table of items
LONGEST_HEADING = 24  # characters, notes in brackets left out
SHORTEST_CROPPED = 3  # 公开主 is 公开主体; 公开 could be anything
_MARKS = str.maketrans("()：:“”", "（）\0\0\0\0")
_NOTE = re.compile("（[^（）]*(?:[■□●○]|必选|可选|请|注)[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the item field it fills, its heading, and what a tick in it stands for.

    ``rank`` tells which of two columns for one field comes first (公开主体 before 责任科室).
    """

    field: str
    heading: str
    choice: str | None = None
    shared: bool = False  # the heading names two things (公开时限及备注)
    rank: int = 0
    note: str = ""  # what the heading says of its signs (（■必选 □可选）)
    cut: bool = False  # the export lost the heading


@cache
def _known() -> dict[str, Column]:
    table: dict[str, Column] = {}
    data = load("columns")
    for entry in data["column"]:
        for rank, name in enumerate(entry["names"]):
            shared = name in entry.get("shared", ())
            table[_key(name)] = Column(entry["field"], _key(name), None, shared, rank)
    for entry in data["choice"]:
        for name in entry["names"]:
            table.setdefault(_key(name), Column(entry["field"], _key(name), entry["value"]))
    for name in data["extras"]["names"]:
        table.setdefault(_key(name), Column(UNKNOWN, _key(name)))
    return table


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(text) for name, text in load("columns")["patterns"].items()}


def _tidy(heading: str) -> str:
    return _NOTE.sub("", _plain(heading))


def _plain(heading: str) -> str:
    return squash(without_residue(heading)).translate(_MARKS).replace("\0", "")


def _key(heading: str) -> str:
    return simplified(_tidy(heading))


def column(heading: str) -> Column:
    """Return the column a printed heading stands for; an unknown one has the field ``unknown``."""
    return _column(heading)


def level_places(columns: Sequence[Column]) -> list[int]:
    """Return the columns of levels, outermost first; as printed where one says no ordinal."""
    places = [place for place, one in enumerate(columns) if one.field == "levels"]
    ranks = {place: _ordinal(columns[place].heading) for place in places}
    if any(rank < 0 for rank in ranks.values()):
        return places
    return sorted(places, key=lambda place: ranks[place])


def _ordinal(heading: str) -> int:
    """Return which level a heading names (一级事项 is 1), or -1."""
    key = _key(heading).rpartition("/")[2]
    sign = re.match("第?([一二三四五六七1-7Ⅰ-Ⅵ]|VI?|IV|I{1,3})级", key)
    if sign is None:
        return -1
    rows = ("一二三四五六七", "1234567", "ⅠⅡⅢⅣⅤⅥ")
    roman = ("I", "II", "III", "IV", "V", "VI")
    found = (row.index(sign[1]) + 1 for row in rows if sign[1] in row)
    return next(found, roman.index(sign[1]) + 1 if sign[1] in roman else -1)


@lru_cache(maxsize=1 << 12)
def _column(heading: str) -> Column:
    key, printed = _key(heading), _tidy(heading)
    found = _named(key) or _by_pattern(key) or _cropped(key)
    if found is None:
        return Column(UNKNOWN, printed)
    note = _plain(heading).removeprefix(printed)
    return Column(found.field, printed, found.choice, found.shared, found.rank, note)


def _named(key: str) -> Column | None:
    return _known().get(key) or _known().get(key.partition("（")[0])


def _by_pattern(key: str) -> Column | None:
    patterns = _patterns()
    if patterns["levels"].fullmatch(key):
        return Column("levels", key)
    if patterns["specific"].fullmatch(key):
        return Column("audiences", key, "specific")
    if patterns["two_tiers"].search(key):
        return None
    for value in ("township", "county"):
        if patterns[value].fullmatch(key):
            return Column("tiers", key, value)
    return None


def _cropped(key: str) -> Column | None:
    """A heading that lost its end (公开主) or its first sign (开依据), where one field is left."""
    if len(key) < SHORTEST_CROPPED:
        return None
    names = [f"公{key}"]
    if key.startswith("公开"):  # any other is looked up: every cell of a table is asked for
        names = [name for name in _known() if name.startswith(key)]
    fits = [one for one in map(_known().get, names) if one and one.choice is None]
    fields = {one.field for one in fits}
    return fits[0] if len(fields) == 1 and UNKNOWN not in fields else None


def is_ordinal(heading: str) -> bool:
    """True for a heading that says which level it is (一级事项, Ⅰ级)."""
    return bool(_patterns()["levels"].fullmatch(_key(heading)))


def is_tier_like(heading: str) -> bool:
    """True for a heading that names a tier, one of the model or not (村级, 州级县级)."""
    return bool(_patterns()["tier_like"].search(_key(heading)))


def is_known(heading: str) -> bool:
    """True for a heading of a field, of a choice, or one that is kept as an extra."""
    return column(heading).field != UNKNOWN or _named(_key(heading)) is not None


def is_heading_row(cells: Sequence[str]) -> bool:
    """True where at least three cells, and half of those that hold text, are known headings."""
    texts = [cell for cell in cells if cell.strip()]
    if not texts or any(len(text) > LONGEST_HEADING * 4 for text in texts):
        return False
    printed = [text for text in texts if not _is_extra(text)]
    known = [one for one in map(column, printed) if one.field != UNKNOWN]
    fields = {one.field for one in known if one.choice is None}
    if "content" not in fields:  # the second row of headings cut in two has ticks as well
        known = [one for one in known if one.choice is None]
    enough = len(fields) >= FEWEST and len(known) * 2 >= len(printed)
    return enough and bool(fields & {"content", "levels"})


def _is_extra(text: str) -> bool:
    return column(text).field == UNKNOWN and _named(_key(text)) is not None


def is_sub_row(cells: Sequence[str]) -> bool:
    """True where every printed cell is a heading that stands under another one."""
    printed = [cell for cell in cells if cell.strip()]
    return any(_is_child(cell) for cell in printed) and all(
        _is_child(cell) or is_tier_like(cell) for cell in printed
    )


def is_second_row(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """True where ``lower`` repeats what ``upper`` names once and names what stands below the rest.

    序号, 公开事项, 公开事项, 公开内容 over 序号, 一级事项, 二级事项, 公开内容: a merge written out.
    """
    if len(upper) != len(lower) or not is_heading_row(lower):
        return False
    pairs = [(_key(above), _key(below)) for above, below in zip(upper, lower, strict=True)]
    others = [below for above, below in pairs if below and above != below]
    same = sum(bool(below) and above == below for above, below in pairs)
    return same >= 1 and is_sub_row(others)


def _is_child(cell: str) -> bool:
    found = column(cell)
    return found.choice is not None or found.field in MANY[:1]
