"""Writes a table as a Word file: gridSpan and vMerge, tick boxes as symbols or as controls."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT

from tests.catalog.making.table import Table


def write(table: Table, path: Path) -> None:
    """Write ``table`` to ``path``, the title as the paragraph above it."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_heading(table.title, level=1)
    grid = document.add_table(rows=table.height, cols=table.width, style="Table Grid")
    places = [list(row.cells) for row in grid.rows]
    for cell in table.cells:
        first = places[cell.row][cell.column]
        last = places[cell.row + cell.rows - 1][cell.column + cell.columns - 1]
        (first if first is last else first.merge(last)).text = cell.text
    document.save(str(path))
