"""Writes .md: a heading and a table with | for each catalog, one line for each item."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.catalog.writing.layout import Layout

BREAK = "<br>"


def write(layouts: Sequence[Layout]) -> bytes:
    """Return the tables; the reader undoes what :func:`escaped` does."""
    return "\n".join(_table(layout) for layout in layouts).encode()


def escaped(text: str) -> str:
    """Return a cell on one line: ``|`` as ``\\|``, ``\\`` as ``\\\\``, line breaks as <br>."""
    plain = text.replace("\\", "\\\\").replace("|", "\\|")
    return BREAK.join(plain.split("\n"))


def _table(layout: Layout) -> str:
    """Headings in one row, for markdown knows no second: of two, the lower one."""
    names = [column.lower or column.upper for column in layout.columns]
    above = [f"# {layout.title}", "", *([layout.legend, ""] if layout.legend else [])]
    lines = [*above, _row(names), _row(["---"] * len(names))]
    lines += [_row([escaped(text) for text in texts]) for texts in layout.flat]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
