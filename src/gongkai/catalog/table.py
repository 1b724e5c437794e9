"""What a source is cut into: tables of rows, with the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.catalog.cells import Row
from gongkai.catalog.cleaning import squash
from gongkai.catalog.headings import Column
from gongkai.catalog.model import Finding
from gongkai.catalog.source import Line
from gongkai.catalog.titles import is_title


@dataclass(frozen=True, slots=True)
class PartLine(Line):
    """A line of a table: ``number`` is its row in the table or sheet ``part``."""

    part: str | None = None


@dataclass(slots=True)
class Table:
    """One table: the lines above it, its columns, its rows, and stray lines among them."""

    before: list[Line]
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)
    outside: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def goes_on(self, columns: tuple[Column, ...], between: Sequence[Line]) -> bool:
        """True where the headings are the same and no other title stands between."""
        if self.columns != columns:
            return False
        titles = {squash(line.text) for line in between if is_title(line.text)}
        return titles <= {squash(line.text) for line in self.before}


def without_empty(tables: Sequence[Table]) -> list[Table]:
    """Leave out a table without rows that goes on under another title: it is only its heading."""
    kept: list[Table] = []
    for table in tables:
        if kept and not kept[-1].rows and kept[-1].columns == table.columns:
            last = kept.pop()
            table.before = [*last.before, *last.outside, *table.before]
        kept.append(table)
    return kept
