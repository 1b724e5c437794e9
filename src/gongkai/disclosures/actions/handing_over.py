"""Who answers for a duty, and what moves when an officer leaves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from gongkai.audit.actions import record
from gongkai.bodies.actions import deactivate_officer
from gongkai.bodies.models import Body, Office, Officer, Role
from gongkai.disclosures.models import Disclosure, State
from gongkai.duties.models import Declaration, Duty
from gongkai.refusals import Refused

# What is still being worked on: the rest is done, whoever did it.
_UNDER_WAY = (
    State.DRAFT,
    State.RETURNED,
    State.CONTENT_REVIEW,
    State.SECRECY_REVIEW,
    State.READY,
)


@dataclass(frozen=True, slots=True)
class Handed:
    """How much moves: duties held, texts worked on, statements nobody has decided, headships."""

    duties: int
    drafts: int
    declarations: int
    headships: int

    @property
    def nothing(self) -> bool:
        """True where there is nothing to hand over."""
        return not (self.duties or self.drafts or self.declarations or self.headships)


def held(officer: Officer) -> Handed:
    """Return what ``officer`` holds now: what handing over would move."""
    return Handed(
        duties=duties_held(officer).count(),
        drafts=drafts_held(officer).count(),
        declarations=declarations_held(officer).count(),
        headships=len(headships_held(officer)),
    )


def duties_held(officer: Officer) -> QuerySet[Duty]:
    """Return the duties this officer answers for."""
    rows = Duty.objects.filter(officer=officer).select_related("item", "lead", "body")
    return rows.order_by("adoption_id", "item__position")


def drafts_held(officer: Officer) -> QuerySet[Disclosure]:
    """Return the texts this officer is working on."""
    rows = Disclosure.objects.filter(officer=officer, state__in=_UNDER_WAY)
    return rows.select_related("latest", "public", "office").order_by("pk")


def declarations_held(officer: Officer) -> QuerySet[Declaration]:
    """Return what this officer stated and nobody has decided yet."""
    rows = Declaration.objects.filter(declared_by=officer, granted=None)
    return rows.select_related("obligation__duty__item").order_by("pk")


def headships_held(officer: Officer) -> list[Office | Body]:
    """Return the offices and bodies this officer heads."""
    return [*Office.objects.filter(head=officer), *Body.objects.filter(head=officer)]


@transaction.atomic
def assign_duty(*, actor: Officer, duty: Duty, officer: Officer | None) -> Duty:
    """Say which officer of the leading office answers for a duty; None: the whole office does.

    An administrator of the body may, and the head of the leading office.
    """
    duty = (
        Duty.objects.select_for_update(of=("self",)).select_related("lead", "body").get(pk=duty.pk)
    )
    _require_may(actor, duty.lead)
    if officer is not None:
        _require_fit(officer, duty.lead)
    if duty.officer_id == (officer.pk if officer else None):
        return duty
    before = {"officer": duty.officer.name if duty.officer else ""}
    duty.officer = officer
    duty.save(update_fields=["officer"])
    record(
        "duties.assign_duty",
        duty,
        actor=actor,
        body_id=duty.body_id,
        before=before,
        after={"officer": officer.name if officer else ""},
    )
    return duty


@transaction.atomic
def hand_over(
    *, actor: Officer, leaving: Officer, to: Officer, reason: str, deactivate: bool = False
) -> Handed:
    """Give everything ``leaving`` holds to ``to``, all of it or nothing; return how much.

    Duties, texts under way and headships change hands. A statement that nobody has decided keeps
    the name of who made it; ``to`` answers for what becomes of it. With ``deactivate`` the
    account of ``leaving`` is closed in the same transaction. Refuses anyone but an administrator
    of the body or the head of the office, the same person, somebody inactive, of another body or
    office, or who is no editor, a missing reason, and nothing to hand over.
    """
    # In the order of their keys, so that two at once wait for one another and not in a circle.
    people = Officer.objects.select_for_update(of=("self",)).filter(pk__in=[leaving.pk, to.pk])
    found = {one.pk: one for one in people.order_by("pk")}
    if leaving.pk not in found or to.pk not in found:
        raise Refused("no-such-officer", "没有找到这位人员，请刷新后重试。")
    leaving, to = found[leaving.pk], found[to.pk]
    _require_may(actor, leaving.office)
    if leaving.pk == to.pk:
        raise Refused("same-person", "移交给本人没有意义，请选择另一位人员。")
    moves = held(leaving)
    if moves.duties or moves.drafts or moves.declarations:
        _require_fit(to, leaving.office)
    else:
        _require_active_colleague(to, leaving.office.body)
    if not reason.strip():
        raise Refused("no-reason", "请写明移交的原因，例如“调离”。")
    if moves.nothing:
        raise Refused("nothing-held", f"{leaving.name}名下没有需要移交的责任、草稿或者职务。")
    _move(leaving, to)
    record(
        "disclosures.hand_over",
        leaving,
        actor=actor,
        body_id=leaving.office.body_id,
        before={"officer": leaving.name},
        after={
            "officer": to.name,
            "duties": moves.duties,
            "drafts": moves.drafts,
            "declarations": moves.declarations,
            "headships": moves.headships,
        },
        reason=reason.strip(),
    )
    if deactivate:
        deactivate_officer(actor=actor, officer=leaving)
    return moves


def fit_for(actor: Officer, duty: Duty) -> list[Officer]:
    """Return whom ``actor`` may make answer for a duty; nobody where it is not theirs to say."""
    if not may_hand_over(actor, duty.lead):
        return []
    rows = Officer.objects.filter(office=duty.lead_id, is_active=True, role_rows__role=Role.EDITOR)
    return list(rows.order_by("pk"))


def still_held(officer: Officer) -> str:
    """Return in words what of duties and texts keeps this officer's account open, or ""."""
    moves = held(officer)
    words = [
        f"{number}{what}"
        for number, what in (
            (moves.duties, "项责任"),
            (moves.drafts, "份草稿或者在办信息"),
        )
        if number
    ]
    return "、".join(words)


def _move(leaving: Officer, to: Officer) -> None:
    duties_held(leaving).order_by().update(officer=to)
    drafts_held(leaving).order_by().update(officer=to)
    Office.objects.filter(head=leaving).update(head=to)
    Body.objects.filter(head=leaving).update(head=to)


def may_hand_over(actor: Officer, office: Office) -> bool:
    """Return whether ``actor`` administers the body, or heads the office."""
    if not actor.is_active or actor.office.body_id != office.body_id:
        return False
    return actor.has_role(Role.ADMINISTRATOR) or office.head_id == actor.pk


def _require_may(actor: Officer, office: Office) -> None:
    if actor.office.body_id != office.body_id:
        raise Refused("another-body", "您只能办理本机关的移交。")
    if not may_hand_over(actor, office):
        raise Refused("wrong-role", f"只有系统管理员或者{office.name}负责人可以做这件事。")


def _require_active_colleague(to: Officer, body: Body) -> None:
    if to.office.body_id != body.pk:
        raise Refused("another-body", f"{to.name}不在{body}，不能接手。")
    if not to.is_active:
        raise Refused("inactive", f"{to.name}的账号已经停用，不能接手。")


def _require_fit(to: Officer, office: Office) -> None:
    """Refuse who could not do the work: it belongs to an office, and is an editor's."""
    _require_active_colleague(to, office.body)
    if to.office_id != office.pk:
        raise Refused(
            "another-office",
            f"{to.name}在{to.office.name}，责任和草稿属于{office.name}；请选择同科室的人员，"
            "或者先在责任页调整牵头科室。",
        )
    if not to.has_role(Role.EDITOR):
        raise Refused("no-editor", f"{to.name}没有填报角色，不能接手；请先授予角色。")
