"""Puts the cells of a row that is too short, or too long, under the columns they can belong to.

Every way to lay the cells out in order is weighed by what the cells look like
(``data/fits.toml``). A cell is placed only where all ways that are about as good as the best one
agree on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai.catalog.headings import Column
from gongkai.catalog.kinds import Kind
from gongkai.catalog.vocabulary import load

WIDEST = 60  # columns or cells; a wider row is not laid out
MISFIT = 40  # tenths: a cell that costs so much where it stands is not believed


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the cells of a row stand.

    ``cells[j]`` is the index of the cell certainly in column j, or None. ``open`` are the columns
    some cell may stand in, but not surely; ``unsure`` the cells that have no sure column.
    ``cost`` weighs the best way, in tenths.
    """

    cells: tuple[int | None, ...]
    open: frozenset[int]
    unsure: tuple[int, ...]
    cost: int
    misfit: bool  # a cell would stand where such a cell can hardly be


@cache
def _order() -> dict[str, int]:
    return {name: place for place, name in enumerate(load("fits")["kinds"]["order"])}


@lru_cache(maxsize=1 << 10)
def _weights(column: Column) -> tuple[tuple[int, ...], int]:
    """Return what each kind of cell costs in ``column``, and what it costs to leave it out."""
    data = load("fits")
    field = "levels" if column.field == "process" else column.field
    if is_tick_column(column):
        return tuple(data["ticks"][field]), data["missing"]["ticks"]
    return tuple(data["columns"][field]), data["missing"][field]


def cost_as_printed(kinds: Sequence[Kind], columns: Sequence[Column]) -> int:
    """Return what it costs to leave each cell under the column it is printed in."""
    return sum(
        _weights(column)[0][_order()[kind.value]]
        for kind, column in zip(kinds, columns, strict=False)
    )


def is_tick_column(column: Column) -> bool:
    """True for a column that holds a tick or nothing."""
    return column.choice is not None or ("/" in column.heading and column.field == "unknown")


@lru_cache(maxsize=1 << 14)
def lay_out(
    kinds: tuple[Kind, ...],
    columns: tuple[Column, ...],
    pads: int = 0,
    nested: bool = True,
    first: bool = False,
) -> Layout | None:
    """Lay cells of ``kinds`` out under ``columns``; None where the row is too wide to try.

    The last ``pads`` cells may be filling and no cells. ``nested``: an outer heading cell is left
    out rather than an inner one, for it goes on from above. ``first``: there is no row above.
    """
    if max(len(kinds), len(columns)) > WIDEST:
        return None
    costs = [[_weights(column)[0][_order()[kind.value]] for column in columns] for kind in kinds]
    missing = _missing(columns, nested, first)
    spare = _spare(kinds, pads)
    forward = _best(costs, missing, spare)
    backward = _best([row[::-1] for row in costs[::-1]], missing[::-1], spare[::-1])
    return _agreed(costs, spare, forward, backward)


def _missing(columns: Sequence[Column], nested: bool, first: bool) -> list[int]:
    data, deep = load("fits"), 0
    found: list[int] = []
    for column in columns:
        cost = _weights(column)[1]
        if column.field in ("process", "levels"):
            cost += deep * data["missing"]["deeper"] if nested and not first else 0
            cost += data["first"] if first and not deep else 0
            deep += 1
        found.append(cost)
    return found


def _spare(kinds: Sequence[Kind], pads: int) -> list[int]:
    """What it costs to put each cell in no column at all."""
    data = load("fits")
    plain = [data["unplaced_blank" if kind is Kind.BLANK else "unplaced"] for kind in kinds]
    end = len(kinds)
    while end and kinds[end - 1] is Kind.BLANK:
        end -= 1
        plain[end] = 0 if end >= len(kinds) - pads else data["unplaced_last"]
    return plain


def _best(
    costs: Sequence[Sequence[int]], missing: Sequence[int], spare: Sequence[int]
) -> list[list[int]]:
    """``best[i][j]``: the least cost of laying the first i cells out under the first j columns."""
    width = len(missing)
    best = [[0] * (width + 1) for _ in range(len(costs) + 1)]
    for j in range(width):
        best[0][j + 1] = best[0][j] + missing[j]
    for i, row in enumerate(costs):
        above, now = best[i], best[i + 1]
        now[0] = above[0] + spare[i]
        for j in range(width):
            now[j + 1] = min(above[j] + row[j], now[j] + missing[j], above[j + 1] + spare[i])
    return best


def _agreed(
    costs: Sequence[Sequence[int]],
    spare: Sequence[int],
    forward: list[list[int]],
    backward: list[list[int]],
) -> Layout:
    count, width = len(costs), len(forward[0]) - 1
    least = forward[count][width]
    limit = least + load("fits")["slack"]
    sure: list[int | None] = [None] * width
    taken: set[int] = set()
    unsure: list[int] = []
    for i, row in enumerate(costs):
        over = backward[count - i - 1]
        places = [j for j in range(width) if forward[i][j] + row[j] + over[width - j - 1] <= limit]
        nowhere = any(forward[i][j] + spare[i] + over[width - j] <= limit for j in range(width + 1))
        if len(places) == 1 and not nowhere:
            sure[places[0]] = i
        elif places or spare[i]:
            unsure.append(i)
        taken.update(places)
    open_columns = frozenset(j for j in taken if sure[j] is None)
    misfit = any(i is not None and costs[i][j] >= MISFIT for j, i in enumerate(sure))
    return Layout(tuple(sure), open_columns, tuple(unsure), least, misfit)
