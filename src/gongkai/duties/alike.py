"""Which items of a body's catalogs say the same thing: computed from the wording, never stored."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations
from typing import Any

from gongkai.catalog.diff.blocking import pairs
from gongkai.catalog.diff.likeness import likeness
from gongkai.catalog.diff.wording import Wording, of
from gongkai.catalog.model import Element, LegalBasis
from gongkai.catalog.model import Item as Row
from gongkai.duties.models import Duty, Item


@dataclass(frozen=True, slots=True)
class Alike:
    """Two duties whose items say nearly the same; ``one`` has the smaller key."""

    one: Duty
    other: Duty
    score: float

    @property
    def key(self) -> tuple[int, int]:
        """The pair, as a mapping keeps it."""
        return self.one.pk, self.other.pk


@cache
def measures() -> dict[str, Any]:
    """Return the thresholds (``data/mappings.toml``), each with its reason beside it."""
    source = resources.files("gongkai.duties").joinpath("data/mappings.toml")
    return tomllib.loads(source.read_text("utf-8"))


def alike(duties: Sequence[Duty]) -> list[Alike]:
    """Return the pairs of ``duties`` that are likely about the same thing, most alike first.

    Of any two catalogs each item is paired once at most. The items with their elements must be
    at hand: nothing is asked of the database. A duty and one that continues it are no pair.
    """
    wordings = [of(_row(duty.item)) for duty in duties]
    scored = [
        (likeness(wordings[a], wordings[b]), a, b) for a, b in sorted(_worth_a_look(wordings))
    ]
    scored.sort(key=lambda one: (-one[0], one[1], one[2]))
    found: list[Alike] = []
    paired: set[tuple[int, int]] = set()
    for score, a, b in scored:
        mine, theirs = duties[a], duties[b]
        ends = {(a, theirs.item.edition_id), (b, mine.item.edition_id)}
        if score < _least(mine, theirs) or ends & paired or _in_one_line(mine, theirs):
            continue
        paired |= ends
        first, second = sorted((mine, theirs), key=lambda duty: duty.pk)
        found.append(Alike(first, second, round(score, 3)))
    return found


def likeness_of(a: Item, b: Item) -> float:
    """Return how alike two stored items are, 0 to 1; their elements should be at hand."""
    return round(likeness(of(_row(a)), of(_row(b))), 3)


def _worth_a_look(wordings: Sequence[Wording]) -> set[tuple[int, int]]:
    """Return the pairs that share rare wording, and those that go by the same name."""
    places = range(len(wordings))
    found = pairs(wordings, places, wordings, places)
    looked = {(min(pair), max(pair)) for pair in found if pair[0] != pair[1]}
    return looked | set(_namesakes(wordings))


def _namesakes(wordings: Sequence[Wording]) -> Iterator[tuple[int, int]]:
    held: dict[str, list[int]] = defaultdict(list)
    for place, wording in enumerate(wordings):
        if wording.heading:
            held[wording.heading].append(place)
    for places in held.values():
        if len(places) <= measures()["blocking"]["namesakes"]:
            yield from combinations(places, 2)


def _least(a: Duty, b: Duty) -> float:
    within = a.item.edition_id == b.item.edition_id
    least: float = measures()["least"]["catalog" if within else "catalogs"]
    return least


def _in_one_line(a: Duty, b: Duty) -> bool:
    return b.pk in _keys(a.continues.all()) or a.pk in _keys(b.continues.all())


def _keys(duties: Iterable[Duty]) -> set[int]:
    return {duty.pk for duty in duties}


def _row(item: Item) -> Row:
    """Return what of a stored item its likeness is measured by; the rest is left empty."""
    return Row(
        seq=None,
        process=item.process or None,
        levels=tuple(item.levels),
        content=item.content,
        elements=tuple(Element(one.name, one.group or None) for one in item.elements.all()),
        legal_bases=tuple(LegalBasis(one["title"]) for one in item.legal_bases),
        time_limit=None,
        publisher=None,
        channels=(),
        audiences=(),
        modes=(),
        tiers=(),
        form=None,
        remarks=None,
        origin={},
    )
