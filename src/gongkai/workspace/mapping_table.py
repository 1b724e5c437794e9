"""Proposals and mappings as their page shows them: both items side by side, differences marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.catalog.diff.marking import Mark, Run, runs
from gongkai.disclosures.fields import conflicts_among, key_of
from gongkai.duties.models import Duty, Element, Mapping
from gongkai.duties.queries import as_corrected, corrections_of
from gongkai.workspace.wording import ELEMENT_KINDS

# Words of one side: a stretch of text, and whether the other side lacks it.
Words = tuple[tuple[str, bool], ...]
NO_LIMIT = "未写明，按《条例》第二十六条20个工作日"


@dataclass(frozen=True, slots=True)
class Side:
    """One item of a pair; what the other side does not say is marked."""

    duty: Duty
    path: Words
    content: Words
    elements: Words
    limit: str
    limit_differs: bool


@dataclass(frozen=True, slots=True)
class PairRow:
    """One mapping ready to be shown; ``next`` is the key of the one after it, or None.

    ``conflicts`` are the elements both ask for as different kinds, in words.
    """

    mapping: Mapping
    percent: int
    sides: tuple[Side, Side]
    conflicts: tuple[str, ...]
    asked_once: int
    next: int | None


def rows_of(mappings: Sequence[Mapping]) -> list[PairRow]:
    """Return the rows of a page, in order."""
    following = [mapping.pk for mapping in mappings[1:]]
    return [
        _row(mapping, following[place] if place < len(following) else None)
        for place, mapping in enumerate(mappings)
    ]


def kinds_in_words(kinds: Iterable[str]) -> str:
    """Return kinds of elements as people call them."""
    return "、".join(ELEMENT_KINDS.get(kind, kind) for kind in kinds)


def _row(mapping: Mapping, after: int | None) -> PairRow:
    a, b = mapping.one, mapping.other
    mine, theirs = _elements(a), _elements(b)
    paths, contents = _cut(a.item.path, b.item.path), _cut(a.item.content, b.item.content)
    limits = a.item.time_limit_text, b.item.time_limit_text
    here, there = {key_of(one) for one in mine}, {key_of(one) for one in theirs}
    sides = tuple(
        Side(
            duty,
            paths[place],
            contents[place],
            tuple((str(one), key_of(one) not in others) for one in elements),
            limits[place] or NO_LIMIT,
            limits[0] != limits[1],
        )
        for place, (duty, elements, others) in enumerate(((a, mine, there), (b, theirs, here)))
    )
    return PairRow(
        mapping=mapping,
        percent=round(mapping.score * 100),
        sides=(sides[0], sides[1]),
        conflicts=tuple(
            f"{one.name}（{kinds_in_words(one.kinds)}）"
            for one in conflicts_among([*mine, *theirs])
        ),
        asked_once=len(here & there),
        next=after,
    )


def _elements(duty: Duty) -> list[Element]:
    corrections = corrections_of(duty.adoption)
    return [as_corrected(one, corrections) for one in duty.item.elements.all()]


def _cut(before: str, after: str) -> tuple[Words, Words]:
    found = runs(before, after)
    return _side(found, "gone"), _side(found, "come")


def _side(found: Sequence[Run], own: Mark) -> Words:
    return tuple((text, mark == own) for mark, text in found if mark in ("both", own))
