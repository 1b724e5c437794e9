"""Puts a table together again where a page break cut it: rows cut in two, merged cells cut."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace

from gongkai.catalog.document import Grid, GridCell
from gongkai.catalog.formats.ruled import Ruled
from gongkai.catalog.formats.wraps import unwrapped
from gongkai.catalog.headings import HEADING_FIELDS, UNKNOWN, column, is_heading_row, is_sub_row
from gongkai.catalog.model import Finding, Place, Severity

_ROOM = 2.5  # heights of a sign: a cell with more free room below its text does not go on
_TICK = 2  # signs: what is no longer is a tick, and ticks are not merged from row to row
_TOP_ROWS = 6  # rows of a table among which its headings stand

Row = Sequence[GridCell | None]


@dataclass(frozen=True, slots=True)
class Joined:
    """Both parts of the table, the row that was cut moved to the first, and what was noticed."""

    before: Grid
    grid: Grid
    findings: tuple[Finding, ...] = ()


def fields_of(grid: Grid) -> tuple[str, ...]:
    """Return the field of each column by the headings of ``grid``; empty where it has none."""
    start = next(
        (place for place, row in enumerate(grid.rows[:_TOP_ROWS]) if is_heading_row(_texts(row))),
        None,
    )
    if start is None:
        return ()
    fields = [UNKNOWN] * grid.width
    for row in grid.rows[start : _heading_end(grid, start)]:
        for place, cell in enumerate(row):
            found = column(cell.text).field if cell else UNKNOWN
            fields[place] = fields[place] if found == UNKNOWN else found
    return tuple(fields)


def join(before: Grid, above: Ruled, grid: Grid, below: Ruled, fields: Sequence[str]) -> Joined:
    """Return ``grid`` as the part of the table that goes on after ``before``.

    ``above`` and ``below`` are the two as they are ruled, ``fields`` those of the columns. A row
    without a number of its own, most of it blank, whose text goes on with cells that are full to
    the page's end, is the rest of the last row above. Blank cells beside the break may belong to
    a merged cell whose text is on the other page: one that covers several rows at the top of the
    page takes the text above it as inferred, the others are lost.
    """
    start = _body_of(before, grid)
    going_on = replace(grid, continues=True)
    if start >= len(grid.rows) or not before.rows:
        return Joined(before, going_on)
    if _is_rest(before.rows[-1], grid.rows[start], above, fields):
        moved = _moved(before, above, going_on, below, start)
        left = {_without_top(cell) for cell in grid.rows[start] if cell}
        filled = _filled(moved.before, moved.grid, start + 1, fields, only=left)
        return replace(filled, findings=(*moved.findings, *filled.findings))
    return _filled(before, going_on, start, fields)


def _heading_end(grid: Grid, start: int) -> int:
    end = start + 1
    while end < len(grid.rows):
        own = [cell.text for cell in grid.rows[end] if cell and cell.row == end + 1]
        if any(text.strip() for text in own) and not is_sub_row(own):
            break
        if not any(cell and cell.row < end + 1 for cell in grid.rows[end]):
            break
        end += 1
    return end


def _body_of(before: Grid, grid: Grid) -> int:
    """Return the index of the first row of ``grid`` that does not repeat the headings."""
    if grid.rows and is_heading_row(_texts(grid.rows[0])):
        return _heading_end(grid, 0)
    tops = [_texts(row) for row in before.rows[:_TOP_ROWS]]
    start = next((place for place, row in enumerate(tops) if is_heading_row(row)), 0)
    repeated = [_texts(row) for row in grid.rows[: start + 1]]
    return _heading_end(grid, start) if start and repeated == tops[: start + 1] else 0


def _is_rest(last: Row, first: Row, above: Ruled, fields: Sequence[str]) -> bool:
    """True where ``first`` is the rest of ``last``, cut by the page break.

    A row that is one of several under one number must be mostly blank besides: else it may as
    well be the next of them.
    """
    printed = [place for place, cell in enumerate(first) if cell and cell.text.strip()]
    if not printed or len(last) != len(first):
        return False
    numbers = [place for place, field in enumerate(fields) if field == "seq"]
    if set(numbers) & set(printed):
        return False
    if not numbers or any(_spans(row[place]) for place in numbers for row in (last, first)):
        named = {place for place, field in enumerate(fields) if field in HEADING_FIELDS}
        if len(printed) * 2 >= len(first) or named & set(printed):
            return False
    return all(_goes_on(last[place], first[place], above) for place in printed)


def _spans(cell: GridCell | None) -> bool:
    return cell is not None and cell.row_span > 1


def _goes_on(cell: GridCell | None, rest: GridCell | None, above: Ruled) -> bool:
    """True where the text of ``rest`` can be the end of that of ``cell``."""
    if cell is None or rest is None or len(cell.text) <= 1:
        return False
    return cell in above.prints and above.prints[cell].room <= _ROOM


def _joined(cell: GridCell, above: Ruled, rest: GridCell, below: Ruled) -> str:
    """Return the whole text of a cell; one cut twice stands as its first part ends."""
    end, begin = above.prints.get(cell), below.prints.get(rest)
    if end is None or begin is None:
        return f"{cell.text}\n{rest.text}"
    last, first = end.lines[-1], begin.lines[0]
    seam = unwrapped([last, first], end.width)
    return cell.text + seam[len(last.text) : len(seam) - len(first.text)] + rest.text


def _moved(before: Grid, above: Ruled, grid: Grid, below: Ruled, start: int) -> Joined:
    """Move the rest of a row to the end of the row it was cut from."""
    longer = {
        cell: replace(cell, text=_joined(cell, above, rest, below))
        for cell, rest in zip(before.rows[-1], grid.rows[start], strict=False)
        if cell and rest and rest.text.strip()
    }
    lower = {cell: _without_top(cell) for cell in grid.rows[start] if cell}
    for cell, rest in zip(before.rows[-1], grid.rows[start], strict=False):
        left = lower.get(rest) if rest else None
        if cell in longer and rest and left:  # a merged cell whose own text was cut
            lower[rest] = replace(left, text=longer[cell].text, inferred=True)
    number = len(before.rows)
    message = (
        f"{before.part}第{number}行被分页切断，已与{grid.part}第{start + 1}行拼成一行，请核对。"
    )
    finding = Finding(
        "row-over-page-break",
        Severity.INFO,
        message,
        line=number,
        place=Place(before.part, number),
    )
    return Joined(
        _changed(before, lambda cell: longer.get(cell, cell)),
        _emptied(_changed(grid, lambda cell: lower.get(cell, cell)), start),
        (finding,),
    )


def _without_top(cell: GridCell) -> GridCell | None:
    """Return what is left of a cell without its first row."""
    if cell.row_span == 1:
        return None
    return replace(cell, row=cell.row + 1, row_span=cell.row_span - 1)


def _emptied(grid: Grid, place: int) -> Grid:
    blank = (None,) * len(grid.rows[place])
    return replace(grid, rows=(*grid.rows[:place], blank, *grid.rows[place + 1 :]))


def _filled(
    before: Grid,
    grid: Grid,
    start: int,
    fields: Sequence[str],
    *,
    only: Container[GridCell | None] | None = None,
) -> Joined:
    """Say of the blank cells beside the break what the text on the other page means for them.

    ``only``: the cells that began beside the rest of a row, and so go on from the page before.
    """
    if start >= len(grid.rows):
        return Joined(before, grid)
    upper: dict[GridCell, GridCell] = {}
    lower: dict[GridCell, GridCell] = {}
    names_new = False  # an outer heading is printed: inner ones do not go on from the page before
    for place, (last, first) in enumerate(zip(before.rows[-1], grid.rows[start], strict=False)):
        heading = place < len(fields) and fields[place] in HEADING_FIELDS
        if last is None or first is None or (only is not None and first not in only):
            continue
        if first.text.strip() and only is None:
            names_new = names_new or (heading and fields[place] != "seq")
            if not last.text.strip() and (last.row_span > 1 or _always_filled(place, fields)):
                upper[last] = replace(last, lost=True)
        elif last.text.strip() and not first.text.strip() and not (heading and names_new):
            if only is not None or first.row_span > 1 or (heading and last.row_span > 1):
                lower[first] = replace(first, text=last.text, inferred=True)
            elif heading or len(last.text) > _TICK or last.row_span > 1:
                lower[first] = replace(first, lost=True)
    return Joined(
        _changed(before, lambda cell: upper.get(cell, cell)),
        _changed(grid, lambda cell: lower.get(cell, cell)),
        (*_noted(before.part, upper), *_noted(grid.part, lower)),
    )


def _always_filled(place: int, fields: Sequence[str]) -> bool:
    return place < len(fields) and fields[place] == "levels"


def _noted(part: str, changed: dict[GridCell, GridCell]) -> list[Finding]:
    found: list[Finding] = []
    for cell in changed.values():
        place = Place(part, cell.row, cell.column)
        if cell.inferred:
            text = "".join(cell.text.split())
            message = f"{place.label}是空的合并格，按上一页的同一格读作“{text}”，请核对。"
        else:
            message = f"{place.label}在分页处为空，看不出是否与另一页的同一格合并，请核对。"
        found.append(
            Finding("cell-over-page-break", Severity.WARNING, message, line=cell.row, place=place)
        )
    return found


def _changed(grid: Grid, change: Callable[[GridCell], GridCell | None]) -> Grid:
    rows = tuple(tuple(change(cell) if cell else None for cell in row) for row in grid.rows)
    return replace(grid, rows=rows)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in dict.fromkeys(row) if cell]
