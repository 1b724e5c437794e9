"""One item beside the cells it came from: value, origin, cells, findings and correction a field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai.catalog.model import Origin, Place
from gongkai.catalog.vocabulary import field_label
from gongkai.duties.edition_queries import is_settled
from gongkai.duties.item_values import FIELDS
from gongkai.duties.limit_words import limit_in_words
from gongkai.duties.models import Item, ItemCorrection
from gongkai.workspace.edition_table import FindingLine, Row, finding_line
from gongkai.workspace.wording import ALL_ORIGINS


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell as printed: its heading, its text, where it stands, and a word where it is merged."""

    heading: str
    text: str
    place: str
    origin: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of an item, ready to be shown; ``lines`` are its value, a line each."""

    field: str
    label: str
    lines: tuple[str, ...]
    origin: str
    doubtful: bool
    cells: tuple[CellLine, ...]
    findings: tuple[FindingLine, ...]
    correction: ItemCorrection | None
    read_as: str = ""


def fields_of(row: Row, corrections: dict[tuple[int, str], ItemCorrection]) -> list[FieldLine]:
    """Return every field of an item in the order of the catalog; its elements are at hand."""
    item = row.item
    return [
        FieldLine(
            field=field,
            label=field_label(field),
            lines=_lines(row, field),
            origin=ALL_ORIGINS.get(item.origin.get(field, ""), ""),
            doubtful=item.origin.get(field) == Origin.UNRESOLVED,
            cells=_cells(item, field),
            findings=tuple(
                finding_line(one, item.pk, settled=is_settled(one, item.origin))
                for one in item.findings
                if one["field"] == field
            ),
            correction=corrections.get((item.pk, field)),
            read_as=_read_as(item) if field == "time_limit" else "",
        )
        for field in FIELDS
    ]


def others_of(item: Item) -> tuple[list[FindingLine], list[CellLine]]:
    """Return the findings of no field, and the cells of columns the model has no field for."""
    findings = [finding_line(one, item.pk) for one in item.findings if one["field"] not in FIELDS]
    cells = [_cell(one) for one in item.cells if one["field"] not in FIELDS]
    return findings, cells


def _read_as(item: Item) -> str:
    """Return what the clock goes by, in words, where a limit is printed at all."""
    return "；".join(limit_in_words(item)) if item.time_limit_text else ""


def _lines(row: Row, field: str) -> tuple[str, ...]:
    if field == "levels":
        return row.levels
    if field == "elements":
        return tuple(_element(line) for line in row.elements)
    if field == "legal_bases":
        return row.bases
    if field == "channels":
        return ("、".join(row.channels),) if row.channels else ()
    text = row.values[field].text
    return tuple(text.split("\n")) if text else ()


def _element(line: Any) -> str:
    masked = "，隐藏部分号码" if line.element.masked else ""
    inferred = "，推断" if line.element.inferred else ""
    marks = f"{line.kind}{masked}{inferred}".removeprefix("，")
    return f"{line.element}（{marks}）" if marks else str(line.element)


def _cells(item: Item, field: str) -> tuple[CellLine, ...]:
    return tuple(_cell(one) for one in item.cells if one["field"] == field)


def _cell(data: dict[str, Any]) -> CellLine:
    origin = data["origin"]
    return CellLine(
        heading=data["heading"],
        text=data["text"],
        place=Place(**data["place"]).label,
        origin="" if origin == Origin.PRINTED else ALL_ORIGINS.get(origin, ""),
    )
