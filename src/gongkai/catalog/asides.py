"""Takes out of a table what is no item: the row that numbers its columns, totals, notes below it.

A row of this kind is printed like any other, in cells; only what it says tells it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.catalog import numerals
from gongkai.catalog.cells import Row
from gongkai.catalog.cleaning import squash, without_residue
from gongkai.catalog.headings import HEADING_FIELDS, Column
from gongkai.catalog.model import Finding, Place, Severity
from gongkai.catalog.table import PartLine, Table
from gongkai.catalog.vocabulary import load

FEWEST_NUMBERS = 3
_BRACKETS = re.compile("^(?:第|[（(【\\[])?(.{1,3}?)(?:列|栏|[）)】\\]])?[、.．]?$")
_CIRCLES = {chr(0x2460 + place): place + 1 for place in range(20)}
_RINGS = {chr(0x2474 + place): place + 1 for place in range(20)}  # ⑴


def numbered_alike(texts: Sequence[str]) -> bool:
    """True for the row under the headings that numbers the columns: 1, 2, 3 … or ①, 一, （1）."""
    printed = [squash(without_residue(text)) for text in texts if text.strip()]
    if printed and printed[0] in load("columns")["asides"]["column_numbers"]:
        printed = printed[1:]
    return len(printed) >= FEWEST_NUMBERS and all(
        is_number(text, place) for place, text in enumerate(printed, start=1)
    )


def is_note(text: str) -> bool:
    """True for what stands below a table (注：…, 填表人：…, 审核人：…)."""
    return bool(_pattern("notes").match(text.strip()))


def is_total(texts: Sequence[str], width: int) -> bool:
    """True for a row that adds up the rows above (合计, 小计：12项) in a table of ``width``."""
    printed = [squash(without_residue(text)) for text in texts if text.strip()]
    if not printed or not _pattern("totals").fullmatch(printed[0]):
        return False
    counts = all(_pattern("counts").fullmatch(text) for text in printed[1:])
    return counts or len(printed) * 2 <= width


def set_aside(table: Table) -> None:
    """Take such rows out of ``table``: numbers with a finding, the rest as text outside it."""
    kept: list[Row] = []
    opens_page = False
    for row in table.rows:
        texts = [cell.text for cell in row.cells]
        if numbered_alike(texts):
            table.findings.append(_finding(row))
        elif is_total(texts, len(table.columns)) or _is_note_row(row, table.columns):
            table.outside += _lines(row)
        else:
            row.opens_page = row.opens_page or opens_page
            opens_page = False
            kept.append(row)
            continue
        opens_page = opens_page or row.opens_page
    table.rows = kept


def finding_at(row: int, part: str | None = None) -> Finding:
    """Return the finding for a row of column numbers."""
    place = Place(part, row)
    message = f"{place.label}只是各栏的编号，作为表头的一部分，没有读作公开事项。"
    return Finding("heading-numbers", Severity.INFO, message, line=row, place=place)


def is_number(text: str, number: int) -> bool:
    """True where ``text`` is ``number``, in figures, brackets, a circle or Chinese."""
    return _number(squash(without_residue(text))) == number


def _finding(row: Row) -> Finding:
    return finding_at(row.line, row.part)


def _is_note_row(row: Row, columns: Sequence[Column]) -> bool:
    """True where the first cell that says something, before the contents, begins a note."""
    for place, cell in enumerate(row.cells):
        if cell.text.strip():
            heads = place < len(columns) and columns[place].field in HEADING_FIELDS
            return (heads or place == 0) and is_note(cell.text)
    return False


def _lines(row: Row) -> list[PartLine]:
    return [
        PartLine(line.text, row.number or line.number, row.part)
        for cell in row.cells
        for line in cell.lines
        if line.text.strip()
    ]


def _number(text: str) -> int | None:
    if text in _CIRCLES or text in _RINGS:
        return _CIRCLES.get(text) or _RINGS.get(text)
    plain = _BRACKETS.match(text)
    return numerals.to_int(plain[1]) if plain else None


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("columns")["asides"][name])
