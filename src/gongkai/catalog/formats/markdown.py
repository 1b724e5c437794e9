"""Reads .md tables as ``gongkai catalog export --to md`` and other programs write them.

Only a table that is whole: a heading row, the rule below it, and rows of as many cells, each cell
on one line. Anything else with ``|`` is a text, and the reader of texts makes sense of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.catalog import files
from gongkai.catalog.document import Document, Grid, GridCell, Paragraph, grid_of
from gongkai.catalog.source import MAX_BYTES, Source, decode, from_text
from gongkai.refusals import Refused

_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_SIGN = re.compile(r"\\([\\|])|(\|)|<br\s*/?>", re.IGNORECASE)
_HEADING = re.compile("^#{1,6}[ \t]+")


def read(path: Path) -> Document | Source:
    """Return the tables of the file at ``path``, or its text where they are not whole."""
    text, encoding = decode(files.read_bytes(path, MAX_BYTES), str(path))
    if not text.strip():
        raise Refused("catalog-file-empty", f"文件 {path} 是空的，没有可读的目录。")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    blocks = _blocks(lines)
    if blocks is None:
        return from_text(text, str(path), encoding)
    return Document(str(path), "md", tuple(blocks))


def cells(line: str) -> list[str]:
    """Cut one row at its ``|``; ``\\|``, ``\\\\`` and ``<br>`` become what they stand for."""
    found, cell, place = list[str](), "", 0
    for sign in _SIGN.finditer(line):
        cell += line[place : sign.start()]
        place = sign.end()
        if sign[2]:
            found.append(cell.strip())
            cell = ""
        else:
            cell += sign[1] or "\n"
    return found[1:]  # a row begins with its first |, and ends with its last


def _blocks(lines: Sequence[str]) -> list[Paragraph | Grid] | None:
    """Return text and tables in order, or None where a table is not whole or there is none."""
    blocks: list[Paragraph | Grid] = []
    table: list[str] = []
    tables = 0
    for number, line in enumerate([*lines, ""], start=1):
        plain = line.strip()
        if plain.startswith("|"):
            table.append(plain)
            continue
        if table:
            tables += 1
            grid = _grid(table, f"表{tables}")
            if grid is None:
                return None
            blocks.append(grid)
            table = []
        if "|" in plain:
            return None
        if plain:
            blocks.append(Paragraph(_HEADING.sub("", plain), number))
    return blocks if tables else None


def _grid(rows: Sequence[str], part: str) -> Grid | None:
    if len(rows) < 2 or not _RULE.fullmatch(rows[1]):
        return None
    read = [cells(row) for row in (rows[0], *rows[2:])]
    whole = all(row.endswith("|") and not row.endswith("\\|") for row in rows)
    if not whole or len({len(row) for row in read}) > 1:
        return None
    held = [
        GridCell(text, row, column)
        for row, texts in enumerate(read, start=1)
        for column, text in enumerate(texts, start=1)
    ]
    return replace(grid_of(part, held), merges=False)
