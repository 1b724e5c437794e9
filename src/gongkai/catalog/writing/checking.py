"""Reads what was laid out before it is written, so that no value changes in silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.catalog.model import Catalog, Item, TimeLimit
from gongkai.catalog.reader import read_document
from gongkai.catalog.writing.layout import Layout, document_of, lay_out
from gongkai.refusals import Refused

FIELDS = (
    *("seq", "process", "levels", "content", "elements", "legal_bases", "time_limit", "publisher"),
    *("channels", "audiences", "modes", "tiers", "form", "remarks", "details", "extras"),
)


ReadBack = Callable[[Layout], tuple[Catalog, ...]]


@dataclass(frozen=True, slots=True)
class Loss:
    """A value that no print of it reads as: which catalog, which item (from 1), which field."""

    catalog: str
    position: int
    field: str


def checked(
    catalogs: Sequence[Catalog], read_back: ReadBack | None = None
) -> tuple[list[Layout], list[Loss]]:
    """Return how the catalogs are printed, and the values a table cannot say as they are.

    ``read_back`` reads a layout as the format that is written will be read; without it as a table
    with real cells is.
    """
    layouts, losses = list[Layout](), list[Loss]()
    for catalog in catalogs:
        layout, lost = _checked(catalog, read_back or _as_cells)
        layouts.append(layout)
        losses += lost
    return layouts, losses


def _checked(catalog: Catalog, read_back: ReadBack) -> tuple[Layout, list[Loss]]:
    first = lay_out(catalog)
    differ = _differences(catalog, first, read_back)
    if not differ:
        return first, []
    other = {(place, _cause(field)): True for place, field in differ}
    second = lay_out(catalog, other)
    left = _differences(catalog, second, read_back)
    worse = {(place, _cause(field)) for place, field in left}
    other = {cell: True for cell in other if cell not in worse}
    layout = lay_out(catalog, other)
    losses = [
        Loss(catalog.title, place + 1, field)
        for place, field in _differences(catalog, layout, read_back)
    ]
    return layout, losses


def _cause(field: str) -> str:
    """Return the field whose cell decides: elements are read out of the content."""
    return "content" if field == "elements" else field


def _as_cells(layout: Layout) -> tuple[Catalog, ...]:
    return read_document(document_of([layout], layout.title)).catalogs


def _differences(catalog: Catalog, layout: Layout, read_back: ReadBack) -> list[tuple[int, str]]:
    """Return each item (from 0) and field that reads otherwise than it is."""
    if not catalog.items:
        return []
    try:
        (read,) = read_back(layout)
    except (Refused, ValueError):
        return [(place, "levels") for place in range(len(catalog.items))]
    if len(read.items) != len(catalog.items):
        return [(place, "seq") for place in range(len(catalog.items))]
    return [
        (place, field)
        for place, (mine, theirs) in enumerate(zip(catalog.items, read.items, strict=True))
        for field in FIELDS
        if value(mine, field) != value(theirs, field)
    ]


def value(item: Item, field: str) -> object:
    """Return a field's value without what depends on where it is printed."""
    found = getattr(item, field)
    if isinstance(found, TimeLimit):
        return found.text, found.clauses
    if field == "details":
        return tuple((heading.rpartition("/")[2], text) for heading, text in found)
    return found
