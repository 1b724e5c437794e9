"""Every situation a disclosure can be in, every action on one, and what each leads to.

One table for the tests of refusals and of outcomes: an action that is missing here fails a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Officer, Role
from gongkai.disclosures import actions
from gongkai.disclosures.models import Attachment, Disclosure, Review, State, Version
from gongkai.disclosures.versions import content_of
from gongkai.duties.models import Duty
from tests import factories
from tests.factories import Team, a_body, a_pdf, a_team, again, an_office, an_officer

SITUATIONS: dict[str, Callable[[Team], Disclosure]] = {
    "draft": factories.a_draft,
    "returned": factories.returned,
    "content_review": factories.in_content_review,
    "secrecy_review": factories.in_secrecy_review,
    "ready": factories.ready,
    "scheduled": factories.scheduled,
    "ready_undisclosed": factories.ready_undisclosed,
    "undisclosed": factories.kept_undisclosed,
    "published": factories.published,
    "correction": factories.under_correction,
    "withdrawn": factories.withdrawn,
    "superseded": factories.superseded,
}
EDITABLE = {
    *("draft", "returned", "content_review", "secrecy_review"),
    *("ready", "scheduled", "ready_undisclosed", "correction"),
}
HANDED_IN = {"content_review", "secrecy_review", "ready", "scheduled", "ready_undisclosed"}


@dataclass(frozen=True)
class World:
    """A team, the same roles elsewhere, and one disclosure in each situation."""

    team: Team
    neighbours: Team
    other_office_editor: Officer
    successor: Disclosure
    disclosures: dict[str, Disclosure]

    @classmethod
    def made(cls) -> World:
        """Make all of it."""
        team = a_team()
        return cls(
            team=team,
            neighbours=a_team(a_body("望川县住房保障中心")),
            other_office_editor=an_officer(
                an_office(team.body, factories.SERVICE_OFFICE), Role.EDITOR, name="夏别科"
            ),
            successor=factories.published(team, title="2025年第三批保障资格审核结果"),
            disclosures={name: make(team) for name, make in SITUATIONS.items()},
        )

    def of(self, situation: str) -> Disclosure:
        """Return the disclosure in this situation, fresh from the database."""
        return again(self.disclosures[situation])


Call = Callable[[World, Officer, Disclosure], object]


@dataclass(frozen=True)
class Row:
    """One action: who may, from which situations, to which state, and the special refusals."""

    call: Call
    rule: str
    role: Role
    allowed: frozenset[str]
    to: State
    otherwise: dict[str, str]
    own_office: bool = False

    def refusal_in(self, situation: str) -> str:
        """Return the code with which the right officer is refused in ``situation``."""
        return self.otherwise.get(situation, "wrong-state")


def _latest(disclosure: Disclosure) -> Version:
    assert disclosure.latest is not None
    return disclosure.latest


def _save(_: World, who: Officer, one: Disclosure) -> object:
    content = replace(content_of(_latest(one)), title="改过的标题")
    return actions.save_draft(actor=who, disclosure=one, content=content)


def _supersede(world: World, who: Officer, one: Disclosure) -> object:
    return actions.supersede(actor=who, disclosure=one, by=world.successor)


def _schedule(_: World, who: Officer, one: Disclosure) -> object:
    return actions.schedule(actor=who, disclosure=one, at=timezone.now() + timedelta(days=9))


def _plain(action: Callable[..., object], **given: Any) -> Call:
    return lambda _world, who, one: action(actor=who, disclosure=one, **given)


def _approve(action: Callable[..., object]) -> Call:
    return lambda _world, who, one: action(actor=who, disclosure=one, version=_latest(one))


def _row(call: Call, rule: str, role: Role, allowed: set[str], to: State, **otherwise: str) -> Row:
    own_office = role is Role.EDITOR
    return Row(call, rule, role, frozenset(allowed), to, otherwise, own_office)


_NOT_PUBLIC = dict.fromkeys(EDITABLE - {"correction"}, "not-public")
TABLE: dict[str, Row] = {
    "save_draft": _row(_save, "edit", Role.EDITOR, EDITABLE, State.DRAFT),
    "attach": _row(
        lambda _world, who, one: actions.attach(actor=who, disclosure=one, upload=a_pdf()),
        "edit", Role.EDITOR, EDITABLE, State.DRAFT,
    ),
    # None of these has a file: past the gate, the refusal is that nothing is attached.
    "detach": _row(
        _plain(actions.detach, attachment=Attachment(pk=0, name="没有.pdf")),
        "edit", Role.EDITOR, set(), State.DRAFT, **dict.fromkeys(EDITABLE, "not-attached"),
    ),
    # None of these has a mapped duty: past the gate, the refusal is that there is none.
    "file_also_under": _row(
        _plain(actions.file_also_under, duty=Duty(pk=0)), "edit", Role.EDITOR, set(), State.DRAFT,
        **dict.fromkeys(EDITABLE, "not-mapped") | {"correction": "already-public"},
    ),
    "submit": _row(
        _plain(actions.submit), "submit", Role.EDITOR, {"draft", "returned", "correction"},
        State.CONTENT_REVIEW,
    ),
    "recall": _row(_plain(actions.recall), "recall", Role.EDITOR, HANDED_IN, State.DRAFT),
    "approve_content": _row(
        _approve(actions.approve_content), "approve_content", Role.REVIEWER, {"content_review"},
        State.SECRECY_REVIEW,
    ),
    "approve_secrecy": _row(
        _approve(actions.approve_secrecy), "approve_secrecy", Role.SECRECY_REVIEWER,
        {"secrecy_review"}, State.READY,
    ),
    "return_to_editor": _row(
        _plain(actions.return_to_editor, note="请补充"), "return_content", Role.REVIEWER,
        {"content_review"}, State.RETURNED, secrecy_review="wrong-role",
    ),
    "return_to_editor from secrecy": _row(
        _plain(actions.return_to_editor, note="请补充"), "return_secrecy", Role.SECRECY_REVIEWER,
        {"secrecy_review"}, State.RETURNED, **dict.fromkeys(SITUATIONS, "wrong-role"),
    ),
    "schedule": _row(
        _schedule, "schedule", Role.PUBLISHER, {"ready", "scheduled"}, State.READY,
        ready_undisclosed="not-proactive",
    ),
    "unschedule": _row(
        _plain(actions.unschedule), "unschedule", Role.PUBLISHER, {"scheduled"}, State.READY,
        ready="not-scheduled", ready_undisclosed="not-scheduled",
    ),
    "publish": _row(
        _plain(actions.publish), "publish", Role.PUBLISHER, {"ready", "scheduled"},
        State.PUBLISHED, ready_undisclosed="not-proactive",
    ),
    "keep_undisclosed": _row(
        _plain(actions.keep_undisclosed), "keep_undisclosed", Role.PUBLISHER,
        {"ready_undisclosed"}, State.UNDISCLOSED, ready="is-proactive", scheduled="is-proactive",
    ),
    "start_correction": _row(
        _plain(actions.start_correction, reason="面积有误"), "start_correction", Role.EDITOR,
        {"published"}, State.DRAFT,
    ),
    "discard_correction": _row(
        _plain(actions.discard_correction), "discard_correction", Role.EDITOR, {"correction"},
        State.PUBLISHED, draft="not-public", returned="not-public",
    ),
    "withdraw": _row(
        _plain(actions.withdraw, reason="名单有误"), "withdraw", Role.PUBLISHER,
        {"published", "correction", "superseded"}, State.WITHDRAWN, **_NOT_PUBLIC,
    ),
    "supersede": _row(
        _supersede, "supersede", Role.PUBLISHER, {"published"}, State.SUPERSEDED
    ),
}  # fmt: skip


def state_after(action: str, situation: str) -> State:
    """Return where ``action`` leads; an edit of what was returned stays returned."""
    edit = TABLE[action].rule == "edit"
    return State.RETURNED if edit and situation == "returned" else TABLE[action].to


def trace(disclosure: Disclosure) -> tuple[object, ...]:
    """Return everything an action could have changed, to compare before and after."""
    row = Disclosure.objects.filter(pk=disclosure.pk).values_list().get()
    versions = Version.objects.filter(disclosure=disclosure)
    clocks = disclosure.filings.order_by("pk").values_list(
        "obligation__due_on", "obligation__fulfilled_on", "obligation__outcome"
    )
    return (
        row,
        list(versions.order_by("pk").values_list()),
        Review.objects.filter(version__in=versions).count(),
        Attachment.objects.count(),
        list(clocks),
        AuditEntry.objects.count(),
    )
