"""Reading mappings: what waits for a decision, what holds, and what else a duty fulfils."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from gongkai.audit.queries import of_bodies
from gongkai.bodies.models import Body
from gongkai.duties.models import Duty, MappingState
from gongkai.duties.models import Mapping as Pair
from gongkai.duties.queries import in_force


def mappings_of(body: Body, *states: MappingState) -> QuerySet[Pair]:
    """Return the body's mappings in these states (all by default), most alike first.

    Only those whose two duties apply and are not over. Both sides are at hand with item, edition,
    lead, elements and the body's corrections of them.
    """
    side = Duty.objects.select_related("item__edition__catalog", "lead", "adoption")
    side = side.prefetch_related("item__elements", "adoption__corrections")
    rows = Pair.objects.filter(_not_over("one"), _not_over("other"), body=body)
    if states:
        rows = rows.filter(state__in=states)
    return (
        rows.select_related("decided_by")
        .prefetch_related(Prefetch("one", side), Prefetch("other", side))
        .order_by("-score", "pk")
    )


def counts_of(body: Body) -> dict[MappingState, int]:
    """Return how many mappings of each state the body has."""
    states = Pair.objects.filter(_not_over("one"), _not_over("other"), body=body)
    found = list(states.order_by().values_list("state", flat=True))
    return {state: found.count(state.value) for state in MappingState}


def last_compared(body: Body) -> datetime | None:
    """Return when the body's catalogs were last compared; None where they never were."""
    told = of_bodies([body.pk]).filter(verb="duties.propose_mappings")
    return told.values_list("at", flat=True).first()


def within(rows: QuerySet[Pair], catalog: int | None) -> QuerySet[Pair]:
    """Narrow mappings to those with a side in this catalog; None narrows nothing."""
    if catalog is None:
        return rows
    there = Q(one__item__edition__catalog=catalog) | Q(other__item__edition__catalog=catalog)
    return rows.filter(there)


def partners_of(duties: Iterable[Duty]) -> dict[int, list[Duty]]:
    """Return the duties each of ``duties`` is confirmed to be the same as, by the duty's key.

    One step only: what a partner in turn is mapped with is not meant. Those that are over or do
    not apply are among them; see ``also_fulfilled``.
    """
    keys = [duty.pk for duty in duties]
    rows = (
        Pair.objects.filter(Q(one__in=keys) | Q(other__in=keys), state=MappingState.CONFIRMED)
        .select_related("one__item", "one__body", "one__lead")
        .select_related("other__item", "other__body", "other__lead")
        .select_related("one__item__edition__catalog", "other__item__edition__catalog")
        .order_by("pk")
    )
    found: dict[int, list[Duty]] = {key: [] for key in keys}
    for row in rows:
        if row.one_id in found:
            found[row.one_id].append(row.other)
        if row.other_id in found:
            found[row.other_id].append(row.one)
    return found


def also_fulfilled(duties: Iterable[Duty], formed_on: date) -> list[Duty]:
    """Return what a disclosure under ``duties`` is filed under besides, by confirmed mappings.

    Those that were in force on ``formed_on``; one that began since only where it takes no place
    of another that is meant already: nothing is owed twice across a change of edition.
    """
    chosen = list(duties)
    partners = dict.fromkeys(
        duty for those in partners_of(chosen).values() for duty in those if duty.applies
    )
    open_to = [duty for duty in partners if duty not in chosen]
    then = [duty for duty in open_to if duty.in_force(formed_on)]
    today = timezone.localdate()
    now = [duty for duty in open_to if duty not in then and duty.in_force(today)]
    if not now:
        return then
    meant = {duty.pk for duty in (*chosen, *then)}
    line = Duty.continues.through.objects.filter(from_duty__in=[duty.pk for duty in now])
    later = {row.from_duty_id for row in line if row.to_duty_id in meant}
    return [*then, *(duty for duty in now if duty.pk not in later)]


def catalogs_of(body: Body) -> list[tuple[int, str]]:
    """Return the catalogs the body's mappings have a side in: key and title, by title."""
    rows = Pair.objects.filter(_not_over("one"), _not_over("other"), body=body).order_by()
    found: set[tuple[int, str]] = set()
    for side in ("one", "other"):
        catalog = f"{side}__item__edition__catalog"
        found |= set(rows.values_list(catalog, f"{catalog}__title").distinct())
    return sorted(found, key=lambda one: (one[1], one[0]))


def decided_pairs(body: Body) -> Mapping[tuple[int, int], Pair]:
    """Return every mapping of the body, by its pair of duties."""
    return {(row.one_id, row.other_id): row for row in Pair.objects.filter(body=body)}


def candidates_of(body: Body, on: date | None = None) -> QuerySet[Duty]:
    """Return the duties mappings are proposed between: in force, and for the body's tier."""
    return (
        Duty.objects.filter(in_force(on), body=body, applies=True)
        .select_related("item")
        .defer("item__cells", "item__extras", "item__findings", "item__origin")
        .prefetch_related("item__elements", "continues")
        .order_by("adoption_id", "item__position")
    )


def _not_over(side: str) -> Q:
    today = timezone.localdate()
    not_over = Q(**{f"{side}__ends_on": None}) | Q(**{f"{side}__ends_on__gte": today})
    return not_over & Q(**{f"{side}__applies": True})
