"""Local rules and overrides: who sets them, what they change, what is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Officer, Role
from gongkai.duties import actions
from gongkai.duties.limits import candidates_of, decided
from gongkai.duties.models import (
    Duty,
    DutyLimit,
    DutyLimitKind,
    Obligation,
    ObligationChange,
    Outcome,
)
from gongkai.refusals import Refused
from tests import factories as made

pytestmark = pytest.mark.django_db

PUNISHMENT = "行政处罚决定"
REASON = "市里统一要求"
SOURCE = "临河县行政处罚公示办法"


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, date(2026, 9, 24))
    team = made.a_team()
    rows = [made.an_item(PUNISHMENT), made.an_item("工作动态", limit="10个工作日内")]
    made.adopted(team.body, made.an_edition(rows))
    return team


@pytest.fixture
def duty(team: made.Team) -> Duty:
    return made.a_duty(team.body, "工作动态")


def _fresh(duty: Duty) -> Duty:
    return Duty.objects.select_related("item", "body").get(pk=duty.pk)


def _local(team: made.Team, duty: Duty, phrase: str = "5个工作日内") -> DutyLimit:
    return actions.set_local_limit(
        actor=team.administrator, duty=duty, phrase=phrase, source=SOURCE, reason=REASON
    )


def _opened(team: made.Team, duty: Duty, on: date = date(2026, 9, 18)) -> Obligation:
    return actions.open_obligation(
        actor=team.editor, duty=duty, occasion="某公司违法案", formed_on=on
    )


def test_a_punishment_registered_today_is_due_by_the_state_council_document(
    team: made.Team,
) -> None:
    opened = _opened(team, made.a_duty(team.body, PUNISHMENT))
    assert opened.due_on == date(2026, 9, 29), "7 working days, where the catalog says 20"
    assert "118号" in opened.derivation.inputs["chosen"]
    assert opened.derivation.phrase == "自执法决定作出之日起7个工作日内"


def test_a_local_rule_moves_what_is_open_and_keeps_what_it_was(team: made.Team, duty: Duty) -> None:
    opened = _opened(team, duty)
    assert opened.due_on == date(2026, 10, 9)
    _local(team, duty)
    opened.refresh_from_db()
    assert opened.due_on == date(2026, 9, 24)
    change = ObligationChange.objects.get()
    assert change.cause == ObligationChange.Cause.LIMIT
    assert (change.before.due_on, change.after.due_on) == (date(2026, 10, 9), date(2026, 9, 24))
    assert change.by == team.administrator
    assert REASON in change.note


def test_a_limit_in_hours_set_afterwards_runs_from_the_moment_of_the_event(
    team: made.Team,
) -> None:
    rows = [made.an_item("突发事件", limit="事件发生后3日内")]
    made.adopted(team.body, made.an_edition(rows, title="应急目录"))
    duty = made.a_duty(team.body, "突发事件")
    at = datetime(2026, 9, 24, 8, tzinfo=timezone.get_default_timezone())
    _, [owed] = actions.register_event(
        actor=None,
        body=team.body,
        duties=[duty],
        name="事件发生",
        title="管道泄漏",
        happened_on=at.date(),
        happened_at=at,
    )
    assert owed.due_on == date(2026, 9, 28)
    row = _local(team, duty, "事件发生后5小时内")
    owed.refresh_from_db()
    assert owed.derivation.due_at == at + timedelta(hours=5)
    actions.end_limit(actor=team.administrator, row=row, reason=REASON)
    owed.refresh_from_db()
    after = Obligation.objects.select_related("derivation").get(pk=owed.pk).derivation
    assert (after.due_on, after.due_at) == (date(2026, 9, 28), None)


def test_what_is_done_keeps_its_date(team: made.Team, duty: Duty) -> None:
    opened = _opened(team, duty)
    actions.fulfil_obligation(
        actor=team.editor, obligation=opened, on=date(2026, 9, 24), outcome=Outcome.DISCLOSED
    )
    _local(team, duty)
    opened.refresh_from_db()
    assert opened.due_on == date(2026, 10, 9)
    assert not ObligationChange.objects.exists()


def test_a_second_local_rule_takes_the_place_of_the_first(team: made.Team, duty: Duty) -> None:
    first = _local(team, duty)
    _local(team, duty, "3个工作日内")
    first.refresh_from_db()
    assert (first.ended_by, first.ended_at is None) == (team.administrator, False)
    assert decided(_fresh(duty)).phrase == "3个工作日内"
    assert sum(one.id == "local" for one in candidates_of(_fresh(duty))) == 1


def test_an_override_decides_and_is_taken_back(team: made.Team) -> None:
    duty = made.a_duty(team.body, PUNISHMENT)
    opened = _opened(team, duty)
    row = actions.override_limit(
        actor=team.administrator, duty=duty, chosen="catalog-1", reason=REASON
    )
    opened.refresh_from_db()
    assert opened.due_on == date(2026, 10, 22)
    actions.end_limit(actor=team.administrator, row=row, reason="撤销")
    opened.refresh_from_db()
    assert opened.due_on == date(2026, 9, 29)
    causes = list(ObligationChange.objects.values_list("cause", flat=True))
    assert causes == [ObligationChange.Cause.LIMIT] * 2


def test_each_is_in_the_audit_trail_with_its_reason(team: made.Team, duty: Duty) -> None:
    row = _local(team, duty)
    actions.override_limit(actor=team.administrator, duty=duty, chosen="PUB-26", reason="核对过")
    actions.end_limit(actor=team.administrator, row=row, reason="废止了")
    found = AuditEntry.objects.filter(verb__contains="_limit").order_by("pk")
    assert [(one.verb, one.reason) for one in found] == [
        ("duties.set_local_limit", REASON),
        ("duties.override_limit", "核对过"),
        ("duties.end_limit", "废止了"),
    ]
    assert found[0].before == {"limit": "catalog-1"}
    assert found[0].after == {
        "local": "5个工作日内",
        "source": SOURCE,
        "limit": "local",
        "phrase": "5个工作日内",
    }
    assert all(one.actor_id == team.administrator.pk for one in found)


def test_an_identity_number_in_a_reason_is_masked(team: made.Team, duty: Duty) -> None:
    row = actions.override_limit(
        actor=team.administrator,
        duty=duty,
        chosen="PUB-26",
        reason=f"  经办人{made.ID_NUMBER}\x00要求  ",
    )
    assert made.ID_NUMBER not in row.reason
    assert row.reason.startswith("经办人")
    assert "\x00" not in row.reason


# Refusals


@pytest.mark.parametrize("phrase", ["看情况再说", "尽量", "。"])
def test_a_phrase_nobody_can_read_is_refused(team: made.Team, duty: Duty, phrase: str) -> None:
    with pytest.raises(Refused) as refusal:
        _local(team, duty, phrase)
    assert refusal.value.code == "limit-unreadable"
    assert phrase in refusal.value.message
    assert not DutyLimit.objects.exists()


@pytest.mark.parametrize("missing", ["phrase", "source", "reason"])
@pytest.mark.parametrize("typed", ["", "   ", "长" * 301])
def test_a_local_rule_needs_a_phrase_a_source_and_a_reason(
    team: made.Team, duty: Duty, missing: str, typed: str
) -> None:
    words = {"phrase": "5个工作日内", "source": SOURCE, "reason": REASON} | {missing: typed}
    with pytest.raises(Refused) as refusal:
        actions.set_local_limit(actor=team.administrator, duty=duty, **words)
    assert refusal.value.message.startswith("请填写") is not bool(typed.strip())
    assert refusal.value.code.startswith("no-") is not bool(typed.strip())
    assert not DutyLimit.objects.exists()


def test_the_same_local_rule_again_is_refused(team: made.Team, duty: Duty) -> None:
    _local(team, duty)
    with pytest.raises(Refused) as refusal:
        _local(team, duty)
    assert refusal.value.code == "nothing-changed"


@pytest.mark.parametrize(
    ("chosen", "code"),
    [("catalog-1", "nothing-changed"), ("catalog-9", "no-such-limit"), ("", "no-such-limit")],
)
def test_only_another_candidate_can_be_chosen(
    team: made.Team, duty: Duty, chosen: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.override_limit(actor=team.administrator, duty=duty, chosen=chosen, reason=REASON)
    assert refusal.value.code == code


def test_an_override_needs_a_reason(team: made.Team, duty: Duty) -> None:
    with pytest.raises(Refused) as refusal:
        actions.override_limit(actor=team.administrator, duty=duty, chosen="PUB-26", reason=" ")
    assert refusal.value.code == "no-reason"


def test_what_was_taken_back_cannot_be_taken_back_again(team: made.Team, duty: Duty) -> None:
    row = _local(team, duty)
    actions.end_limit(actor=team.administrator, row=row, reason=REASON)
    with pytest.raises(Refused) as refusal:
        actions.end_limit(actor=team.administrator, row=row, reason=REASON)
    assert refusal.value.code == "already-ended"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_the_administrator_sets_limits(team: made.Team, duty: Duty, role: Role) -> None:
    row = _local(team, duty)
    officer = team.with_role(role)
    refusals = []
    with pytest.raises(Refused) as refusal:
        actions.set_local_limit(
            actor=officer, duty=duty, phrase="3日内", source=SOURCE, reason=REASON
        )
    refusals.append(refusal.value.code)
    with pytest.raises(Refused) as refusal:
        actions.override_limit(actor=officer, duty=duty, chosen="PUB-26", reason=REASON)
    refusals.append(refusal.value.code)
    with pytest.raises(Refused) as refusal:
        actions.end_limit(actor=officer, row=row, reason=REASON)
    refusals.append(refusal.value.code)
    assert refusals == ["wrong-role"] * 3
    assert DutyLimit.objects.filter(ended_at=None).count() == 1


def test_another_bodys_administrator_sets_nothing(team: made.Team, duty: Duty) -> None:
    stranger: Officer = made.an_officer(made.a_body("东明市水务局"), Role.ADMINISTRATOR)
    with pytest.raises(Refused) as refusal:
        actions.override_limit(actor=stranger, duty=duty, chosen="PUB-26", reason=REASON)
    assert refusal.value.code == "another-body"


def test_the_database_keeps_one_rule_of_a_kind(team: made.Team, duty: Duty) -> None:
    _local(team, duty)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyLimit.objects.create(duty=duty, kind=DutyLimitKind.LOCAL, phrase="1日内", reason="x")


def test_a_list_that_fetched_the_rows_asks_nothing_more(team: made.Team, duty: Duty) -> None:
    _local(team, duty)
    rows = list(Duty.objects.select_related("item").prefetch_related("limits"))
    with CaptureQueriesContext(connection) as asked:
        assert {decided(row).chosen for row in rows} == {"local", "ENF-118b"}
    assert len(asked) == 0
