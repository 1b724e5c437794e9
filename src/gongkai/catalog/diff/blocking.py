"""Chooses the pairs that are worth a closer look: those that share rare wording."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from gongkai.catalog.diff.wording import Wording, measures

PIECE = 2  # characters; most Chinese words have two


class Index:
    """Looks up the items whose wording is nearest to another's, by rare pieces in common."""

    def __init__(self, wordings: Sequence[Wording], places: Sequence[int], count: int) -> None:
        """Index ``wordings[place]`` for each of ``places``, ascending; ``count`` is all there are.

        ``places`` are the items that are still to be matched.
        """
        self._count = max(count, 1)
        self._held: dict[str, list[int]] = defaultdict(list)
        for place in places:
            for piece in _pieces(wordings[place]):
                self._held[piece].append(place)

    def candidates(self, wording: Wording, at: float) -> list[int]:
        """Return the likeliest places, best first; ``at`` (0 to 1) is where the item stands.

        Where it stands only chooses among the many that share common wording.
        """
        blocking = measures()["blocking"]
        found = [piece for piece in _pieces(wording) if piece in self._held]
        found.sort(key=lambda piece: (len(self._held[piece]), piece))
        common: Counter[int] = Counter()
        for piece in found[: blocking["rarest"]]:
            weight = round(1000 / len(self._held[piece])) + 1
            for place in self._near(self._held[piece], at, blocking["postings"]):
                common[place] += weight
        ranked = sorted(common, key=lambda place: (-common[place], place))
        return ranked[: blocking["candidates"]]

    def _near(self, held: list[int], at: float, most: int) -> list[int]:
        if len(held) <= most:
            return held
        middle = bisect_left(held, at * self._count)
        start = min(max(middle - most // 2, 0), len(held) - most)
        return held[start : start + most]


def pairs(
    wordings: Sequence[Wording],
    places: Sequence[int],
    others: Sequence[Wording],
    among: Sequence[int],
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of ``places`` and ``among`` worth comparing, without repeats."""
    index = Index(others, among, len(others))
    for place in places:
        for other in index.candidates(wordings[place], place / max(len(wordings), 1)):
            yield place, other


def _pieces(wording: Wording) -> list[str]:
    """Return the two-character pieces of a wording; a lone character is a piece of its own."""
    text = wording.whole
    cut = (text[place : place + PIECE] for place in range(max(len(text) - 1, 1)))
    return list(dict.fromkeys(piece for piece in cut if piece and "\n" not in piece))
