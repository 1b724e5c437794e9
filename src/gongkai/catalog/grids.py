"""Finds the tables of a document with real cells, and hands their rows on as a text's are."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.catalog.cells import Cell, Merge, Row
from gongkai.catalog.cleaning import squash
from gongkai.catalog.document import Document, Grid, GridCell, Paragraph
from gongkai.catalog.headings import Column, is_heading_row, is_sub_row
from gongkai.catalog.joining import from_paths
from gongkai.catalog.source import Line
from gongkai.catalog.tables import Table
from gongkai.catalog.titles import is_title
from gongkai.refusals import Refused

GridRow = tuple[GridCell | None, ...]


def find(document: Document) -> list[Table]:
    """Return the tables of ``document`` in order; a grid with the same headings goes on.

    Refuses with ``catalog-no-table``.
    """
    tables: list[Table] = []
    between: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            between += [Line(text, block.number) for text in block.text.split("\n")]
        else:
            between = _read(block, tables, between)
    if not tables:
        raise Refused(
            "catalog-no-table",
            f"文件 {document.name} 里没有找到目录表格："
            "没有一行同时写有“序号、公开事项、公开内容”这样的表头。",
        )
    tables[-1].outside += between
    return tables


def _read(grid: Grid, tables: list[Table], between: list[Line]) -> list[Line]:
    """Read one grid into ``tables``; return the lines that stand after it, outside."""
    place, started = 0, False
    while place < len(grid.rows):
        end = _heading_end(grid.rows, place)
        if end is not None:
            columns = _columns(grid.rows[place:end], grid.width)
            if not (tables and _goes_on(tables[-1], columns, between)):
                tables.append(Table(before=between, columns=columns))
            between, started, place = [], True, end
            continue
        row = grid.rows[place]
        goes_on = tables and grid.width == len(tables[-1].columns) and not _is_caption(row)
        if not started and not goes_on:
            between += _lines(row, place + 1)
        elif any(cell and cell.text.strip() for cell in row):
            tables[-1].rows.append(_row(grid, place, len(tables[-1].columns)))
        place += 1
    return between


def _is_caption(row: GridRow) -> bool:
    """True where one cell is all that a row prints: the title above the headings of a sheet."""
    return sum(bool(text.strip()) for text in _texts(row)) == 1


def _goes_on(table: Table, columns: tuple[Column, ...], between: Sequence[Line]) -> bool:
    titles = {squash(line.text) for line in between if is_title(line.text)}
    return table.columns == columns and titles <= {squash(line.text) for line in table.before}


def _heading_end(rows: Sequence[GridRow], start: int) -> int | None:
    """Return the index after the heading that begins at ``start``, or None where none does."""
    if not is_heading_row(_texts(rows[start])):
        return None
    end = start + 1
    while end < len(rows):
        own = [cell.text for cell in _once(rows[end]) if cell.row == end + 1]
        printed = [text for text in own if text.strip()]
        if printed and not is_sub_row(printed):
            break
        if not printed and not any(cell.row < end + 1 for cell in _once(rows[end])):
            break
        end += 1
    return end


def _columns(rows: Sequence[GridRow], width: int) -> tuple[Column, ...]:
    paths = []
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row)]
        paths.append([cell.text for cell in dict.fromkeys(cells) if cell])
    return from_paths(paths)


def _row(grid: Grid, place: int, width: int) -> Row:
    cells = [_cell(grid, place, column) for column in range(min(width, grid.width))]
    return Row(cells, number=place + 1)


def _cell(grid: Grid, place: int, column: int) -> Cell:
    row = grid.rows[place]
    cell = row[column] if column < len(row) else None
    if cell is None:
        merge = Merge.OWN if grid.merges else Merge.UNKNOWN
        printed = column + 1 + grid.offset
        return Cell([Line("", place + 1)], merge=merge, part=grid.part, column=printed)
    merge = Merge.BELOW if cell.row < place + 1 else Merge.OWN
    text = cell.text if cell.column == column + 1 else ""
    if cell.column < column + 1:
        merge = Merge.BESIDE
    if not grid.merges:
        merge = Merge.UNKNOWN
    lines = [Line(part, cell.row) for part in text.split("\n")]
    return Cell(
        lines,
        merge=merge,
        part=grid.part,
        column=column + 1 + grid.offset,
        inferred=cell.inferred,
        lost=cell.lost,
    )


def _once(row: GridRow) -> list[GridCell]:
    return [cell for cell in dict.fromkeys(row) if cell]


def _texts(row: GridRow) -> list[str]:
    return [cell.text for cell in _once(row)]


def _lines(row: GridRow, number: int) -> list[Line]:
    return [Line(cell.text, number) for cell in _once(row) if cell.text.strip()]
