"""Which columns of cells make one column of the catalog, and what stands there in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.catalog.cells import Cell, Merge, Noted, Row
from gongkai.catalog.document import Grid, GridCell
from gongkai.catalog.headings import Column
from gongkai.catalog.joining import from_paths
from gongkai.catalog.source import Line

GridRow = Sequence[GridCell | None]


@dataclass(frozen=True, slots=True)
class Band:
    """One column of the catalog: the columns of cells from ``start`` up to ``stop``."""

    start: int
    stop: int


def bands(heading: Sequence[GridRow], body: Sequence[GridRow], width: int) -> list[Band]:
    """Cut the columns where the headings do, and below one heading where the cells do.

    Columns that have neither a heading nor a cell that says anything are left out.
    """
    paths = [tuple(_at(row, column) for row in heading) for column in range(width)]
    starts = {0} | {place for place in range(1, width) if paths[place] != paths[place - 1]}
    said: set[int] = set()
    cuts: set[int] = set()
    for row in body:
        previous: GridCell | None = None
        for column, cell in enumerate(row):
            if cell is None or cell is previous:
                continue
            if cell.text.strip():
                if previous is not None and previous.text.strip():
                    cuts.add(column)
                said.add(column)
            previous = cell
    edges = [*sorted(starts | {cut for cut in cuts if cut < width}), width]
    found = [Band(start, stop) for start, stop in pairwise(edges)]
    return [
        band
        for band in found
        if any(cell and cell.text.strip() for cell in paths[band.start])
        or any(place in said for place in range(band.start, band.stop))
    ]


def columns_of(heading: Sequence[GridRow], cut: Sequence[Band]) -> tuple[Column, ...]:
    """Return the columns of the catalog that the headings above ``cut`` stand for."""
    paths = []
    for band in cut:
        cells = [_at(row, band.start) for row in heading]
        paths.append([cell.text for cell in dict.fromkeys(cells) if cell])
    return from_paths(paths)


def row_of(grid: Grid, number: int, cut: Sequence[Band], columns: tuple[Column, ...]) -> Row:
    """Return row ``number`` of ``grid``, counted from 1, under ``columns``."""
    cells = grid.rows[number - 1]
    row = Row([_cell(grid, number, band) for band in cut], number=number)
    for place, band in enumerate(cut):
        over = _at(cells, band.start)
        if over is not None and row.cells[place].merge is Merge.BESIDE:
            _note_beside(row, place, over, columns, cut)
    return row


def _note_beside(
    row: Row, place: int, cell: GridCell, columns: tuple[Column, ...], cut: Sequence[Band]
) -> None:
    """A cell merged over several columns: what it says of each of them is not known."""
    text = cell.text.strip()
    if not text:
        return
    left = next(
        (other for other in range(place) if cut[other].stop >= cell.column), place
    )  # the column the cell begins in
    both = f"“{columns[left].heading}”和“{columns[place].heading}”"
    if columns[place].choice or columns[left].choice:
        for other in range(left, place + 1):
            row.cells[other].lost = True
        message = f"的{both}合为一格，写着“{text[:20]}”，看不出指哪一栏，请核对。"
        row.noted.append(Noted("tick-merged", message, columns[place].field))


def _cell(grid: Grid, number: int, band: Band) -> Cell:
    """Put together what stands in one column of the catalog; two texts there are kept, lost."""
    inside = [cell for cell in dict.fromkeys(grid.rows[number - 1][band.start : band.stop]) if cell]
    said = [cell for cell in inside if cell.text.strip()]
    cell = next(iter([*said, *inside]), None)
    printed = band.start + 1 + grid.offset
    if cell is None:
        merge = Merge.OWN if grid.merges else Merge.UNKNOWN
        return Cell([Line("", number)], merge=merge, part=grid.part, column=printed)
    merge = Merge.BELOW if cell.row < number else Merge.OWN
    texts = [one.text for one in said]
    if cell.column <= band.start:
        merge, texts = Merge.BESIDE, []
    return Cell(
        [Line(line, cell.row) for line in "\n".join(texts).split("\n")],
        merge=merge if grid.merges else Merge.UNKNOWN,
        part=grid.part,
        column=max(cell.column + grid.offset, printed),
        inferred=cell.inferred,
        lost=cell.lost or len(texts) > 1,
    )


def _at(row: GridRow, column: int) -> GridCell | None:
    return row[column] if column < len(row) else None
