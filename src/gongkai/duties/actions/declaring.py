"""Stating that there is nothing to disclose, or why it could not be; a second person decides."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer, Role
from gongkai.duties.actions.obligations import fulfil_obligation
from gongkai.duties.door import line_at_the_door
from gongkai.duties.models import Declaration, DeclarationKind, Obligation, Outcome
from gongkai.duties.rules import may_file
from gongkai.refusals import Refused


@transaction.atomic
def declare(
    *, actor: Officer, obligation: Obligation, kind: DeclarationKind, reason: str
) -> Declaration:
    """State an absence (``NOTHING``) or ask for an excuse (``EXCUSE``), with a reason.

    An editor of an office that answers for the duty. A stated absence is published with its
    reason once it is granted, so identity numbers are masked here. Refuses what is met or excused,
    an absence where a draft is being written, and a second declaration while one waits.
    """
    obligation = _locked(obligation)
    _require_may_declare(actor, obligation)
    _require_open(obligation)
    if kind == DeclarationKind.NOTHING and _has_draft(obligation):
        raise Refused("has-a-draft", "这项任务已经有正在办理的信息，不能再登记“无此类信息”。")
    reason = line_at_the_door(reason, 300, "理由")
    if obligation.declarations.filter(granted=None).exists():
        raise Refused("already-declared", "这项任务已有一份情况说明在等待决定。")
    try:
        with transaction.atomic():
            declaration = Declaration.objects.create(
                obligation=obligation,
                kind=kind,
                reason=reason,
                declared_by=actor,
                declared_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused("already-declared", "这项任务已有一份情况说明在等待决定。") from None
    _record("duties.declare", declaration, actor, reason=reason)
    return declaration


@transaction.atomic
def decide_declaration(
    *, actor: Officer, declaration: Declaration, granted: bool, note: str = ""
) -> Declaration:
    """Agree to a declaration, or not; never by the one who made it.

    A reviewer or publisher of the body. A granted absence fulfils the obligation today, late or
    on time as anything would be; a granted excuse ends it today without an outcome. Declining
    needs a note.
    """
    obligation, declaration = _locked_both(declaration)
    _require_may_decide(actor, declaration)
    note = line_at_the_door(note, 300, "意见") if note.strip() or not granted else ""
    if granted:
        _require_open(obligation)
        _grant(actor, obligation, DeclarationKind(declaration.kind))
    declaration.granted, declaration.note = granted, note
    declaration.decided_by, declaration.decided_at = actor, timezone.now()
    declaration.save(update_fields=["granted", "note", "decided_by", "decided_at"])
    _record("duties.decide_declaration", declaration, actor, reason=note, granted=granted)
    return declaration


@transaction.atomic
def withdraw_declaration(*, actor: Officer, declaration: Declaration) -> Obligation:
    """Take back one's own declaration before it is decided; the trail keeps what it said."""
    obligation, declaration = _locked_both(declaration)
    if declaration.declared_by_id != actor.pk:
        raise Refused("not-yours", "只有提出的人可以收回这份情况说明。")
    _require_waiting(declaration)
    _record("duties.withdraw_declaration", declaration, actor, reason=declaration.reason)
    declaration.delete()
    return obligation


def _grant(actor: Officer, obligation: Obligation, kind: DeclarationKind) -> None:
    today = timezone.localdate()
    if kind is DeclarationKind.EXCUSE:
        obligation.excused_on = today
        obligation.save(update_fields=["excused_on"])
        return
    if _has_draft(obligation):
        raise Refused("has-a-draft", "这项任务已经有正在办理的信息，不能再登记“无此类信息”。")
    fulfil_obligation(actor=actor, obligation=obligation, on=today, outcome=Outcome.NOTHING)


def _require_may_declare(actor: Officer, obligation: Obligation) -> None:
    if not actor.has_role(Role.EDITOR):
        raise Refused("wrong-role", "情况说明须由填报人提出。")
    if actor.office.body_id != obligation.body_id:
        raise Refused("another-body", "这是其他机关的任务，您不能办理。")
    if not may_file(actor, obligation.duty):
        raise Refused(
            "another-office",
            f"“{obligation.duty.item.name}”由{obligation.duty.lead}等科室负责，"
            f"不归{actor.office}。",
        )


def _require_may_decide(actor: Officer, declaration: Declaration) -> None:
    if not actor.has_role(Role.REVIEWER, Role.PUBLISHER):
        raise Refused("wrong-role", "情况说明须由审核或者发布人员决定。")
    if actor.office.body_id != declaration.obligation.body_id:
        raise Refused("another-body", "这是其他机关的任务，您不能办理。")
    if declaration.declared_by_id == actor.pk:
        raise Refused("own-work", "不能决定自己提出的情况说明，请由另一位人员决定。")
    _require_waiting(declaration)


def _require_waiting(declaration: Declaration) -> None:
    if declaration.granted is not None:
        raise Refused("already-decided", "这份情况说明已经有了决定。")


def _require_open(obligation: Obligation) -> None:
    if obligation.fulfilled_on is not None:
        raise Refused("already-fulfilled", "这项公开任务已经完成。")
    if obligation.excused_on is not None:
        raise Refused("already-excused", "这项公开任务已经免责。")


def _has_draft(obligation: Obligation) -> bool:
    # Filings are of the room above; the reverse of its foreign key is what is known of them here.
    return Obligation.objects.filter(pk=obligation.pk, filing__isnull=False).exists()


def _locked(obligation: Obligation) -> Obligation:
    return (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("duty__item", "duty__lead", "duty__body")
        .get(pk=obligation.pk)
    )


def _locked_both(declaration: Declaration) -> tuple[Obligation, Declaration]:
    """Lock the obligation first, as declaring does, then read the declaration as it stands."""
    obligation = _locked(Obligation(pk=declaration.obligation_id))
    found = (
        Declaration.objects.select_for_update(of=("self",))
        .select_related("obligation")
        .filter(pk=declaration.pk)
        .first()
    )
    if found is None:
        raise Refused("already-withdrawn", "这份情况说明已经收回。")
    return obligation, found


def _record(
    verb: str, declaration: Declaration, actor: Officer, *, reason: str, granted: bool | None = None
) -> None:
    after: dict[str, object] = {"kind": declaration.kind}
    if granted is not None:
        after["granted"] = granted
    record(
        verb,
        declaration,
        actor=actor,
        body_id=declaration.obligation.body_id,
        after=after,
        reason=reason,
    )
