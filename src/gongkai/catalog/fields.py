"""Reads the cells of one row into the fields of an item, and says where each came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from gongkai.catalog import (
    bases,
    bounds,
    channels,
    choices,
    cleaning,
    elements,
    marks,
    printed,
    publishers,
)
from gongkai.catalog.cells import Merge, Row
from gongkai.catalog.headings import UNKNOWN, Column, level_places
from gongkai.catalog.kinds import is_foreign
from gongkai.catalog.legends import NO_LEGEND, Legend
from gongkai.catalog.limits import read_limit
from gongkai.catalog.model import Item, Origin, Place, SourceCell, TimeLimit
from gongkai.catalog.notes import Notes
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import field_label

T = TypeVar("T")
_read_limit = lru_cache(maxsize=1 << 12)(read_limit)  # one phrase stands in hundreds of rows
_MAY_BE_EMPTY = ("remarks",)
_KEPT_WHOLE = ("content", "time_limit", "remarks")  # the words of a cell too long to be read
SHORTEST_FORM = 3  # signs of a line that is more than a broken word
QUOTED = 40  # characters of a cell that a finding quotes


class RowReader:
    """Reads one row.

    ``above`` holds the last text printed in each field, for findings, and the texts of the row
    above by column number, which 同上 stands for. ``legend`` is what the catalog says its signs
    mean.
    """

    def __init__(
        self,
        row: Row,
        columns: tuple[Column, ...],
        notes: Notes,
        above: dict[str, str],
        legend: Legend = NO_LEGEND,
    ) -> None:
        self._row = row
        self._columns = columns
        self._notes = notes
        self._above = above
        self._legend = legend
        self._origin: dict[str, Origin] = {}
        self._details: list[tuple[str, str]] = []
        self._printed: list[printed.Printed] = []
        self._places = {
            field: [place for place, column in enumerate(columns) if column.field == field]
            for field in {column.field for column in columns}
        }
        self._places["levels"] = level_places(columns)

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
        self._printed = printed.read(self._row.cells, self._columns, self._above, notes)
        for field in bounds.note_long(self._row.cells, self._columns, notes):
            origin[field] = Origin.UNRESOLVED
        content = self._one("content", lambda text: text, "")
        long = bounds.is_too_long(content)
        found = elements.read("" if long else content, notes, self._legend.bullets)
        signs = self._legend.signs
        item = Item(
            seq=seq,
            process=process,
            levels=levels,
            content=content,
            elements=found.elements,
            time_limit=self._one("time_limit", self._limit, None),
            legal_bases=self._one("legal_bases", lambda text: bases.read(text, notes), ()),
            publisher=self._one("publisher", lambda text: publishers.read(text, notes), None),
            channels=self._one("channels", lambda text: channels.read(text, notes, signs), ()),
            audiences=self._choice("audiences"),
            modes=self._choice("modes"),
            tiers=self._choice("tiers"),
            form=self._one("form", _form, None),
            remarks=self._one("remarks", lambda text: text, None),
            origin=origin,
            line=notes.line,
            details=tuple(self._details),
            extras=self._extras(),
            cells=self._source(),
        )
        cleaning.name_slips(content, notes, "content")
        self._origin["elements"] = self._origin["content"]
        if content and not (found.named or long):
            self._origin["elements"] = Origin.ABSENT
        origin |= self._origin
        self._too_long()
        return item

    def _lost(self, place: int) -> bool:
        return place >= len(self._row.cells) or self._row.cells[place].lost

    def _is_long(self, place: int) -> bool:
        return bounds.is_too_long(self._printed[place].text)

    def _one(self, field: str, read: Callable[[str], T], nothing: T) -> T:
        """Read the one cell of a field; a blank or missing one is never filled from above."""
        places = self._places.get(field, [])
        if not places:
            self._origin[field] = Origin.ABSENT
            return nothing
        if self._lost(places[0]):
            self._origin[field] = Origin.UNRESOLVED
            return nothing
        text, origin = self._printed[places[0]].text, self._printed[places[0]].origin
        if not text and origin is not Origin.UNRESOLVED:
            self._blank(field, self._row.cells[places[0]].merge)
            return nothing
        if bounds.is_too_long(text):
            self._origin[field] = Origin.UNRESOLVED
            return read(text) if field in _KEPT_WHOLE else nothing
        if not text or printed.is_struck(text):
            self._origin[field] = Origin.ABSENT if text else origin
            return nothing
        if printed.is_doubtful(text):
            message = f"{self._notes.place}的“{field_label(field)}”写着“{text}”，没有内容。"
            self._notes.warning("cell-unread", message, field)
            self._origin[field] = Origin.UNRESOLVED
            return nothing
        if is_foreign(text, field, placed=origin is Origin.INFERRED):
            message = (
                f"{self._notes.place}的“{field_label(field)}”写着“{cleaning.join_lines(text)[:QUOTED]}”，"
                "像是别的栏的内容，没有读入，请核对。"
            )
            self._notes.warning("cell-foreign", message, field)
            self._origin[field] = Origin.UNRESOLVED
            return nothing
        self._above[field] = cleaning.join_lines(text)
        value = read(text)
        self._origin[field] = Origin.UNRESOLVED if field in self._notes.doubtful else origin
        return value

    def _blank(self, field: str, merge: Merge) -> None:
        """Name a value that is missing; in a file with real cells an empty cell is empty."""
        self._origin[field] = Origin.ABSENT
        if field in _MAY_BE_EMPTY:
            return
        where = f"{self._notes.place}的“{field_label(field)}”"
        if merge in (Merge.OWN, Merge.BELOW):
            self._notes.warning("cell-empty", f"{where}是空格，没有填写，请核对。", field)
            return
        self._origin[field] = Origin.UNRESOLVED
        if merge is Merge.BESIDE:
            message = f"{where}与左边的格合并，看不出有没有自己的内容，请核对。"
        else:
            above = self._above.get(field)
            hint = f"上方最近的内容是“{above}”，可能同属一格" if above else "上方也没有内容"
            message = f"{where}为空；{hint}，没有沿用，请核对。"
        self._notes.warning("cell-blank", message, field)

    def _limit(self, text: str) -> TimeLimit:
        limit = _read_limit(simplified(cleaning.join_lines(text)))
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

    def _source(self) -> tuple[SourceCell, ...]:
        """Return the cells of the row under their columns, as they are printed."""
        return tuple(
            SourceCell(
                column.field,
                column.heading,
                cell.text.strip(),
                Place(cell.part, cell.line, cell.column or place),
                printed.origin_of(cell),
            )
            for place, (column, cell) in enumerate(
                zip(self._columns, self._row.cells, strict=False), start=1
            )
        )

    def _choice(self, field: str) -> tuple[str, ...]:
        """Read the ticks under a heading, or the words of its single column."""
        places = self._places.get(field, [])
        if places and self._columns[places[0]].choice is None:
            return self._one(field, lambda text: self._words(text, field), ())
        if not places:
            self._origin[field] = Origin.ABSENT
            return ()
        if any(self._lost(place) or self._is_long(place) for place in places):
            self._origin[field] = Origin.UNRESOLVED
            return ()
        cells = [
            choices.Ticked(
                self._columns[place],
                self._row.cells[place],
                self._printed[place].text,
                self._printed[place].origin,
            )
            for place in places
        ]
        chosen = choices.read(cells, field, self._notes)
        self._origin[field] = chosen.origin
        self._details += chosen.details
        return chosen.values

    def _words(self, text: str, field: str) -> tuple[str, ...]:
        chosen, details = marks.read_words(text, field, self._notes)
        heading = self._columns[self._places[field][0]].heading
        self._details += [(heading, words) for words in details]
        return chosen

    def _extras(self) -> tuple[tuple[str, str], ...]:
        """Return the cells of columns no field stands for, under their own headings."""
        pairs = zip(self._columns, self._printed, strict=False)
        return tuple(
            (column.heading, one.text)
            for column, one in pairs
            if column.field == UNKNOWN and one.text and not printed.is_struck(one.text)
        )

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

    def _too_long(self) -> None:
        """Quote every cell beyond the last column, so that nothing printed is lost."""
        for one in self._printed[len(self._columns) :]:
            if text := cleaning.join_lines(one.text).strip():
                message = f"{self._notes.place}的格数比表头多，多出的一格写着“{text}”，没有读入。"
                self._notes.error("row-too-long", message)


def _form(text: str) -> str:
    """Join the lines of a form, unless each may be a form of its own (座谈会⏎公开栏)."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(len(line) >= SHORTEST_FORM for line in lines):
        return "\n".join(lines)
    return cleaning.join_lines(text)
