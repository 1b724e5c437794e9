"""The day it is in the province."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.utils import timezone

# Ten in the morning in Shanghai.
_HOUR = time(2, 0, tzinfo=UTC)


def stop_the_clock(today: date) -> None:
    """Let it be ``today`` for everything that asks Django."""
    moment = datetime.combine(today, _HOUR)
    timezone.now = lambda: moment
