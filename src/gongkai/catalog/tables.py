"""Finds the tables of a source: headings, rows, repeated headings, and the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.catalog import stacked, tabbed
from gongkai.catalog.cells import Cell, Row, Stretch
from gongkai.catalog.cleaning import squash
from gongkai.catalog.headings import UNKNOWN, Column, column, is_heading_row, is_sub_row
from gongkai.catalog.joining import join
from gongkai.catalog.source import Line, Source
from gongkai.catalog.titles import is_title
from gongkai.refusals import Refused


@dataclass(slots=True)
class Table:
    """One table: the lines above it, its columns, its rows, and stray lines among them."""

    before: list[Line]
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)
    outside: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int  # index of its first line
    end: int  # index of the first line after it
    columns: tuple[Column, ...]
    stacked: bool


def find(source: Source) -> list[Table]:
    """Return the tables of ``source`` in order; headings printed again go on with the same table.

    Refuses with ``catalog-no-table`` and ``catalog-heading``.
    """
    headings = _headings(source)
    if not headings:
        raise Refused(
            "catalog-no-table",
            f"文件 {source.name} 里没有找到目录表格："
            "没有一行同时写有“序号、公开事项、公开内容”这样的表头。",
        )
    tables: list[Table] = []
    between = [line for line in source.lines[: headings[0].start] if not line.blank]
    for place, heading in enumerate(headings):
        end = headings[place + 1].start if place + 1 < len(headings) else len(source.lines)
        stretch = _rows(source.lines[heading.end : end], heading)
        if tables and _same_table(tables[-1], heading, between):
            tables[-1].outside += between
            if stretch.rows:
                stretch.rows[0].opens_page = True
        else:
            tables.append(Table(before=between, columns=heading.columns))
        tables[-1].rows += stretch.rows
        between = stretch.outside
    tables[-1].outside += between
    return tables


def _rows(lines: Sequence[Line], heading: _Heading) -> Stretch:
    width = len(heading.columns)
    return stacked.rows(lines, width) if heading.stacked else tabbed.rows(lines, width)


def _same_table(table: Table, heading: _Heading, between: Sequence[Line]) -> bool:
    """True where the headings are the same and no other title stands between."""
    if table.columns != heading.columns:
        return False
    titles = {squash(line.text) for line in between if is_title(line.text)}
    return titles <= {squash(line.text) for line in table.before}


def _headings(source: Source) -> list[_Heading]:
    found: list[_Heading] = []
    place = 0
    while place < len(source.lines):
        heading = _heading_at(source, place, first=not found)
        if heading:
            found.append(heading)
        place = heading.end if heading else place + 1
    return found


def _heading_at(source: Source, place: int, *, first: bool) -> _Heading | None:
    line = source.lines[place]
    if "\t" not in line.text:
        return None
    if is_heading_row(_texts(tabbed.cells_of(line))):
        return _finish(source, place, place + 1, tabbed.cells_of(line), stacked_cells=False)
    if line.text.startswith("\t") and _opens_block(source, place, first):
        cells, end = stacked.block(source.lines, place)
        if is_heading_row(_texts(cells)):
            return _finish(source, place, end, cells, stacked_cells=True)
    return None


def _opens_block(source: Source, place: int, first: bool) -> bool:
    """True where a row of stacked cells may begin; kept cheap, for it is asked of every cell."""
    above = source.lines[place - 1] if place else None
    if above is None or above.blank or is_title(above.text):
        return True
    return first and column(source.lines[place].text).field != UNKNOWN


def _finish(
    source: Source, start: int, end: int, upper: list[Cell], *, stacked_cells: bool
) -> _Heading:
    """Add the second heading row, where there is one, and skip blank rows around it."""
    lower: list[str] | None = None
    place = end
    while place < len(source.lines):
        if source.lines[place].blank:
            place += 1
            continue
        cells, after = _next_row(source, place, stacked_cells)
        texts = _texts(cells)
        if cells and not any(text.strip() for text in texts) and lower is None:
            place = end = after
            continue
        if cells and lower is None and is_sub_row(texts):
            lower, end = texts, after
        break
    columns = join(_texts(upper), lower)
    if columns is None:
        raise Refused(
            "catalog-heading",
            f"文件 {source.name} 第{source.lines[start].number}行起的两行表头对不上，"
            "无法判断各列；请核对表头。",
        )
    return _Heading(start, end, columns, stacked_cells)


def _next_row(source: Source, place: int, stacked_cells: bool) -> tuple[list[Cell], int]:
    if stacked_cells:
        return stacked.block(source.lines, place)
    return tabbed.cells_of(source.lines[place]), place + 1


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells]
