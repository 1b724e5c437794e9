"""Writes .xlsx: a sheet for each catalog, headings merged, every cell a text and no formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongkai.catalog.writing.layout import Layout
from gongkai.refusals import Refused

LONGEST = 32767  # characters a cell of a workbook can hold
_NAME = 31  # characters of a sheet's name
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'|'$")
_WIDTHS = {"seq": 6, "content": 42, "legal_bases": 36, "channels": 28, "time_limit": 18}
_TICKS = 7
_WIDTH = 14


def write(layouts: Sequence[Layout]) -> bytes:
    """Return the workbook; refuses with ``catalog-export-cell`` where a text is too long."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        cell = book.add_format({"text_wrap": True, "valign": "vcenter", "border": 1})
        head = book.add_format(
            {"text_wrap": True, "valign": "vcenter", "align": "center", "border": 1, "bold": True}
        )
        title = book.add_format({"align": "center", "valign": "vcenter", "bold": True, "size": 16})
        names: list[str] = []
        for layout in layouts:
            names.append(_sheet_name(layout.title, names))
            _write(book, names[-1], layout, (cell, head, title))
    return held.getvalue()


def _write(book: Workbook, name: str, layout: Layout, formats: tuple[Format, ...]) -> None:
    cell, head, title = formats
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    last_column = len(layout.columns) - 1
    _merge(sheet, (0, 0, 0, last_column), layout.title, title)
    if layout.legend:
        _merge(sheet, (1, 0, 1, last_column), layout.legend, cell)
    start = 2 if layout.legend else 1
    top = start + (2 if layout.double else 1)
    for first, last, text in layout.groups():
        below = layout.double and not layout.columns[first].lower
        _merge(sheet, (start, first, start + below, last), text, head)
    for place, column in enumerate(layout.columns):
        width = _TICKS if column.choice else _WIDTHS.get(column.field, _WIDTH)
        sheet.set_column(place, place, width)
        if column.lower:
            _text(sheet, start + 1, place, column.lower, head)
    sheet.repeat_rows(start, top - 1)
    sheet.freeze_panes(top, 0)
    for row, texts in enumerate(layout.rows):
        for place, text in enumerate(texts):
            _text(sheet, row + top, place, text, cell)
    for span in layout.spans:
        area = (span.row + top, span.column, span.last_row + top, span.column)
        _merge(sheet, area, layout.rows[span.row][span.column], cell)


def _merge(sheet: Worksheet, area: tuple[int, int, int, int], text: str, look: Format) -> None:
    if area[:2] != area[2:]:
        sheet.merge_range(*area, "", look)
    _text(sheet, area[0], area[1], text, look)


def _text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a cell as a text, whatever it looks like: =1+1 stays what was printed."""
    if len(text) > LONGEST:
        raise Refused(
            "catalog-export-cell",
            f"第{row + 1}行第{column + 1}格有 {len(text)} 个字，"
            f"超过 Excel 一格能放的 {LONGEST} 个；请导出为 docx 或 json。",
        )
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """Return a name a workbook allows, that no other sheet has."""
    name = _NOT_IN_NAMES.sub("", title).strip()[:_NAME] or "目录"
    used = {one.lower() for one in taken}
    number = 1
    while name.lower() in used or name.lower() == "history":
        number += 1
        name = f"{name[: _NAME - 5]}（{number}）"
    return name
