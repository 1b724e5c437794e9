"""Reads PDF files with a text layer: ruled tables over page breaks, and the text around them."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from gongkai.catalog.document import Document, Grid, Paragraph, grid_of
from gongkai.catalog.formats.breaks import fields_of, join
from gongkai.catalog.formats.printed import PrintedLine, Sign, lines_of, signs_of
from gongkai.catalog.formats.ruled import Box, Ruled, ruled, same_columns
from gongkai.catalog.model import Finding, Severity
from gongkai.refusals import Refused

MOST_PAGES = 1500
_FEWEST = 4  # a frame around a text is no table
_NAMED = 10
_PAGE_NUMBER = re.compile(
    r"[-—–―－·\s]*(第?\s*\d{1,4}\s*页?)?([/／,，共\s]*\d{0,4}\s*页?)?[-—–―－·\s]*"
)
# Fonts without a bounding box and the like; of no use to whoever reads a catalog.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class _Reading:
    """What was read of the pages so far."""

    path: Path
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    last: Ruled | None = None  # the table that the next page may go on with
    place: int = 0  # of that table in ``blocks``
    fields: tuple[str, ...] = ()  # of the columns of that table
    blank: list[int] = field(default_factory=list)  # pages with pictures and no text
    below: list[tuple[str, int]] = field(default_factory=list)  # lines to be placed, their pages
    seen: set[str] = field(default_factory=set)  # lines of earlier pages, without their numbers
    pages: int = 0


def read(path: Path) -> Document:
    """Return the tables and lines of the PDF file at ``path``, page by page.

    A row cut by a page break is put together; what a merged cell of the page before most likely
    holds is marked as inferred. Refuses with ``catalog-file-picture`` where no page has text,
    ``catalog-file-encrypted``, ``catalog-too-much`` and ``catalog-no-table``.
    """
    reading = _Reading(path)
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Refused(
                    "catalog-too-much", f"文件 {path} 超过 {MOST_PAGES} 页；请拆分后再读。"
                )
            for page in pdf.pages:
                _page(page, reading)
                page.close()  # or its signs are kept until the last page
    except PdfminerException as error:
        if any(isinstance(one, PDFPasswordIncorrect) for one in error.args):
            raise Refused(
                "catalog-file-encrypted", f"文件 {path} 有密码；请取消密码后再读。"
            ) from error
        raise
    _flush(reading)
    _check(reading)
    return Document(str(path), "pdf", tuple(reading.blocks), tuple(reading.findings))


def _page(page: Page, reading: _Reading) -> None:
    reading.pages += 1
    signs = signs_of(page.chars)
    if not any(sign.text.strip() for sign in signs):
        if page.images:
            reading.blank.append(reading.pages)
        return
    tables = [table for table in page.find_tables(_closed(page)) if len(table.cells) >= _FEWEST]
    bounds = [table.bbox for table in tables]
    outside = [sign for sign in signs if not any(_inside(sign, box) for box in bounds)]
    lines = _not_running(lines_of(outside), reading)
    tables.sort(key=lambda one: (one.bbox[1], one.bbox[0]))
    for number, table in enumerate(tables, start=1):
        above = [line for line in lines if line.top < table.bbox[1]]
        lines = lines[len(above) :]
        _table(table.cells, signs, above, number, reading)
    reading.below += [(line.text, reading.pages) for line in lines]


def _closed(page: Page) -> dict[str, Any]:
    """Return how to look for tables: where the page cuts a cell, no line is drawn to close it."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    level = [edge for edge in page.edges if edge["orientation"] == "h"]
    settings: dict[str, Any] = {}
    if upright:
        ends = [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)]
        settings["explicit_horizontal_lines"] = ends
    if level:
        ends = [min(edge["x0"] for edge in level), max(edge["x1"] for edge in level)]
        settings["explicit_vertical_lines"] = ends
    return settings


def _not_running(lines: Sequence[PrintedLine], reading: _Reading) -> list[PrintedLine]:
    """Leave out page numbers, and lines that an earlier page has too."""
    kept = []
    for line in lines:
        key = re.sub(r"[\d\s]+", "", line.text)
        if key in reading.seen or _PAGE_NUMBER.fullmatch(line.text):
            continue
        kept.append(line)
    reading.seen |= {re.sub(r"[\d\s]+", "", line.text) for line in lines}
    return kept


def _table(
    boxes: Sequence[Box],
    signs: Sequence[Sign],
    above: Sequence[PrintedLine],
    number: int,
    reading: _Reading,
) -> None:
    """Add one table; the first of a page goes on with the last of the page before.

    What is printed between the two at the foot of the page then stands after both.
    """
    before = reading.last if number == 1 and not above else None
    table = ruled(boxes, signs, before.edges if before else ())
    grid = grid_of(f"第{reading.pages}页表{number}", table.cells)
    if before and same_columns(table.edges, before.edges):
        whole = reading.blocks[reading.place]
        assert isinstance(whole, Grid)  # noqa: S101  # ``place`` is where the last grid stands
        joined = join(whole, before, grid, table, reading.fields)
        reading.blocks[reading.place :] = [joined.before, joined.grid]
        reading.findings += joined.findings
    else:
        reading.below += [(line.text, reading.pages) for line in above]
        _flush(reading)
        reading.blocks.append(grid)
        reading.fields = fields_of(grid)
    reading.last, reading.place = table, len(reading.blocks) - 1


def _flush(reading: _Reading) -> None:
    number = sum(isinstance(block, Paragraph) for block in reading.blocks)
    reading.blocks += [
        Paragraph(text, place, f"第{page}页")
        for place, (text, page) in enumerate(reading.below, start=number + 1)
    ]
    reading.below.clear()


def _inside(sign: Sign, box: Any) -> bool:
    across, down = sign.middle
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _check(reading: _Reading) -> None:
    if not reading.blocks:
        if not reading.blank:
            raise Refused("catalog-file-empty", f"文件 {reading.path} 是空的，没有可读的目录。")
        raise Refused(
            "catalog-file-picture",
            f"文件 {reading.path} 只有图片，没有文字；"
            "请给出文字版，或先做文字识别（OCR）并核对后再读。",
        )
    if not any(isinstance(block, Grid) for block in reading.blocks):
        raise Refused(
            "catalog-no-table",
            f"文件 {reading.path} 里没有找到带框线的表格；请给出 Word、Excel 版，或有框线的 PDF。",
        )
    if reading.blank:
        pages = "、".join(map(str, reading.blank[:_NAMED]))
        message = f"第{pages}页只有图片，没有文字，没有读入；请核对这些页上有没有公开事项。"
        reading.findings.append(Finding("page-picture", Severity.WARNING, message))
