"""A catalog as it is printed: headings, texts of the cells, and which cells are merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.catalog.document import Document, Grid, GridCell, Paragraph, grid_of
from gongkai.catalog.model import Catalog, Item
from gongkai.catalog.writing.columns import Printed, columns_of
from gongkai.catalog.writing.legend import legend_of
from gongkai.catalog.writing.texts import STROKE, UNCLEAR, sign_of, text_of

MERGED = ("process", "levels")  # headings that stand once for the rows under them
_SIGNS = ("", STROKE, UNCLEAR)
Other = Mapping[tuple[int, str], bool]  # item, field: written in its other wording


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell: rows and columns count from 0, headings not counted, the end is inside."""

    row: int
    column: int
    last_row: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table of a catalog prints. ``rows`` repeat the text of merged cells.

    ``flat`` are the same rows for formats without merged cells, where a blank may stand for the
    cell above: a cell that is empty on purpose is a stroke, and an unresolved heading ``？``.
    """

    title: str
    columns: tuple[Printed, ...]
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...]
    flat: tuple[tuple[str, ...], ...]
    legend: str = ""  # what the signs before contents mean; stands under the title

    @property
    def double(self) -> bool:
        """True where the headings stand in two rows."""
        return any(column.lower for column in self.columns)

    def groups(self) -> Iterator[tuple[int, int, str]]:
        """Yield the first column, the last column and the text of each upper heading."""
        start = 0
        for place, column in enumerate(self.columns):
            following = self.columns[place + 1] if place + 1 < len(self.columns) else None
            goes_on = following and column.lower and following.upper == column.upper
            if not (goes_on and following and following.lower):
                yield start, place, column.upper
                start = place + 1


def lay_out(catalog: Catalog, other: Other | None = None) -> Layout:
    """Return how ``catalog`` is printed; ``other`` names cells to print in their other wording."""
    columns = columns_of(catalog)
    rows = tuple(
        tuple(
            text_of(item, column, other=bool(other and other.get((place, column.field))))
            for column in columns
        )
        for place, item in enumerate(catalog.items)
    )
    spans = tuple(_spans(catalog.items, columns, rows))
    flat = tuple(
        tuple(text or sign_of(item, column) for text, column in zip(texts, columns, strict=True))
        for item, texts in zip(catalog.items, rows, strict=True)
    )
    return Layout(catalog.title, columns, rows, spans, flat, legend_of(catalog))


def _spans(
    items: Sequence[Item], columns: Sequence[Printed], rows: Sequence[tuple[str, ...]]
) -> Iterator[Span]:
    """Yield the merged cells: equal headings one under the other, inside the same outer ones."""
    places = [place for place, column in enumerate(columns) if column.field in MERGED]
    for depth, column in enumerate(places):
        start = 0
        for row in range(1, len(items) + 1):
            same = row < len(items) and all(
                rows[row][one] == rows[start][one] for one in places[: depth + 1]
            )
            if not same:
                if row - start > 1 and rows[start][column] not in _SIGNS:
                    yield Span(start, column, row - 1)
                start = row


def document_of(layouts: Sequence[Layout], name: str) -> Document:
    """Return the layouts as the reader would be given them by a file with real cells."""
    blocks: list[Paragraph | Grid] = []
    for number, layout in enumerate(layouts, start=1):
        above = f"{layout.title}\n{layout.legend}".rstrip()
        blocks.append(Paragraph(above, number))
        blocks.append(grid_of(f"表{number}", list(_cells(layout))))
    return Document(name, "xlsx", tuple(blocks))


def _cells(layout: Layout) -> Iterator[GridCell]:
    for first, last, text in layout.groups():
        down = 1 if layout.columns[first].lower or not layout.double else 2
        yield GridCell(text, 1, first + 1, down, last - first + 1)
    for place, column in enumerate(layout.columns, start=1):
        if column.lower:
            yield GridCell(column.lower, 2, place)
    top = 3 if layout.double else 2
    spans = {(span.row, span.column): span for span in layout.spans}
    covered = {
        (row, span.column)
        for span in layout.spans
        for row in range(span.row + 1, span.last_row + 1)
    }
    for row, texts in enumerate(layout.rows):
        for place, text in enumerate(texts):
            if (row, place) not in covered:
                span = spans.get((row, place))
                height = span.last_row - row + 1 if span else 1
                yield GridCell(text, row + top, place + 1, height)
