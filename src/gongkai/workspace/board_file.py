"""The board as a workbook: what the filters leave, every text a text and never a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from gongkai.workspace.board_lines import Line

MOST = 20_000
"""Rows one file holds; a board with more is narrowed first."""

HEADINGS = (
    *("到期日", "期限暂定", "状态", "逾期工作日", "公开事项", "目录", "事由", "起因"),
    *("起算日", "科室", "经办人", "办结日期", "办结方式"),
)
_WIDTHS = (12, 8, 20, 8, 44, 30, 36, 14, 12, 18, 10, 12, 14)


def workbook(lines: Sequence[Line], about: Sequence[tuple[str, str]]) -> bytes:
    """Return the .xlsx: a sheet of the lines, and one that says what is in it (``about``)."""
    held = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(held, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        sheet = book.add_worksheet("应公开任务")
        for place, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, head)
        for number, line in enumerate(lines, start=1):
            for place, value in enumerate(_cells(line)):
                _write(sheet, (number, place), value, (plain, day))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(lines), 1), len(HEADINGS) - 1)
        _on_paper(sheet)
        told = book.add_worksheet("说明")
        told.set_column(0, 0, 16)
        told.set_column(1, 1, 80)
        for number, (name, text) in enumerate(about):
            told.write_string(number, 0, name, head)
            told.write_string(number, 1, text, plain)
    return held.getvalue()


def _cells(line: Line) -> list[str | int | date | None]:
    row = line.row
    return [
        line.due,
        "暂定" if row.tentative else "",
        line.word,
        line.late or None,
        line.item.path,
        str(line.item.edition),
        row.occasion,
        row.get_trigger_display(),
        row.start,
        line.office,
        line.officer,
        line.ended_on,
        line.how,
    ]


def _write(
    sheet: Worksheet,
    place: tuple[int, int],
    value: str | int | date | None,
    looks: tuple[xlsxwriter.format.Format, xlsxwriter.format.Format],
) -> None:
    plain, day = looks
    if isinstance(value, date):
        sheet.write_datetime(*place, datetime.combine(value, time.min), day)
    elif isinstance(value, int):
        sheet.write_number(*place, value, plain)
    elif value:
        sheet.write_string(*place, value, plain)


def _on_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
