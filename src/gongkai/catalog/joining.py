"""Joins the two or three rows that the headings of a table stand in into its columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gongkai.catalog.cleaning import squash, without_residue
from gongkai.catalog.headings import MANY, UNKNOWN, Column, column, is_ordinal, is_tier_like
from gongkai.catalog.variants import simplified

CUT = "公开"
HALVES = ("legal_bases", "time_limit", "publisher", "channels")
_PARENTS = ("levels", "audiences", "modes", "tiers")


def join(upper: Sequence[str], lower: Sequence[str] | None) -> tuple[Column, ...] | None:
    """Join the heading rows into columns, or return None where the two do not fit together.

    Printed cells of the lower row stand under the heading of their field in the upper row
    (公开对象: 全社会, 特定群众), whatever is blank; rows of the same width with a blank in one
    of them, or with a heading printed over each of its columns, are joined cell by cell.
    """
    if lower is None:
        return once([column(cell) for cell in upper])
    if len(lower) == len(upper) and _side_by_side(upper, lower):
        return once(_cell_by_cell(upper, lower))
    joined = _by_field([cell for cell in upper if cell.strip()], _printed(lower))
    return once(joined) if joined is not None else None


def completed(upper: Sequence[str], lower: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give headings cut in two rows their second half: 公开 over 时限, 公开内容 over （要素）.

    The halves stand in the lower row between the headings that stand under another one, in order.
    """
    over, under = list(upper), list[str]()
    free = [place for place, cell in enumerate(over) if _plain(cell) == CUT]
    contents = [place for place, cell in enumerate(over) if column(cell).field == "content"]
    for cell in lower:
        half = _plain(cell)
        if free and column(cell).choice is None and column(CUT + half).field in HALVES:
            over[free[0]] += half
            free = free[1:]
        elif contents and half.startswith("（") and column(f"公开内容{half}").field == "content":
            over[contents[0]] += half
            contents = []
        else:
            under.append(cell)
    return over, under


def _plain(cell: str) -> str:
    return simplified(squash(without_residue(cell))).replace("(", "（").replace(")", "）")


def from_paths(paths: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Return the columns of a table whose headings are known cell by cell.

    A path holds the headings above one column, outermost first (公开对象, 全社会). The innermost
    known heading decides; an unknown one under a known one keeps the field of that.
    """
    return once([_from_path([text for text in path if text.strip()]) for path in paths])


def once(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Leave a field that may have one column to the best name; the others are unknown columns."""
    best: dict[str, int] = {}
    for place, one in enumerate(columns):
        if one.field not in MANY and (
            one.field not in best or one.rank < columns[best[one.field]].rank
        ):
            best[one.field] = place
    return tuple(
        one if best.get(one.field, place) == place else Column(UNKNOWN, one.heading)
        for place, one in enumerate(columns)
    )


def _printed(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell.strip()]


def _side_by_side(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """True where each cell of the lower row stands under the one of the upper row."""
    if any(not cell.strip() for cell in (*lower, *upper)):
        return True
    return any(one == other for one, other in zip(upper, lower, strict=True)) or any(
        one == following for one, following in pairwise(upper)
    )


def _cell_by_cell(upper: Sequence[str], lower: Sequence[str]) -> list[Column]:
    found: list[Column] = []
    over = ""
    for above, below in zip(upper, lower, strict=True):
        over = above if above.strip() else over
        if not below.strip() or column(below).field == column(above).field == UNKNOWN:
            found.append(column(above if above.strip() else below))
        elif column(below) == column(above):
            found.append(column(above))
        else:
            found.append(_under(column(over), column(below)))
    return found


def _under(parent: Column, child: Column) -> Column:
    """A child names its field itself; one that does not is kept under both names."""
    if child.field == UNKNOWN and parent.field == "levels":
        return Column("levels", child.heading)
    heading = child.heading
    if parent.field == child.field or child.field == UNKNOWN:
        heading = f"{parent.heading}/{child.heading}" if parent.heading else child.heading
    return Column(child.field, heading, child.choice, child.shared, child.rank)


def _by_field(upper: Sequence[str], lower: Sequence[str]) -> list[Column] | None:
    found: list[Column] = []
    place = 0
    for number, text in enumerate(upper):
        parent = column(text)
        taken = _children(parent, text, upper[number + 1 :], lower[place:])
        found += [_under(parent, column(child)) for child in taken] or [parent]
        place += len(taken)
    return found if place == len(lower) else None


def _children(
    parent: Column, text: str, others: Sequence[str], lower: Sequence[str]
) -> Sequence[str]:
    """Return the cells at the head of ``lower`` that stand under ``parent``."""
    if parent.choice or parent.field not in (*_PARENTS, UNKNOWN):
        return ()
    waiting = {column(other).field for other in others}
    rivals = [column(other) for other in others if column(other).field == parent.field]
    better = any(rival.rank < parent.rank or is_ordinal(text) for rival in rivals)
    if parent.field == "levels" and better:
        return ()
    count = 0
    while count < len(lower) and _belongs(lower[count], parent, waiting, lower[:count]):
        count += 1
    return lower[:count]


def _belongs(text: str, parent: Column, waiting: set[str], before: Sequence[str]) -> bool:
    child = column(text)
    if parent.field == UNKNOWN:  # 公开 of 公开对象: what belongs to no heading that follows
        same = {column(other).field for other in before} <= {child.field}
        return child.field in _PARENTS and child.field not in waiting and same
    if child.field == parent.field:
        return True
    if child.field != UNKNOWN:
        return False
    if is_tier_like(text):
        return parent.field == "tiers"
    return parent.field == "levels" and "levels" not in waiting


def _from_path(path: Sequence[str]) -> Column:
    if not path:
        return Column(UNKNOWN, "")
    keys = [column(text).heading for text in path]
    whole = "/".join(dict.fromkeys(keys))
    for text in reversed(path):
        found = column(text)
        if found.field != UNKNOWN:
            return Column(found.field, whole, found.choice, found.shared, found.rank, found.note)
    return Column(UNKNOWN, whole)
