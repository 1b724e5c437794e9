"""Reads a choice from its columns of ticks (公开对象: 全社会 √, 特定群体), all of a row at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.catalog import marks
from gongkai.catalog.cells import Cell, Merge
from gongkai.catalog.cleaning import squash
from gongkai.catalog.headings import Column
from gongkai.catalog.marks import Tick
from gongkai.catalog.model import Origin
from gongkai.catalog.notes import Notes
from gongkai.catalog.vocabulary import field_label, load

LOST_SPACE = "?"  # what an export makes of a space it cannot write; a ？ was typed
_WEAKEST = (Origin.UNRESOLVED, Origin.CARRIED, Origin.INFERRED, Origin.PRINTED)


@dataclass(frozen=True, slots=True)
class Ticked:
    """One cell under its column: the text to read and where that text came from."""

    column: Column
    cell: Cell
    text: str
    origin: Origin

    @property
    def heading(self) -> str:
        """The heading next to the cell (特定群体 of 公开对象/特定群体)."""
        return self.column.heading.rpartition("/")[2] or self.column.heading


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values of one choice, the words in its cells by heading, and where it came from."""

    values: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    origin: Origin


def read(cells: Sequence[Ticked], field: str, notes: Notes) -> Chosen:
    """Return what the ticks of one row choose; nothing certain is unresolved, with a finding."""
    cells = _without_questions(cells, field, notes)
    ticks = [
        marks.tick(one.text, one.column.heading, field, one.column.choice, notes) for one in cells
    ]
    pairs = list(zip(cells, ticks, strict=True))
    chosen = [one.column.choice for one, tick in pairs if tick.chosen and one.column.choice]
    details = tuple((one.heading, tick.words) for one, tick in pairs if tick.words)
    return Chosen(marks.ordered(chosen, field), details, _origin(pairs, field, notes))


def _without_questions(cells: Sequence[Ticked], field: str, notes: Notes) -> Sequence[Ticked]:
    """Read ? beside a tick as an empty cell: what a page printed as a space is a ? in some exports.

    Only where another cell of the same choice is ticked with a sign that was not lost.
    """
    signs = load("glyphs")["ticks"]
    ticked = [one for one in cells if squash(one.text) in signs["filled"]]
    asked = [one for one in cells if squash(one.text) == LOST_SPACE]
    if not ticked or not asked:
        return cells
    names = "、".join(f"“{one.column.heading}”" for one in asked)
    message = f"{notes.place}的{names}写着“?”，同一类另有一格已勾选，读作空格变成的问号，请核对。"
    notes.info("residue-removed", message, field)
    empty = [replace(one, text="", origin=Origin.INFERRED) for one in asked]
    kept = [replace(one, origin=_weaker(one.origin)) for one in cells if one not in asked]
    return [*kept, *empty]


def _weaker(origin: Origin) -> Origin:
    return Origin.INFERRED if origin is Origin.PRINTED else origin


def _origin(pairs: Sequence[tuple[Ticked, Tick]], field: str, notes: Notes) -> Origin:
    chosen = [one.origin for one, tick in pairs if tick.chosen]
    lost = any(one.origin is Origin.UNRESOLVED for one, _ in pairs)
    if lost or any(tick.chosen is None for _, tick in pairs):
        return Origin.UNRESOLVED
    if any(one.cell.merge is Merge.BESIDE for one, _ in pairs):
        message = (
            f"{notes.place}的“{field_label(field)}”有横向合并的格，看不出勾选属于哪一栏，请核对。"
        )
        notes.warning("tick-merged", message, field)
        return Origin.UNRESOLVED
    if chosen:
        return next(one for one in _WEAKEST if one in chosen)
    if all(tick.struck for _, tick in pairs):
        return Origin.ABSENT
    message = f"{notes.place}的“{field_label(field)}”各格都没有勾选，请核对。"
    notes.warning("choice-none", message, field)
    return Origin.UNRESOLVED
