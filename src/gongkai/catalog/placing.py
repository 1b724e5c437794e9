"""Makes rows that a text export shortened as wide as their table, and says what it did.

Exports of web pages leave out cells: those merged with the row above, and often the empty ones as
well. What is left is put under its column by :mod:`aligning`, only where one way is possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gongkai.catalog.aligning import (
    WIDEST,
    Layout,
    cost_as_printed,
    is_tick_column,
    lay_out,
)
from gongkai.catalog.cells import Cell, Noted, Row
from gongkai.catalog.cleaning import join_lines
from gongkai.catalog.habits import (
    is_grouped,
    is_nested,
    keeps_blanks,
    printed_width,
    shows_blanks,
    stands,
)
from gongkai.catalog.headings import HEADING_FIELDS, UNKNOWN, Column
from gongkai.catalog.kinds import Kind, kind_of
from gongkai.catalog.model import Severity
from gongkai.catalog.source import Line

QUOTED = 60  # characters of a cell that a finding quotes
MOST_TOO_MANY = 1  # cells more than headings; with more they are of several rows
DOUBTFUL = 30  # so much worse than another way, a row of the right width is not believed


@dataclass(slots=True)
class _Placer:
    """Places the rows of one table, from the first to the last."""

    columns: tuple[Column, ...]
    keeps: bool  # empty cells are printed, so a cell that is missing is merged with the one above
    padded: bool  # rows end with fillers up to the width of the table
    nested: bool  # a row that lacks a level goes on with the outer one of the row above
    grouped: bool  # rows without a number: where one is printed, so is what it numbers
    above: list[Cell | None] = field(init=False)  # the last cell of each column, where known
    begun: bool = False

    def __post_init__(self) -> None:
        self.above = [None] * len(self.columns)

    def place(self, row: Row) -> None:
        """Lay the cells of ``row`` out under the columns, in place."""
        layout = None if row.laid_out else self._layout(row)
        if layout is not None and row.number is None:
            row.number = row.line  # its first cell may come from another row
        if len(row.cells) > WIDEST or (layout is not None and self._is_mixed(row, layout)):
            self._give_up(row)
        elif layout is not None:
            printed = row.cells
            row.cells = self._cells(row, layout)
            self._note_unsure(row, printed, layout)
        self._remember(row.cells[: len(self.columns)])
        self.begun = True

    def _layout(self, row: Row) -> Layout | None:
        """Return how the cells of a row stand, or None where they stand as they are printed."""
        kinds = [kind_of(cell.text) for cell in row.cells]
        core = printed_width(kinds)
        pads = len(kinds) - core if self.padded else 0
        if self.padded and not shows_blanks(kinds[:core]):
            kinds, pads = kinds[:core], 0
        elif self.padded and len(kinds) > len(self.columns):
            kinds = kinds[: max(core, len(self.columns))]
            pads = len(kinds) - core
        nested = self.nested and not (self.grouped and Kind.NUMBER in kinds[:1])
        layout = lay_out(tuple(kinds), self.columns, pads, nested, not self.begun)
        if layout is None:
            return None
        as_printed = all(place == index for place, index in enumerate(layout.cells))
        if len(kinds) == len(self.columns) and not pads:
            cost = cost_as_printed(kinds, self.columns)
            as_printed = as_printed or cost <= layout.cost + DOUBTFUL
        if as_printed:
            row.cells = row.cells[: len(self.columns)]
        return None if as_printed else layout

    def _cells(self, row: Row, layout: Layout) -> list[Cell]:
        """Return one cell for each column: printed, carried from above, or lost."""
        cells: list[Cell] = []
        left: list[int] = []
        carried: list[int] = []
        for place in range(len(self.columns)):
            index = layout.cells[place]
            if index is not None:
                cell = row.cells[index]
                cell.inferred = True
            elif place in layout.open:
                cell = _lost(row)
            else:
                cell = self._missing(row, place, cells, layout)
                if cell.lost:
                    left.append(place)
                elif cell.text.strip():
                    carried.append(place)
            cells.append(cell)
        row.noted.insert(0, _placed(len(self.columns), layout))
        self._note_carried(row, carried)
        self._note_left(row, left)
        return cells

    def _is_mixed(self, row: Row, layout: Layout) -> bool:
        """True where the cells cannot all be of one row."""
        kinds = [kind_of(cell.text) for cell in row.cells]
        return layout.misfit or printed_width(kinds) > len(self.columns) + MOST_TOO_MANY

    def _give_up(self, row: Row) -> None:
        """No way to lay the cells out is likely: they may be of several rows."""
        quoted = "、".join(
            f"“{join_lines(cell.text)[:QUOTED]}”" for cell in row.cells if cell.text.strip()
        )
        message = f"的各格与表头对不上，可能是几行连在一起，没有读入：{quoted}；请对照原件填写。"
        row.noted.append(Noted("row-mixed", message, None, Severity.ERROR))
        row.cells = [_lost(row) for _ in self.columns]

    def _missing(self, row: Row, place: int, before: Sequence[Cell], layout: Layout) -> Cell:
        """A column no cell can stand in: merged with the row above, or empty."""
        above = self.above[place]
        if above is None or not above.text.strip():
            blank = above is not None and self.keeps and not self._is_heading(place)
            return Cell([Line("", row.line)], inferred=True) if blank else _lost(row)
        heading = self._is_heading(place)
        goes_on = self._goes_on(place, before, layout) if heading else self._merged(place, layout)
        if not goes_on:
            return _lost(row)
        return Cell(above.lines, inferred=True, part=above.part, column=above.column)

    def _is_heading(self, place: int) -> bool:
        return self.columns[place].field in HEADING_FIELDS

    def _goes_on(self, place: int, before: Sequence[Cell], layout: Layout) -> bool:
        """True where a heading cell goes on from above: the headings around it do as well."""
        levels = [
            other
            for other, column in enumerate(self.columns)
            if column.field in ("process", "levels")
        ]
        if self.columns[place].field == "seq":
            first = levels[:1]
            return not any(
                layout.cells[other] is not None or other in layout.open for other in first
            )
        outer = [other for other in levels if other < place]
        if not outer:
            return True
        same = all(
            before[other].inferred
            and not before[other].lost
            and self._same_as_above(other, before[other])
            for other in outer
        )
        return same and (self.keeps or self.nested)

    def _merged(self, place: int, layout: Layout) -> bool:
        """True where a cell is merged with the one above: the row has something of its own."""
        own = any(
            layout.cells[other] is not None
            for other, column in enumerate(self.columns)
            if column.field in ("levels", "content")
        )
        return self.keeps and own and self.columns[place].field != "content"

    def _same_as_above(self, place: int, cell: Cell) -> bool:
        above = self.above[place]
        return above is not None and cell.lines is above.lines

    def _note_carried(self, row: Row, carried: Sequence[int]) -> None:
        """Say which columns go on from the row above, and with what."""
        texts = [
            f"“{self.columns[place].heading}”沿用“{join_lines(above.text)[:QUOTED]}”"
            for place in carried
            if (above := self.above[place]) is not None
        ]
        if texts:
            message = f"没有单独印出的格按与上一行合并：{'，'.join(texts)}，请核对。"
            row.noted.append(Noted("cell-carried", message, self._only(carried), Severity.INFO))

    def _only(self, places: Iterable[int]) -> str | None:
        """Return the field the columns are all of, or None."""
        fields = {self.columns[place].field for place in places} - {UNKNOWN}
        return fields.pop() if len(fields) == 1 else None

    def _note_left(self, row: Row, left: Sequence[int]) -> None:
        """Say which columns have no cell, and what may stand there."""
        if not left:
            return
        names = "、".join(self.columns[place].heading for place in left)
        hints = [
            f"“{self.columns[place].heading}”上方最近的是“{join_lines(above.text)[:QUOTED]}”"
            for place in left
            if (above := self.above[place]) is not None
            and above.text.strip()
            and not is_tick_column(self.columns[place])
        ]
        hint = "；" + "，".join(hints) if hints else ""
        message = f"没有印出“{names}”的格子：可能为空，也可能与上一行合并{hint}；没有沿用，请核对。"
        row.noted.append(Noted("cell-missing", message, self._only(left)))

    def _note_unsure(self, row: Row, printed: Sequence[Cell], layout: Layout) -> None:
        """Quote the cells whose column cannot be told, with the columns they may stand in."""
        texts = [join_lines(printed[index].text).strip() for index in layout.unsure]
        quoted = "、".join(f"“{text}”" for text in texts if text)
        if not layout.open and not quoted:
            return
        names = "、".join(self.columns[place].heading for place in sorted(layout.open))
        if not layout.open:
            message = f"的格数比表头多，{quoted}不属于任何一栏，没有读入，请核对。"
            row.noted.append(Noted("row-too-long", message, None, Severity.ERROR))
            return
        what = f"{quoted}几格" if quoted else "空格"
        message = (
            f"比表头少格，{what}在“{names}”各栏中的位置已丢失，无法确定，没有读入；请对照原件填写。"
        )
        row.noted.append(Noted("position-lost", message, self._only(layout.open)))

    def _remember(self, cells: Sequence[Cell]) -> None:
        """Keep the row for the next; under a new heading nothing goes on from the old one."""
        fresh = False
        for place, cell in enumerate(cells):
            inner = self.columns[place].field in ("process", "levels")
            if cell.lost:
                self.above[place] = None
            elif cell.text.strip() or not self._is_heading(place):
                fresh = fresh or (inner and not self._same_as_above(place, cell))
                self.above[place] = cell
            elif inner and fresh:
                self.above[place] = None


def place(
    rows: Sequence[Row],
    columns: tuple[Column, ...],
    *,
    padded: bool = False,
    cut: Callable[[Row], bool] = lambda _: False,
) -> None:
    """Make every row as wide as its table, in place. Costs grow linearly with the rows.

    ``padded``: rows end with fillers. ``cut`` tells the short rows that stay as they are.
    Cells placed by what they hold are ``inferred``; what cannot be told is ``lost``; ``Row.noted``
    says so, and quotes every cell that was not placed.
    """
    if not padded and all(stands(row, columns) for row in rows):
        return
    keeps = keeps_blanks(rows)
    placer = _Placer(
        columns, keeps, padded, is_nested(rows, columns, padded), is_grouped(rows, columns)
    )
    for row in rows:
        if len(row.cells) < len(columns) and cut(row):
            continue
        placer.place(row)


def _lost(row: Row) -> Cell:
    return Cell([Line("", row.line)], lost=True)


def _placed(width: int, layout: Layout) -> Noted:
    count = sum(index is not None for index in layout.cells)
    message = f"的格数与表头的{width}栏不同，其中{count}格按内容归入各栏，请核对。"
    return Noted("cells-placed", message, None, Severity.INFO)
