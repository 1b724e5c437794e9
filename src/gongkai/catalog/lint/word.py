"""Writes the findings as a Word document that an office can pass on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gongkai.catalog.lint.report import Section, counts, sections
from gongkai.catalog.model import Catalog, Finding, Severity

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "请核对", Severity.INFO: "提示"}
_HEADINGS = ("位置", "程度", "规则", "说明", "建议改为")
_WIDTHS = (Cm(3.6), Cm(1.6), Cm(4.2), Cm(9.6), Cm(6.2))
_BODY, _HEAD = "仿宋", "黑体"  # what official documents are set in; Word falls back where absent
# What XML cannot hold, and what turns the direction of the text around it.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)


def docx(linted: Sequence[tuple[Catalog, Sequence[Finding]]], today: date, source: str) -> bytes:
    """Return a .docx that lists the findings of each catalog by item.

    Text from the catalog goes in as text and nothing else: no field, no link, no formula.
    """
    document: Any = Document()
    _page(document, source)
    for place, (catalog, findings) in enumerate(linted):
        if place:
            document.add_page_break()
        _paragraph(document, f"{catalog.title}检查报告", _HEAD, 16, bold=True)
        number = counts(findings)
        said = "，".join(f"{SEVERITIES[one]} {count} 处" for one, count in number.items())
        when = f"{today.year}年{today.month}月{today.day}日"
        line = f"检查文件：{source}　公开事项 {len(catalog.items)} 项　{said}　检查日期：{when}"
        _paragraph(document, line, _BODY, 10.5)
        found = sections(catalog, findings)
        if found:
            _table(document, found)
        else:
            _paragraph(document, "没有发现问题。", _BODY, 12)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def clean(text: str) -> str:
    """Return ``text`` as it can stand in a document: nothing in it that cannot be seen."""
    return _UNSAFE.sub("", text)


def _page(document: Any, source: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    _run(section.header.paragraphs[0], f"标准目录检查报告 · {source}", _BODY, 9)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "标准目录检查报告", "Gongkai", ""
    _font(document.styles["Normal"], _BODY, 10.5)


def _table(document: Any, found: Sequence[Section]) -> None:
    table = document.add_table(rows=1, cols=len(_HEADINGS))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    _cells(table.rows[0], _HEADINGS, _HEAD)
    repeat = OxmlElement("w:tblHeader")  # the headings again on every page
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for section in found:
        row = table.add_row()
        whole = row.cells[0].merge(row.cells[-1])
        _write(whole, section.title, _HEAD)
        for remark in section.remarks:
            said = (
                remark.place,
                SEVERITIES[remark.severity],
                f"{remark.title}\n{remark.code}",
                remark.sentence,
                remark.suggestion,
            )
            _cells(table.add_row(), said, _BODY)


def _cells(row: Any, said: Sequence[str], font: str) -> None:
    for cell, text, width in zip(row.cells, said, _WIDTHS, strict=True):
        cell.width = width
        _write(cell, text, font)


def _write(cell: Any, text: str, font: str) -> None:
    _run(cell.paragraphs[0], text, font, 10)


def _paragraph(document: Any, text: str, font: str, size: float, *, bold: bool = False) -> None:
    _run(document.add_paragraph(), text, font, size, bold=bold)


def _run(paragraph: Any, text: str, font: str, size: float, *, bold: bool = False) -> None:
    run = paragraph.add_run(clean(text))
    run.bold = bold
    _font(run, font, size)


def _font(holder: Any, name: str, size: float) -> None:
    """Name the font for Chinese characters too: Word keeps a name of its own for them."""
    holder.font.name = name
    holder.font.size = Pt(size)
    holder.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
