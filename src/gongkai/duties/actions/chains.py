"""Saying that publishing under one duty sets another off, and acting on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Officer
from gongkai.duties.actions.events import keep_event, moment_for
from gongkai.duties.actions.obligations import open_obligation
from gongkai.duties.chaining import reaches
from gongkai.duties.door import line_at_the_door
from gongkai.duties.models import Chain, Duty, Event, EventOrigin, Obligation, Trigger
from gongkai.duties.queries import in_force
from gongkai.duties.rules import require_may_adopt
from gongkai.refusals import Refused


@transaction.atomic
def link_chain(*, actor: Officer, duty: Duty, source: Duty) -> Chain:
    """Say that publishing under ``source`` sets ``duty`` off, from now on.

    Only an administrator of the body. Refuses another body's duty, one that is over or does not
    apply, a pair that is linked already, and one that would close a circle.
    """
    require_may_adopt(actor, duty.body)
    if source.body_id != duty.body_id:
        raise Refused("another-body", "只能联动本机关的公开事项。")
    if source.pk == duty.pk:
        raise Refused("same-item", "一个公开事项不能由它自己引起。")
    for one in (duty, source):
        _require_lasting(one)
    # Two links at once could close a circle that neither sees.
    Body.objects.select_for_update().get(pk=duty.body_id)
    if Chain.objects.filter(duty=duty, source=source, ended_at=None).exists():
        raise Refused("already-chained", f"“{source.item.name}”与“{duty.item.name}”已经联动。")
    if reaches(sets_off_in(duty.body_id), duty.pk, source.pk):
        raise Refused(
            "closes-a-circle",
            f"“{duty.item.name}”公开后已会引起“{source.item.name}”，不能再反过来联动。",
        )
    chain = Chain.objects.create(
        duty=duty, source=source, made_by=actor, made_at=timezone.now(), inferred=False
    )
    _record("duties.link_chain", chain, actor)
    return chain


@transaction.atomic
def confirm_chain(*, actor: Officer, chain: Chain) -> Chain:
    """Say that a link found by the words of the catalog is right."""
    chain = _locked(chain)
    require_may_adopt(actor, chain.duty.body)
    _require_standing(chain)
    if not chain.inferred:
        raise Refused("already-confirmed", "这条联动已经确认过。")
    chain.inferred = False
    chain.save(update_fields=["inferred"])
    _record("duties.confirm_chain", chain, actor)
    return chain


@transaction.atomic
def unlink_chain(*, actor: Officer, chain: Chain, reason: str) -> Chain:
    """Take a link back; what it has set off stays owed, and it is not found again by itself."""
    chain = _locked(chain)
    require_may_adopt(actor, chain.duty.body)
    _require_standing(chain)
    reason = line_at_the_door(reason, 300, "理由")
    chain.ended_by, chain.ended_at = actor, timezone.now()
    chain.save(update_fields=["ended_by", "ended_at"])
    _record("duties.unlink_chain", chain, actor, reason)
    return chain


@transaction.atomic
def set_off(
    *,
    actor: Officer | None,
    title: str,
    sources: Sequence[Duty],
    on: date,
    moment: datetime,
    reference: str,
) -> list[Obligation]:
    """Open what is owed now that something was published under ``sources`` (PI-02).

    ``reference`` names the publication (``disclosure:12``): the same one sets off once and never
    again. Nothing is owed under a duty the publication itself is filed under.
    """
    chains = list(
        Chain.objects.filter(in_force(on, "duty__"), duty__applies=True, ended_at=None)
        # What is published late under an earlier edition counts for the item that followed it.
        .filter(Q(source__in=sources) | Q(source__continues__in=sources))
        .exclude(Q(duty__in=sources) | Q(duty__continues__in=sources))
        .select_related("duty__item", "duty__body", "source__item")
        .order_by("pk")
    )
    if not chains:
        return []
    first = chains[0].source
    event, new = keep_event(
        Event(
            body_id=first.body_id,
            name=f"{first.item.name[:50]}公开",
            title=title[:300],
            happened_on=on,
            happened_at=moment,
            origin=EventOrigin.PUBLICATION,
            reference=reference,
            recorded_at=timezone.now(),
            recorded_by=actor,
        )
    )
    if not new:
        return []
    owed = dict.fromkeys(chain.duty for chain in chains)
    return [
        open_obligation(
            actor=actor,
            duty=duty,
            occasion=f"{duty.item.name}：{title}"[:300],
            formed_on=on,
            trigger=Trigger.PUBLICATION,
            event=event,
            moment=moment_for(duty, moment),
        )
        for duty in owed
    ]


def sets_off_in(body_id: int) -> dict[int, set[int]]:
    """Return which duties each duty of the body sets off, by keys, as links stand."""
    found: dict[int, set[int]] = defaultdict(set)
    rows: Iterable[tuple[int, int]] = Chain.objects.filter(
        duty__body=body_id, ended_at=None
    ).values_list("source_id", "duty_id")
    for source, duty in rows:
        found[source].add(duty)
    return found


def _require_lasting(duty: Duty) -> None:
    if not duty.applies:
        raise Refused("duty-does-not-apply", f"“{duty.item.name}”不适用于本机关的层级。")
    if duty.ends_on is not None and duty.ends_on < timezone.localdate():
        raise Refused("duty-has-ended", f"“{duty.item.name}”已于{duty.ends_on}停止执行。")


def _require_standing(chain: Chain) -> None:
    if chain.ended_at is not None:
        raise Refused("already-unlinked", "这条联动已经取消了。")


def _locked(chain: Chain) -> Chain:
    return (
        Chain.objects.select_for_update(of=("self",))
        .select_related("duty__item", "duty__body", "source__item")
        .get(pk=chain.pk)
    )


def _record(verb: str, chain: Chain, actor: Officer, reason: str = "") -> None:
    after = {"duty": str(chain.duty), "source": str(chain.source)}
    record(verb, chain, actor=actor, body_id=chain.duty.body_id, after=after, reason=reason)
