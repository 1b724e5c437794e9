"""Proposing which duties are about the same thing, and what the body's administrator decides."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Officer
from gongkai.duties.actions.laying import BATCH
from gongkai.duties.alike import alike
from gongkai.duties.clocks import derive
from gongkai.duties.mapping_queries import candidates_of, decided_pairs
from gongkai.duties.models import Duty, Mapping, MappingState
from gongkai.duties.rules import require_may_adopt
from gongkai.privacy import mask_text
from gongkai.refusals import Refused

_LONGEST = 300


@transaction.atomic
def propose_mappings(*, actor: Officer | None, body: Body) -> list[Mapping]:
    """Compare the items of every catalog the body works under; return the new proposals.

    A pair that was ever proposed is left as it is, whatever became of it. ``actor`` is null only
    where the command line sets a site up. The number of questions to the database does not grow
    with the items.
    """
    if actor is not None:
        require_may_adopt(actor, body)
    # The second of two administrators who press at once finds the proposals of the first.
    Body.objects.select_for_update().get(pk=body.pk)
    known = decided_pairs(body)
    now = timezone.now()
    made = Mapping.objects.bulk_create(
        [
            Mapping(body=body, one=pair.one, other=pair.other, score=pair.score, proposed_at=now)
            for pair in alike(list(candidates_of(body)))
            if pair.key not in known
        ],
        batch_size=BATCH,
    )
    record(
        "duties.propose_mappings", body, actor=actor, body_id=body.pk, after={"proposed": len(made)}
    )
    return made


@transaction.atomic
def confirm_mapping(*, actor: Officer, mapping: Mapping) -> Mapping:
    """Say that the two duties are the same thing: from now on one disclosure fulfils both.

    What is published already stays where it is. Refuses where it was decided meanwhile, where
    one of the duties is over or does not apply, and where one's limit gives no due date: nobody
    could register under either.
    """
    mapping = _locked(actor, mapping)
    _require_state(mapping, MappingState.PROPOSED)
    for duty in (mapping.one, mapping.other):
        _refuse_over(duty)
        derive(duty, timezone.localdate())
    return _decide("confirm_mapping", actor, mapping, MappingState.CONFIRMED, "")


@transaction.atomic
def decline_mapping(*, actor: Officer, mapping: Mapping, reason: str = "") -> Mapping:
    """Say that the two are not the same; the pair is not proposed again."""
    mapping = _locked(actor, mapping)
    _require_state(mapping, MappingState.PROPOSED)
    return _decide("decline_mapping", actor, mapping, MappingState.DECLINED, reason)


@transaction.atomic
def withdraw_mapping(*, actor: Officer, mapping: Mapping, reason: str) -> Mapping:
    """End a confirmed mapping. Disclosures that are filed under both stay filed under both."""
    mapping = _locked(actor, mapping)
    _require_state(mapping, MappingState.CONFIRMED)
    if not _kept(reason):
        raise Refused("no-reason", "请写明取消对应的理由。")
    return _decide("withdraw_mapping", actor, mapping, MappingState.WITHDRAWN, reason)


@transaction.atomic
def reopen_mapping(*, actor: Officer, mapping: Mapping) -> Mapping:
    """Put a pair that was declined or withdrawn back among the proposals."""
    mapping = _locked(actor, mapping)
    _require_state(mapping, MappingState.DECLINED, MappingState.WITHDRAWN)
    return _decide("reopen_mapping", actor, mapping, MappingState.PROPOSED, "")


def _locked(actor: Officer, mapping: Mapping) -> Mapping:
    require_may_adopt(actor, mapping.body)
    # Renewing an edition carries mappings over; one decided meanwhile waits, or is seen by it.
    Body.objects.select_for_update().get(pk=mapping.body_id)
    return Mapping.objects.select_related("one__item", "other__item", "body").get(pk=mapping.pk)


def _require_state(mapping: Mapping, *states: MappingState) -> None:
    if mapping.state not in states:
        raise Refused(
            "already-decided",
            f"“{mapping}”现在是“{MappingState(mapping.state).label}”，请刷新页面后再看。",
        )


def _refuse_over(duty: Duty) -> None:
    if not duty.applies:
        raise Refused("duty-does-not-apply", f"“{duty.item.name}”不适用于本机关的层级。")
    if duty.ends_on is not None and duty.ends_on < timezone.localdate():
        raise Refused(
            "duty-has-ended",
            f"“{duty.item.name}”已于{duty.ends_on}停止执行，请重新比对后确认新版次的事项。",
        )


def _decide(verb: str, actor: Officer, mapping: Mapping, to: MappingState, reason: str) -> Mapping:
    reason = _kept(reason)
    if len(reason) > _LONGEST:
        raise Refused("reason-too-long", f"理由不能超过{_LONGEST}字。")
    before = {"state": mapping.state}
    open_again = to is MappingState.PROPOSED
    mapping.state, mapping.reason = to, reason
    mapping.decided_by = None if open_again else actor
    mapping.decided_at = None if open_again else timezone.now()
    mapping.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record(
        f"duties.{verb}",
        mapping,
        actor=actor,
        body_id=mapping.body_id,
        before=before,
        after={"state": to.value, "score": mapping.score},
        reason=reason,
    )
    return mapping


def _kept(reason: str) -> str:
    """Return a reason as it may be stored: trimmed, identity numbers masked, without NUL."""
    masked, _ = mask_text(reason.replace("\x00", ""))
    return masked.strip()
