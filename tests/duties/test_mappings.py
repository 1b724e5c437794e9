"""Proposing which items of several catalogs are the same thing, and deciding it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Officer, Role
from gongkai.duties import actions
from gongkai.duties.alike import alike, measures
from gongkai.duties.mapping_queries import candidates_of, counts_of, mappings_of, partners_of
from gongkai.duties.models import Duty, Edition, Mapping, MappingState
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.mapped import (
    DOMAIN,
    HOUSING,
    PERSONNEL,
    POLICY,
    confirmed,
    domain_rows,
    duty_in,
    general_rows,
    proposed,
    two_catalogs,
)
from tests.duties.renewing import row

pytestmark = pytest.mark.django_db
Decide = Callable[[Officer, Mapping], Mapping]

DECISIONS: dict[str, Decide] = {
    "confirm": lambda who, one: actions.confirm_mapping(actor=who, mapping=one),
    "decline": lambda who, one: actions.decline_mapping(actor=who, mapping=one),
    "withdraw": lambda who, one: actions.withdraw_mapping(actor=who, mapping=one, reason="拆开"),
    "reopen": lambda who, one: actions.reopen_mapping(actor=who, mapping=one),
}
ALLOWED = {
    MappingState.PROPOSED: {"confirm", "decline"},
    MappingState.CONFIRMED: {"withdraw"},
    MappingState.DECLINED: {"reopen"},
    MappingState.WITHDRAWN: {"reopen"},
}
LEADS_TO = {
    "confirm": MappingState.CONFIRMED,
    "decline": MappingState.DECLINED,
    "withdraw": MappingState.WITHDRAWN,
    "reopen": MappingState.PROPOSED,
}


@pytest.fixture
def editions(team: made.Team) -> tuple[Edition, Edition]:
    return two_catalogs(team.body)


def _in_state(team: made.Team, state: MappingState) -> Mapping:
    mapping = proposed(team)
    if state in {MappingState.CONFIRMED, MappingState.WITHDRAWN}:
        DECISIONS["confirm"](team.administrator, mapping)
    if state is MappingState.WITHDRAWN:
        DECISIONS["withdraw"](team.administrator, mapping)
    if state is MappingState.DECLINED:
        DECISIONS["decline"](team.administrator, mapping)
    return Mapping.objects.get(pk=mapping.pk)


# Proposing


def test_items_of_two_catalogs_under_one_wording_are_proposed_once(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    mapping = proposed(team)
    pair = {duty_in(edition, POLICY).pk for edition in editions}
    assert {mapping.one_id, mapping.other_id} == pair
    assert mapping.one_id < mapping.other_id
    assert measures()["least"]["catalogs"] <= mapping.score < 1
    assert mapping.state == MappingState.PROPOSED
    entry = AuditEntry.objects.get(verb="duties.propose_mappings")
    assert (entry.actor, entry.after) == (team.administrator, {"proposed": 1})


def test_the_same_wording_in_two_catalogs_scores_one(team: made.Team) -> None:
    for title in ("目录甲", "目录乙"):
        made.adopted(team.body, made.an_edition(domain_rows(), title=title))  # type: ignore[arg-type]
    scores = [one.score for one in actions.propose_mappings(actor=None, body=team.body)]
    assert scores == [1.0, 1.0]


def test_two_rows_of_one_catalog_may_be_the_same_thing(team: made.Team) -> None:
    twin = row("公租房申请指南", "申请条件", "申请材料", "办理流程")
    other = replace(twin, seq="99", publisher=made.SERVICE_OFFICE)
    made.adopted(team.body, made.an_edition((twin, other, row("人事任免", "任免事项"))))
    (mapping,) = actions.propose_mappings(actor=None, body=team.body)
    assert (mapping.one.item.seq, mapping.other.item.seq) == (twin.seq, "99")


def test_neighbours_of_one_catalog_that_share_their_layout_are_not_proposed(
    team: made.Team,
) -> None:
    names = ("原保障对象姓名", "原保障房地址", "退出日期")
    made.adopted(team.body, made.an_edition((row("自愿退出", *names), row("到期退出", *names))))
    assert actions.propose_mappings(actor=None, body=team.body) == []


def test_comparing_again_proposes_nothing_that_was_proposed_before(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    for state in MappingState:
        mapping = _in_state(team, state)
        assert actions.propose_mappings(actor=team.administrator, body=team.body) == []
        assert Mapping.objects.get().state == state
        mapping.delete()


@pytest.mark.parametrize(
    "change",
    [
        {"ends_on": date(2026, 11, 19)},
        {"starts_on": date(2026, 11, 21)},
        {"applies": False},
    ],
    ids=["over", "not begun", "of another tier"],
)
def test_only_duties_in_force_for_the_body_are_compared(
    team: made.Team, editions: tuple[Edition, Edition], change: dict[str, object]
) -> None:
    Duty.objects.filter(pk=duty_in(editions[0], POLICY).pk).update(**change)
    assert actions.propose_mappings(actor=None, body=team.body) == []


def test_a_duty_and_the_one_that_continues_it_are_no_pair(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    duty_in(editions[1], POLICY).continues.add(duty_in(editions[0], POLICY))
    assert actions.propose_mappings(actor=None, body=team.body) == []


def test_the_duties_of_two_bodies_are_never_a_pair(team: made.Team) -> None:
    neighbour = made.a_body("望川县住房保障中心")
    made.adopted(team.body, made.an_edition(domain_rows(), title="目录甲"))  # type: ignore[arg-type]
    made.adopted(neighbour, made.an_edition(domain_rows(), title="目录乙"))  # type: ignore[arg-type]
    assert actions.propose_mappings(actor=None, body=team.body) == []


def test_of_any_two_catalogs_an_item_is_paired_once(team: made.Team) -> None:
    near = replace(domain_rows()[0], levels=("政策文件", POLICY))  # type: ignore[type-var]
    made.adopted(team.body, made.an_edition((domain_rows()[0], near), title="目录甲"))  # type: ignore[arg-type]
    made.adopted(team.body, made.an_edition((domain_rows()[0],), title="目录乙"))  # type: ignore[arg-type]
    found = [
        pair
        for pair in alike(list(candidates_of(team.body)))
        if pair.one.adoption_id != pair.other.adoption_id
    ]
    assert [pair.score for pair in found] == [1.0]


def test_a_body_without_catalogs_has_nothing_to_compare(team: made.Team) -> None:
    assert actions.propose_mappings(actor=team.administrator, body=team.body) == []


def test_comparing_asks_as_often_for_ten_catalogs_as_for_two() -> None:
    asked = []
    for many in (2, 10):
        body = made.a_body(f"第{many}住房保障中心")
        for number in range(many):
            rows = tuple(row(f"事项{many}{n}", f"要素{n}甲", f"要素{n}乙") for n in range(5))
            made.adopted(body, made.an_edition(rows, title=f"目录{many}之{number}"))
        with CaptureQueriesContext(connection) as queries:
            assert actions.propose_mappings(actor=None, body=body)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12


# Deciding


@pytest.mark.parametrize("state", list(MappingState))
@pytest.mark.parametrize("verb", list(DECISIONS))
def test_each_decision_is_possible_in_its_states_and_refused_in_the_others(
    team: made.Team, editions: tuple[Edition, Edition], state: MappingState, verb: str
) -> None:
    mapping = _in_state(team, state)
    if verb in ALLOWED[state]:
        DECISIONS[verb](team.administrator, mapping)
        assert Mapping.objects.get().state == LEADS_TO[verb]
        return
    with pytest.raises(Refused) as refusal:
        DECISIONS[verb](team.administrator, mapping)
    assert refusal.value.code == "already-decided"
    assert Mapping.objects.get().state == state


@pytest.mark.parametrize("verb", list(DECISIONS))
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_the_administrator_decides(
    team: made.Team, editions: tuple[Edition, Edition], role: Role, verb: str
) -> None:
    mapping = proposed(team)
    with pytest.raises(Refused) as refusal:
        DECISIONS[verb](team.with_role(role), mapping)
    assert refusal.value.code == "wrong-role"


@pytest.mark.parametrize("verb", list(DECISIONS))
def test_another_bodys_administrator_is_refused(
    team: made.Team, editions: tuple[Edition, Edition], verb: str
) -> None:
    stranger = made.an_officer(made.a_body("望川县住房保障中心"), Role.ADMINISTRATOR)
    mapping = proposed(team)
    with pytest.raises(Refused) as refusal:
        DECISIONS[verb](stranger, mapping)
    assert refusal.value.code == "another-body"
    with pytest.raises(Refused) as refusal:
        actions.propose_mappings(actor=stranger, body=team.body)
    assert refusal.value.code == "another-body"


def test_who_decided_when_and_why_is_kept(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    mapping = actions.decline_mapping(
        actor=team.administrator, mapping=proposed(team), reason=" 一份管转发，一份管制定 "
    )
    kept = Mapping.objects.get(pk=mapping.pk)
    assert (kept.decided_by, kept.reason) == (team.administrator, "一份管转发，一份管制定")
    assert kept.decided_at is not None
    entry = AuditEntry.objects.get(verb="duties.decline_mapping")
    assert (entry.before, entry.after["state"], entry.reason) == (
        {"state": "proposed"}, "declined", "一份管转发，一份管制定",
    )  # fmt: skip


def test_reopening_forgets_the_decision_and_the_trail_does_not(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    mapping = _in_state(team, MappingState.WITHDRAWN)
    actions.reopen_mapping(actor=team.administrator, mapping=mapping)
    kept = Mapping.objects.get()
    assert (kept.decided_by, kept.decided_at, kept.reason) == (None, None, "")
    assert AuditEntry.objects.filter(verb="duties.withdraw_mapping", reason="拆开").exists()


def test_withdrawing_wants_a_reason(team: made.Team, editions: tuple[Edition, Edition]) -> None:
    mapping = confirmed(team)
    for blank in ("", "  ", "\x00"):
        with pytest.raises(Refused) as refusal:
            actions.withdraw_mapping(actor=team.administrator, mapping=mapping, reason=blank)
        assert refusal.value.code == "no-reason"


def test_a_reason_is_short_and_shows_no_identity_number(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    mapping = proposed(team)
    with pytest.raises(Refused) as refusal:
        actions.decline_mapping(actor=team.administrator, mapping=mapping, reason="长" * 301)
    assert refusal.value.code == "reason-too-long"
    kept = actions.decline_mapping(
        actor=team.administrator, mapping=mapping, reason=f"见{made.ID_NUMBER}"
    )
    assert made.ID_NUMBER not in kept.reason


def test_a_pair_with_a_duty_that_is_over_is_not_confirmed(
    team: made.Team, today: date, editions: tuple[Edition, Edition]
) -> None:
    mapping = proposed(team)
    Duty.objects.filter(pk=mapping.other_id).update(ends_on=today - timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        actions.confirm_mapping(actor=team.administrator, mapping=mapping)
    assert refusal.value.code == "duty-has-ended"
    Duty.objects.filter(pk=mapping.other_id).update(ends_on=None, applies=False)
    with pytest.raises(Refused) as refusal:
        actions.confirm_mapping(actor=team.administrator, mapping=mapping)
    assert refusal.value.code == "duty-does-not-apply"
    assert counts_of(team.body)[MappingState.PROPOSED] == 0


def test_the_database_keeps_a_pair_once_and_in_order(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    mapping = proposed(team)
    given = {"body": team.body, "score": 0.9}
    for one, other in (
        (mapping.one, mapping.other),
        (mapping.other, mapping.one),
        (mapping.one, mapping.one),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mapping.objects.create(one=one, other=other, **given)


# Reading


def test_a_mapping_reads_the_same_from_both_sides(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    policies = [duty_in(edition, POLICY) for edition in editions]
    housing = duty_in(editions[0], HOUSING)
    assert partners_of(policies) == {duty.pk: [] for duty in policies}
    confirmed(team)
    assert partners_of([*policies, housing]) == {
        policies[0].pk: [policies[1]],
        policies[1].pk: [policies[0]],
        housing.pk: [],
    }


def test_a_mapping_says_nothing_of_a_third(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    confirmed(team)
    third = duty_in(editions[1], PERSONNEL)
    one, other = sorted((duty_in(editions[1], POLICY), third), key=lambda duty: duty.pk)
    added = Mapping.objects.create(body=team.body, one=one, other=other, score=0.6)
    actions.confirm_mapping(actor=team.administrator, mapping=added)
    first = duty_in(editions[0], POLICY)
    assert partners_of([first]) == {first.pk: [duty_in(editions[1], POLICY)]}


def test_the_list_begins_with_the_most_alike_and_leaves_out_what_is_over(
    team: made.Team, today: date
) -> None:
    made.adopted(team.body, made.an_edition(domain_rows(), title=DOMAIN))  # type: ignore[arg-type]
    made.adopted(
        team.body,
        made.an_edition((*general_rows(), domain_rows()[1]), title="别的目录"),  # type: ignore[arg-type]
    )
    actions.propose_mappings(actor=None, body=team.body)
    listed = mappings_of(team.body, MappingState.PROPOSED)
    assert [one.one.item.name for one in listed] == [HOUSING, POLICY]
    Duty.objects.filter(pk=listed[0].one_id).update(ends_on=today - timedelta(days=1))
    assert [one.one.item.name for one in mappings_of(team.body)] == [POLICY]
