"""Joins the lines of a publisher cell: one name broken in two, or several bodies one by line."""

from __future__ import annotations

import re
from functools import cache

from gongkai.catalog.cleaning import join_lines, mend_words
from gongkai.catalog.notes import Notes
from gongkai.catalog.titles import is_body
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load

FIELD = "publisher"
_MOST_LINES = 3  # lines that one broken name reaches over
_LONGEST = 20  # lines of a cell that are put together one by one


def read(text: str, notes: Notes) -> str:
    """Return the bodies of a cell: 县民政局⏎县财政局 is two (、), 县民⏎政局 is one name.

    Says with ``publisher-lines`` where lines were read as bodies of their own, and where two
    lines that could be two offices were read as one name (县民政局⏎社会救助科).
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or len(lines) > _LONGEST:
        return mend_words(join_lines(text), notes, FIELD)
    bodies, nested = _bodies(lines)
    joined = "、".join(mend_words(body, notes, FIELD) for body in bodies)
    if len(bodies) > 1 or nested:
        how = "各行各是一个机构" if len(bodies) > 1 else "几行连成一个机构"
        message = f"{notes.place}的公开主体分{len(lines)}行印，按{how}读作“{joined}”，请核对。"
        notes.info("publisher-lines", message, FIELD)
    return joined


def _bodies(lines: list[str]) -> tuple[list[str], bool]:
    """Return the names, and whether an office was joined to the body above it."""
    bodies, nested, place = [lines[0]], False, 1
    while place < len(lines):
        taken = _whole(bodies[-1], lines[place : place + _MOST_LINES])
        if taken:
            bodies.append(join_lines("\n".join(lines[place : place + taken])))
        else:
            nested = nested or (_is_name(bodies[-1]) and _is_name(lines[place]))
            bodies[-1] = join_lines(f"{bodies[-1]}\n{lines[place]}")
        place += max(taken, 1)
    return bodies, nested


def _whole(before: str, lines: list[str]) -> int:
    """Return how many lines make a name of its own after ``before``; 0 where they go on with it."""
    if not _is_name(before):
        return 0
    if _is_name(lines[0]):
        return int(_apart(before, lines[0]))
    for count in range(2, len(lines) + 1):
        name = join_lines("\n".join(lines[:count]))
        if _is_name(name) and _placed(name):
            return count
    return 0


def _apart(before: str, name: str) -> bool:
    """True where ``name`` is no part of the body ``before``."""
    rules = load("words")["publisher"]
    if name in rules["generic"] or (before.endswith("乡") and name.startswith("镇")):
        return False
    return _placed(name) or _rank(name) <= _rank(before)


def _is_name(text: str) -> bool:
    if any(text.count(pair[0]) != text.count(pair[1]) for pair in ("（）", "()")):
        return False
    offices = tuple(load("words")["publisher"]["offices"])
    return len(text) > 1 and (is_body(text) or simplified(text).endswith(offices))


def _placed(name: str) -> bool:
    return bool(_place_pattern().match(simplified(name)))


@cache
def _place_pattern() -> re.Pattern[str]:
    places = "".join(load("words")["title"]["places"])
    return re.compile(f"(?:[各\u4e00-\u9fff]{{0,3}}[{places}])(?![\u4e00-\u9fff]?$)|各")


def _rank(name: str) -> int:
    """Return how far inside a body an office stands: 0 a party committee, 1 a body, 2, 3."""
    for rank in load("words")["publisher"]["rank"]:
        if simplified(name).endswith(tuple(rank["ends"])):
            return int(rank["inside"])
    return 1
