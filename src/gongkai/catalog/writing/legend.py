"""The line that says what the signs before contents mean, where a catalog marks must and choice."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.catalog.model import Catalog, Item
from gongkai.catalog.vocabulary import load

_WORDS = {True: "必选", False: "可选"}


def legend_of(catalog: Catalog) -> str:
    """Return ``说明：●必选，〇可选`` for the signs contents print, or blank where none is needed.

    A sign that stands for both, or means in contents what a box means the other way round, is
    left out: the check of the export then names the elements it cannot say.
    """
    means: dict[str, set[bool]] = {}
    for item in catalog.items:
        for sign, required in _signs(item):
            means.setdefault(sign, set()).add(required)
    boxes = load("glyphs")["boxes"]
    told = [
        f"{sign}{_WORDS[required]}"
        for sign, (required, *others) in ((one, tuple(found)) for one, found in means.items())
        if not others and sign not in boxes["empty" if required else "filled"]
    ]
    return f"说明：{'，'.join(told)}" if told else ""


def _signs(item: Item) -> Iterator[tuple[str, bool]]:
    """Yield the sign before each element that is marked, with what it means."""
    signs = set(load("glyphs")["bullets"]["signs"])
    for element in item.elements:
        if element.required is None:
            continue
        before = item.content.partition(element.group or element.name)[0]
        sign = next((one for one in reversed(before) if one in signs), None)
        if sign:
            yield sign, element.required
