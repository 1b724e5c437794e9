"""Recognises the headings of a table and joins the two rows they often stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.catalog.cleaning import squash, without_residue
from gongkai.catalog.vocabulary import load

UNKNOWN = "unknown"
HEADING_FIELDS = ("seq", "process", "levels")
MANY = ("levels", "audiences", "modes", "tiers", UNKNOWN)  # fields that may have several columns
FEWEST = 3  # fewer headings than this are not a table of items


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the item field it fills, its heading, and what a tick in it stands for."""

    field: str
    heading: str
    choice: str | None = None
    shared: bool = False  # the heading names two things (公开时限及备注)


@cache
def _known() -> dict[str, tuple[str, str | None, bool]]:
    table: dict[str, tuple[str, str | None, bool]] = {}
    data = load("columns")
    for entry in data["column"]:
        for name in entry["names"]:
            table[_key(name)] = (entry["field"], None, name in entry.get("shared", ()))
    for entry in data["choice"]:
        for name in entry["names"]:
            table.setdefault(_key(name), (entry["field"], entry["value"], False))
    return table


def _key(heading: str) -> str:
    return squash(without_residue(heading)).translate(str.maketrans("()", "（）"))


def column(heading: str) -> Column:
    """Return the column a printed heading stands for; an unknown one has the field ``unknown``."""
    key = _key(heading)
    known = _known().get(key) or _known().get(key.partition("（")[0])
    if known is None:
        return Column(UNKNOWN, key)
    return Column(known[0], key, known[1], known[2])


def is_heading_row(cells: Sequence[str]) -> bool:
    """True where at least three cells, and half of those that hold text, are known headings."""
    printed = [column(cell) for cell in cells if cell.strip()]
    known = [one for one in printed if one.field != UNKNOWN and one.choice is None]
    fields = {one.field for one in known}
    enough = len(fields) >= FEWEST and len(known) * 2 >= len(printed)
    return enough and bool(fields & {"content", "levels"})


def is_sub_row(cells: Sequence[str]) -> bool:
    """True where every printed cell is a heading that stands under another one."""
    printed = [column(cell) for cell in cells if cell.strip()]
    return bool(printed) and all(one.choice or one.field in MANY[:1] for one in printed)


def join(upper: Sequence[str], lower: Sequence[str] | None) -> tuple[Column, ...] | None:
    """Join the heading rows into columns, or return None where the two do not fit together.

    A blank cell of the lower row stands under one heading of the upper row; printed cells of one
    field stand together under the heading of that field (公开对象: 全社会, 特定群众).
    """
    if lower is None:
        return _once([column(cell) for cell in upper])
    if len(lower) == len(upper):
        return _once(_cell_by_cell(upper, lower))
    joined: list[Column] = []
    place, under = 0, ""
    for cell in lower:
        child = column(cell) if cell.strip() else None
        if under and (child is None or child.field != under):
            place, under = place + 1, ""
        if place >= len(upper):
            return None
        parent = column(upper[place])
        if child is None:
            joined.append(parent)
            place += 1
        elif child.field == parent.field:
            joined.append(Column(child.field, f"{parent.heading}/{child.heading}", child.choice))
            under = child.field
        else:
            return None
    place += bool(under)
    return _once(joined) if place == len(upper) else None


def from_paths(paths: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Return the columns of a table whose headings are known cell by cell.

    A path holds the headings above one column, outermost first (公开对象, 全社会). The innermost
    known heading decides; an unknown one under a known one keeps the field of that.
    """
    return _once([_from_path([text for text in path if text.strip()]) for path in paths])


def _from_path(path: Sequence[str]) -> Column:
    if not path:
        return Column(UNKNOWN, "")
    whole = "/".join(dict.fromkeys(_key(text) for text in path))
    for text in reversed(path):
        found = column(text)
        if found.field != UNKNOWN:
            return Column(found.field, whole, found.choice, found.shared)
    return Column(UNKNOWN, whole)


def _cell_by_cell(upper: Sequence[str], lower: Sequence[str]) -> list[Column]:
    return [
        column(below if below.strip() else above) for above, below in zip(upper, lower, strict=True)
    ]


def _once(columns: list[Column]) -> tuple[Column, ...]:
    """Leave a field that may have one column to the first; the next is an unknown column."""
    seen: set[str] = set()
    kept: list[Column] = []
    for one in columns:
        again = one.field in seen and one.field not in MANY
        kept.append(Column(UNKNOWN, one.heading) if again else one)
        seen.add(one.field)
    return tuple(kept)
