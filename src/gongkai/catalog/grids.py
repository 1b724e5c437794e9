"""Finds the tables of a document with real cells, and hands their rows on as a text's are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from gongkai.catalog import asides, subrows
from gongkai.catalog.bands import Band, GridRow, bands, columns_of, row_of
from gongkai.catalog.cells import Merge, Noted, Row
from gongkai.catalog.cleaning import squash
from gongkai.catalog.document import Document, Grid, GridCell, Paragraph
from gongkai.catalog.headings import FEWEST, is_heading_row, is_second_row, is_sub_row
from gongkai.catalog.model import Finding, Place, Severity
from gongkai.catalog.source import Line
from gongkai.catalog.table import PartLine, Table
from gongkai.catalog.titles import is_title
from gongkai.refusals import Refused

_TALLEST = 4  # rows of a heading
_SECTION = re.compile(
    r"^[（(]?[一二三四五六七八九十]+[）)]?[、.．]|^第[一二三四五六七八九十]+[部章]"
)
_SHEET = re.compile(r"^工作表“(.+)”$")
_UNNAMED = re.compile(r"^(?:sheet|工作表)\s*\d*$", re.IGNORECASE)
_SHEETS = ("xlsx", "xls")
_EVERY_CELL = ("docx", "doc", "html")  # formats that have a cell also where it is blank

Kind = Literal["title", "note", "section", "item"]


@dataclass(slots=True)
class GridTable(Table):
    """A table of cells; ``name`` is the sheet's name, where it has one worth showing."""

    name: str | None = None
    cut: list[Band] = field(default_factory=list)
    width: int = 0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a grid: a heading (or none) and the rows below it, by index."""

    heading: tuple[int, int] | None
    start: int
    stop: int


def find(document: Document) -> list[Table]:
    """Return the tables of ``document`` in order; a grid with the same headings goes on.

    Refuses with ``catalog-no-table``.
    """
    finder = _Finder(document.format)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            finder.between += [Line(text, block.number) for text in block.text.split("\n")]
        else:
            finder.grid(block)
    if not finder.tables:
        raise Refused(
            "catalog-no-table",
            f"文件 {document.name} 里没有找到目录表格："
            "没有一行同时写有“序号、公开事项、公开内容”这样的表头。",
        )
    finder.tables[-1].outside += finder.between
    for table in finder.tables:
        asides.set_aside(table)
        table.rows = subrows.joined(table.rows, table.columns)
    return list[Table](finder.tables)


class _Finder:
    """Goes through the grids of a document; ``between`` are the lines since the last table."""

    def __init__(self, form: str) -> None:
        self.tables: list[GridTable] = []
        self.between: list[Line] = []
        self._sheets = form in _SHEETS
        self._every_cell = form in _EVERY_CELL
        self._part: str | None = None  # of the grid before

    def grid(self, grid: Grid) -> None:
        """Read one grid."""
        for stretch in _stretches(grid.rows):
            if stretch.heading is not None:
                self._open(grid, stretch)
            elif not self._goes_on_bare(grid, stretch):
                self._outside(grid, stretch)
                continue
            self._rows(grid, stretch)
        self._part = grid.part

    def _open(self, grid: Grid, stretch: _Stretch) -> None:
        """Begin a table under a heading, unless it is the heading of the last one again."""
        first, end = stretch.heading or (0, 0)
        heading, body = grid.rows[first:end], grid.rows[stretch.start : stretch.stop]
        cut = bands(heading, [row for row in body if _kind(row) == "item"], grid.width)
        columns = columns_of(heading, cut)
        same = bool(self.tables) and self.tables[-1].columns == columns
        if same and self._may_go_on(grid, body):
            self.tables[-1].cut, self.tables[-1].width = cut, grid.width
            self.tables[-1].outside += self.between
        else:
            name = _SHEET.match(grid.part) if self._sheets else None
            named = name[1] if name and not _UNNAMED.match(name[1]) else None
            self.tables.append(GridTable(self.between, columns, name=named, cut=cut))
            self.tables[-1].width = grid.width
        self.between = []

    def _may_go_on(self, grid: Grid, body: Sequence[GridRow]) -> bool:
        """The same headings go on below no other title, and in another sheet only by number."""
        table = self.tables[-1]
        titles = {squash(line.text) for line in self.between if is_title(line.text)}
        if not titles <= {squash(line.text) for line in table.before}:
            return False
        if not self._sheets or self._part in (None, grid.part):
            return True
        last = table.rows[-1].cells[0].text.strip() if table.rows else ""
        first = next((row[0].text.strip() for row in body if row and row[0]), "")
        digits = [text for text in (last, first) if text.isascii() and text.isdigit()]
        return len(digits) == 2 and max(map(len, digits)) < 7 and int(first) == int(last) + 1

    def _goes_on_bare(self, grid: Grid, stretch: _Stretch) -> bool:
        """True where rows without a heading go on with the table before, and are told to."""
        if not self.tables or stretch.start == stretch.stop:
            return False
        table = self.tables[-1]
        body = grid.rows[stretch.start : stretch.stop]
        if grid.width != table.width or not any(_kind(row) == "item" for row in body):
            return False
        if not grid.continues and (self.between or stretch.start or len(body[0]) < FEWEST):
            return False
        if self._sheets and self._part != grid.part:
            return False
        table.outside += self.between
        self.between = []
        return True

    def _rows(self, grid: Grid, stretch: _Stretch) -> None:
        bare = stretch.heading is None
        for place in range(stretch.start, stretch.stop):
            cells, number = grid.rows[place], place + 1
            if not any(cell and cell.text.strip() for cell in cells):
                continue
            kind = _kind(cells)
            if kind != "item":
                self._aside(grid.part, cells, number, kind)
                continue
            if any(is_title(line.text) for line in self.between):
                self._again_under_title()
            table = self.tables[-1]
            table.outside += self.between
            self.between = []
            row = row_of(grid, number, table.cut, table.columns)
            if self._every_cell:
                _mark_missing(row, cells, table)
            if bare:
                _open_first(row)
                bare = False
            table.rows.append(row)

    def _aside(self, part: str, cells: GridRow, number: int, kind: Kind) -> None:
        """Keep a full-width row: a title for what follows, a note, the name of a group."""
        lines = _lines(part, cells, number)
        if kind == "section":
            text = lines[0].text[:30]
            message = f"{part}第{number}行写着“{text}”，像是分组名称，没有作为公开事项读入。"
            place = Place(part, number)
            self.tables[-1].findings.append(
                Finding("section-row", Severity.INFO, message, line=number, place=place)
            )
        else:
            self.between += lines

    def _again_under_title(self) -> None:
        """A title in the middle of a table begins a catalog with the same columns."""
        table = self.tables[-1]
        titles = {squash(line.text) for line in self.between if is_title(line.text)}
        if not titles <= {squash(line.text) for line in table.before}:
            new = GridTable(self.between, table.columns, cut=table.cut, width=table.width)
            self.tables.append(new)
            self.between = []

    def _outside(self, grid: Grid, stretch: _Stretch) -> None:
        """Rows that belong to no table: titles above a heading, or another table."""
        rows = range(stretch.start, stretch.stop)
        lost = [place for place in rows if len(_printed(grid.rows[place])) >= FEWEST]
        if lost and self.tables:
            where = f"{grid.part}第{lost[0] + 1}行"
            text = _printed(grid.rows[lost[0]])[0].text.strip()[:20]
            message = f"{where}起（“{text}”等）没有表头，也接不上前面的表格，没有读入，请核对。"
            at = Place(grid.part, lost[0] + 1)
            self.tables[-1].findings.append(
                Finding("table-unread", Severity.WARNING, message, line=at.row, place=at)
            )
        for place in rows:
            self.between += _lines(grid.part, grid.rows[place], place + 1)


def _stretches(rows: Sequence[GridRow]) -> list[_Stretch]:
    """Cut a grid at its headings; the first stretch may have none."""
    headings: list[tuple[int, int]] = []
    place = 0
    while place < len(rows):
        end = _heading_end(rows, place)
        if end is None:
            place += 1
            continue
        above = min((cell.row - 1 for cell in _once(rows[place])), default=place)
        floor = headings[-1][1] if headings else 0
        headings.append((max(above, place - _TALLEST, floor), end))
        place = end
    edges = [*headings, (len(rows), len(rows))]
    found = [_Stretch(None, 0, edges[0][0])] if edges[0][0] else []
    for heading, following in zip(headings, edges[1:], strict=True):
        found.append(_Stretch(heading, heading[1], following[0]))
    return found


def _heading_end(rows: Sequence[GridRow], start: int) -> int | None:
    """Return the index after the heading that begins at ``start``, or None where none does."""
    cells = _once(rows[start])
    if len(cells) < FEWEST or not is_heading_row([cell.text for cell in cells]):
        return None
    spans = [cell.row + cell.row_span - 1 for cell in cells if cell.row_span <= _TALLEST]
    end = max([start + 1, *spans])
    while end < len(rows):
        own = [cell.text for cell in _once(rows[end]) if cell.row == end + 1]
        printed = [text for text in own if text.strip()]
        over, under = _every(rows[start]), _every(rows[end])
        if not printed or not (is_sub_row(printed) or is_second_row(over, under)):
            break
        end += 1
    return min(end, len(rows))


def _kind(row: GridRow) -> Kind:
    """Tell a row that says one thing over its whole width from the row of an item."""
    printed = _printed(row)
    if len(printed) != 1 or printed[0].column > 2:
        return "item"
    cell, text = printed[0], printed[0].text.strip()
    wide = cell.column_span * 2 >= len(row) and cell.column_span > 1
    if is_title(text):
        return "title"
    if asides.is_note(text):
        return "note"
    if _SECTION.match(text) and (wide or cell.column == 1):
        return "section"
    return ("section" if len(text) <= 30 else "note") if wide else "item"


def _mark_missing(row: Row, cells: GridRow, table: GridTable) -> None:
    """Where a row has fewer cells than the headings, what stood in the last ones is not known."""
    end = max((place for place, cell in enumerate(cells) if cell), default=-1)
    short = [place for place, band in enumerate(table.cut) if band.start > end]
    for place in short:
        row.cells[place].lost = True
    if short:
        names = "、".join(table.columns[place].heading for place in short)
        message = f"比表头少{len(short)}格，{names}没有印出，前面各格也可能错位，请核对。"
        row.noted.append(Noted("row-cut", message, None, Severity.ERROR))


def _open_first(row: Row) -> None:
    """The first row after a page break: a blank may belong to the cell cut by the break."""
    for cell in row.cells:
        if cell.merge is Merge.OWN and not cell.text.strip():
            cell.merge = Merge.UNKNOWN


def _once(row: GridRow) -> list[GridCell]:
    return [cell for cell in dict.fromkeys(row) if cell]


def _every(row: GridRow) -> list[str]:
    """Return a text for each column of cells."""
    return [cell.text if cell else "" for cell in row]


def _printed(row: GridRow) -> list[GridCell]:
    return [cell for cell in _once(row) if cell.text.strip()]


def _lines(part: str, row: GridRow, number: int) -> list[Line]:
    return [
        PartLine(text, number, part)
        for cell in _printed(row)
        if cell.row == number
        for text in cell.text.split("\n")
    ]
