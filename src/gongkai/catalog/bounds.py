"""The bounds of what is read: cells longer and rows wider than any catalog has are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai.catalog.cells import Cell, Row
from gongkai.catalog.headings import HEADING_FIELDS, Column
from gongkai.catalog.notes import Notes
from gongkai.catalog.vocabulary import field_label, load
from gongkai.refusals import Refused

_SHOWN = 20  # characters of a cell that a finding quotes
_BLANKS = re.compile("(?:[\t|｜│┃][ \u3000\xa0]*)+")
_SIGN = re.compile("[\t|｜│┃]")


def is_too_long(text: str) -> bool:
    """True where ``text`` is longer than any cell of a catalog (``data/bounds.toml``)."""
    return len(text) > int(load("bounds")["longest_cell"])


def note_long(cells: Sequence[Cell], columns: Sequence[Column], notes: Notes) -> tuple[str, ...]:
    """Name the cells that are too long to be read; return the heading fields among them."""
    long = [
        (cell.text, column)
        for cell, column in zip(cells, columns, strict=False)
        if is_too_long(cell.text)
    ]
    for text, column in long:
        message = (
            f"{notes.place}的“{column.heading or field_label(column.field)}”一格有{len(text)}个字"
            f"（“{text[:_SHOWN].strip()}…”），不像目录的一格，只按原文保留，没有读作各项；"
            "请核对原文是否分错了格。"
        )
        notes.error("cell-too-long", message, column.field)
    return tuple(column.field for _, column in long if column.field in HEADING_FIELDS)


def refuse_blanks(lines: Iterable[str], name: str) -> None:
    """Refuse with ``catalog-row-wide`` where a line has thousands of blank cells in a row."""
    most = int(load("bounds")["most_cells"])
    for number, line in enumerate(lines, start=1):
        if len(line) > most:
            for run in _BLANKS.finditer(line):
                count = len(_SIGN.findall(run.group()))
                if count > most:
                    raise _wide(name, f"第{number}行", count)


def refuse_wide(rows: Iterable[Row], name: str) -> None:
    """Refuse with ``catalog-row-wide`` where a row has thousands of cells."""
    most = int(load("bounds")["most_cells"])
    for row in rows:
        if len(row.cells) > most:
            raise _wide(name, f"{row.part or ''}第{row.line}行", len(row.cells))


def _wide(name: str, where: str, count: int) -> Refused:
    return Refused(
        "catalog-row-wide",
        f"文件 {name} {where}有{count}格，不像目录；请删去多余的空格子，或改用原来的文件再读。",
    )
