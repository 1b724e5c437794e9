"""Handing over: what moves, whole or not at all, and everything that is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from gongkai.audit.models import AuditEntry
from gongkai.bodies import actions as bodies
from gongkai.bodies.models import Officer, Role
from gongkai.disclosures import actions
from gongkai.disclosures.actions import handing_over
from gongkai.disclosures.models import Disclosure
from gongkai.duties.models import Declaration
from gongkai.refusals import Refused
from tests import factories as make
from tests.reminders.owing import FRI_9, owed
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Leaving:
    """林填报 leaves, 乔填报 of the same office takes over, 何主任 heads it."""

    team: make.Team
    lin: Officer
    qiao: Officer
    head: Officer
    draft: Disclosure


@pytest.fixture
def leaving() -> Leaving:
    team = make.a_team()
    make.adopted(team.body)
    office = team.editor.office
    head = make.an_officer(office, name="何主任")
    bodies.set_office_head(actor=team.administrator, office=office, head=head)
    duty = make.a_duty(team.body)
    actions.assign_duty(actor=team.administrator, duty=duty, officer=team.editor)
    return Leaving(
        team,
        team.editor,
        make.an_officer(office, Role.EDITOR, name="乔填报"),
        head,
        make.a_draft(team),
    )


def over(situation: Leaving, /, **changes: object) -> handing_over.Handed:
    given: dict[str, object] = {
        "actor": situation.team.administrator,
        "leaving": situation.lin,
        "to": situation.qiao,
        "reason": "调离",
        **changes,
    }
    return actions.hand_over(**given)  # type: ignore[arg-type]


def test_duties_drafts_and_headships_move_in_one_action(leaving: Leaving) -> None:
    bodies.set_body_head(actor=leaving.team.administrator, body=leaving.team.body, head=leaving.lin)
    waiting = owed(make.a_duty(leaving.team.body), FRI_9)
    Declaration.objects.create(
        obligation=waiting, kind="nothing", reason="本季没有", declared_by=leaving.lin
    )
    assert over(leaving) == handing_over.Handed(1, 1, 1, 1)
    assert make.a_duty(leaving.team.body).officer == leaving.qiao
    assert make.again(leaving.draft).officer_id == leaving.qiao.pk
    leaving.team.body.refresh_from_db()
    assert leaving.team.body.head == leaving.qiao
    assert handing_over.held(leaving.lin) == handing_over.Handed(0, 0, 1, 0)


def test_who_stated_something_stays_the_one_who_did(leaving: Leaving) -> None:
    waiting = owed(make.a_duty(leaving.team.body), FRI_9)
    stated = Declaration.objects.create(
        obligation=waiting, kind="nothing", reason="本季没有", declared_by=leaving.lin
    )
    over(leaving)
    stated.refresh_from_db()
    assert stated.declared_by == leaving.lin


def test_the_trail_says_what_moved_to_whom_and_why(leaving: Leaving) -> None:
    over(leaving)
    entry = AuditEntry.objects.get(verb="disclosures.hand_over")
    assert entry.reason == "调离"
    assert entry.after == {
        "officer": "乔填报",
        "duties": 1,
        "drafts": 1,
        "declarations": 0,
        "headships": 0,
    }


def test_what_is_public_keeps_its_officer(leaving: Leaving) -> None:
    public = make.published(leaving.team, make.a_duty(leaving.team.body, make.POLICY))
    over(leaving)
    assert make.again(public).officer_id == leaving.lin.pk


def test_the_head_of_the_office_may_hand_over_too(leaving: Leaving) -> None:
    assert over(leaving, actor=leaving.head).drafts == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one: {"to": one.lin}, "same-person"),
        (lambda one: {"to": one.team.reviewer}, "no-editor"),
        (lambda one: {"actor": one.qiao}, "wrong-role"),
        (lambda one: {"actor": one.team.auditor}, "wrong-role"),
        (lambda one: {"reason": "  "}, "no-reason"),
        (lambda one: {"leaving": one.qiao, "to": one.lin}, "nothing-held"),
        (
            lambda one: {
                "to": make.an_officer(
                    make.an_office(one.team.body, make.SERVICE_OFFICE), Role.EDITOR, name="苏服务"
                )
            },
            "another-office",
        ),
        (lambda _one: {"to": make.an_officer(make.a_body("望川县教育局"))}, "another-body"),
        (
            lambda _one: {
                "actor": make.an_officer(make.a_body("望川县教育局"), Role.ADMINISTRATOR)
            },
            "another-body",
        ),
    ],
)
def test_it_is_refused_and_nothing_moves(
    leaving: Leaving, change: Callable[[Leaving], dict[str, object]], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        over(leaving, **change(leaving))
    assert refusal.value.code == code
    assert make.a_duty(leaving.team.body).officer == leaving.lin
    assert make.again(leaving.draft).officer_id == leaving.lin.pk
    assert not AuditEntry.objects.filter(verb="disclosures.hand_over").exists()


def test_who_is_inactive_or_deleted_takes_nothing_over(leaving: Leaving) -> None:
    bodies.deactivate_officer(actor=leaving.team.administrator, officer=leaving.qiao)
    with pytest.raises(Refused, match="账号已经停用") as refusal:
        over(leaving)
    assert refusal.value.code == "inactive"
    gone = Officer(pk=999_999, office=leaving.lin.office, name="无此人")
    with pytest.raises(Refused) as refusal:
        over(leaving, to=gone)
    assert refusal.value.code == "no-such-officer"


# Leaving


def test_an_account_that_still_holds_something_is_not_closed(leaving: Leaving) -> None:
    with pytest.raises(Refused) as refusal:
        bodies.deactivate_officer(actor=leaving.team.administrator, officer=leaving.lin)
    assert refusal.value.code == "still-holds"
    assert refusal.value.message == (
        "林填报还有1项责任、1份草稿或者在办信息，请先移交，再停用账号。"
    )
    leaving.lin.refresh_from_db()
    assert leaving.lin.is_active


def test_the_head_of_an_office_is_not_closed_either(leaving: Leaving) -> None:
    with pytest.raises(Refused, match="何主任还有办公室负责人的职务"):
        bodies.deactivate_officer(actor=leaving.team.administrator, officer=leaving.head)


def test_a_head_without_duties_hands_the_office_to_anybody_active(leaving: Leaving) -> None:
    moved = over(leaving, leaving=leaving.head, to=leaving.team.reviewer)
    assert moved == handing_over.Handed(0, 0, 0, 1)


def test_handing_over_and_closing_the_account_is_one_action(leaving: Leaving) -> None:
    over(leaving, deactivate=True)
    leaving.lin.refresh_from_db()
    assert not leaving.lin.is_active


def test_where_the_account_may_not_be_closed_nothing_moves(leaving: Leaving) -> None:
    with pytest.raises(Refused) as refusal:
        over(leaving, actor=leaving.head, deactivate=True)
    assert refusal.value.code == "wrong-role"
    assert make.a_duty(leaving.team.body).officer == leaving.lin


# One duty


def test_an_administrator_says_who_answers_for_a_duty_and_takes_it_back(leaving: Leaving) -> None:
    duty = make.a_duty(leaving.team.body)
    admin = leaving.team.administrator
    assert actions.assign_duty(actor=admin, duty=duty, officer=leaving.qiao).officer == leaving.qiao
    assert actions.assign_duty(actor=admin, duty=duty, officer=None).officer is None
    entry = AuditEntry.objects.filter(verb="duties.assign_duty").first()
    assert entry is not None
    assert (entry.before, entry.after) == ({"officer": "乔填报"}, {"officer": ""})


@pytest.mark.parametrize(
    ("who", "what", "code"),
    [
        ("editor", "qiao", "wrong-role"),
        ("administrator", "reviewer", "no-editor"),
        ("administrator", "service", "another-office"),
        ("administrator", "stranger", "another-body"),
        ("stranger", "qiao", "another-body"),
    ],
)
def test_a_duty_is_given_only_by_whom_and_to_whom_it_may(
    leaving: Leaving, who: str, what: str, code: str
) -> None:
    office = make.an_office(leaving.team.body, make.SERVICE_OFFICE)
    people = {
        "qiao": leaving.qiao,
        "editor": leaving.lin,
        "administrator": leaving.team.administrator,
        "reviewer": leaving.team.reviewer,
        "service": make.an_officer(office, Role.EDITOR, name="苏服务"),
        "stranger": make.an_officer(make.a_body("望川县教育局"), Role.ADMINISTRATOR),
    }
    with pytest.raises(Refused) as refusal:
        actions.assign_duty(
            actor=people[who], duty=make.a_duty(leaving.team.body), officer=people[what]
        )
    assert refusal.value.code == code


# Pages


def test_the_page_shows_what_moves_and_one_button_moves_it(leaving: Leaving) -> None:
    client = as_officer(leaving.team.administrator)
    url = address("hand_over", leaving.lin.pk)
    page = text_of(client.get(url))
    assert "1项责任 保障资格审核结果" in page
    assert "1份草稿或者在办信息 2025年第一批保障资格审核结果 草稿" in page
    answer = client.post(url, {"to": leaving.qiao.pk, "reason": "调离"})
    assert said(answer) == ["林填报名下的责任、草稿和职务已经移交。"]
    assert "不需要移交" in text_of(client.get(url))


def test_the_page_says_why_it_was_not_done(leaving: Leaving) -> None:
    url = address("hand_over", leaving.lin.pk)
    client = as_officer(leaving.team.administrator)
    answer = client.post(url, {"to": leaving.team.reviewer.pk, "reason": "调离"})
    assert said(answer) == ["沈审核没有填报角色，不能接手；请先授予角色。"]
    assert said(client.post(url, {"to": "", "reason": "调离"}))[-1].startswith("移交给：")


def test_the_page_is_for_the_administrator_and_the_head(leaving: Leaving) -> None:
    url = address("hand_over", leaving.lin.pk)
    assert as_officer(leaving.head).get(url).status_code == 200
    assert as_officer(leaving.qiao).get(url).status_code == 403
    assert as_officer(leaving.qiao).post(url, {}).status_code == 403
    stranger = make.an_officer(make.a_body("望川县教育局"), Role.ADMINISTRATOR)
    assert as_officer(stranger).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_the_page_asks_as_often_for_many_drafts_as_for_one(leaving: Leaving) -> None:
    client = as_officer(leaving.team.administrator)
    url = address("hand_over", leaving.lin.pk)
    few = queries_of(client, url)
    for _ in range(4):
        make.a_draft(leaving.team, make.a_duty(leaving.team.body, make.POLICY))
    assert queries_of(client, url) == few


def test_the_officers_page_sets_addresses_and_heads(leaving: Leaving) -> None:
    admin, body = leaving.team.administrator, leaving.team.body
    client = as_officer(admin)
    answer = client.post(
        address("officer_email", leaving.lin.pk), {"email": " lin@example.gov.cn "}
    )
    assert said(answer) == ["已保存电子邮箱。"]
    assert "lin@example.gov.cn" in text_of(client.get(address("officers")))
    client.post(address("body_head", body.slug), {"head": leaving.qiao.pk})
    body.refresh_from_db()
    assert body.head == leaving.qiao
    client.post(address("office_head", leaving.lin.office_id), {"head": ""})
    leaving.lin.office.refresh_from_db()
    assert leaving.lin.office.head is None


def test_heads_and_addresses_are_refused_to_whom_they_are_not(leaving: Leaving) -> None:
    admin, body = leaving.team.administrator, leaving.team.body
    stranger = make.an_officer(make.a_body("望川县教育局"), Role.ADMINISTRATOR)
    for call, code in (
        (lambda: bodies.set_email(actor=leaving.qiao, officer=leaving.lin, email="a@b.cn"),
         "wrong-role"),
        (lambda: bodies.set_email(actor=stranger, officer=leaving.lin, email="a@b.cn"),
         "another-body"),
        (lambda: bodies.set_email(actor=admin, officer=leaving.lin, email="没有邮箱"),
         "not-an-address"),
        (lambda: bodies.set_body_head(actor=admin, body=body, head=stranger), "another-body"),
        (lambda: bodies.set_body_head(actor=leaving.lin, body=body, head=None), "wrong-role"),
        (lambda: bodies.set_office_head(actor=stranger, office=leaving.lin.office, head=None),
         "another-body"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            call()
        assert refusal.value.code == code
    bodies.deactivate_officer(actor=admin, officer=leaving.qiao)
    with pytest.raises(Refused, match="账号已经停用"):
        bodies.set_body_head(actor=admin, body=body, head=leaving.qiao)


def test_the_trail_does_not_keep_an_address(leaving: Leaving) -> None:
    bodies.set_email(actor=leaving.lin, officer=leaving.lin, email="lin@example.gov.cn")
    entry = AuditEntry.objects.get(verb="bodies.set_email")
    assert "example" not in str(entry.before) + str(entry.after)


def test_the_officers_page_asks_as_often_for_many_as_for_few(leaving: Leaving) -> None:
    client = as_officer(leaving.team.administrator)
    few = queries_of(client, address("officers"))
    for n in range(8):
        make.an_officer(leaving.lin.office, Role.EDITOR, name=f"第{n}位")
    assert queries_of(client, address("officers")) == few


def test_the_duty_page_names_who_answers_and_lets_the_head_choose(leaving: Leaving) -> None:
    duty = make.a_duty(leaving.team.body)
    client = as_officer(leaving.head)
    assert "责任人 林填报" in text_of(client.get(address("duty", duty.pk)))
    answer = client.post(address("duty_assign", duty.pk), {"head": leaving.qiao.pk})
    assert said(answer) == ["已指定责任人。"]
    assert "责任人 乔填报" in text_of(client.get(address("duty", duty.pk)))
    assert (
        'id="duty-officer"'
        not in as_officer(leaving.qiao).get(address("duty", duty.pk)).content.decode()
    )
