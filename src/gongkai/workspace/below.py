"""The bodies below one, side by side: how much each owes, and how much was on time this year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from gongkai.bodies.models import Body
from gongkai.bodies.queries import subtree_ids
from gongkai.duties.models import Obligation
from gongkai.duties.obligation_queries import STILL_OPEN, moved_after
from gongkai.duties.queries import OPEN_STATES, STATE_NAMES
from gongkai.workspace.board import open_on, standing


@dataclass
class Tally:
    """How one body (or all together) stands.

    ``states`` counts what is open, and what has ended of what was due this year or later.
    ``late_this_year`` is what was due this year and is overdue still. ``oldest`` is the first due
    date of all that is overdue.
    """

    body: Body | None = None
    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATE_NAMES, 0))
    provisional: int = 0
    late_this_year: int = 0
    oldest: date | None = None

    @property
    def judged(self) -> int:
        """How many count for the rate: met, or past due and not met; excused ones do not."""
        return self.states["met"] + self.states["met_late"] + self.late_this_year

    @property
    def rate(self) -> float | None:
        """Which part of them was met on time, 0 to 1; None where there are none."""
        return self.states["met"] / self.judged if self.judged else None

    @property
    def percent(self) -> str:
        """The rate as it is shown; 100% only where nothing at all was late."""
        if self.rate is None:
            return "—"
        whole = self.states["met"] == self.judged
        return "100%" if whole else f"{min(99.9, self.rate * 100):.1f}%"

    def add(self, row: dict[str, Any]) -> None:
        """Add one group of the database's counting."""
        self.states[row["state"]] += row["number"]
        if row["state"] in OPEN_STATES:
            self.provisional += row["provisional"]
        if row["state"] == "overdue":
            self.late_this_year += row["this_year"]
            self.oldest = min(filter(None, (self.oldest, row["oldest"])))


SORTS: dict[str, tuple[str, Callable[[Tally], Any]]] = {
    "body": ("机关", lambda one: 0),
    "overdue": ("已逾期", lambda one: -one.states["overdue"]),
    "due": ("即将到期", lambda one: -one.states["due"]),
    "upcoming": ("未到期", lambda one: -one.states["upcoming"]),
    "met": ("按时完成", lambda one: -one.states["met"]),
    "met_late": ("逾期完成", lambda one: -one.states["met_late"]),
    "excused": ("免责", lambda one: -one.states["excused"]),
    "rate": ("今年按时率", lambda one: 2.0 if one.rate is None else one.rate),
    "oldest": ("最早逾期", lambda one: one.oldest or date.max),
    "provisional": ("暂定", lambda one: -one.provisional),
}
"""By what the bodies can be sorted: the heading, and the key; what needs attention comes first."""


def bodies_below(body: Body, words: str = "") -> list[Body]:
    """Return every body below this one, each with its parent at hand, in the order of the tree."""
    below = set(subtree_ids(body)) - {body.pk}
    rows = Body.objects.filter(pk__in=below).select_related("parent")
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    return list(rows.order_by("parent_id", "pk"))


def tallies(bodies: Sequence[Body], on: date | None, sort: str = "overdue") -> list[Tally]:
    """Return how each body stands as of ``on`` (None: today), sorted; two queries for them all."""
    found = {body.pk: Tally(body) for body in bodies}
    for rows in _groups(list(found), on):
        for row in rows:
            found[row["body_id"]].add(row)
    return sorted(found.values(), key=SORTS.get(sort, SORTS["overdue"])[1])


def total(of: Sequence[Tally]) -> Tally:
    """Return all of them together."""
    whole = Tally()
    for one in of:
        for state, number in one.states.items():
            whole.states[state] += number
        whole.provisional += one.provisional
        whole.late_this_year += one.late_this_year
    whole.oldest = min((one.oldest for one in of if one.oldest), default=None)
    return whole


def _groups(bodies: list[int], on: date | None) -> list[Iterable[dict[str, Any]]]:
    """What was open, and what had ended of what was due this year or later, by body and state."""
    rows = Obligation.objects.filter(body__in=bodies)
    new_year = date((on or timezone.localdate()).year, 1, 1)
    if on is None:
        # Apart from each other, so that each is found by an index of its own.
        opened = standing(rows.filter(STILL_OPEN), None)
        ended = standing(rows.exclude(STILL_OPEN).filter(due_on__gte=new_year), None)
        return [_grouped(opened, new_year), _grouped(ended, new_year)]
    # Only of the few whose date has moved since is it asked what it was.
    moved = moved_after(on).filter(obligation__body__in=bodies).order_by()
    stayed = standing(rows.exclude(pk__in=moved.values("obligation")), on, moved=False)
    changed = standing(rows.filter(pk__in=moved.values("obligation")), on)
    shown = open_on(on) | Q(due__gte=new_year)
    return [_grouped(stayed.filter(shown), new_year), _grouped(changed.filter(shown), new_year)]


def _grouped(rows: Any, new_year: date) -> Iterable[dict[str, Any]]:
    grouped: Iterable[dict[str, Any]] = (
        rows.order_by()
        .values("body_id", "state")
        .annotate(
            number=Count("*"),
            provisional=Count("body_id", filter=Q(tentative=True)),
            this_year=Count("body_id", filter=Q(due__gte=new_year)),
            oldest=Min("due"),
        )
    )
    return grouped
