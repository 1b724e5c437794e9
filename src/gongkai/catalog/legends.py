"""Reads what a catalog says its own signs mean: ■必选 □可选, or ● and 〇 before its contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from gongkai.catalog.cells import Row
from gongkai.catalog.cleaning import squash, without_residue
from gongkai.catalog.headings import Column
from gongkai.catalog.notes import Notes
from gongkai.catalog.source import Line
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load


@dataclass(frozen=True, slots=True)
class Legend:
    """What the signs of one catalog mean: True for a must, False for a choice, else not there.

    ``signs`` is what a legend says. ``bullets`` is what the signs before the entries of a content
    mean, where a legend says so or both of a pair (● and 〇) stand in the catalog.
    """

    signs: dict[str, bool] = field(default_factory=dict)
    bullets: dict[str, bool] = field(default_factory=dict)


NO_LEGEND = Legend()


@cache
def _pattern() -> re.Pattern[str]:
    glyphs = load("glyphs")
    signs = "".join(
        dict.fromkeys("".join((*glyphs["bullets"]["signs"], *glyphs["boxes"]["filled"])))
    ) + "".join(sign for sign in glyphs["boxes"]["empty"])
    words = sorted((*glyphs["legend"]["must"], *glyphs["legend"]["choice"]), key=len, reverse=True)
    return re.compile(
        f'([{re.escape(signs)}])[”"』」’]?(?:为|表示|代表|是|指|：|:|－|-|—|标注的?为?)?[“"]?'
        f"({'|'.join(map(re.escape, words))})"
    )


def read(
    around: Iterable[Line], columns: Sequence[Column], rows: Sequence[Row], notes: Notes
) -> Legend:
    """Return the legend of a catalog: of the lines around its table, its headings, its contents.

    A legend that is read gives the finding ``legend-read``, once.
    """
    headings = [column.note for column in columns]
    signs: dict[str, bool] = {}
    for text in (*(line.text for line in around), *headings):
        for sign, word in _pattern().findall(simplified(squash(without_residue(text)))):
            signs.setdefault(sign, word in load("glyphs")["legend"]["must"])
    if signs:
        said = "、".join(f"{sign}{'必选' if must else '可选'}" for sign, must in signs.items())
        notes.info("legend-read", f"按目录自己的说明读方框和圆点：{said}。")
    place = next((at for at, one in enumerate(columns) if one.field == "content"), len(columns))
    contents = [row.cells[place].text for row in rows if place < len(row.cells)]
    return Legend(signs, _bullets(signs, contents))


def _bullets(signs: dict[str, bool], contents: Iterable[str]) -> dict[str, bool]:
    """Signs before entries tell must from choice only where the catalog uses both."""
    data = load("glyphs")["bullets"]
    if signs:
        return signs
    seen = {text.lstrip()[:1] for text in contents}
    circles = {"●": True, "○": False, "〇": False, "◯": False}
    must = any(circles.get(sign) for sign in seen)
    choice = any(circles.get(sign) is False for sign in seen)
    if not (must and choice):
        return {}
    return {sign: circles[sign] for sign in (*data["must"], *data["choice"]) if sign in circles}
