"""The first round after adoption: what each item must show that has nothing public yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import prefetch_related_objects
from django.utils import timezone

from gongkai.bodies.models import Officer
from gongkai.duties.actions.laying import BATCH
from gongkai.duties.actions.obligations import move
from gongkai.duties.adopting import asks_first_round
from gongkai.duties.clocks import Clock, derive, keep_all
from gongkai.duties.models import Duty, Obligation, ObligationChange, Trigger
from gongkai.refusals import Refused


def open_first_round(*, actor: Officer | None, duties: Iterable[Duty]) -> int:
    """Open one obligation (首次公开) per duty that is in the first round; return how many.

    Each counts from the day its duty starts, by its own limit or by 条例第26条 (PUB-26: 20
    working days); many at once, in as many statements as there are batches. What no day can be
    computed for is left out: registering under it says why.
    """
    duties = [duty for duty in duties if asks_first_round(duty.item, duty.body.tier)]
    prefetch_related_objects(duties, "limits")
    pairs = [(duty, clock) for duty in duties if (clock := _clock(duty)) is not None]
    kept = keep_all([clock for _, clock in pairs])
    now = timezone.now()
    rows = [
        Obligation(
            body_id=duty.body_id,
            duty=duty,
            occasion=f"首次公开：{duty.item.name}"[:300],
            trigger=Trigger.ADOPTION,
            formed_on=duty.starts_on,
            due_on=derivation.due_on,
            provisional=derivation.provisional,
            derivation=derivation,
            opened_at=now,
            opened_by=actor,
        )
        for (duty, _), derivation in zip(pairs, kept, strict=True)
    ]
    Obligation.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def move_first_round(*, actor: Officer, duty: Duty) -> None:
    """Count what waits since adoption anew: the duty starts on another day than was planned."""
    waiting: Sequence[Obligation] = list(
        duty.obligations.select_for_update(of=("self",))
        .select_related("derivation")
        .filter(trigger=Trigger.ADOPTION, fulfilled_on=None, excused_on=None)
    )
    for obligation in waiting:
        obligation.formed_on = duty.starts_on
        obligation.save(update_fields=["formed_on"])
        derivation = keep_all([derive(duty, duty.starts_on)])[0]
        move(obligation, derivation, cause=ObligationChange.Cause.TRIGGER, actor=actor)


def _clock(duty: Duty) -> Clock | None:
    try:
        return derive(duty, duty.starts_on)
    except Refused:
        return None
