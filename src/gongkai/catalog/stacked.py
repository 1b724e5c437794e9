"""The first shape: every cell on a line of its own that begins with a tab.

Further lines of a cell begin without one. A blank line stands between two rows, but also inside
cells; so the number of columns decides where a row ends, and a blank line only confirms it.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.catalog.cells import Cell, Row, Stretch, follows, number_of
from gongkai.catalog.source import Line
from gongkai.catalog.titles import is_title

WIDEST = 60  # cells looked at when a block might be a heading row


def block(lines: Sequence[Line], start: int) -> tuple[list[Cell], int]:
    """Return the cells from ``start`` to the next blank line, and where that line is.

    Looks at no more than 60 cells: a heading row has fewer.
    """
    end = start
    while end < len(lines) and not lines[end].blank and end - start < WIDEST * 2:
        end += 1
    cells, _ = _cut(lines[start:end])
    return cells, end


def rows(lines: Sequence[Line], width: int) -> Stretch:
    """Read the rows of ``width`` cells in ``lines``; short and long rows are kept as they are."""
    cells, before = _cut(lines)
    stretch = Stretch(outside=[line for line in before if not line.blank])
    row: list[Cell] = []
    last: str | None = None
    for cell in cells:
        if row and _ends(row, cell, width, last):
            last = number_of(row) or last
            stretch.rows.append(Row(row))
            row = []
        row.append(cell)
    if row:
        _leave_text_outside(row, width, stretch)
        stretch.rows.append(Row(row))
    return stretch


def _ends(row: list[Cell], following: Cell, width: int, last: str | None) -> bool:
    """True where ``row`` is over before the cell ``following``."""
    current = number_of(row) or last
    opens = follows(following.text, current)
    if len(row) >= width:
        return following.gap or opens
    return following.gap and opens


def _leave_text_outside(row: list[Cell], width: int, stretch: Stretch) -> None:
    """Take the text after the table out of its last cell."""
    if len(row) < width:
        return
    lines = row[-1].lines
    for place in range(1, len(lines)):
        after_blank = lines[place - 1].blank and not lines[place].blank
        if after_blank or is_title(lines[place].text):
            stretch.outside += [line for line in lines[place:] if not line.blank]
            del lines[place:]
            return


def _cut(lines: Sequence[Line]) -> tuple[list[Cell], list[Line]]:
    """Cut lines into cells; the second part is what stands before the first tab."""
    cells: list[Cell] = []
    before: list[Line] = []
    previous_blank = False
    for line in lines:
        head, *parts = line.text.split("\t")
        if parts and not head.strip():
            head = ""
        if head or not parts:
            (cells[-1].lines if cells else before).append(Line(head, line.number))
        for part in parts:
            cells.append(Cell([Line(part, line.number)], gap=previous_blank))
            previous_blank = False
        previous_blank = line.blank
    return cells, before
