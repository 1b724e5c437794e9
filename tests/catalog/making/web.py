"""Writes a table as a web page."""

from __future__ import annotations

from html import escape

from tests.catalog.making.table import Drawn, Table

STYLE = (
    "@page{size:A3 landscape;margin:10mm}"
    "body{font-family:'Noto Sans CJK SC',sans-serif;font-size:9px}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #000;padding:2px;vertical-align:top}"
    "tr{break-inside:avoid}"
)


def page(table: Table) -> str:
    """Return the page: the title, then one table with its spans."""
    rows = [
        "<tr>" + "".join(_cell(cell) for cell in _in_row(table, row)) + "</tr>"
        for row in range(table.height)
    ]
    return (
        '<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
        f"<title>{escape(table.title)}</title><style>{STYLE}</style></head><body>\n"
        f"<h1>{escape(table.title)}</h1>\n<table>\n"
        + "\n".join(rows)
        + "\n</table>\n</body></html>\n"
    )


def _in_row(table: Table, row: int) -> list[Drawn]:
    return sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.column)


def _cell(cell: Drawn) -> str:
    tag = "th" if cell.heading else "td"
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", cell.rows), ("colspan", cell.columns))
        if count > 1
    )
    return f"<{tag}{spans}>{escape(cell.text).replace(chr(10), '<br>')}</{tag}>"
