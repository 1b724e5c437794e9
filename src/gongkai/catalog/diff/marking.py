"""Cuts two texts into what both have, what is gone and what has come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from rapidfuzz.distance import Indel

Mark = Literal["both", "gone", "come"]
Run = tuple[Mark, str]

_SHORTEST = 2  # a lone character in common between two changes is chance, not sense
_LONGEST = 4000  # characters compared sign by sign; beyond that the whole text stands for itself


def runs(before: str, after: str) -> list[Run]:
    """Return the runs of both texts in order; ``both`` and ``gone`` make up ``before``."""
    if not before or not after or max(len(before), len(after)) > _LONGEST:
        whole: list[Run] = [("gone", before), ("come", after)]
        return [run for run in whole if run[1]]
    found: list[Run] = []
    gone = come = ""
    for mark, old, new in _cuts(before, after):
        if mark == "both":
            found += _changed(gone, come)
            found.append(("both", old))
            gone = come = ""
        else:
            gone, come = gone + old, come + new
    return found + _changed(gone, come)


def _changed(gone: str, come: str) -> list[Run]:
    changed: list[Run] = [("gone", gone), ("come", come)]
    return [run for run in changed if run[1]]


def _cuts(before: str, after: str) -> Iterator[tuple[Mark, str, str]]:
    """Yield stretches in common and stretches that differ, as ``(mark, old, new)``."""
    for step in Indel.opcodes(before, after):
        old = before[step.src_start : step.src_end]
        new = after[step.dest_start : step.dest_end]
        inside = step.src_start > 0 and step.src_end < len(before)
        if step.tag == "equal" and (len(old) >= _SHORTEST or not inside):
            yield "both", old, new
        else:
            yield "gone", old, new
