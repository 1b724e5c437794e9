"""Writes .docx: a title and a table for each catalog, headings merged and repeated on each page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.catalog.writing.layout import Layout

_LONG, _SHORT, _MARGIN = 420, 297, 15  # A3 across, as such tables are printed; mm
_SIZE = 9  # points
_FONT = "宋体"
_SHARES = {"content": 4, "legal_bases": 4, "channels": 3, "seq": 0.6}
_TICKS = 0.6


def write(layouts: Sequence[Layout]) -> bytes:
    """Return the document; its tables are built cell by cell, which stays fast for any length."""
    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_LONG), Mm(_SHORT)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    style: Any = made.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    body: Any = made.element.body
    for place, layout in enumerate(layouts):
        if place:
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        title = made.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = title.add_run(layout.title)
        run.bold, run.font.size = True, Pt(16)
        if layout.legend:
            made.add_paragraph(layout.legend)
        body.insert(len(body) - 1, _table(layout))
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _table(layout: Layout) -> Any:
    table = OxmlElement("w:tbl")
    about = _add(table, "w:tblPr")
    _add(about, "w:tblStyle", val="TableGrid")
    _add(about, "w:tblW", w="5000", type="pct")
    borders = _add(about, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, f"w:{side}", val="single", sz="4", space="0", color="auto")
    _add(about, "w:tblLayout", type="fixed")
    grid = _add(table, "w:tblGrid")
    for width in _widths(layout):
        _add(grid, "w:gridCol", w=str(width))
    for row in _heading_rows(layout):
        table.append(row)
    starts = {(span.row, span.column) for span in layout.spans}
    goes_on = {
        (row, span.column)
        for span in layout.spans
        for row in range(span.row + 1, span.last_row + 1)
    }
    for number, texts in enumerate(layout.rows):
        row = _add(table, "w:tr")
        _add(_add(row, "w:trPr"), "w:cantSplit")
        for place, text in enumerate(texts):
            if (number, place) in goes_on:
                _cell(row, "", merge="continue")
            else:
                _cell(row, text, merge="restart" if (number, place) in starts else None)
    return table


def _heading_rows(layout: Layout) -> Iterator[Any]:
    upper = _heading_row()
    for first, last, text in layout.groups():
        below = layout.double and not layout.columns[first].lower
        _cell(upper, text, span=last - first + 1, merge="restart" if below else None, bold=True)
    yield upper
    if layout.double:
        lower = _heading_row()
        for column in layout.columns:
            merge = None if column.lower else "continue"
            _cell(lower, column.lower, merge=merge, bold=True)
        yield lower


def _heading_row() -> Any:
    row = OxmlElement("w:tr")
    about = _add(row, "w:trPr")
    _add(about, "w:cantSplit")
    _add(about, "w:tblHeader")
    return row


def _cell(
    row: Any, text: str, *, span: int = 1, merge: str | None = None, bold: bool = False
) -> None:
    cell = _add(row, "w:tc")
    about = _add(cell, "w:tcPr")
    if span > 1:
        _add(about, "w:gridSpan", val=str(span))
    if merge:
        _add(about, "w:vMerge", val=merge)
    _add(about, "w:vAlign", val="center")
    for line in text.split("\n"):
        paragraph = _add(cell, "w:p")
        if bold:
            _add(_add(paragraph, "w:pPr"), "w:jc", val="center")
        if line:
            run = _add(paragraph, "w:r")
            if bold:
                _add(_add(run, "w:rPr"), "w:b")
            _run_text(run, line)


def _run_text(run: Any, line: str) -> None:
    for place, part in enumerate(line.split("\t")):
        if place:
            _add(run, "w:tab")
        if part:
            held = _add(run, "w:t")
            held.text = part
            held.set(qn("xml:space"), "preserve")


def _widths(layout: Layout) -> list[int]:
    """Return the widths of the columns in twentieths of a point."""
    shares = [
        _TICKS if column.choice else _SHARES.get(column.field, 1.4) for column in layout.columns
    ]
    whole = (_LONG - 2 * _MARGIN) / 25.4 * 1440
    return [round(whole * share / sum(shares)) for share in shares]


def _add(parent: Any, name: str, **values: str) -> Any:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element
