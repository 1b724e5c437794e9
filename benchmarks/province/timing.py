"""How long something takes: its percentiles over many, with the caches emptied before or not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of every single one, in order of length, and how many rows they saw in all."""

    seconds: Sequence[float]
    rows: int

    def at(self, share: float) -> float:
        """Return the time that ``share`` of them (0 to 1) do not exceed, in milliseconds."""
        place = min(len(self.seconds) - 1, int(share * len(self.seconds)))
        return self.seconds[place] * 1000

    def __str__(self) -> str:
        half, most, longest = self.at(0.5), self.at(0.95), self.at(1)
        each = self.rows / len(self.seconds)
        return f"{half:>8.0f} {most:>8.0f} {longest:>8.0f} {len(self.seconds):>7} {each:>9.0f}"


HEADING = f"{'':<44} {'median':>8} {'95th':>8} {'longest':>8} {'times':>7} {'rows each':>9}"


def over(many: Iterable[One], work: Callable[[One], int]) -> Times:
    """Time ``work`` for each of ``many``; it returns how many rows it gave."""
    seconds, rows = [], 0
    for one in many:
        began = perf_counter()
        rows += work(one)
        seconds.append(perf_counter() - began)
    return Times(sorted(seconds), rows)


def forget(folder: Path) -> None:
    """Take the files of a stopped database out of the system's cache: the next reader waits for
    the disk. Only these files: others on the machine keep theirs."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)
