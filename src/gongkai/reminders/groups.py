"""Bodies that count by the same calendar and are reminded at the same times, told of together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from gongkai.bodies.models import Body
from gongkai.clocks.queries import calendar_for, overlays_of
from gongkai.reminders.times import Times, default_times, own_times
from gongkai.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Group:
    """Nearly all bodies are in one group: no calendar of their own, the default times."""

    calendar: Calendar
    times: Times
    bodies: tuple[int, ...]

    def works(self, day: date) -> bool:
        """Return whether these bodies work on ``day``; nothing is told on a day off."""
        return self.calendar.is_working_day(day)


def groups() -> list[Group]:
    """Return every body, in as few groups as there are pairs of a calendar and times."""
    own, default = own_times(), default_times()
    found: defaultdict[tuple[tuple[int, ...], Times], list[int]] = defaultdict(list)
    bodies = Body.objects.order_by("pk").values_list("pk", flat=True)
    for body, overlay in overlays_of(bodies).items():
        found[overlay, own.get(body, default)].append(body)
    return [
        Group(calendar_for(alike[0]), times, tuple(alike))
        for (_overlay, times), alike in found.items()
    ]
