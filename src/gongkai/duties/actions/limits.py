"""A local rule for a duty, the choice of a limit against the order, and taking either back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer
from gongkai.bodies.rules import require_administrator
from gongkai.catalog import read_limit
from gongkai.duties.actions.recomputing import recompute_duty
from gongkai.duties.door import line_at_the_door
from gongkai.duties.limits import candidates_of, decided
from gongkai.duties.models import Duty, DutyLimit, DutyLimitKind
from gongkai.refusals import Refused


@transaction.atomic
def set_local_limit(
    *, actor: Officer, duty: Duty, phrase: str, source: str, reason: str
) -> DutyLimit:
    """Register what a local rule says of a duty's limit; one set before is replaced.

    ``phrase`` as the rule prints it, ``source`` its name and number. Open obligations are computed
    again where another limit decides from now on. Refuses whoever is no administrator of the body,
    a phrase out of which no limit can be read, and a missing source or reason. RULES.md §5.
    """
    require_administrator(actor, duty.body)
    phrase = line_at_the_door(phrase, 300, "时限")
    source = line_at_the_door(source, 200, "依据")
    reason = line_at_the_door(reason, 300, "理由")
    if not read_limit(phrase).clauses:
        raise Refused(
            "limit-unreadable",
            f"读不出“{phrase}”是多久；请写成“7个工作日内”“每月5日前”“会议召开后3日内”这样的时限。",
        )
    duty = _locked(duty)
    standing = _standing(duty, DutyLimitKind.LOCAL)
    if standing and (standing.phrase, standing.source) == (phrase, source):
        raise Refused("nothing-changed", "本地规定的时限和依据都没有变化，没有保存。")
    return _put(
        actor, duty, "duties.set_local_limit", DutyLimitKind.LOCAL, reason,
        phrase=phrase, source=source,
    )  # fmt: skip


@transaction.atomic
def override_limit(*, actor: Officer, duty: Duty, chosen: str, reason: str) -> DutyLimit:
    """Let the candidate ``chosen`` (its id) decide for a duty, whatever the order of the sources.

    Refuses whoever is no administrator of the body, a candidate that does not speak of the duty,
    the one that decides already, and a missing reason.
    """
    require_administrator(actor, duty.body)
    reason = line_at_the_door(reason, 300, "理由")
    duty = _locked(duty)
    if chosen not in {one.id for one in candidates_of(duty)}:
        raise Refused("no-such-limit", "这一项没有这条时限，请在列出的时限中选一条。")
    if decided(duty).chosen == chosen:
        raise Refused("nothing-changed", "现在适用的就是这条时限，不需要另行选定。")
    return _put(actor, duty, "duties.override_limit", DutyLimitKind.OVERRIDE, reason, chosen=chosen)


@transaction.atomic
def end_limit(*, actor: Officer, row: DutyLimit, reason: str) -> DutyLimit:
    """Take back a local rule or an override; the order of the sources decides again."""
    require_administrator(actor, row.duty.body)
    reason = line_at_the_door(reason, 300, "理由")
    duty = _locked(row.duty)
    row = DutyLimit.objects.get(pk=row.pk)
    if row.ended_at is not None:
        raise Refused("already-ended", "这条已经撤销了。")
    before = decided(duty)
    _end(row, actor)
    _settle(actor, duty, "duties.end_limit", row, before.chosen, reason)
    return row


def _put(
    actor: Officer, duty: Duty, verb: str, kind: DutyLimitKind, reason: str, **words: str
) -> DutyLimit:
    before = decided(duty)
    standing = _standing(duty, kind)
    if standing is not None:
        _end(standing, actor)
    row = DutyLimit.objects.create(
        duty=duty, kind=kind, reason=reason, set_by=actor, set_at=timezone.now(), **words
    )
    _settle(actor, duty, verb, row, before.chosen, reason)
    return row


def _settle(
    actor: Officer, duty: Duty, verb: str, row: DutyLimit, before: str, reason: str
) -> None:
    """Compute the open obligations again, and keep who did it."""
    fresh = Duty.objects.select_related("item", "body").get(pk=duty.pk)
    after = decided(fresh)
    recompute_duty(actor=actor, duty=fresh, note=f"{row.get_kind_display()}：{reason}"[:300])
    record(
        verb,
        duty,
        actor=actor,
        body_id=duty.body_id,
        before={"limit": before},
        after=_told(row) | {"limit": after.chosen, "phrase": after.phrase},
        reason=reason,
    )


def _told(row: DutyLimit) -> dict[str, Any]:
    if row.kind == DutyLimitKind.LOCAL:
        return {"local": row.phrase, "source": row.source}
    return {"override": row.chosen}


def _end(row: DutyLimit, actor: Officer) -> None:
    row.ended_by, row.ended_at = actor, timezone.now()
    row.save(update_fields=["ended_by", "ended_at"])


def _standing(duty: Duty, kind: DutyLimitKind) -> DutyLimit | None:
    return duty.limits.filter(kind=kind, ended_at=None).first()


def _locked(duty: Duty) -> Duty:
    """Return the duty alone with its row: of two at once the second sees the first."""
    return (
        Duty.objects.select_for_update(of=("self",)).select_related("item", "body").get(pk=duty.pk)
    )
