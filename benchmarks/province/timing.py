"""How long something takes: its percentiles over many, with the caches emptied before or not.

A machine that does other things too makes everything wait for a processor. The kernel keeps the
books of it (``schedstat``), for this process and for the one of the database that answers it; a
time is shown as it was, and without that waiting.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from django.db import connection

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and without waiting for a processor."""

    clock: float
    own: float


@dataclass(frozen=True, slots=True)
class Times:
    """What each of many took, and how many rows (or bytes of a page) they gave in all."""

    spent: Sequence[Spent]
    rows: int

    def at(self, share: float, what: str) -> float:
        """Return the time that ``share`` of them (0 to 1) do not exceed, in milliseconds.

        ``what``: ``clock`` or ``own``.
        """
        seconds = sorted(getattr(one, what) for one in self.spent)
        return float(seconds[min(len(seconds) - 1, int(share * len(seconds)))]) * 1000

    def __str__(self) -> str:
        shown = [self.at(share, what) for what in ("own", "clock") for share in (0.5, 0.95)]
        numbers = "".join(f"{one:>9.0f}" for one in shown)
        return f"{numbers} {len(self.spent):>6} {self.rows / len(self.spent):>9.0f}"


HEADING = (
    f"{'milliseconds; own: without waiting for others':<46} {'median':>8} {'95th':>8}"
    f" {'by clock':>8} {'95th':>8} {'times':>6} {'each':>9}"
)


def over(many: Iterable[One], work: Callable[[One], int]) -> Times:
    """Time ``work`` for each of ``many``; it returns how many rows it gave."""
    spent, rows = [], 0
    for one in many:
        took, found = once(lambda one=one: work(one))  # type: ignore[misc]
        spent.append(took)
        rows += found
    return Times(spent, rows)


def once(work: Callable[[], int]) -> tuple[Spent, int]:
    """Time ``work``; return what it took and what it returned."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = cursor.fetchone()[0]
    # The answer's end closes the connection where settings say so: the books go with the process.
    waited, began = _waited(os.getpid()) + _waited(server), perf_counter()
    found = work()
    clock = perf_counter() - began
    waited = _waited(os.getpid()) + _waited(server) - waited
    return Spent(clock, clock - max(0.0, waited)), found


def _waited(process: int) -> float:
    """Return the seconds the process has waited for a processor so far."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[1]) / 1e9


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
