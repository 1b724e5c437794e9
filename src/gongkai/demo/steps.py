"""The steps of the story, told in the order of time; a step may bring further steps."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Step:
    """One action of one officer at one moment (aware); ``do`` returns the steps that follow."""

    at: datetime
    do: Callable[[], Iterable[Step] | None]


class Queue:
    """Gives the earliest step first; of two at one moment the one that was put in first."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Step]] = []
        self._serial = count()

    def put(self, steps: Iterable[Step]) -> None:
        """Put steps in, in any order."""
        for step in steps:
            heapq.heappush(self._heap, (step.at, next(self._serial), step))

    def take(self) -> Step | None:
        """Return the earliest step, or None at the end of the story."""
        return heapq.heappop(self._heap)[2] if self._heap else None


def moment(rng: random.Random, day: date, hour: int) -> datetime:
    """Return some moment within an hour of a day in Asia/Shanghai."""
    return timezone.make_aware(
        datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)))
    )
