"""What a duty took the place of, edition after edition: its line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from gongkai.duties.models import Duty


def lines_of(duties: Iterable[Duty]) -> dict[int, set[int]]:
    """Return, by the key of each duty, its own key and those of all it continues, however far.

    One question to the database for each edition back.
    """
    lines = {duty.pk: {duty.pk} for duty in duties}
    continued = Duty.continues.through.objects
    before: dict[int, set[int]] = defaultdict(set)
    fresh = set(lines)
    while fresh:
        rows = continued.filter(from_duty__in=fresh).values_list("from_duty_id", "to_duty_id")
        found: set[int] = set()
        for new, old in rows:
            before[new].add(old)
            found.add(old)
        fresh = found - before.keys()
    for line in lines.values():
        waiting = list(line)
        while waiting:
            older = before.get(waiting.pop(), set()) - line
            line |= older
            waiting += older
    return lines


def whole_line(duties: Iterable[Duty]) -> set[int]:
    """Return the keys of ``duties`` and of all they continue."""
    return set().union(*lines_of(duties).values())
