"""A version's elements, arranged for the page: short ones down, repeated ones across."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.catalog.model import ElementKind
from gongkai.disclosures.fields import FieldTable, FieldValue, tables
from gongkai.disclosures.models import Version

# Kinds whose columns line up at the right, as numbers do.
_NUMBERS = {ElementKind.COUNT, ElementKind.AREA, ElementKind.MONEY}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its column's name, and whether it holds cleaned HTML or a number."""

    name: str
    text: str
    rich: bool
    number: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as it stands on the page.

    ``upright``: a name and its value on every line; otherwise ``rows`` stand under ``names``.
    """

    name: str
    upright: bool
    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    waived: tuple[FieldValue, ...]


def sheets_of(version: Version) -> list[Sheet]:
    """Return the tables of ``version`` in form order, without those that say nothing."""
    arranged = (_sheet(table) for table in tables(version.field_values))
    return [sheet for sheet in arranged if sheet.rows or sheet.waived]


def _sheet(table: FieldTable) -> Sheet:
    rows = tuple(
        tuple(_cell(column, text) for column, text in zip(table.columns, row, strict=True))
        for row in table.rows
    )
    upright = len(rows) <= 1 or not table.name
    if upright:
        # Down the page a value that is not there makes no line.
        rows = tuple(tuple(cell for cell in row if cell.text) for row in rows)
    names = tuple(column.name for column in table.columns)
    return Sheet(table.name, upright, names, rows, table.waived)


def _cell(column: FieldValue, text: str) -> Cell:
    rich = column.kind is ElementKind.RICH_TEXT
    return Cell(column.name, text, rich=rich, number=column.kind in _NUMBERS)
