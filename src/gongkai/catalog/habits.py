"""How the text export wrote the rows of a table, told from the rows themselves.

Whether rows stand as they are printed, keep their empty cells, leave out the headings they share,
or share a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.catalog.aligning import MISFIT, cost_as_printed, lay_out
from gongkai.catalog.cells import Row
from gongkai.catalog.headings import Column
from gongkai.catalog.kinds import Kind, kind_of

GROUPED_FROM = 5  # one row in five without a number, and with a name
KEEPS_FROM = 5  # one row in five with an empty cell between printed ones: empty cells are kept
SHIFTED = 2 * MISFIT  # tenths: a row whose cells fit their columns so badly may be shifted


def stands(row: Row, columns: Sequence[Column]) -> bool:
    """True where a row is as wide as its table, and nothing in it is far from its column.

    A row may lack its merged first cells and end with as many empty ones.
    """
    if len(row.cells) != len(columns):
        return False
    kinds = [kind_of(cell.text) for cell in row.cells]
    return cost_as_printed(kinds, columns) < SHIFTED


def printed_width(kinds: Sequence[Kind]) -> int:
    """Return the number of cells up to the last that is printed."""
    core = len(kinds)
    while core and kinds[core - 1] is Kind.BLANK:
        core -= 1
    return core


def keeps_blanks(rows: Sequence[Row]) -> bool:
    """True where empty cells stand between printed ones: then a cell that is missing is merged."""
    kept = sum(_has_blank_inside(row) for row in rows)
    return bool(rows) and kept * KEEPS_FROM >= len(rows)


def is_nested(rows: Sequence[Row], columns: tuple[Column, ...], padded: bool) -> bool:
    """True where the first row prints all its levels: then a later one that lacks some is merged.

    Where the first row lacks a level, any may be empty.
    """
    if not rows:
        return True
    kinds = [kind_of(cell.text) for cell in rows[0].cells]
    kinds = kinds[: printed_width(kinds)] if padded else kinds
    layout = lay_out(tuple(kinds), columns, 0, False, True)
    levels = [place for place, column in enumerate(columns) if column.field == "levels"]
    return layout is not None and all(layout.cells[place] is not None for place in levels)


def is_grouped(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """True where a number stands for several rows that have names of their own."""
    if columns[0].field != "seq":
        return False
    named = {Kind.NAME, Kind.TEXT, Kind.OFFICE, Kind.LAW}
    without = sum(
        kind_of(row.cells[0].text) is not Kind.NUMBER
        and sum(kind_of(cell.text) in named for cell in row.cells[:3]) > 1
        for row in rows
    )
    return without * GROUPED_FROM >= len(rows) > 0 and without > 0


def shows_blanks(kinds: Sequence[Kind]) -> bool:
    """True where a row prints its empty cells; ticks in a row at its end do not show it.

    An export that fills its rows up may keep the empty cell of a level and leave out those between
    the ticks.
    """
    ticks = 0
    while ticks < len(kinds) and kinds[-1 - ticks] is Kind.TICK:
        ticks += 1
    if ticks > 1 and kinds[-1 - ticks :][:1] != [Kind.BLANK]:
        return False
    return Kind.BLANK in kinds


def _has_blank_inside(row: Row) -> bool:
    kinds = [kind_of(cell.text) for cell in row.cells if not cell.lost]
    return Kind.BLANK in kinds[: printed_width(kinds)]
