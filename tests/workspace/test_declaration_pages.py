"""Stating that there is nothing, asking to be excused, and the second person's queue."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.bodies.models import Officer, Role
from gongkai.duties import actions
from gongkai.duties.models import Declaration, DeclarationKind, Obligation, Outcome
from tests import factories as made
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 24)
WHY = "本季度没有作出处罚决定"


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, TODAY)
    team = made.a_team()
    made.adopted(team.body, made.an_edition([made.an_item(made.PLAIN)]))
    return team


@pytest.fixture
def task(team: made.Team) -> Obligation:
    return _task(team, "第三季度检查")


@pytest.fixture
def reviewer(team: made.Team) -> Client:
    return as_officer(team.reviewer)


@pytest.fixture
def stranger() -> Officer:
    return made.an_officer(made.a_body("东明市水务局"), Role.REVIEWER, name="外市审核人")


def _task(team: made.Team, title: str) -> Obligation:
    _, opened = actions.register_event(
        actor=team.editor,
        body=team.body,
        name="检查完成",
        title=title,
        happened_on=date(2026, 9, 18),
        duties=[made.a_duty(team.body, made.PLAIN)],
    )
    return opened[0]


def _stated(
    team: made.Team, task: Obligation, kind: DeclarationKind = DeclarationKind.NOTHING
) -> Declaration:
    return actions.declare(actor=team.editor, obligation=task, kind=kind, reason=WHY)


# Stating it, from the obligation


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": "", "reason": WHY}, "情况：请选择是哪一种情况。"),
        (
            {"kind": "holiday", "reason": WHY},
            "情况：请选择是哪一种情况。",
        ),
        ({"kind": "nothing", "reason": ""}, "理由：请填写理由。"),
        ({"kind": "nothing", "reason": "长" * 301}, "理由：理由不能超过300字。"),
    ],
)
def test_a_statement_needs_a_kind_and_a_reason(
    team: made.Team, task: Obligation, typed: dict[str, str], words: str
) -> None:
    answer = as_officer(team.editor).post(address("obligation_declare", task.pk), typed)
    assert said(answer) == [words]
    assert not Declaration.objects.exists()


def test_only_an_editor_states(team: made.Team, task: Obligation) -> None:
    typed = {"kind": "excuse", "reason": WHY}
    for officer in (team.reviewer, team.administrator, team.auditor):
        answer = as_officer(officer).post(address("obligation_declare", task.pk), typed)
        assert said(answer) == ["情况说明须由填报人提出。"]
    assert not Declaration.objects.exists()


def test_a_second_statement_waits_for_the_first(team: made.Team, task: Obligation) -> None:
    _stated(team, task)
    typed = {"kind": "excuse", "reason": WHY}
    answer = as_officer(team.editor).post(address("obligation_declare", task.pk), typed)
    assert said(answer) == ["这项任务已有一份情况说明在等待决定。"]


def test_who_stated_takes_it_back(team: made.Team, task: Obligation) -> None:
    stated = _stated(team, task)
    editor = as_officer(team.editor)
    answer = editor.post(address("declaration_withdraw", stated.pk))
    assert answer["Location"] == address("obligation", task.pk)
    assert said(answer) == ["已收回情况说明。"]
    assert not Declaration.objects.exists()


def test_nobody_else_takes_it_back(team: made.Team, task: Obligation, reviewer: Client) -> None:
    stated = _stated(team, task)
    answer = reviewer.post(address("declaration_withdraw", stated.pk))
    assert said(answer) == ["只有提出的人可以收回这份情况说明。"]
    assert Declaration.objects.exists()


# The queue


def test_an_empty_queue_says_so(team: made.Team, reviewer: Client) -> None:
    page = text_of(reviewer.get(address("declarations")))
    assert "没有等待决定的情况说明。" in page
    assert "还没有决定过情况说明。" in page


def test_what_waits_stands_with_its_reason_and_who_stated_it(
    team: made.Team, task: Obligation, reviewer: Client
) -> None:
    _stated(team, task)
    page = text_of(reviewer.get(address("declarations")))
    assert "等待决定（1件）" in page
    assert "无此类信息 第三季度检查 2026-10-22" in page
    assert f"{WHY} 林填报，2026-09-24" in page


def test_the_oldest_stands_first(
    team: made.Team, task: Obligation, reviewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stated(team, task)
    made.set_today(monkeypatch, TODAY, hour=11)
    _stated(team, _task(team, "第二批检查"))
    page = text_of(reviewer.get(address("declarations")))
    assert page.index("第三季度检查") < page.index("第二批检查")


def test_those_who_do_not_decide_only_read(team: made.Team, task: Obligation) -> None:
    _stated(team, task)
    other = made.an_officer(team.body, Role.EDITOR, name="另一位填报人")
    page = text_of(as_officer(other).get(address("declarations")))
    assert "由审核或者发布人员决定。" in page
    mine = text_of(as_officer(team.editor).get(address("declarations")))
    assert "您提出的，须由另一位人员决定。" in mine


def test_another_bodys_statements_are_not_seen(
    team: made.Team, task: Obligation, stranger: Officer
) -> None:
    stated = _stated(team, task)
    far = as_officer(stranger)
    assert WHY not in text_of(far.get(address("declarations")))
    for route in ("declaration_decide", "declaration_withdraw"):
        assert far.post(address(route, stated.pk), {"do": "grant"}).status_code == 404
    stated.refresh_from_db()
    assert stated.granted is None


def test_the_queue_asks_as_often_for_many(
    team: made.Team, task: Obligation, reviewer: Client
) -> None:
    _stated(team, task)
    reviewer.get(address("declarations"))
    before = queries_of(reviewer, address("declarations"))
    for number in range(3):
        _stated(team, _task(team, f"第{number}次检查"))
    assert queries_of(reviewer, address("declarations")) == before


# Deciding


def test_a_reviewer_grants_an_absence_and_the_task_is_done(
    team: made.Team, task: Obligation, reviewer: Client
) -> None:
    stated = _stated(team, task)
    answer = reviewer.post(address("declaration_decide", stated.pk), {"do": "grant"})
    assert answer["Location"] == address("declarations")
    assert said(answer) == ["已同意。"]
    task.refresh_from_db()
    assert (task.fulfilled_on, task.outcome) == (TODAY, Outcome.NOTHING)
    page = text_of(reviewer.get(address("declarations")))
    assert f"第三季度检查 工作动态 无此类信息 {WHY} 林填报 同意 沈审核，2026-09-24 —" in page


def test_a_publisher_excuses_and_the_task_says_so(team: made.Team, task: Obligation) -> None:
    stated = _stated(team, task, DeclarationKind.EXCUSE)
    publisher = as_officer(team.publisher)
    publisher.post(address("declaration_decide", stated.pk), {"do": "grant", "note": "属实"})
    page = text_of(publisher.get(address("obligation", task.pk)))
    assert "2026年9月24日同意免责。" in page
    assert "已同意 免责" in page
    assert "齐发布，2026-09-24 10:00：属实" in page


def test_not_agreeing_needs_a_note(team: made.Team, task: Obligation, reviewer: Client) -> None:
    stated = _stated(team, task)
    answer = reviewer.post(address("declaration_decide", stated.pk), {"do": "decline"})
    assert said(answer) == ["请填写意见。"]
    reviewer.post(
        address("declaration_decide", stated.pk), {"do": "decline", "note": "上月有两件处罚"}
    )
    task.refresh_from_db()
    assert task.fulfilled_on is None
    page = text_of(as_officer(team.editor).get(address("obligation", task.pk)))
    assert "未同意 无此类信息" in page
    assert "沈审核，2026-09-24 10:00：上月有两件处罚" in page
    assert "没有此类信息，或者申请免责" in page, "it can be stated anew"


def test_the_decision_leads_back_to_where_it_was_made(
    team: made.Team, task: Obligation, reviewer: Client
) -> None:
    stated = _stated(team, task)
    here = address("obligation", task.pk)
    typed = {"do": "grant", "back": here}
    assert reviewer.post(address("declaration_decide", stated.pk), typed)["Location"] == here


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "x"])
def test_no_decision_leads_out_of_the_site(
    team: made.Team, task: Obligation, reviewer: Client, back: str
) -> None:
    stated = _stated(team, task)
    answer = reviewer.post(address("declaration_decide", stated.pk), {"do": "grant", "back": back})
    assert answer["Location"] == address("declarations")


def test_nobody_decides_what_she_stated_herself(team: made.Team, task: Obligation) -> None:
    both = made.an_officer(team.body, Role.EDITOR, Role.REVIEWER, name="兼职人员")
    stated = actions.declare(actor=both, obligation=task, kind=DeclarationKind.EXCUSE, reason=WHY)
    answer = as_officer(both).post(address("declaration_decide", stated.pk), {"do": "grant"})
    assert said(answer) == ["不能决定自己提出的情况说明，请由另一位人员决定。"]
    task.refresh_from_db()
    assert task.excused_on is None


def test_an_editor_cannot_decide(team: made.Team, task: Obligation) -> None:
    stated = _stated(team, task)
    other = made.an_officer(team.body, Role.EDITOR, name="另一位填报人")
    answer = as_officer(other).post(address("declaration_decide", stated.pk), {"do": "grant"})
    assert said(answer) == ["情况说明须由审核或者发布人员决定。"]


def test_what_is_decided_is_not_decided_again(
    team: made.Team, task: Obligation, reviewer: Client
) -> None:
    stated = _stated(team, task)
    reviewer.post(address("declaration_decide", stated.pk), {"do": "grant"})
    answer = as_officer(team.publisher).post(
        address("declaration_decide", stated.pk), {"do": "decline", "note": "再看看"}
    )
    assert said(answer) == ["这份情况说明已经有了决定。"]
