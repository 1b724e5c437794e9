"""From a table to its items: merged cells first, then one row after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.catalog import carrying, cleaning
from gongkai.catalog.carrying import Held
from gongkai.catalog.cells import Merge, Row
from gongkai.catalog.fields import RowReader
from gongkai.catalog.headings import HEADING_FIELDS, Column, level_places
from gongkai.catalog.legends import NO_LEGEND, Legend
from gongkai.catalog.model import Item, Origin
from gongkai.catalog.notes import Notes
from gongkai.catalog.vocabulary import field_label

_WEAKEST = (
    Origin.UNRESOLVED,
    Origin.INFERRED,
    Origin.CARRIED,
    Origin.PRINTED,
    Origin.ABSENT,
)


@dataclass(frozen=True, slots=True)
class _Headings:
    """The heading cells of one row, after carrying."""

    seq: Held
    process: Held
    levels: tuple[Held, ...]


_SEVERAL = re.compile("[（(]([一二三四]级(?:[/／][一二三四]级)+)[）)]$")  # 公开事项（一级/二级）


def items(
    rows: Sequence[Row],
    columns: tuple[Column, ...],
    notes: Notes,
    legend: Legend = NO_LEGEND,
) -> tuple[Item, ...]:
    """Return one item for each row; findings go to ``notes`` in the order of the rows."""
    found: list[Item] = []
    above: dict[str, str] = {}
    previous: str | None = None
    for row, held in zip(rows, _carry(rows, columns), strict=True):
        mine = Notes(held.seq.value, row.line, part=row.part)
        reader = RowReader(row, columns, mine, above, legend)
        origin = _note_headings(held, reader, mine)
        item = reader.item(
            held.seq.value,
            held.process.value,
            _names(held, reader),
            origin,
        )
        anew = held.seq.origin is Origin.INFERRED and held.seq.value != previous
        if held.seq.origin is Origin.PRINTED or anew:
            _check_number(previous, held.seq.value, mine)
            previous = held.seq.value
        notes.found += mine.found
        found.append(item)
    return tuple(found)


def _names(held: _Headings, reader: RowReader) -> tuple[str, ...]:
    """Return the names of the levels; 公开事项（一级/二级） holds two of them in one cell."""
    found: list[str] = []
    for place, level in enumerate(held.levels):
        if not level.value:
            continue
        several = _SEVERAL.search(reader.level_heading(place))
        parts = [part.strip() for part in re.split("[/／]", level.value)]
        shared = several is not None and len(parts) == len(re.split("[/／]", several[1]))
        found += parts if shared and all(parts) else [level.value]
    return tuple(found)


def heading_text(text: str) -> str:
    """Return the one line that the text of a heading cell makes."""
    return cleaning.join_lines(cleaning.without_residue(text)).strip()


def _carry(rows: Sequence[Row], columns: tuple[Column, ...]) -> list[_Headings]:
    """Carry the heading columns, outermost first, whatever order they are printed in."""
    places = [place for field in HEADING_FIELDS for place in _places(columns, field)]
    texts = [[_cell(row, place) for place in places] for row in rows]
    fields = [columns[place].field for place in places]
    if rows and rows[0].cells[0].merge is not Merge.UNKNOWN:
        exact = carrying.exact(_exact(rows, places), numbered="seq" in fields)
        return [
            _named(fields, _inferred(row, places, held))
            for row, held in zip(rows, exact, strict=True)
        ]
    numbered = "seq" in fields
    grouped = numbered and any(row[0] == "" for row in texts)
    start = int(numbered and not grouped)
    carried = carrying.carry(
        [row[start:] for row in texts], [row.opens_page for row in rows], grouped=grouped
    )
    found: list[_Headings] = []
    for row, printed, held in zip(rows, texts, carried, strict=True):
        whole = [_number(printed[0]), *held] if start else held
        found.append(_named(fields, _inferred(row, places, whole)))
    return found


def _places(columns: tuple[Column, ...], field: str) -> list[int]:
    if field == "levels":
        return level_places(columns)
    return [place for place, column in enumerate(columns) if column.field == field]


def _inferred(row: Row, places: Sequence[int], held: Sequence[Held]) -> list[Held]:
    """Mark what was put into its column by what it holds."""
    return [
        replace(one, origin=Origin.INFERRED)
        if one.origin in (Origin.PRINTED, Origin.CARRIED) and row.cells[place].inferred
        else one
        for place, one in zip(places, held, strict=True)
    ]


def _named(fields: Sequence[str], held: Sequence[Held]) -> _Headings:
    named = list(zip(fields, held, strict=True))
    return _Headings(
        next((one for field, one in named if field == "seq"), carrying.NOTHING),
        next((one for field, one in named if field == "process"), carrying.NOTHING),
        tuple(one for field, one in named if field == "levels"),
    )


def _exact(rows: Sequence[Row], places: Sequence[int]) -> list[list[tuple[str | None, Merge]]]:
    return [[(_cell(row, place), row.cells[place].merge) for place in places] for row in rows]


def _number(printed: str | None) -> Held:
    if printed is None:
        return Held(None, Origin.UNRESOLVED, missing=True)
    return carrying.told(printed) or Held(printed, Origin.PRINTED)


def _cell(row: Row, place: int) -> str | None:
    if place >= len(row.cells) or row.cells[place].lost:
        return None
    return heading_text(row.cells[place].text)


def _note_headings(held: _Headings, reader: RowReader, notes: Notes) -> dict[str, Origin]:
    """Return the origin of the headings, with a finding for each that is unresolved."""
    origin = {"seq": held.seq.origin, "process": held.process.origin}
    parts = [level.origin for level in held.levels]
    origin["levels"] = next((one for one in _WEAKEST if one in parts), Origin.ABSENT)
    if len(set(parts)) > 1:
        origin |= {f"levels.{place}": one for place, one in enumerate(parts)}
    name = next((level.value for level in reversed(held.levels) if level.value), None)
    where = notes.place + (f"“{name}”" if name else "")
    _unclear(held.seq, "seq", field_label("seq"), where, notes)
    _unclear(held.process, "process", field_label("process"), where, notes)
    for place, level in enumerate(held.levels):
        _unclear(level, "levels", reader.level_heading(place), where, notes)
        if level.origin is Origin.PRINTED and level.value and cleaning.has_gap(level.value):
            heading = reader.level_heading(place)
            message = f"{where}的“{heading}”里有空格，可能是几个名称或一处换行，按原文保留。"
            notes.info("heading-gap", message, "levels")
    return origin


def _unclear(held: Held, field: str, heading: str, where: str, notes: Notes) -> None:
    if held.from_above:
        message = f"{where}的“{heading}”是空格，按成组印法读作上方的“{held.value}”，请核对。"
        notes.warning("heading-inferred", message, field)
    if held.origin is not Origin.UNRESOLVED or held.missing:  # row-cut says what is missing
        return
    candidates = "或".join(f"“{one}”" for one in held.candidates)
    hint = f"可能是{candidates}，" if candidates else ""
    message = f"{where}的“{heading}”为空，从文本看不出是否与相邻行同属一格；{hint}请核对。"
    notes.warning("heading-unresolved", message, field)


def _check_number(previous: str | None, number: str | None, notes: Notes) -> None:
    """Note a number that does not come after the last."""
    numbers = [one for one in (previous, number) if one and one.isascii() and one.isdigit()]
    if len(numbers) == 2 and max(map(len, numbers)) < 7 and int(numbers[1]) != int(numbers[0]) + 1:
        message = f"{notes.place}的序号不连续：上一个序号是{previous}，请核对有没有漏行。"
        notes.warning("seq-irregular", message, "seq")
