"""Writes .csv: UTF-8 with its mark, so that spreadsheet programs show Chinese; nothing merged."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from gongkai.catalog.writing.formulas import guarded
from gongkai.catalog.writing.layout import Layout

MARK = "\ufeff"


def write(layouts: Sequence[Layout]) -> bytes:
    """Return the rows of the one layout, its title above them.

    The text of a merged cell is repeated in every row. A cell that a spreadsheet program would
    take for a formula gets a ``'`` in front (``formulas.py``), which the reader takes away.
    """
    (layout,) = layouts
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    rows: list[Sequence[str]] = [(text,) for text in (layout.title, layout.legend) if text]
    rows.append([column.upper for column in layout.columns])
    if layout.double:
        rows.append([column.lower for column in layout.columns])
    rows += layout.flat
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return (MARK + held.getvalue()).encode()
