"""The pages a body and a city look at every day, each asked for as a browser asks for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from benchmarks.province.timing import Times, over
from gongkai.bodies.models import Body, Officer
from gongkai.duties.models import Obligation
from gongkai.duties.queries import open_obligations
from gongkai.workspace import below, board

_SEED = 26
_CITIES = 30


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of page and those who ask for it, each with a session of their own."""

    name: str
    address: str
    readers: list[Client]

    def ask(self) -> Times:
        """Time the whole answer for each reader once; the rows are those of its answer's bytes."""
        return over(self.readers, self._answer)

    def _answer(self, reader: Client) -> int:
        answer = reader.get(self.address)
        if answer.status_code != 200:
            raise RuntimeError(f"{self.address}: {answer.status_code}")
        return len(answer.content)


def pages(today: date, times: int) -> list[Page]:
    """Return the pages that are timed, with ``times`` bodies to ask for each (cities: fewer)."""
    editors = Officer.objects.filter(office__position=1).order_by("pk")
    heads = Officer.objects.filter(office__position=0).order_by("pk")
    cities = heads.filter(office__body__parent=None)
    mine, every, past = _readers(editors, times), _readers(heads, times), _readers(heads, times)
    over_cities = _readers(cities, _CITIES)
    obligations, side_by_side = reverse("workspace:obligations"), reverse("workspace:below")
    a_past_day = today - timedelta(days=90)
    return [
        Page("an officer's own list", obligations, mine),
        Page("a body's list", obligations, every),
        Page(f"a body's list as of {a_past_day}", f"{obligations}?on={a_past_day}", past),
        Page("the year wall of a body", reverse("workspace:wall_of", args=[today.year]), every),
        Page("a city's bodies side by side", side_by_side, over_cities),
        Page(f"a city's bodies as of {a_past_day}", f"{side_by_side}?on={a_past_day}", over_cities),
    ]


def queries(times: int) -> Iterator[tuple[str, Callable[[], Times]]]:
    """Yield what only asks the database: a body's open obligations, its counts, a city's."""
    bodies = list(Body.objects.order_by("pk"))
    some, cities = _some(bodies, times), [one for one in bodies if one.parent_id is None]
    chosen = board.Chosen()

    def rows_of(body: Body) -> QuerySet[Obligation]:
        return board.listed(body, None, chosen)

    yield "open_obligations, every row", lambda: over(some, lambda one: len(open_obligations(one)))
    yield (
        "counts by state",
        lambda: over(some, lambda one: sum(board.counts(rows_of(one)).values())),
    )
    yield (
        "a city's tallies",
        lambda: over(
            _some(cities, _CITIES),
            lambda one: len(below.tallies(below.bodies_below(one), None)),
        ),
    )


def _some(rows: list[Body], count: int) -> list[Body]:
    return random.Random(_SEED).sample(rows, min(count, len(rows)))  # noqa: S311 - no secret


def _readers(officers: QuerySet[Officer], count: int) -> list[Client]:
    rows = list(officers)
    chosen = random.Random(_SEED).sample(rows, min(count, len(rows)))  # noqa: S311 - no secret
    readers = []
    for officer in chosen:
        reader = Client(headers={"host": "127.0.0.1"})
        reader.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        readers.append(reader)
    return readers
