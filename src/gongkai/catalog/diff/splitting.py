"""Finds one item whose wording several others share: split, or read backwards merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from gongkai.catalog.diff.blocking import Index
from gongkai.catalog.diff.wording import Wording, measures


@dataclass(frozen=True, slots=True)
class Split:
    """One item of one side and the several of the other; ``covered`` is the share they hold."""

    whole: int
    parts: tuple[int, ...]
    covered: float


def splits(
    wholes: Sequence[Wording],
    parts: Sequence[Wording],
    known: Mapping[int, int],
    loose: Sequence[int],
) -> list[Split]:
    """Return the wholes that were split.

    ``known`` is the part each whole was matched with; ``loose`` are the parts that were matched
    with nothing. A whole that is matched counts as split only where the loose parts hold wording
    of it that its match has lost.
    """
    index = Index(wholes, range(len(wholes)), len(wholes))
    claims = defaultdict[int, list[int]](list)
    for place in loose:
        nearest = index.candidates(parts[place], place / max(len(parts), 1))
        held = [(_held(parts[place], wholes[one]), -one) for one in nearest]
        best = max(held, default=(0.0, 0))
        if best[0] >= measures()["least"]["covered"]:
            claims[-best[1]].append(place)
    found = (_split(whole, claimed, wholes, parts, known) for whole, claimed in claims.items())
    return [one for one in found if one]


def _held(part: Wording, whole: Wording) -> float:
    """Return the share of a part's wording that the whole has; 0 where their headings differ."""
    if not part.pieces or _kin(part, whole) < measures()["least"]["kin"]:
        return 0.0
    return len(_found(part.pieces, whole.pieces)) / len(part.pieces)


def _kin(part: Wording, whole: Wording) -> float:
    if part.above and part.above == whole.above:
        return 1.0
    if whole.heading and whole.heading in part.path:
        return 1.0
    return float(Indel.normalized_similarity(part.path, whole.path))


def _split(
    whole: int,
    claimed: Sequence[int],
    wholes: Sequence[Wording],
    parts: Sequence[Wording],
    known: Mapping[int, int],
) -> Split | None:
    wanted = wholes[whole].pieces
    matched = known.get(whole)
    covered = set() if matched is None else set(_found(wanted, parts[matched].pieces))
    kept = [] if matched is None else [matched]
    for place in claimed:
        more = set(_found(wanted, parts[place].pieces)) - covered
        if more:
            covered |= more
            kept.append(place)
    share = len(covered) / len(wanted) if wanted else 0.0
    if len(kept) < 2 or share < measures()["least"]["covered"]:
        return None
    return Split(whole, tuple(sorted(kept)), share)


def _found(pieces: Sequence[str], among: Sequence[str]) -> list[str]:
    """Return the pieces that occur among others, as written or nearly."""
    there, least = set(among), measures()["least"]["piece"]
    return [
        piece
        for piece in pieces
        if piece in there
        or any(Indel.normalized_similarity(piece, other) >= least for other in among)
    ]
