"""Who may do what to a disclosure, in which state; and why not, in one sentence.

Pages ask ``why_not`` and show the sentence beside the button; actions call ``require`` with the
row locked. There is one table, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import rules

from gongkai.bodies.models import Officer, Role
from gongkai.disclosures.models import Disclosure, Openness, Opinion, ReviewKind, State, Version
from gongkai.refusals import Refused

Check = Callable[[Officer, Disclosure], Refused | None]


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be done: by which role, in which states, under which further checks."""

    name: str
    label: str
    role: Role
    states: frozenset[State]
    checks: tuple[Check, ...] = field(default=())
    own_office: bool = False


def _not_the_writer(officer: Officer, disclosure: Disclosure) -> Refused | None:
    """Nobody approves what they wrote: neither the text under review nor any version since the
    last public one."""
    if officer.pk in writers_since_public(disclosure):
        return Refused("own-work", "不能审核自己填写的信息，请由另一位人员审核。")
    return None


def _approved_twice(_officer: Officer, disclosure: Disclosure) -> Refused | None:
    for kind in ReviewKind:
        if not is_approved(disclosure.latest, kind):
            return Refused("not-approved", f"当前版本还没有通过{kind.label}。")
    return None


def _proactive(_officer: Officer, disclosure: Disclosure) -> Refused | None:
    if disclosure.latest is None or disclosure.latest.openness != Openness.PROACTIVE:
        return Refused("not-proactive", "公开属性不是“主动公开”，不能发布到网站。")
    return None


def _not_proactive(_officer: Officer, disclosure: Disclosure) -> Refused | None:
    if disclosure.latest is not None and disclosure.latest.openness == Openness.PROACTIVE:
        return Refused("is-proactive", "公开属性是“主动公开”，应当发布。")
    if disclosure.public_id is not None:
        return Refused("already-public", "这条信息已经公开过，只能撤回，不能改登记为不公开。")
    return None


def _is_public(_officer: Officer, disclosure: Disclosure) -> Refused | None:
    return None if disclosure.public_id else Refused("not-public", "这条信息没有公开过。")


def _scheduled(_officer: Officer, disclosure: Disclosure) -> Refused | None:
    return None if disclosure.scheduled_for else Refused("not-scheduled", "这条信息没有定时发布。")


_EDITABLE = frozenset({State.DRAFT, State.RETURNED})
# An edit is possible at any point before publication: it sends the text back through review.
_IN_REVIEW = frozenset({State.CONTENT_REVIEW, State.SECRECY_REVIEW})
_BEFORE_PUBLIC = _EDITABLE | _IN_REVIEW | {State.READY}

VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("edit", "修改", Role.EDITOR, _BEFORE_PUBLIC, own_office=True),
        Verb("submit", "提交审核", Role.EDITOR, _EDITABLE, own_office=True),
        Verb("recall", "撤回提交", Role.EDITOR, _IN_REVIEW | {State.READY}, own_office=True),
        Verb(
            "approve_content", "内容审核通过", Role.REVIEWER,
            frozenset({State.CONTENT_REVIEW}), (_not_the_writer,),
        ),
        Verb(
            "approve_secrecy", "保密审查通过", Role.SECRECY_REVIEWER,
            frozenset({State.SECRECY_REVIEW}), (_not_the_writer,),
        ),
        Verb("return_content", "退回修改", Role.REVIEWER, frozenset({State.CONTENT_REVIEW})),
        Verb(
            "return_secrecy", "退回修改", Role.SECRECY_REVIEWER, frozenset({State.SECRECY_REVIEW})
        ),
        Verb(
            "publish", "发布", Role.PUBLISHER, frozenset({State.READY}),
            (_proactive, _approved_twice),
        ),
        Verb(
            "schedule", "定时发布", Role.PUBLISHER, frozenset({State.READY}),
            (_proactive, _approved_twice),
        ),
        Verb("unschedule", "取消定时", Role.PUBLISHER, frozenset({State.READY}), (_scheduled,)),
        Verb(
            "keep_undisclosed", "登记为不主动公开", Role.PUBLISHER, frozenset({State.READY}),
            (_not_proactive, _approved_twice),
        ),
        Verb(
            "start_correction", "更正", Role.EDITOR, frozenset({State.PUBLISHED}),
            (_is_public,), own_office=True,
        ),
        Verb(
            "discard_correction", "放弃更正", Role.EDITOR, _EDITABLE, (_is_public,),
            own_office=True,
        ),
        Verb(
            "withdraw", "撤回公开", Role.PUBLISHER,
            # A superseded text stays readable, so it must be possible to take it down too.
            _BEFORE_PUBLIC | {State.PUBLISHED, State.SUPERSEDED},
            (_is_public,),
        ),
        Verb("supersede", "以新信息替代", Role.PUBLISHER, frozenset({State.PUBLISHED})),
    )
}  # fmt: skip


def why_not(name: str, officer: Officer, disclosure: Disclosure) -> Refused | None:
    """Return why ``officer`` cannot do this to ``disclosure`` now, or None where they can.

    The first reason of: role, body, office, state, then the verb's own checks.
    """
    verb = VERBS[name]
    if not officer.has_role(verb.role):
        return Refused("wrong-role", f"“{verb.label}”须由{verb.role.label}人员办理。")
    if officer.office.body_id != disclosure.body_id:
        return Refused("another-body", "这是其他机关的信息，您不能办理。")
    if verb.own_office and officer.office_id != disclosure.office_id:
        return Refused("another-office", f"这条信息由{disclosure.office}填报，您不能代为办理。")
    if disclosure.state not in verb.states:
        current = State(disclosure.state).label
        return Refused("wrong-state", f"当前状态是“{current}”，不能办理“{verb.label}”。")
    for check in verb.checks:
        refusal = check(officer, disclosure)
        if refusal is not None:
            return refusal
    return None


def require(name: str, officer: Officer, disclosure: Disclosure) -> None:
    """Raise why not, or do nothing."""
    refusal = why_not(name, officer, disclosure)
    if refusal is not None:
        raise refusal


def is_approved(version: Version | None, kind: ReviewKind) -> bool:
    """True where this very version was approved: an edit makes a new one, which is not."""
    if version is None:
        return False
    return version.reviews.filter(kind=kind, opinion=Opinion.APPROVED).exists()


def writers_since_public(disclosure: Disclosure) -> set[int]:
    """Return who wrote any version newer than the public one (all of them before the first)."""
    versions = disclosure.versions.all()
    if disclosure.public is not None:
        versions = versions.filter(number__gt=disclosure.public.number)
    return set(versions.values_list("written_by_id", flat=True))


def _predicate(name: str) -> rules.Predicate:
    def allowed(officer: Officer, disclosure: Disclosure) -> bool:
        return why_not(name, officer, disclosure) is None

    made: rules.Predicate = rules.predicate(allowed, name=f"can:{name}")
    return made


for _name in VERBS:
    rules.add_perm(f"disclosures.{_name}", _predicate(_name))
