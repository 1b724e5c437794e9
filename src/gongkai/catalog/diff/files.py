"""Says which catalog of one file is which of another, where a file holds several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel

from gongkai.catalog.diff.changes import Comparison
from gongkai.catalog.diff.comparing import compare
from gongkai.catalog.diff.wording import plain
from gongkai.catalog.model import Catalog

_YEAR = re.compile("(?:19|20)[0-9]{2}年?版?")
_LEAST = 0.7  # titles of two domains of one body (…就业…, …社会保险…) come to about 0.6

Both = tuple[Catalog, Catalog, Comparison]


def compare_all(olds: Sequence[Catalog], news: Sequence[Catalog]) -> list[Both]:
    """Compare every catalog with its other edition; with an empty one where there is none.

    One catalog on each side are two editions, whatever they are called; several are told apart by
    their titles. In the order of ``news``, catalogs that are gone last.
    """
    pairs = {0: 0} if len(olds) == len(news) == 1 else _by_title(olds, news)
    found = [(olds[pairs[b]] if b in pairs else _nothing(new), new) for b, new in enumerate(news)]
    gone = [old for a, old in enumerate(olds) if a not in pairs.values()]
    found += [(old, _nothing(old)) for old in gone]
    return [(old, new, compare(old, new)) for old, new in found]


def _by_title(olds: Sequence[Catalog], news: Sequence[Catalog]) -> dict[int, int]:
    """Return the old place for each new one, the most alike titles first."""
    scored = [
        (Indel.normalized_similarity(_title(old), _title(new)), -abs(a - b), -b, -a)
        for a, old in enumerate(olds)
        for b, new in enumerate(news)
    ]
    pairs: dict[int, int] = {}
    for score, _, b, a in sorted(scored, reverse=True):
        if score >= _LEAST and -b not in pairs and -a not in pairs.values():
            pairs[-b] = -a
    return pairs


def _title(catalog: Catalog) -> str:
    return plain(_YEAR.sub("", catalog.title))


def _nothing(catalog: Catalog) -> Catalog:
    return replace(catalog, items=(), findings=())
