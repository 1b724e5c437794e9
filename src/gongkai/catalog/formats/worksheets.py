"""What the reader of workbooks does not tell of an .xlsx: hidden rows, errors, the farthest cell.

Asked before a sheet is loaded, since a single cell in the last row and column of a sheet would
take all the memory there is.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

_CHUNK = 1024 * 1024
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MOST_ERRORS = 1_000_000
_TAG = re.compile(rb"<(?:\w+:)?(row|col|c)(\s[^<>]*)?>")
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"""\sr\s*=\s*["'](\d{1,7})["']""")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_SPAN = re.compile(rb"""\s(min|max)\s*=\s*["'](\d{1,5})["']""")


@dataclass(slots=True)
class Sheet:
    """What one sheet holds besides its values; rows and columns count from 1."""

    rows: int = 0  # the last row and column with a value
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: list[tuple[int, int]] = field(default_factory=list)  # cells that show an error


def look(path: Path) -> dict[str, Sheet]:
    """Return what each sheet of the workbook at ``path`` holds, by its name."""
    with zipfile.ZipFile(path) as packed:
        return {
            name: _look(packed, part)
            for name, part in _parts(packed).items()
            if part in packed.namelist()
        }


def letters(column: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(65 + place) + name
    return name


def _parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return the part that holds each sheet, by the name of the sheet."""
    targets: dict[str | None, str] = {
        str(one.get("Id")): str(one.get("Target", ""))
        for one in _elements(packed.read(_RELATIONS), "Relationship")
    }
    found: dict[str, str] = {}
    for sheet in _elements(packed.read(_WORKBOOK), "sheet"):
        ids = (str(value) for key, value in sheet.items() if str(key).endswith("}id"))
        relation = next(ids, None)
        target = targets.get(relation, "")
        whole = target[1:] if target.startswith("/") else posixpath.join("xl", target)
        found[str(sheet.get("name", ""))] = posixpath.normpath(whole)
    return found


def _elements(markup: bytes, name: str) -> Iterator[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(markup, parser).iter(f"{{*}}{name}")


def _look(packed: zipfile.ZipFile, part: str) -> Sheet:
    sheet, row = Sheet(), 0
    for kind, words in _tags(packed, part):
        if kind == b"c":
            _cell(sheet, words, row)
        elif kind == b"col":
            if _HIDDEN.search(words):
                span = {key: int(number) for key, number in _SPAN.findall(words)}
                first, last = span.get(b"min", 1), min(span.get(b"max", 1), 16_384)
                sheet.hidden_columns |= set(range(first, last + 1))
        else:
            told = _ROW.search(words)
            row = int(told[1]) if told else row + 1
            if b"hidden" in words and _HIDDEN.search(words):
                sheet.hidden_rows.add(row)
    return sheet


def _cell(sheet: Sheet, words: bytes, row: int) -> None:
    if words.endswith(b"/"):  # a cell with a look and no value
        return
    told = _CELL.search(words)
    if told is None:
        sheet.rows = max(sheet.rows, row)
        return
    number = int(told[2])
    if number > sheet.rows:
        sheet.rows = number
    column = _number(told[1])
    if column > sheet.columns:
        sheet.columns = column
    if b"e" in words and _ERROR.search(words) and len(sheet.errors) < _MOST_ERRORS:
        sheet.errors.append((number, column))


def _number(name: bytes) -> int:
    column = 0
    for letter in name.upper():
        column = column * 26 + letter - 64
    return column


def _tags(packed: zipfile.ZipFile, part: str) -> Iterable[tuple[bytes, bytes]]:
    """Yield the tags of the sheet that matter, with their attributes."""
    left = b""
    with packed.open(part) as file:
        while piece := file.read(_CHUNK):
            text = left + piece
            cut = text.rfind(b"<")
            left = text[cut:] if cut >= 0 else b""
            for match in _TAG.finditer(text, 0, max(cut, 0)):
                yield match[1], match[2] or b""
    for match in _TAG.finditer(left):
        yield match[1], match[2] or b""
