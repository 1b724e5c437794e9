"""One item printed over several rows of cells: a channel in each, or a limit for each part."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.catalog.cells import Cell, Merge, Noted, Row
from gongkai.catalog.headings import HEADING_FIELDS, Column
from gongkai.catalog.model import Severity
from gongkai.catalog.source import Line

_MOST_PRINTED = 2  # cells of a row that has no heading and no content of its own
_ENDS = "；;。，,、"
_JOINED_BY = {"time_limit": "；", "publisher": "、"}


def joined(rows: Sequence[Row], columns: tuple[Column, ...]) -> list[Row]:
    """Return the rows with those put together whose headings and content are one merged cell.

    A row that has neither headings nor content of its own, and little else, goes on with the row
    above too; what it adds is then inferred, and noted.
    """
    places = [
        place for place, one in enumerate(columns) if one.field in (*HEADING_FIELDS, "content")
    ]
    content = next((place for place in places if columns[place].field == "content"), None)
    found: list[Row] = []
    for row in rows:
        how = None if content is None or not found else _how(row, places, content)
        if how is None:
            found.append(row)
        else:
            _join(found[-1], row, columns, inferred=how is Merge.OWN)
    return found


def _how(row: Row, places: Sequence[int], content: int) -> Merge | None:
    """BELOW where the row is the same item for certain, OWN where it only looks so, else None."""
    cells = row.cells
    if max(places) >= len(cells):
        return None
    keys = [cells[place] for place in places]
    if any(cell.lost or (cell.text.strip() and cell.merge is not Merge.BELOW) for cell in keys):
        return None
    if cells[content].merge is Merge.BELOW and cells[content].text.strip():
        return Merge.BELOW
    printed = [cell for cell in cells if cell.merge is Merge.OWN and cell.text.strip()]
    whole = any(cell.merge is Merge.UNKNOWN for cell in keys)
    return Merge.OWN if printed and len(printed) <= _MOST_PRINTED and not whole else None


def _join(row: Row, more: Row, columns: tuple[Column, ...], *, inferred: bool) -> None:
    """Add what ``more`` prints to the cells of ``row``."""
    choices = [place for place, one in enumerate(columns) if one.choice]
    for place, (column, cell, further) in enumerate(
        zip(columns, row.cells, more.cells, strict=False)
    ):
        if place in choices or further.merge is not Merge.OWN:
            continue
        text = further.text.strip()
        if text and text not in (line.text.strip() for line in cell.lines):
            _add(cell, text, further.line, _JOINED_BY.get(column.field, ""))
            cell.inferred = cell.inferred or inferred
    _ticks(row, more, choices)
    code, severity = ("rows-joined", Severity.INFO)
    how = "与上面各行同属一项，合并读入"
    if inferred:
        code, severity = "rows-joined-inferred", Severity.WARNING
        how = "没有序号、事项和内容，按接续上一行读入，请核对"
    row.noted.append(Noted(code, f"下面的第{more.line}行{how}。", None, severity))


def _add(cell: Cell, text: str, number: int, sign: str) -> None:
    last = cell.lines[-1]
    if cell.text.strip() and sign and not last.text.rstrip().endswith(tuple(_ENDS)):
        cell.lines[-1] = Line(last.text.rstrip() + sign, last.number)
    if not cell.text.strip():
        cell.lines = []
    cell.lines += [Line(part, number) for part in text.split("\n")]


def _ticks(row: Row, more: Row, choices: Sequence[int]) -> None:
    """Ticks that differ between the rows of one item are lost: which part they are for is open."""
    if more.cells and not any(more.cells[place].text.strip() for place in choices):
        return  # one set of ticks for all of them
    for place in choices:
        cell, further = row.cells[place], more.cells[place]
        differs = cell.text.strip() != further.text.strip()
        if further.merge is Merge.OWN and differs and not cell.lost:
            cell.lost = True
            message = "各行的勾选不同，无法并为一项，请核对。"
            row.noted.append(Noted("tick-rows-differ", message))
