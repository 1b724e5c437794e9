"""What a cell of a row says before it is understood: residue taken out, 同上 looked up, strokes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.catalog import cleaning
from gongkai.catalog.boxes import has_box
from gongkai.catalog.cells import Cell, Merge
from gongkai.catalog.headings import HEADING_FIELDS, UNKNOWN, Column
from gongkai.catalog.model import Origin
from gongkai.catalog.notes import Notes
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import field_label, load

_AS_PRINTED = ("remarks", UNKNOWN)  # where a reference is itself what is said
_LISTS = ("legal_bases", "channels")  # where 同上 may begin a longer list
_LIST_FROM_ABOVE = re.compile("^同上[、，,；;。及和\\s]*(?=\\S)")


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of one cell, and where it came from."""

    text: str
    origin: Origin


def origin_of(cell: Cell) -> Origin:
    """Return where the text of a cell came from, by what the cell itself says."""
    if cell.lost:
        return Origin.UNRESOLVED
    if cell.inferred:
        return Origin.INFERRED
    return Origin.CARRIED if cell.merge is Merge.BELOW else Origin.PRINTED


def read(
    cells: Sequence[Cell], columns: Sequence[Column], above: dict[str, str], notes: Notes
) -> list[Printed]:
    """Return the texts of a row. ``above`` holds the texts of the row above by column number,

    and afterwards those of this row; 同上 is carried from there, and only from there.
    """
    found: list[Printed] = []
    for place, cell in enumerate(cells):
        column = columns[place] if place < len(columns) else Column(UNKNOWN, "")
        boxes_lost = column.field == "channels" and "??" in cell.text and not has_box(cell.text)
        text = cell.text if boxes_lost else cleaning.drop_residue(cell.text, notes, column.field)
        text = text.strip()
        one = _above(text, column, above.get(str(place)), notes)
        found.append(one or Printed(text, origin_of(cell)))
        above[str(place)] = found[-1].text
    return found


def is_struck(text: str) -> bool:
    """True where a stroke or a word says that the cell is empty on purpose (/, —, 无)."""
    return cleaning.squash(text) in load("glyphs")["absent"]["words"]


def is_doubtful(text: str) -> bool:
    """True where the cell holds nothing but a question mark."""
    return cleaning.squash(text) in load("glyphs")["ticks"]["doubtful"]


def is_above(text: str) -> bool:
    """True where the cell says nothing but that it is the same as the one above (同上)."""
    return _plain(text) in load("glyphs")["above"]["words"]


def is_elsewhere(text: str) -> bool:
    """True where the cell only says where its value stands (同一级事项, 详见说明)."""
    return bool(_elsewhere_pattern().fullmatch(_plain(text)))


def _plain(text: str) -> str:
    plain = simplified(cleaning.squash(text)).rstrip("。.")
    return plain[1:-1] if plain[:1] in "（(" and plain[-1:] in "）)" else plain


@cache
def _elsewhere_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in load("glyphs")["elsewhere"]["words"]))


def _above(text: str, column: Column, above: str | None, notes: Notes) -> Printed | None:
    """Return what 同上 stands for, or None where the cell does not say 同上.

    Above a tick nothing may be printed, and that is what is carried; above a heading a blank is
    mostly a merged cell, and the carried headings say of which.
    """
    field = column.field
    words = cleaning.squash(text)
    whole = is_above(text)
    if not whole and field not in _AS_PRINTED and is_elsewhere(text):
        message = (
            f"{notes.place}的“{field_label(field)}”写着“{words}”，没有写明内容，没有读入，请核对。"
        )
        notes.warning("cell-refers", message, field)
        return Printed("", Origin.UNRESOLVED)
    lead = _LIST_FROM_ABOVE.match(text) if field in _LISTS else None
    if not whole and lead is None:
        return None
    label = field_label(field)
    if above == "" and (column.choice or field in HEADING_FIELDS):
        return Printed("", Origin.CARRIED)
    if above is None or not above.strip():
        message = f"{notes.place}的“{label}”写着“{words}”，上一行这一格却没有内容，请核对。"
        notes.warning("above-missing", message, field)
        return Printed("", Origin.UNRESOLVED)
    said = words if whole else "同上"
    message = f"{notes.place}的“{label}”写着“{said}”，按上一行的“{_short(above)}”读入。"
    notes.info("same-as-above", message, field)
    rest = "" if whole or lead is None else "\n" + text[lead.end() :]
    return Printed(above + rest, Origin.CARRIED)


def _short(text: str) -> str:
    line = cleaning.join_lines(text)
    return line if len(line) <= 30 else f"{line[:30]}…"
