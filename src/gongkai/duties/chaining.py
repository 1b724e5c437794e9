"""Which duties are set off by what is published under others: found by the words of the limits."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from gongkai.catalog.model import Clause, LimitKind
from gongkai.duties.limits import limit_of
from gongkai.duties.models import Duty, Item

Pair = tuple[Duty, Duty]


def published_subjects(item: Item) -> list[str]:
    """Return what must be published before the item is owed (政策文件), by its limit."""
    found = (_subject(clause) for clause in limit_of(item).clauses)
    return list(dict.fromkeys(one for one in found if one))


def is_source(item: Item, subject: str) -> bool:
    """True where publishing under ``item`` is publishing what ``subject`` names.

    Its innermost heading counts, as the data file groups the words; the headings above it where
    it has no name of its own in the file.
    """
    if any(word in level for level in item.levels for word in _data()["never"]["words"]):
        return False
    names = _headings_of(subject)
    return any(_plain(level) in names for level in item.levels)


def links_among(duties: Sequence[Duty], standing: Mapping[int, Iterable[int]]) -> list[Pair]:
    """Return the pairs (what is set off, by what) the words give among duties of one body.

    ``standing``: which duties each sets off already, by keys. Never one with itself, and never
    one that would close a circle; in the order of the duties.
    """
    links: list[Pair] = []
    known = defaultdict(set, {pk: set(those) for pk, those in standing.items()})
    for duty in duties:
        for subject in published_subjects(duty.item):
            for source in duties:
                if source.pk == duty.pk or duty.pk in known[source.pk]:
                    continue
                if is_source(source.item, subject) and not reaches(known, duty.pk, source.pk):
                    known[source.pk].add(duty.pk)
                    links.append((duty, source))
    return links


def reaches(sets_off: Mapping[int, Iterable[int]], start: int, goal: int) -> bool:
    """True where publishing under ``start`` sets ``goal`` off, at once or through others."""
    seen, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting += sets_off.get(here, ())
    return False


def _subject(clause: Clause) -> str | None:
    if clause.kind is not LimitKind.AFTER_EVENT or not clause.event:
        return None
    event = _plain(clause.event)
    for word in _data()["published"]["words"]:
        if event.endswith(word) and len(event) > len(word):
            return event.removesuffix(word)
    return None


def _headings_of(subject: str) -> frozenset[str]:
    plain = _plain(subject)
    names = {plain}
    for kind in _data()["kind"]:
        if plain in kind["subject"]:
            names.update(kind["items"])
    return frozenset(names)


def _plain(text: str) -> str:
    return "".join(text.split()).strip("“”《》（）")


@cache
def _data() -> dict[str, Any]:
    source = resources.files("gongkai.duties").joinpath("data/chains.toml")
    return tomllib.loads(source.read_text("utf-8"))
