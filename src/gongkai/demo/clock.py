"""A clock that can be set, for loading two years of history in a few seconds.

Every action takes its moments from ``django.utils.timezone.now`` (``localdate`` calls it too), so
that one function alone decides what "now" is. While the demo is loaded, and only then, it is
exchanged: each recorded moment is the one it would have had on its day, and every rule about
dates, reviews and limits runs as it would have run. Nothing else in the project sets the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.utils import timezone


class Clock:
    """Says the moment it was last set to (aware)."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def set(self, moment: datetime) -> None:
        """Set the clock; a moment without a time zone is an error of the caller."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment the clock is set to."""
        return self._moment


@contextmanager
def settable_clock() -> Iterator[Clock]:
    """Put a settable clock in place of ``timezone.now``; the real one returns at the end."""
    real = timezone.now
    clock = Clock(real())
    timezone.now = clock.now
    try:
        yield clock
    finally:
        timezone.now = real
