"""Makes rows as wide as their table of what :mod:`paragraph_rows` tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.catalog.cells import Cell, Noted, Row
from gongkai.catalog.cleaning import join_lines
from gongkai.catalog.headings import Column
from gongkai.catalog.model import Severity
from gongkai.catalog.paragraph_rows import Paragraph, Parts, text_of
from gongkai.catalog.source import Line

QUOTED = 40  # characters of a paragraph that a finding quotes
MOST_QUOTED = 20


@dataclass(slots=True)
class Builder:
    """Builds the rows of one table, from the first to the last.

    An outer level that is not printed goes on from the row above, where the first row of the table
    prints all of its levels; else it may as well be empty, and is lost.
    """

    columns: Sequence[Column]
    above: list[Cell] = field(default_factory=list)  # number and levels of the row above
    nested: bool | None = None

    def row(self, parts: Parts) -> Row:
        """Return a row in which nothing stands that is not sure."""
        levels = self._levels()
        first = (parts.number or parts.heads[0])[0].number
        if self.nested is None:
            self.nested = len(parts.heads) == levels
        row = Row([], number=first, laid_out=True)
        row.cells = self._heads(parts, row)
        self.above = list(row.cells)
        named = self.columns[len(row.cells) :]
        empty = [one.heading for one in named if not parts.fields.get(one.field)]
        row.cells += [_cell(parts.fields.get(one.field, []), first) for one in named]
        count = sum(not cell.lost for cell in row.cells)
        placed = f"没有印出各格的界线，其中{count}格按内容归入各栏，请核对。"
        row.noted.insert(0, Noted("cells-placed", placed, None, Severity.INFO))
        if empty:
            missing = f"没有印出“{'、'.join(empty)}”的格子：可能为空，也可能与上一行合并，请核对。"
            row.noted.append(Noted("cell-missing", missing))
        if parts.rest:
            row.noted.append(_unplaced(parts.rest, "公开渠道之后各栏"))
        return row

    def unread(self, raw: Sequence[Paragraph]) -> Row:
        """Return a row of which only the number is read: the rest cannot be told apart."""
        first = raw[0][0].number
        row = Row([_cell([], first) for _ in self.columns], number=first, laid_out=True)
        row.cells[0] = _cell(raw[:1], first)
        message = f"的各段文字分不清属于哪一栏，没有读入：{_quoted(raw[1:])}；请对照原件填写。"
        row.noted.append(Noted("row-mixed", message, None, Severity.ERROR))
        self.above = []
        self.nested = bool(self.nested)
        return row

    def _levels(self) -> int:
        return sum(one.field in ("levels", "process") for one in self.columns)

    def _heads(self, parts: Parts, row: Row) -> list[Cell]:
        """Return the cells of the number and the levels, the innermost where some are missing.

        A row without a number has fewer than all: it goes on under the outer level above.
        """
        levels, line = self._levels(), (row.number or 0)
        missing = levels - len(parts.heads)
        own = [_cell([one], line) for one in parts.heads]
        if missing < (parts.number is None):
            row.noted.append(_unplaced(parts.heads, "各级事项"))
            missing, own = levels, []
        outer = self._outer(missing) if own else []
        carried = [(self.columns[place + 1].heading, cell) for place, cell in enumerate(outer)]
        number = self.above[0] if parts.number is None and self.above else _cell([], line)
        if parts.number is not None:
            number = _cell([parts.number], line)
        elif not number.lost:
            carried.insert(0, (self.columns[0].heading, number))
        if carried:
            texts = "，".join(f"“{name}”沿用“{join_lines(one.text)}”" for name, one in carried)
            message = f"没有单独印出的格按与上一行合并：{texts}，请核对。"
            row.noted.append(Noted("cell-carried", message, None, Severity.INFO))
        elif missing and own:
            names = "、".join(one.heading for one in self.columns[1 : missing + 1])
            message = f"没有印出“{names}”的格子：可能为空，也可能与上一行合并，请核对。"
            row.noted.append(Noted("cell-missing", message, "levels"))
        blank = [_cell([], line) for _ in range(missing - len(outer))]
        return [number, *outer, *blank, *own]

    def _outer(self, count: int) -> list[Cell]:
        """Return the outer levels of the row above, or none where they are not known."""
        known = self.above[1 : count + 1]
        if not self.nested or len(known) < count or any(cell.lost for cell in known):
            return []
        return [Cell(cell.lines, inferred=True) for cell in known]


def _unplaced(paragraphs: Sequence[Paragraph], where: str) -> Noted:
    message = (
        f"的{_quoted(paragraphs)}属于{where}中的哪一栏，文字里看不出来，没有读入；请对照原件填写。"
    )
    return Noted("position-lost", message)


def _quoted(paragraphs: Sequence[Paragraph]) -> str:
    texts = [join_lines(text_of(one))[:QUOTED] for one in paragraphs[:MOST_QUOTED]]
    return "、".join(f"“{text}”" for text in texts)


def _cell(paragraphs: Sequence[Paragraph], line: int) -> Cell:
    if not paragraphs:
        return Cell([Line("", line)], lost=True)
    return Cell([line for one in paragraphs for line in one], inferred=True)
