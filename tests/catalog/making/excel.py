"""Writes a table as an Excel file, one sheet, with merged ranges."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from tests.catalog.making.table import Table


def write(table: Table, path: Path) -> None:
    """Write ``table`` to ``path``; the title is a merged first row."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("目录")
        wrap = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        sheet.merge_range(0, 0, 0, table.width - 1, table.title, wrap)
        for cell in table.cells:
            top, left = cell.row + 1, cell.column
            if cell.rows == cell.columns == 1:
                sheet.write_string(top, left, cell.text, wrap)
            else:
                bottom, right = top + cell.rows - 1, left + cell.columns - 1
                sheet.merge_range(top, left, bottom, right, cell.text, wrap)
