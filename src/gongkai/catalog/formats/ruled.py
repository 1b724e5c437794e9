"""Turns the ruled lines of a PDF page into cells with rows, columns and spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.catalog.document import GridCell
from gongkai.catalog.formats.printed import PrintedLine, Sign, lines_of
from gongkai.catalog.formats.wraps import padding_of, unwrapped

Box = tuple[float, float, float, float]  # left, top, right, bottom; points
NEAR = 3.0  # points: lines nearer than this are one


@dataclass(frozen=True, slots=True)
class Print:
    """The lines of a cell, the width they may have (points), and the free height below them.

    ``room`` is in heights of a sign: a cell that goes on over the page has hardly any.
    """

    lines: tuple[PrintedLine, ...]
    width: float
    room: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """One table of one page: its cells, and where its columns begin and end.

    ``prints`` is what is printed in each cell that is not blank.
    """

    cells: tuple[GridCell, ...]
    edges: tuple[float, ...]
    prints: dict[GridCell, Print]

    @property
    def height(self) -> int:
        """The number of rows."""
        return max((cell.row + cell.row_span - 1 for cell in self.cells), default=0)


def ruled(boxes: Sequence[Box], signs: Sequence[Sign], edges: Sequence[float] = ()) -> Ruled:
    """Lay ``boxes`` out in rows and columns and read the signs inside each.

    ``edges``: the column edges of the table this one goes on with, where it has no other.
    """
    own = _edges(edge for box in boxes for edge in (box[0], box[2]))
    across = tuple(edges) if edges and _fits(own, edges) else own
    down = _edges(edge for box in boxes for edge in (box[1], box[3]))
    held = [lines_of(inside) for inside in _held(boxes, signs)]
    padding = padding_of([(box[0], box[2], lines) for box, lines in zip(boxes, held, strict=True)])
    cells: list[GridCell] = []
    prints: dict[GridCell, Print] = {}
    for box, lines in zip(boxes, held, strict=True):
        left, right = _nearest(across, box[0]), _nearest(across, box[2])
        top, bottom = _nearest(down, box[1]), _nearest(down, box[3])
        if right <= left or bottom <= top:
            continue
        width = box[2] - box[0] - 2 * padding
        text = unwrapped(lines, width)
        cell = GridCell(text, top + 1, left + 1, bottom - top, right - left)
        cells.append(cell)
        if lines:
            size = max(lines[-1].bottom - lines[-1].top, 1.0)
            prints[cell] = Print(tuple(lines), width, (box[3] - lines[-1].bottom) / size)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Ruled(tuple(cells), across, prints)


def same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    """True where the two tables have the same outer edges, and one no edge the other lacks."""
    return bool(one and other) and (_fits(one, other) or _fits(other, one))


def _fits(some: Sequence[float], whole: Sequence[float]) -> bool:
    ends = abs(some[0] - whole[0]) <= NEAR and abs(some[-1] - whole[-1]) <= NEAR
    return ends and all(any(abs(edge - one) <= NEAR for one in whole) for edge in some)


def _edges(found: Iterable[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > NEAR:
            edges.append(edge)
    return tuple(edges)


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - edge))


def _held(boxes: Sequence[Box], signs: Sequence[Sign]) -> list[list[Sign]]:
    """Return the signs in each box; one belongs where its middle is."""
    order = sorted(range(len(boxes)), key=lambda place: boxes[place][1])
    tops = [boxes[place][1] for place in order]
    held: list[list[Sign]] = [[] for _ in boxes]
    for sign in signs:
        across, down = sign.middle
        for place in reversed(order[: bisect_right(tops, down)]):
            left, _, right, bottom = boxes[place]
            if left <= across < right and down < bottom:
                held[place].append(sign)
                break
    return held
