"""Reads .csv: commas, semicolons or tabs, quoted cells with line breaks, in any usual encoding."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

from gongkai.catalog import files
from gongkai.catalog.document import Document, Grid, GridCell, grid_of
from gongkai.catalog.source import MAX_BYTES, decode
from gongkai.catalog.writing.formulas import unguarded
from gongkai.refusals import Refused

PART = "表1"
MOST_COLUMNS = 256
_SIGNS = (",", "，", ";", "；", "\t", "|")
_SAMPLE = 50  # rows looked at to tell the separator
_LONGEST_CELL = 1024 * 1024


def read(path: Path) -> Document:
    """Return the rows of the file at ``path`` as one grid; a row of the grid is a record.

    A cell never spans others: an export to CSV leaves a merged cell's text in one record and
    blanks in the rest. Refuses with ``catalog-file-…``, ``catalog-encoding`` and
    ``catalog-csv``.
    """
    text, _ = decode(files.read_bytes(path, MAX_BYTES), str(path))
    if not text.strip():
        raise Refused("catalog-file-empty", f"文件 {path} 是空的，没有可读的目录。")
    return Document(str(path), "csv", (_grid(_records(text, path), path),))


def _records(text: str, path: Path) -> list[list[str]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = _separator(plain)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(plain, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise Refused(
            "catalog-csv",
            f"文件 {path} 的引号不成对，分不清各格；请用 Excel 或 WPS 另存为 .xlsx 再读。",
        ) from error


def _separator(text: str) -> str:
    """Return the sign that parts the rows into the most cells, and into as many most often."""

    def evenness(sign: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        widths: Counter[int] = Counter()
        try:
            for _, row in zip(range(_SAMPLE), reader, strict=False):
                widths[len(row)] += len(row) > 1
        except csv.Error:
            return (0, 0)
        width, count = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return (count, width)

    told = text.split("\n", 1)[0].strip()
    if told.lower().startswith("sep=") and len(told) == 5:  # what Excel itself understands
        return told[4]
    return max(_SIGNS, key=evenness)


def _grid(records: list[list[str]], path: Path) -> Grid:
    width = max(map(len, records), default=0)
    if width > MOST_COLUMNS:
        raise Refused(
            "catalog-csv",
            f"文件 {path} 有一行多达{width}格，不像目录；请核对分隔符，或另存为 .xlsx 再读。",
        )
    cells = [
        GridCell(unguarded(text.strip()), row, column)
        for row, record in enumerate(records, start=1)
        for column, text in enumerate(record, start=1)
    ]
    return replace(grid_of(PART, cells), merges=False)
