"""What every file format is read into, before anything is understood: text and grids of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.catalog.model import Finding


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text outside the tables; ``number`` counts the blocks of its part from 1."""

    text: str
    number: int
    part: str | None = None


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as the file holds it, at its upper left corner; rows and columns count from 1.

    ``text`` has its lines joined by line breaks, tick boxes as ☑ and ☐ and symbols as the signs
    they show. A merged cell has a span greater than 1. ``inferred``: the text is most likely its
    own, and a finding says why; ``lost``: what stands here cannot be told, and a finding says why.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    inferred: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One table or sheet: every position holds the cell that covers it.

    ``rows[r][c]`` is None where no cell is, and the same :class:`GridCell` at each position of a
    merged cell. ``part`` names the table for people (表2, 工作表“民政”, 第3页表1).
    """

    part: str
    rows: tuple[tuple[GridCell | None, ...], ...]
    continues: bool = False  # a table cut by a page break: goes on with the grid before it
    offset: int = 0  # columns of the sheet before the first of ``rows``; cells count after them
    merges: bool = True  # False where the format has no merged cells: a blank may be one

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as blocks in the order they are printed. ``name`` stands in messages."""

    name: str
    format: str
    blocks: tuple[Paragraph | Grid, ...]
    findings: tuple[Finding, ...] = field(default=())

    def grids(self) -> Iterator[Grid]:
        """Yield the tables in order."""
        return (block for block in self.blocks if isinstance(block, Grid))


def grid_of(part: str, cells: Sequence[GridCell], *, continues: bool = False) -> Grid:
    """Lay ``cells`` out on a grid; where two overlap, the first keeps its place."""
    height = max((cell.row + cell.row_span - 1 for cell in cells), default=0)
    width = max((cell.column + cell.column_span - 1 for cell in cells), default=0)
    rows: list[list[GridCell | None]] = [[None] * width for _ in range(height)]
    for cell in cells:
        for row in range(cell.row - 1, cell.row - 1 + cell.row_span):
            for column in range(cell.column - 1, cell.column - 1 + cell.column_span):
                if rows[row][column] is None:
                    rows[row][column] = cell
    return Grid(part, tuple(map(tuple, rows)), continues)
