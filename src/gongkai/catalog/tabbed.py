"""The second shape: one row on a line, tabs between its cells."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.catalog import asides
from gongkai.catalog.cells import Cell, Row, Stretch, follows, number_of
from gongkai.catalog.source import Line
from gongkai.catalog.titles import is_title


def cells_of(line: Line) -> list[Cell]:
    """Return the cells of one line."""
    return [Cell([Line(part, line.number)]) for part in line.text.split("\t")]


def rows(lines: Sequence[Line], width: int) -> Stretch:
    """Read the rows of ``width`` cells in ``lines``.

    A line that has too few cells goes on in the next where the two together are one row: a line
    break inside a cell. A line without a tab is text outside the table unless a row is open.
    """
    stretch = Stretch()
    for line in lines:
        if line.blank:
            continue
        cells = cells_of(line)
        open_row = stretch.rows[-1].cells if stretch.rows else None
        apart = is_title(line.text) or asides.is_note(line.text)
        if open_row is not None and not apart and _goes_on(open_row, cells, width):
            open_row[-1].lines += cells[0].lines
            open_row += cells[1:]
        elif len(cells) > 1:
            stretch.rows.append(Row(cells))
        else:
            stretch.outside.append(line)
    return stretch


def _goes_on(row: list[Cell], following: list[Cell], width: int) -> bool:
    missing = width - len(row)
    if missing <= 0 or len(following) - 1 > missing:
        return False
    return not follows(following[0].text, number_of(row))
