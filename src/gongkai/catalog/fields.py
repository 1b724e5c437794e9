"""Reads the cells of one row into the fields of an item, and says where each came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from gongkai.catalog import bases, channels, cleaning, elements, marks
from gongkai.catalog.cells import Cell, Merge, Row
from gongkai.catalog.headings import HEADING_FIELDS, UNKNOWN, Column
from gongkai.catalog.limits import read_limit
from gongkai.catalog.model import Item, Origin, Place, SourceCell, TimeLimit
from gongkai.catalog.notes import Notes
from gongkai.catalog.vocabulary import field_label

T = TypeVar("T")
_CHOICES = ("audiences", "modes", "tiers")
_MAY_BE_EMPTY = ("remarks",)


def _origin_of(cell: Cell) -> Origin:
    if cell.lost:
        return Origin.UNRESOLVED
    if cell.merge is Merge.BELOW:
        return Origin.CARRIED
    return Origin.INFERRED if cell.inferred else Origin.PRINTED


class RowReader:
    """Reads one row. ``above`` holds the last text printed in each field, for findings only."""

    def __init__(
        self, row: Row, columns: tuple[Column, ...], notes: Notes, above: dict[str, str]
    ) -> None:
        self._row = row
        self._columns = columns
        self._notes = notes
        self._above = above
        self._origin: dict[str, Origin] = {}
        self._places = {
            field: [place for place, column in enumerate(columns) if column.field == field]
            for field in {column.field for column in columns}
        }

    def level_heading(self, place: int) -> str:
        """Return the printed heading of the level column ``place`` (0 is the outermost)."""
        return self._columns[self._places["levels"][place]].heading

    def item(
        self,
        seq: str | None,
        process: str | None,
        levels: tuple[str, ...],
        origin: dict[str, Origin],
    ) -> Item:
        """Return the item of this row; the headings were carried before."""
        notes = self._notes
        self._check_width()
        self._clean_headings()
        content = self._one("content", lambda text: text, "")
        found = elements.read(content, notes)
        limit = self._one("time_limit", self._limit, None)
        item = Item(
            seq=seq,
            process=process,
            levels=levels,
            content=content,
            elements=found.elements,
            legal_bases=self._one("legal_bases", lambda text: bases.read(text, notes), ()),
            time_limit=limit,
            publisher=self._one("publisher", self._publisher, None),
            channels=self._one("channels", lambda text: channels.read(text, notes), ()),
            audiences=self._choice("audiences"),
            modes=self._choice("modes"),
            tiers=self._choice("tiers"),
            form=self._one("form", cleaning.join_lines, None),
            remarks=self._one("remarks", lambda text: text, None),
            origin=origin,
            line=notes.line,
            cells=self._source(),
        )
        cleaning.name_slips(content, notes, "content")
        self._origin["elements"] = self._origin["content"]
        if self._origin["content"] is Origin.PRINTED and not found.named:
            self._origin["elements"] = Origin.ABSENT
        origin |= self._origin
        self._unplaced()
        return item

    def _one(self, field: str, read: Callable[[str], T], nothing: T) -> T:
        """Read the one cell of a field; a blank or missing one is never filled from above."""
        places = self._places.get(field, [])
        if not places:
            self._origin[field] = Origin.ABSENT
            return nothing
        if places[0] >= len(self._row.cells) or self._row.cells[places[0]].lost:
            self._origin[field] = Origin.UNRESOLVED
            return nothing
        text = cleaning.drop_residue(self._row.cells[places[0]].text, self._notes, field).strip()
        if not text:
            self._blank(field, self._row.cells[places[0]].merge)
            return nothing
        self._origin[field] = _origin_of(self._row.cells[places[0]])
        self._above[field] = cleaning.join_lines(text)
        return read(text)

    def _blank(self, field: str, merge: Merge) -> None:
        if field in _MAY_BE_EMPTY or merge is not Merge.UNKNOWN:
            self._origin[field] = Origin.ABSENT
            return
        self._origin[field] = Origin.UNRESOLVED
        above = self._above.get(field)
        hint = f"上方最近的内容是“{above}”，可能同属一格" if above else "上方也没有内容"
        message = f"{self._notes.place}的“{field_label(field)}”为空；{hint}，没有沿用，请核对。"
        self._notes.warning("cell-blank", message, field)

    def _limit(self, text: str) -> TimeLimit:
        limit = read_limit(cleaning.join_lines(text))
        findings = tuple(
            replace(
                finding,
                message=f"{self._notes.place}：{finding.message}",
                seq=self._notes.seq,
                line=self._notes.line,
            )
            for finding in limit.findings
        )
        self._notes.found += findings
        return replace(limit, text=text, findings=findings)

    def _publisher(self, text: str) -> str:
        return cleaning.mend_words(cleaning.join_lines(text), self._notes, "publisher")

    def _source(self) -> tuple[SourceCell, ...]:
        """Return the cells of the row under their columns, as they are printed."""
        return tuple(
            SourceCell(
                column.field,
                column.heading,
                cell.text.strip(),
                Place(cell.part, cell.line, cell.column or place),
                _origin_of(cell),
            )
            for place, (column, cell) in enumerate(
                zip(self._columns, self._row.cells, strict=False), start=1
            )
        )

    def _choice(self, field: str) -> tuple[str, ...]:
        """Read the ticks under a heading, or the words of its single column."""
        places = self._places.get(field, [])
        if places and self._columns[places[0]].choice is None:
            return self._one(field, lambda text: marks.read_words(text, field, self._notes), ())
        if not places:
            self._origin[field] = Origin.ABSENT
            return ()
        if places[-1] >= len(self._row.cells) or any(
            self._row.cells[place].lost for place in places
        ):
            self._origin[field] = Origin.UNRESOLVED
            return ()
        chosen, read = list[str](), list[bool | None]()
        for place in places:
            column = self._columns[place]
            text = cleaning.drop_residue(self._row.cells[place].text, self._notes, field)
            read.append(marks.ticked(text, column.heading, field, self._notes))
            if read[-1] and column.choice:
                chosen.append(column.choice)
        printed = _origin_of(self._row.cells[places[0]])
        self._origin[field] = printed if chosen and None not in read else Origin.UNRESOLVED
        if not chosen and None not in read:
            message = f"{self._notes.place}的“{field_label(field)}”各格都没有勾选，请核对。"
            self._notes.warning("choice-none", message, field)
        return marks.ordered(chosen, field)

    def _clean_headings(self) -> None:
        """Name the residue in heading cells; their values were cleaned before they were carried."""
        for field in HEADING_FIELDS:
            for place in self._places.get(field, []):
                if place < len(self._row.cells):
                    cleaning.drop_residue(self._row.cells[place].text, self._notes, field)

    def _check_width(self) -> None:
        """Say where a row is cut short, and what was noticed when its cells were placed."""
        for noted in self._row.noted:
            message = f"{self._notes.place}{noted.message}"
            self._notes.add(noted.code, noted.severity, message, noted.field)
        count = len(self._row.cells)
        if count >= len(self._columns):
            return
        last = self._columns[count - 1].heading
        missing = [column.field for column in self._columns[count:]]
        names = "、".join(
            field_label(field) for field in dict.fromkeys(missing) if field != UNKNOWN
        )
        message = (
            f"{self._notes.place}在“{last}”一格之后中断（原文第{self._row.last_line}行），"
            f"后面的{names or '各格'}没有印出，请补全原文。"
        )
        self._notes.error("row-cut", message)

    def _unplaced(self) -> None:
        """Quote every cell that no field could take, so that nothing printed is lost."""
        for place, cell in enumerate(self._row.cells):
            text = cleaning.join_lines(cell.text).strip()
            if not text:
                continue
            if place >= len(self._columns):
                message = f"{self._notes.place}的格数比表头多，多出的一格写着“{text}”，没有读入。"
                self._notes.error("row-too-long", message)
            elif self._columns[place].field == UNKNOWN:
                heading = self._columns[place].heading or "（无标题）"
                message = (
                    f"{self._notes.place}的“{heading}”一栏没有对应的项目，内容“{text}”没有读入。"
                )
                self._notes.warning("cell-unplaced", message)
