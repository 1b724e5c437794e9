"""Cells and rows as the source prints them, before anything is understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.catalog.cleaning import squash, without_residue
from gongkai.catalog.source import Line


@dataclass(slots=True)
class Cell:
    """One cell: its lines, the number of the first, and whether a blank line came before it."""

    lines: list[Line]
    gap: bool = False

    @property
    def text(self) -> str:
        """The lines of the cell joined by line breaks."""
        return "\n".join(line.text for line in self.lines)

    @property
    def line(self) -> int:
        """The number of the line the cell begins in."""
        return self.lines[0].number


@dataclass(slots=True)
class Row:
    """One row of a table, cut or too long as it may be.

    ``opens_page`` is true for the first row after the headings were printed again.
    """

    cells: list[Cell]
    opens_page: bool = False

    @property
    def line(self) -> int:
        """The number of the line the row begins in."""
        return self.cells[0].line

    @property
    def last_line(self) -> int:
        """The number of the last line that prints something, or of the last line at all."""
        lines = [line for cell in self.cells for line in cell.lines]
        printed = [line.number for line in lines if not line.blank]
        return printed[-1] if printed else lines[-1].number


@dataclass(slots=True)
class Stretch:
    """The rows between two heading rows, and the text that stands around them."""

    rows: list[Row] = field(default_factory=list)
    outside: list[Line] = field(default_factory=list)


def number_of(row: Iterable[Cell]) -> str | None:
    """Return the digits of the first cell, where it holds nothing else."""
    for cell in row:
        return _digits(cell.text)
    return None


def follows(text: str, last: str | None) -> bool:
    """True where ``text`` is the number that comes after ``last`` in a numbered table."""
    digits = _digits(text)
    return digits is not None and last is not None and int(digits) == int(last) + 1


def _digits(text: str) -> str | None:
    digits = squash(without_residue(text))
    return digits if digits.isascii() and digits.isdigit() and len(digits) < 7 else None
