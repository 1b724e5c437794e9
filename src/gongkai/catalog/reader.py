"""Reads whole catalogs: the only door to this room besides :func:`gongkai.catalog.read_limit`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.catalog import (
    bounds,
    cleaning,
    columns,
    formats,
    grids,
    legends,
    rows,
    source,
    tables,
    titles,
)
from gongkai.catalog.document import Document
from gongkai.catalog.model import Catalog, Item
from gongkai.catalog.notes import Notes
from gongkai.catalog.source import Line, Source
from gongkai.catalog.tables import Table
from gongkai.refusals import Refused


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source holds: its name, its encoding (None for a text), its catalogs in order.

    ``format`` is the kind of file: text, docx, xlsx, xls, pdf, html, csv, json, md.
    """

    name: str
    encoding: str | None
    catalogs: tuple[Catalog, ...]
    format: str = "text"


def read_file(path: str | Path) -> Reading:
    """Read the catalog file at ``path``, whatever its format (``gongkai.catalog.formats``).

    Refuses with ``catalog-file-…``, ``catalog-encoding``, ``catalog-no-table``,
    ``catalog-heading``, ``catalog-row-wide`` or ``catalog-no-rows``.
    """
    opened = formats.load(path)
    if isinstance(opened, tuple):
        return Reading(str(path), None, opened, "json")
    return _read(opened) if isinstance(opened, Source) else read_document(opened)


def read_text(text: str, name: str) -> Reading:
    """Read catalogs from ``text``; ``name`` stands in messages, and for a missing title."""
    return _read(source.from_text(text, name))


def read_document(document: Document) -> Reading:
    """Read catalogs from a file with real cells."""
    found = grids.find(document)
    first, *others = _catalogs(found, document.name)
    first = replace(first, findings=(*document.findings, *first.findings))
    return Reading(document.name, None, (first, *others), document.format)


def _read(text: Source) -> Reading:
    bounds.refuse_blanks((line.text for line in text.lines), text.name)
    return Reading(text.name, text.encoding, _catalogs(tables.find(text), text.name))


def _catalogs(found: list[Table], name: str) -> tuple[Catalog, ...]:
    if not any(table.rows for table in found):
        raise Refused(
            "catalog-no-rows",
            f"文件 {name} 里只有表头，没有一行公开事项；请核对文件是否完整。",
        )
    for table in found:
        bounds.refuse_wide(table.rows, name)
    stem = Path(name).stem or name
    return tuple(_catalog(table, _sheet_name(table) or stem) for table in found)


def _sheet_name(table: Table) -> str | None:
    return table.name if isinstance(table, grids.GridTable) else None


def _catalog(table: Table, name: str) -> Catalog:
    notes = Notes()
    title = titles.title_of(table.before, name, notes)
    columns.note_headings(table.columns, notes)
    fitted = columns.by_values(table.columns, table.rows, notes)
    mine = Notes()
    legend = legends.read((*table.before, *table.outside), fitted, table.rows, notes)
    items = rows.items(table.rows, fitted, mine, legend)
    issuer = titles.issuer_of(title, table.before, _publishers(items), notes)
    _note_outside(table, title, notes)
    notes.found += table.findings
    if not items:
        notes.error("catalog-empty", f"“{title}”只有表头，没有一行公开事项。")
    return Catalog(
        title,
        issuer,
        items,
        (*notes.found, *mine.found),
        tuple(column.field for column in fitted),
        tuple(column.heading for column in fitted),
    )


def _publishers(items: tuple[Item, ...]) -> list[str]:
    return [item.publisher for item in items if item.publisher]


def _note_outside(table: Table, title: str, notes: Notes) -> None:
    """Say which lines stand outside the table and were not read as items."""
    above = [line for line in table.before if cleaning.join_lines(line.text).strip() != title]
    for lines, where in ((above, "表格上方"), (table.outside, "表格之间或下方")):
        printed = [line for line in lines if line.text.strip()]
        if printed:
            notes.info("text-outside-table", _outside(printed, where))


def _outside(lines: list[Line], where: str) -> str:
    first, last = lines[0].number, lines[-1].number
    parts = [getattr(line, "part", None) or "原文" for line in (lines[0], lines[-1])]
    if first == last or parts[0] != parts[1]:
        span = f"{parts[0]}第{first}行" + ("起" if len(lines) > 1 and parts[0] != parts[1] else "")
    else:
        span = f"{parts[0]}第{first}至{last}行"
    return f"{where}的文字（{span}，“{lines[0].text.strip()[:20]}”等）不是公开事项，没有读入。"
