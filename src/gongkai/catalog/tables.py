"""Finds the tables of a source: headings, rows, repeated headings, and the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.catalog import asides, paragraphs, piped_tables, placing, shredded, stacked, tabbed
from gongkai.catalog.aligning import cost_as_printed, is_tick_column
from gongkai.catalog.cells import Cell, Row, Stretch
from gongkai.catalog.headings import (
    UNKNOWN,
    Column,
    column,
    is_heading_row,
    is_second_row,
    is_sub_row,
)
from gongkai.catalog.joining import join
from gongkai.catalog.kinds import kind_of
from gongkai.catalog.source import Line, Source
from gongkai.catalog.table import Table, without_empty
from gongkai.catalog.titles import is_plain_title, is_title
from gongkai.refusals import Refused

__all__ = ["Table", "find"]


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int  # index of its first line
    end: int  # index of the first line after it
    columns: tuple[Column, ...]
    stacked: bool


def find(source: Source) -> list[Table]:
    """Return the tables of ``source`` in order; headings printed again go on with the same table.

    Refuses with ``catalog-no-table``, ``catalog-heading`` and ``catalog-shredded``.
    """
    source = piped_tables.as_tabs(source)
    headings = _headings(source)
    tables = _tabbed(source, headings) if headings else piped_tables.find(source)
    tables = tables or paragraphs.find(source)
    if not tables:
        shredded.refuse(source)
    return tables


def _tabbed(source: Source, headings: Sequence[_Heading]) -> list[Table]:
    tables: list[Table] = []
    between = [line for line in source.lines[: headings[0].start] if not line.blank]
    for place, heading in enumerate(headings):
        end = headings[place + 1].start if place + 1 < len(headings) else len(source.lines)
        for lines in _by_titles(source.lines[heading.end : end], heading):
            between = _add(tables, heading, between, lines)
    tables[-1].outside += between
    for table in tables:
        asides.set_aside(table)
        _place(table)
    return without_empty(tables)


def _add(
    tables: list[Table], heading: _Heading, between: list[Line], lines: Sequence[Line]
) -> list[Line]:
    """Read rows into the last table or a new one; return the lines that stand after them."""
    if tables and lines and "\t" not in lines[0].text and is_plain_title(lines[0].text):
        between, lines = [*between, lines[0]], lines[1:]
    stretch = _rows(lines, heading)
    if tables and tables[-1].goes_on(heading.columns, between):
        tables[-1].outside += between
        if stretch.rows:
            stretch.rows[0].opens_page = True
    else:
        tables.append(Table(before=between, columns=heading.columns))
    tables[-1].rows += stretch.rows
    return stretch.outside


def _by_titles(lines: Sequence[Line], heading: _Heading) -> list[Sequence[Line]]:
    """Cut rows that stand on one line each where a title stands between them."""
    if heading.stacked:
        return [lines]
    starts = [
        place
        for place, line in enumerate(lines)
        if "\t" not in line.text and is_plain_title(line.text)
    ]
    rows_after = [place for place in starts if any("\t" in line.text for line in lines[place:])]
    ends = [*rows_after, len(lines)]
    return [lines[start:end] for start, end in zip([0, *rows_after], ends, strict=True)]


def _place(table: Table) -> None:
    """Lay out the short rows that are not merely cut."""
    short = [row for row in table.rows if len(row.cells) < len(table.columns)]
    if any(not _is_cut(row, table.columns) for row in short):
        placing.place(table.rows, table.columns, cut=lambda row: _is_cut(row, table.columns))


def _is_cut(row: Row, columns: tuple[Column, ...]) -> bool:
    """True where the cells of a short row stand where they are printed, and the rest is missing.

    Not where it ends among the ticks: which of them are missing cannot be seen.
    """
    first = next((place for place, one in enumerate(columns) if is_tick_column(one)), len(columns))
    kinds = [kind_of(cell.text) for cell in row.cells]
    return len(kinds) <= first and cost_as_printed(kinds, columns) < placing.DOUBTFUL


def _rows(lines: Sequence[Line], heading: _Heading) -> Stretch:
    width = len(heading.columns)
    return stacked.rows(lines, width) if heading.stacked else tabbed.rows(lines, width)


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
        if cells and lower is None and _goes_below(_texts(upper), texts):
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


def _goes_below(upper: Sequence[str], lower: Sequence[str]) -> bool:
    return is_sub_row(lower) or is_second_row(upper, lower)


def _next_row(source: Source, place: int, stacked_cells: bool) -> tuple[list[Cell], int]:
    if stacked_cells:
        return stacked.block(source.lines, place)
    return tabbed.cells_of(source.lines[place]), place + 1


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells]
