"""The links a body begins an edition with: carried over, and found by the words of its limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

from django.db.models import Q
from django.utils import timezone

from gongkai.bodies.models import Body
from gongkai.duties.actions.chains import sets_off_in
from gongkai.duties.actions.laying import BATCH
from gongkai.duties.chaining import links_among, reaches
from gongkai.duties.models import Chain, Duty

_Keys = tuple[int, int]


def lay_chains(body: Body, made: Sequence[Duty]) -> list[Chain]:
    """Link the duties just ``made`` with each other and with the body's others, both ways.

    What an administrator linked or confirmed under the earlier edition holds on; what was taken
    back is not found again. The rest is found by the words and marked as inferred.
    """
    heirs = _heirs(made)
    decided = Chain.objects.filter(Q(duty__in=heirs) | Q(source__in=heirs)).order_by("pk")
    rows = list(decided.filter(Q(duty__body=body)))
    taken_back = {pair for row in rows if row.ended_at is not None for pair in _pairs(row, heirs)}
    standing = sets_off_in(body.pk)
    chains = _carried(rows, heirs, standing, taken_back)
    new = {duty.pk for duty in made}
    for duty, source in links_among(_lasting(body), standing):
        pair = (duty.pk, source.pk)
        if new.intersection(pair) and pair not in taken_back:
            chains.append(Chain(duty=duty, source=source, inferred=True, made_at=timezone.now()))
    return Chain.objects.bulk_create(chains, batch_size=BATCH)


def _carried(
    rows: Sequence[Chain],
    heirs: dict[int, list[int]],
    standing: dict[int, set[int]],
    taken_back: set[_Keys],
) -> list[Chain]:
    """Return the links that hold on between the heirs, and put them among ``standing``."""
    chains = []
    for row in rows:
        if row.ended_at is not None:
            continue
        for duty, source in _pairs(row, heirs):
            if duty == source or duty in standing[source] or (duty, source) in taken_back:
                continue
            if reaches(standing, duty, source):
                continue
            standing[source].add(duty)
            chains.append(
                Chain(
                    duty_id=duty,
                    source_id=source,
                    inferred=row.inferred,
                    made_by_id=row.made_by_id,
                    made_at=timezone.now(),
                )
            )
    return chains


def _heirs(made: Sequence[Duty]) -> dict[int, list[int]]:
    """Return the keys of the new duties, by that of each duty they continue."""
    rows = Duty.continues.through.objects.filter(from_duty__in=[duty.pk for duty in made])
    heirs: dict[int, list[int]] = defaultdict(list)
    applying = {duty.pk for duty in made if duty.applies}
    for new, old in rows.order_by("pk").values_list("from_duty_id", "to_duty_id"):
        if new in applying:
            heirs[old].append(new)
    return heirs


def _pairs(row: Chain, heirs: dict[int, list[int]]) -> list[_Keys]:
    duties = heirs.get(row.duty_id, [row.duty_id])
    sources = heirs.get(row.source_id, [row.source_id])
    return list(product(duties, sources))


def _lasting(body: Body) -> list[Duty]:
    """Return the duties of the body that apply and are followed by no other."""
    return list(
        Duty.objects.filter(Q(ends_on=None), body=body, applies=True)
        .select_related("item")
        .order_by("adoption_id", "item__position")
    )
