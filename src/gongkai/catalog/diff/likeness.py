"""How alike two items are, by what they say."""

from __future__ import annotations

from rapidfuzz.distance import Indel

from gongkai.catalog.diff.wording import Wording, measures, of
from gongkai.catalog.model import Item


def similarity(a: Item, b: Item) -> float:
    """Return how alike two items are, 0 to 1, by headings, content, elements and legal bases.

    Neither the row number nor who publishes, when and where has a part in it. A part that either
    item lacks is left out; where nothing is left to compare the answer is 0.
    """
    return likeness(of(a), of(b))


def likeness(a: Wording, b: Wording) -> float:
    """As :func:`similarity`, of wordings made before."""
    weights = measures()["weights"]
    parts = {
        "heading": _alike(a.heading, b.heading),
        "path": _alike(a.path, b.path),
        "content": _alike(a.content, b.content),
        "elements": shared(a.elements, b.elements),
        "bases": shared(a.bases, b.bases),
    }
    known = {name: part for name, part in parts.items() if part is not None}
    if "heading" not in known and "content" not in known:
        return 0.0
    total = sum(weights[name] for name in known)
    return float(sum(weights[name] * part for name, part in known.items()) / total)


def shared(a: frozenset[str], b: frozenset[str]) -> float | None:
    """Return the share of names two sets have in common (Dice), or None where one is empty."""
    if not a or not b:
        return None
    return 2 * len(a & b) / (len(a) + len(b))


def _alike(a: str, b: str) -> float | None:
    if not a or not b:
        return None
    return 1.0 if a == b else float(Indel.normalized_similarity(a, b))
