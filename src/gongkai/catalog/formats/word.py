"""Reads Word files (.docx): paragraphs and tables in order, merged cells, tick boxes, symbols."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from lxml import etree

from gongkai.catalog.document import Document, Grid, GridCell, Paragraph, grid_of
from gongkai.catalog.formats import guard, word_numbers
from gongkai.catalog.formats.word_numbers import W, number_of, value_of
from gongkai.catalog.formats.word_text import PICTURE, Words
from gongkai.catalog.model import Finding, Severity
from gongkai.refusals import Refused

WIDEST = 200  # grid columns; Word itself allows 63
MOST_BYTES = 200 * 1024 * 1024  # of one unpacked part
_NEAR = 140  # twentieths of a point: edges of cells closer than 2.5 mm are one edge
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def read(path: Path) -> Document:
    """Return the paragraphs and tables of the Word file at ``path``, in order.

    The XML is read as such: the cells of python-docx are found anew for every row. Deleted and
    hidden text is left out; a finding counts what is hidden. Refuses with
    ``catalog-file-damaged`` and ``catalog-too-much``.
    """
    with zipfile.ZipFile(path) as package:
        body = _part(package, "word/document.xml", path)
        numbering = _part(package, "word/numbering.xml", path)
        styles = _part(package, "word/styles.xml", path)
    root = None if body is None else body.find(f"{W}body")
    if root is None:
        raise Refused("catalog-file-damaged", f"Word 文件 {path} 里没有正文；请另存一份再读。")
    words = Words(word_numbers.read(numbering, styles))
    blocks: list[Paragraph | Grid] = []
    tables = 0
    for number, block in enumerate(_blocks(root), start=1):
        if block.tag == f"{W}p":
            text = words.paragraph(block).strip()
            if text:
                blocks.append(Paragraph(text, number))
        else:
            tables += 1
            blocks.append(_table(block, f"表{tables}", words))
    findings = [*guard.macros(path)]
    if words.hidden:
        message = f"文件里有{words.hidden}处隐藏或者划掉的文字，没有读入；请核对是否应当显示。"
        findings.append(Finding("text-hidden", Severity.WARNING, message))
    return Document(str(path), "docx", tuple(blocks), tuple(findings))


def _part(package: zipfile.ZipFile, name: str, path: Path) -> etree._Element | None:
    """Parse one part of the package: no entities, no network, bounded depth and size."""
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    if entry.file_size > MOST_BYTES:
        raise Refused("catalog-too-much", f"Word 文件 {path} 内容太多；请拆分后再读。")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
    )
    return etree.fromstring(package.read(entry).replace(_STRICT, _USUAL), parser)


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables in order, also those inside content controls."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _table(table: etree._Element, part: str, words: Words) -> Grid:
    cells: list[GridCell] = []
    open_cells: dict[int, int] = {}  # column to the cell that may go on below it
    row = 0
    for line in _children(table, "tr"):
        properties = line.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        row += 1
        column = 1 + (0 if properties is None else number_of(value_of(properties, "gridBefore")))
        going: dict[int, int] = {}
        beside: int | None = None  # the cell that older files merge to the right
        for cell in _children(line, "tc"):
            span, down, right = _merging(cell)
            if column + span - 1 > WIDEST:
                break
            above = open_cells.get(column)
            if right == "continue" and beside is not None:
                cells[beside] = replace(cells[beside], column_span=cells[beside].column_span + span)
            elif down == "continue" and above is not None:
                cells[above] = replace(cells[above], row_span=row - cells[above].row + 1)
                going[column] = above
                words.hidden += any((text.text or "").strip() for text in cell.iter(f"{W}t"))
            else:
                cells.append(GridCell(_text(cell, words), row, column, 1, span))
                beside = len(cells) - 1
                if down is not None:
                    going[column] = beside
            column += span
        open_cells = going
    return grid_of(part, _snapped(cells, table))


def _text(cell: etree._Element, words: Words) -> str:
    text = words.block(cell).replace("\t", " ").strip()
    return text if text == PICTURE else text.replace(PICTURE, "")


def _merging(cell: etree._Element) -> tuple[int, str | None, str | None]:
    """Return how many grid columns a cell covers, and how it merges down and to the right."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, None, None
    span = max(1, number_of(value_of(properties, "gridSpan")))
    return span, _merge(properties, "vMerge"), _merge(properties, "hMerge")


def _merge(properties: etree._Element, name: str) -> str | None:
    merge = properties.find(f"{W}{name}")
    return None if merge is None else merge.get(f"{W}val", "continue")


def _snapped(cells: list[GridCell], table: etree._Element) -> list[GridCell]:
    """Make one edge of edges that nearly meet: drawn by hand, they are meant to be one."""
    edges = [0]
    for column in table.iterfind(f"{W}tblGrid/{W}gridCol"):
        edges.append(edges[-1] + number_of(column.get(f"{W}w")))
    places = [0]
    for before, after in pairwise(edges):
        places.append(places[-1] + (after - before >= _NEAR))
    if any(cell.column + cell.column_span > len(places) for cell in cells):
        return cells
    snapped = [
        replace(
            cell,
            column=places[cell.column - 1] + 1,
            column_span=places[cell.column + cell.column_span - 1] - places[cell.column - 1],
        )
        for cell in cells
    ]
    return snapped if all(cell.column_span > 0 for cell in snapped) else cells
