"""Finds which item of one catalog is which item of another: best first, each at most once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from gongkai.catalog.diff.blocking import pairs
from gongkai.catalog.diff.likeness import likeness
from gongkai.catalog.diff.wording import Wording, measures, of
from gongkai.catalog.model import Item

Match = tuple[int, int, float]


def matches(items: Sequence[Item], others: Sequence[Item], *, least: float) -> list[Match]:
    """Return ``(index, index, score)`` of items of two different catalogs that say the same.

    Best first where two claim one; each item occurs at most once. Only pairs with a score of
    ``least`` or more, in the order of ``items``.
    """
    mine, theirs = [of(item) for item in items], [of(item) for item in others]
    found = _assign(mine, theirs, Counter(), Counter(), least)
    return sorted(found)


def same_things(old: Sequence[Wording], new: Sequence[Wording]) -> list[Match]:
    """Return the items of two editions of one catalog that are the same thing.

    First those with the same headings and content, in order; then by likeness, where a path of
    headings that both editions print only once counts as a name.
    """
    exact = _equal(old, new)
    used = {a for a, _, _ in exact}, {b for _, b, _ in exact}
    once = _printed_once(old), _printed_once(new)
    named = {
        (once[0][path], once[1][path])
        for path in once[0].keys() & once[1].keys()
        if path and once[0][path] not in used[0] and once[1][path] not in used[1]
    }
    least = measures()["least"]
    close = _assign(
        old, new, Counter(used[0]), Counter(used[1]), least["same_thing"], named,
        least["same_heading"],
    )  # fmt: skip
    return sorted([*exact, *close])


def _equal(old: Sequence[Wording], new: Sequence[Wording]) -> list[Match]:
    """Pair items that say exactly the same; where several do, in the order they are printed."""
    free = defaultdict[tuple[str, str], list[int]](list)
    for place, wording in enumerate(new):
        free[wording.path, wording.content].append(place)
    for places in free.values():
        places.reverse()
    found: list[Match] = []
    for place, wording in enumerate(old):
        says = (wording.path, wording.content)
        if any(says) and free.get(says):
            found.append((place, free[says].pop(), 1.0))
    return found


def _printed_once(wordings: Sequence[Wording]) -> dict[str, int]:
    count = Counter(wording.path for wording in wordings)
    return {one.path: place for place, one in enumerate(wordings) if count[one.path] == 1}


def _assign(
    mine: Sequence[Wording],
    theirs: Sequence[Wording],
    used: Counter[int],
    taken: Counter[int],
    least: float,
    named: Iterable[tuple[int, int]] = (),
    least_named: float = 1.0,
) -> list[Match]:
    """Return the best pairs of what is not used yet; ties go to the pair nearest in order."""
    left = [place for place in range(len(mine)) if place not in used]
    right = [place for place in range(len(theirs)) if place not in taken]
    needed = dict.fromkeys(pairs(mine, left, theirs, right), least)
    needed |= dict.fromkeys(named, least_named)
    scored = [
        (a, b, score)
        for (a, b), enough in needed.items()
        if (score := likeness(mine[a], theirs[b])) >= enough
    ]
    scored.sort(key=_order(len(mine), len(theirs)))
    found: list[Match] = []
    for a, b, score in scored:
        if a not in used and b not in taken:
            used[a] += 1
            taken[b] += 1
            found.append((a, b, score))
    return found


def _order(count: int, other: int) -> Callable[[Match], tuple[float, float, int, int]]:
    def key(match: Match) -> tuple[float, float, int, int]:
        a, b, score = match
        return -score, abs(a / max(count, 1) - b / max(other, 1)), a, b

    return key
