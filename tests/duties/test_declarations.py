"""Stated absences and excuses: one states, another decides; nothing is ended by one hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Officer, Role
from gongkai.disclosures import actions as disclosures
from gongkai.duties import actions
from gongkai.duties.declaration_queries import (
    declarations_waiting,
    stated_absences,
    waiting_for,
)
from gongkai.duties.models import Declaration, DeclarationKind, Obligation, Outcome, Trigger
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties import occasions
from tests.duties.occasions import QUARTERLY, duty

pytestmark = pytest.mark.django_db
NOTHING, EXCUSE = DeclarationKind.NOTHING, DeclarationKind.EXCUSE
REASON = "本季度没有新开工的棚改项目"


@pytest.fixture
def team(today: date) -> made.Team:
    return occasions.a_waiting_team()


@pytest.fixture
def quarter(team: made.Team) -> Obligation:
    return Obligation.objects.get(duty=duty(team.body, QUARTERLY), trigger=Trigger.PERIOD)


def declared(team: made.Team, owed: Obligation, **changes: object) -> Declaration:
    given = {"actor": team.editor, "kind": NOTHING, "reason": REASON, **changes}
    return actions.declare(obligation=owed, **given)  # type: ignore[arg-type]


def decided(team: made.Team, declaration: Declaration, **changes: object) -> Declaration:
    given = {"actor": team.reviewer, "granted": True, **changes}
    return actions.decide_declaration(declaration=declaration, **given)  # type: ignore[arg-type]


def again(owed: Obligation) -> Obligation:
    return Obligation.objects.get(pk=owed.pk)


def test_a_granted_absence_ends_the_quarter_on_the_day_it_is_granted(
    team: made.Team, quarter: Obligation
) -> None:
    declaration = declared(team, quarter)
    assert again(quarter).fulfilled_on is None

    decided(team, declaration)
    ended = again(quarter)
    assert (ended.fulfilled_on, ended.outcome) == (date(2026, 11, 20), Outcome.NOTHING)
    assert ended.late_working_days == 0
    assert ended.excused_on is None


def test_a_granted_absence_can_be_late(
    team: made.Team, quarter: Obligation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The day is a Friday; the Tuesday after it is the second working day.
    Obligation.objects.filter(pk=quarter.pk).update(due_on=date(2026, 11, 20))
    declaration = declared(team, quarter)
    made.set_today(monkeypatch, date(2026, 11, 24))
    decided(team, declaration)
    assert again(quarter).late_working_days == 2


def test_a_granted_excuse_leaves_no_outcome_and_no_lateness(
    team: made.Team, quarter: Obligation
) -> None:
    decided(team, declared(team, quarter, kind=EXCUSE, reason="网站迁移停机"))
    ended = again(quarter)
    assert ended.excused_on == date(2026, 11, 20)
    assert (ended.fulfilled_on, ended.outcome, ended.late_working_days) == (None, "", None)


def test_a_declined_one_changes_nothing_and_can_be_made_again(
    team: made.Team, quarter: Obligation
) -> None:
    first = decided(team, declared(team, quarter), granted=False, note="第三季度通报里有一个项目")
    assert (first.granted, first.decided_by) == (False, team.reviewer)
    assert again(quarter).fulfilled_on is None
    assert declared(team, quarter).granted is None


def test_declining_needs_a_word(team: made.Team, quarter: Obligation) -> None:
    declaration = declared(team, quarter)
    with pytest.raises(Refused) as refusal:
        decided(team, declaration, granted=False, note=" ")
    assert refusal.value.code == "no-note"


def test_a_publisher_may_decide_as_well(team: made.Team, quarter: Obligation) -> None:
    assert decided(team, declared(team, quarter), actor=team.publisher).granted is True


def test_the_trail_has_both_hands(team: made.Team, quarter: Obligation) -> None:
    decided(team, declared(team, quarter))
    rows = AuditEntry.objects.filter(verb__contains="decl").order_by("pk")
    assert [(row.verb, row.actor) for row in rows] == [
        ("duties.declare", team.editor),
        ("duties.decide_declaration", team.reviewer),
    ]
    assert rows[0].reason == REASON


def test_identity_numbers_in_a_reason_are_masked(team: made.Team, quarter: Obligation) -> None:
    declaration = declared(team, quarter, reason=f"{made.ID_NUMBER}的申请已撤回")
    assert made.ID_NUMBER not in declaration.reason
    assert not AuditEntry.objects.filter(reason__contains=made.ID_NUMBER).exists()


# Refusals


def refused(attempt: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        attempt()
    return refusal.value.code


def an_editor_who_reviews(team: made.Team) -> Officer:
    return made.an_officer(team.body, Role.EDITOR, Role.REVIEWER, name="一人两职")


def test_nobody_decides_what_they_declared(team: made.Team, quarter: Obligation) -> None:
    both = an_editor_who_reviews(team)
    declaration = declared(team, quarter, actor=both)
    assert refused(lambda: decided(team, declaration, actor=both)) == "own-work"
    assert again(quarter).fulfilled_on is None


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_only_editors_declare(team: made.Team, quarter: Obligation, role: Role) -> None:
    assert refused(lambda: declared(team, quarter, actor=team.with_role(role))) == "wrong-role"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SECRECY_REVIEWER, Role.ADMINISTRATOR])
def test_only_reviewers_and_publishers_decide(
    team: made.Team, quarter: Obligation, role: Role
) -> None:
    declaration = declared(team, quarter)
    other = made.an_officer(team.body, role, name="另一位")
    assert refused(lambda: decided(team, declaration, actor=other)) == "wrong-role"


def test_officers_of_another_body_are_refused(team: made.Team, quarter: Obligation) -> None:
    other = made.a_team(made.a_body("望川县住房保障中心"))
    assert refused(lambda: declared(team, quarter, actor=other.editor)) == "another-body"
    declaration = declared(team, quarter)
    assert refused(lambda: decided(team, declaration, actor=other.reviewer)) == "another-body"


def test_an_editor_of_another_office_is_refused(team: made.Team, quarter: Obligation) -> None:
    office = made.an_office(team.body, made.SERVICE_OFFICE)
    outsider = made.an_officer(office, Role.EDITOR)
    assert refused(lambda: declared(team, quarter, actor=outsider)) == "another-office"


@pytest.mark.parametrize(("reason", "code"), [("  ", "no-reason"), ("长" * 301, "reason-too-long")])
def test_a_reason_is_asked_for(
    team: made.Team, quarter: Obligation, reason: str, code: str
) -> None:
    assert refused(lambda: declared(team, quarter, reason=reason)) == code


def test_a_second_one_waits_for_the_first(team: made.Team, quarter: Obligation) -> None:
    declared(team, quarter)
    assert refused(lambda: declared(team, quarter, kind=EXCUSE)) == "already-declared"


def test_it_is_decided_once(team: made.Team, quarter: Obligation) -> None:
    declaration = declared(team, quarter)
    decided(team, declaration)
    twice = refused(
        lambda: decided(team, declaration, actor=team.publisher, granted=False, note="不")
    )
    assert twice == "already-decided"


def test_what_is_met_or_excused_takes_none(team: made.Team, quarter: Obligation) -> None:
    declaration = declared(team, quarter)
    actions.fulfil_obligation(
        actor=None, obligation=quarter, on=date(2026, 11, 20), outcome=Outcome.DISCLOSED
    )
    assert refused(lambda: decided(team, declaration)) == "already-fulfilled"
    assert decided(team, declaration, granted=False, note="已经公开").granted is False
    assert refused(lambda: declared(team, quarter)) == "already-fulfilled"

    Obligation.objects.filter(pk=quarter.pk).update(
        fulfilled_on=None, outcome="", late_working_days=None, excused_on=date(2026, 11, 20)
    )
    assert refused(lambda: declared(team, quarter)) == "already-excused"


def test_nothing_is_not_declared_where_something_is_being_written(
    team: made.Team, quarter: Obligation
) -> None:
    the_duty = duty(team.body, QUARTERLY)
    earlier = declared(team, quarter)
    disclosures.register(
        actor=team.editor,
        duties=[the_duty],
        title="第四季度棚改进展",
        formed_on=date(2026, 11, 19),
        answering={the_duty: quarter},
    )
    assert refused(lambda: decided(team, earlier)) == "has-a-draft"
    actions.withdraw_declaration(actor=team.editor, declaration=earlier)
    assert refused(lambda: declared(team, quarter)) == "has-a-draft"
    assert declared(team, quarter, kind=EXCUSE).kind == EXCUSE


# Taken back


def test_who_declared_may_take_it_back_before_it_is_decided(
    team: made.Team, quarter: Obligation
) -> None:
    declaration = declared(team, quarter)
    assert actions.withdraw_declaration(actor=team.editor, declaration=declaration) == quarter
    assert AuditEntry.objects.get(verb="duties.withdraw_declaration").reason == REASON
    assert refused(lambda: decided(team, declaration)) == "already-withdrawn"
    assert declared(team, quarter).pk != declaration.pk


def test_nobody_else_takes_it_back_and_not_afterwards(team: made.Team, quarter: Obligation) -> None:
    declaration = declared(team, quarter)

    def attempt(who: Officer) -> Obligation:
        return actions.withdraw_declaration(actor=who, declaration=declaration)

    assert refused(lambda: attempt(team.reviewer)) == "not-yours"
    decided(team, declaration)
    assert refused(lambda: attempt(team.editor)) == "already-decided"


# Who sees what


def test_what_waits_is_shown_to_those_who_may_decide(team: made.Team, quarter: Obligation) -> None:
    both = an_editor_who_reviews(team)
    declaration = declared(team, quarter, actor=both)
    assert list(declarations_waiting(team.body)) == [declaration]
    assert list(waiting_for(team.publisher)) == [declaration]
    assert list(waiting_for(both)) == []
    assert list(waiting_for(team.editor)) == []
    decided(team, declaration)
    assert list(declarations_waiting(team.body)) == []


def test_only_granted_absences_are_stated_in_public(team: made.Team, quarter: Obligation) -> None:
    item = quarter.duty.item
    declaration = declared(team, quarter)
    assert list(stated_absences(item)) == []
    decided(team, declaration)
    assert list(stated_absences(item, team.body)) == [declaration]
    assert list(stated_absences(item, made.a_body("望川县住房保障中心"))) == []


def test_an_excuse_is_never_stated_in_public(team: made.Team, quarter: Obligation) -> None:
    decided(team, declared(team, quarter, kind=EXCUSE))
    assert list(stated_absences(quarter.duty.item)) == []
