"""The second shape: one row on a line, tabs between its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.catalog import asides
from gongkai.catalog.cells import Cell, Noted, Row, Stretch, follows, number_of
from gongkai.catalog.source import Line
from gongkai.catalog.titles import is_title

# A line that heads a section: 二、…, （三）…, …领域.
_SECTION = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)、．.]|.*(?:领域|类|部分|方面)$")
_LONGEST_TAIL = 15  # signs of one line that may be the end of a cell
_MOST_TAILS = 2


def cells_of(line: Line) -> list[Cell]:
    """Return the cells of one line."""
    return [Cell([Line(part, line.number)]) for part in line.text.split("\t")]


def rows(lines: Sequence[Line], width: int) -> Stretch:
    """Read the rows of ``width`` cells in ``lines``.

    A line that has too few cells goes on in the next where the two together are one row: a line
    break inside a cell. A line without a tab is text outside the table unless a row is open, or
    unless it can only be the end of the last cell above it (``cell-wrapped``).
    """
    stretch = Stretch()
    between: list[Line] = []
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
            _close(stretch, between, cells)
            between = []
            stretch.rows.append(Row(cells))
        else:
            between.append(line)
    stretch.outside += between
    for row in stretch.rows:
        for cell in row.cells:
            _unquote(cell)
    return stretch


def _unquote(cell: Cell) -> None:
    """Take off the quotes a spreadsheet puts around a cell of several lines when it is pasted."""
    text = cell.text.strip()
    if len(text) < 2 or not (text[0] == text[-1] == '"') or ("\n" not in text and '""' not in text):
        return
    inner = text[1:-1].replace('""', '"').split("\n")
    first = cell.line
    cell.lines = [Line(part, first + place) for place, part in enumerate(inner)]


def _close(stretch: Stretch, between: list[Line], following: list[Cell]) -> None:
    """Give the lines between two rows to the last cell above, or leave them outside."""
    row = stretch.rows[-1] if stretch.rows else None
    if not row or not between or not _wrapped(row, between, following):
        stretch.outside += between
        return
    text = "".join(line.text.strip() for line in between)
    row.cells[-1].lines += between
    row.cells[-1].inferred = True
    message = f"末格之后另起一行的“{text}”（原文第{between[0].number}行）按换行接在末格里，请核对。"
    row.noted.append(Noted("cell-wrapped", message))


def _wrapped(row: Row, between: list[Line], following: list[Cell]) -> bool:
    texts = [line.text.strip() for line in between]
    short = len(texts) <= _MOST_TAILS and all(len(text) <= _LONGEST_TAIL for text in texts)
    plain = not any(
        text.isdigit() or _SECTION.match(text) or is_title(text) or asides.is_note(text)
        for text in texts
    )
    numbered = follows(following[0].text, number_of(row.cells))
    return short and plain and numbered and bool(row.cells[-1].text.strip())


def _goes_on(row: list[Cell], following: list[Cell], width: int) -> bool:
    missing = width - len(row)
    if missing <= 0 or len(following) - 1 > missing:
        return False
    return not follows(following[0].text, number_of(row))
