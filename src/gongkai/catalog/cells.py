"""Cells and rows as the source prints them, before anything is understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.catalog.cleaning import squash, without_residue
from gongkai.catalog.model import Severity
from gongkai.catalog.source import Line


class Merge(StrEnum):
    """Whether a cell stands for itself: a file with real cells tells, a plain text does not."""

    UNKNOWN = "unknown"  # a plain text: a blank may be a merged cell or an empty one
    OWN = "own"  # the upper left corner of a cell, merged or not
    BELOW = "below"  # goes on with a cell of an earlier row, whose text it repeats
    BESIDE = "beside"  # goes on with the cell to its left, and holds no text


@dataclass(slots=True)
class Cell:
    """One cell: its lines, the number of the first, and whether a blank line came before it.

    ``column`` counts the cells of the row from 1, where a file tells.
    """

    lines: list[Line]
    gap: bool = False
    merge: Merge = Merge.UNKNOWN
    part: str | None = None
    column: int | None = None
    inferred: bool = False  # its column was worked out from what it holds
    lost: bool = False  # the row has fewer cells than columns: what stood here is not known

    @property
    def text(self) -> str:
        """The lines of the cell joined by line breaks."""
        return "\n".join(line.text for line in self.lines)

    @property
    def line(self) -> int:
        """The number of the line the cell begins in."""
        return self.lines[0].number


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noticed while a row was put together; the message goes on after 第3项（…）."""

    code: str
    message: str
    field: str | None = None
    severity: Severity = Severity.WARNING


@dataclass(slots=True)
class Row:
    """One row of a table, cut or too long as it may be.

    ``opens_page`` is true for the first row after the headings were printed again; ``laid_out``
    where its cells stand under their columns already.
    """

    cells: list[Cell]
    opens_page: bool = False
    number: int | None = None  # the row of its table, where a file tells
    noted: list[Noted] = field(default_factory=list)
    laid_out: bool = False

    @property
    def line(self) -> int:
        """The number of the row of its table, or of the line the row begins in."""
        return self.cells[0].line if self.number is None else self.number

    @property
    def part(self) -> str | None:
        """The table or sheet the row stands in; None in a plain text."""
        return self.cells[0].part

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
