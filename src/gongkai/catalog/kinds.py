"""What a cell may be, by what it holds: the only clue where its column is not known."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

from gongkai.catalog import bounds, channels, marks
from gongkai.catalog.cleaning import join_lines, squash, without_residue
from gongkai.catalog.limits import read_limit
from gongkai.catalog.model import Severity
from gongkai.catalog.titles import is_body
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load

LONGEST_LIMIT = 80  # characters; a longer text that reads as a limit is a content
LONGEST_HEADING = 36  # characters; a longer text is hardly the name of anything
LONGEST_NAME = 24  # characters of a heading of an item, of a publisher
_CHOICES = ("audiences", "modes", "tiers")


class Kind(StrEnum):
    """What a text looks like; the first that fits, from the most to the least certain."""

    BLANK = "blank"
    NUMBER = "number"
    TICK = "tick"
    NOTHING = "nothing"  # / — 无: a cell that is empty on purpose
    CHANNELS = "channels"
    SAME = "same"  # 同上
    CHOICE = "choice"  # 主动公开, 全社会, 县级
    FORM = "form"
    LIMIT = "limit"
    ADDRESS = "address"  # a link or a telephone number
    BASIS = "basis"
    LAW = "law"  # ends like the name of a law, without its marks
    OFFICE = "office"
    NAME = "name"  # short, and could be nearly anything
    TEXT = "text"  # a list, or more than a name: a content
    LONG = "long"  # much more than a name


_FOREIGN = {
    "content": (Kind.CHANNELS, Kind.TICK),
    "publisher": (Kind.CHANNELS, Kind.TICK, Kind.LIMIT, Kind.BASIS),
    "channels": (Kind.LIMIT, Kind.BASIS),
    "form": (Kind.LIMIT, Kind.BASIS),
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("columns")["cells"][name])


@lru_cache(maxsize=1 << 14)
def kind_of(text: str) -> Kind:
    """Return what ``text`` looks like."""
    if bounds.is_too_long(text):
        return Kind.LONG
    plain = simplified(without_residue(text)).strip()
    mark = squash(plain)
    if not mark:
        return Kind.BLANK
    if _pattern("number").fullmatch(mark):
        return Kind.NUMBER
    return _sign(mark) or _words(plain, mark)


def _sign(mark: str) -> Kind | None:
    glyphs = load("glyphs")
    ticks = glyphs["ticks"]
    if mark in glyphs["absent"]["words"]:
        return Kind.NOTHING
    if mark in (*ticks["filled"], *ticks["empty"]):
        return Kind.TICK
    return Kind.SAME if mark in glyphs["above"]["words"] else None


def _words(plain: str, mark: str) -> Kind:
    if _is_channels(plain, mark):
        return Kind.CHANNELS
    if any(not marks.from_words(plain, field)[1] for field in _CHOICES):
        return Kind.CHOICE
    if any(mark in entry["names"] for entry in load("words")["form"]):
        return Kind.FORM
    if _pattern("address").search(mark):
        return Kind.ADDRESS
    if _pattern("basis").search(mark):
        return Kind.BASIS
    if len(mark) <= LONGEST_LIMIT and (_is_limit(plain) or _pattern("limit").search(mark)):
        return Kind.LIMIT
    return _running(mark)


def _running(mark: str) -> Kind:
    if "●" in mark:
        return Kind.TEXT
    parts = [part for part in re.split(load("columns")["cells"]["between"], mark) if part]
    offices = bool(parts) and all(
        _pattern("office").search(part) or is_body(part) for part in parts
    )
    if offices and all(len(part) <= LONGEST_NAME for part in parts):
        return Kind.OFFICE
    if _pattern("law").search(mark) and len(mark) <= LONGEST_NAME * 2:
        return Kind.LAW
    listed = _pattern("listed").search(mark)
    if len(mark) > LONGEST_HEADING:
        return Kind.LONG
    return Kind.TEXT if listed or len(mark) > LONGEST_NAME else Kind.NAME


def _is_office(name: str) -> bool:
    return len(name) <= LONGEST_NAME and bool(_pattern("office").search(name) or is_body(name))


@cache
def _boxes() -> re.Pattern[str]:
    boxes = load("glyphs")["boxes"]
    return re.compile(f"[{re.escape(''.join((*boxes['filled'], *boxes['empty'])))}口]")


def _is_channels(plain: str, mark: str) -> bool:
    if channels.is_list(plain):
        return True
    first, *named = _boxes().split(mark)
    known = [name for name in named if _is_channel(name)]
    return bool(known) and not first and len(known) * 2 >= len(named)


def _is_channel(name: str) -> bool:
    key = name.rstrip("；;。，,、._")
    if not key:
        return False
    return channels.canonical(key) is not None or key.startswith("其他") or "公示栏" in key


def _is_limit(plain: str) -> bool:
    limit = read_limit(join_lines(plain))
    return bool(limit.clauses) and all(one.severity is not Severity.ERROR for one in limit.findings)


def is_foreign(text: str, field: str, *, placed: bool = False) -> bool:
    """True where a cell of ``field`` holds what stands in another column: its row has slipped.

    Boxes before channels are neither contents nor a publisher; a title in 《》 is no publisher.
    ``placed``: the cell was put into its column by what it holds.
    """
    if placed and field == "publisher" and not _pattern("somebody").search(simplified(text)):
        return True
    kinds = _FOREIGN.get(field)
    if kinds is None or (found := kind_of(text)) not in kinds:
        return False
    return found is not Kind.CHANNELS or bool(_boxes().search(text))
