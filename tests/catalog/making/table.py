"""A catalog as the table an office would have drawn: headings over two rows, merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.catalog.model import Catalog, Item, Origin

HEADING_FIELDS = ("seq", "process", "levels")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cell with its spans; rows and columns count from 0, the title row is left out."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table and how many rows and columns they cover."""

    title: str
    cells: tuple[Drawn, ...]
    height: int
    width: int


def drawn(catalog: Catalog) -> Table:
    """Return ``catalog`` as a table; a heading that goes on is one merged cell."""
    paths = [tuple(heading.split("/")) for heading in _headings(catalog)]
    deep = max(len(path) for path in paths)
    cells = [*_heading_cells(paths, deep), *_body(catalog, deep)]
    return Table(catalog.title, tuple(cells), deep + len(catalog.items), len(paths))


def _headings(catalog: Catalog) -> list[str]:
    # A heading with a stroke of its own is not a heading over another one.
    return [heading.replace("社区/企事业", "社区、企事业") for heading in catalog.headings]


def _heading_cells(paths: Sequence[tuple[str, ...]], deep: int) -> list[Drawn]:
    cells: list[Drawn] = []
    column = 0
    while column < len(paths):
        path = paths[column]
        same = column + 1
        while same < len(paths) and len(path) > 1 and paths[same][:1] == path[:1]:
            same += 1
        if len(path) == 1:
            cells.append(Drawn(path[0], 0, column, rows=deep, heading=True))
        else:
            cells.append(Drawn(path[0], 0, column, columns=same - column, heading=True))
            cells += [
                Drawn(paths[place][-1], 1, place, rows=deep - 1, heading=True)
                for place in range(column, same)
            ]
        column = same
    return cells


def _body(catalog: Catalog, top: int) -> list[Drawn]:
    cells: list[Drawn] = []
    for column, field in enumerate(catalog.columns):
        level = catalog.columns[:column].count("levels")
        start = 0
        while start < len(catalog.items):
            end = start + 1
            while end < len(catalog.items) and _carried(catalog.items[end], field, level):
                end += 1
            text = catalog.items[start].cells[column : column + 1]
            shown = text[0].text if text else ""
            cells.append(Drawn(shown, top + start, column, rows=end - start))
            start = end
    return cells


def _carried(item: Item, field: str, level: int) -> bool:
    if field not in HEADING_FIELDS:
        return False
    origin = item.origin.get(f"levels.{level}", item.origin["levels"])
    return (origin if field == "levels" else item.origin[field]) is Origin.CARRIED
