"""My work, and the page that explains a due date."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.bodies.models import Officer, Role
from gongkai.disclosures import actions
from gongkai.duties.actions import decide_declaration, declare, register_event
from gongkai.duties.models import DeclarationKind
from tests import factories as make
from tests.workspace.around import address, as_officer, queries_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> make.Team:
    team = make.a_team()
    make.adopted(team.body)
    return team


def work_of(officer: Officer) -> str:
    return text_of(as_officer(officer).get(address("my_work")))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 1, 21), "2025-02-21 未到期"),
        (date(2025, 2, 14), "2025-02-21 即将到期"),
        (date(2025, 2, 21), "2025-02-21 即将到期"),
        (date(2025, 2, 22), "2025-02-21 已逾期"),
        (date(2025, 2, 25), "2025-02-21 已逾期2个工作日"),
    ],
)
def test_lin_sees_each_due_date_with_its_state_in_words(
    team: make.Team, monkeypatch: pytest.MonkeyPatch, today: date, words: str
) -> None:
    make.a_draft(team)
    make.set_today(monkeypatch, today)
    assert words in work_of(team.editor)


def test_the_soonest_due_stands_first(team: make.Team) -> None:
    make.a_draft(team, title="较晚到期")
    make.a_draft(team, make.a_duty(team.body, make.POLICY), title="最先到期")
    page = work_of(team.editor).partition("本科室应公开的信息")[2]
    assert page.index("最先到期") < page.index("较晚到期")


def test_every_list_of_work_says_when_its_rows_are_due(team: make.Team) -> None:
    make.a_draft(team, title="草稿一则")
    make.in_content_review(team, title="交内容审核")
    make.ready(team, title="可以发布")
    assert "草稿一则 2025-02-21到期" in work_of(team.editor)
    assert "交内容审核 2025-02-21到期" in work_of(team.reviewer)
    assert "可以发布 2025-02-21到期" in work_of(team.publisher)
    queue = text_of(as_officer(team.reviewer).get(address("review_queue")))
    assert "交内容审核 2025-02-21到期" in queue


def test_a_text_whose_clock_has_ended_says_so(team: make.Team) -> None:
    make.under_correction(team)
    page = work_of(team.editor).partition("草稿和退回")[2]
    assert "没有未完成的期限" in page


def test_a_date_in_a_year_without_its_notice_is_marked_provisional(team: make.Team) -> None:
    disclosure = make.a_draft(team)
    obligation = disclosure.filings.get().obligation
    assert obligation is not None
    obligation.provisional = True
    obligation.save()
    assert "2025-02-21 暂定" in work_of(team.editor)
    page = as_officer(team.editor).get(address("obligation", obligation.pk))
    assert "通知发布后自动重算" in text_of(page)


def test_a_returned_text_comes_with_its_opinion(team: make.Team) -> None:
    make.returned(team)
    page = work_of(team.editor)
    assert "退回意见 沈审核：请补充依据" in page
    assert "1 退回修改" in page
    assert "0 草稿" in page


def test_each_role_sees_what_waits_for_it_and_nothing_of_the_others(team: make.Team) -> None:
    make.a_draft(team, title="草稿一则")
    make.in_content_review(team, title="交内容审核")
    make.in_secrecy_review(team, title="交保密审查")
    make.ready(team, title="可以发布")
    make.scheduled(team)
    reviewer, secrecy = work_of(team.reviewer), work_of(team.secrecy_reviewer)
    assert ("交内容审核" in reviewer, "交保密审查" in reviewer) == (True, False)
    assert ("交内容审核" in secrecy, "交保密审查" in secrecy) == (False, True)
    publisher = work_of(team.publisher)
    assert "可以发布" in publisher
    assert "已定时" in publisher
    assert "草稿一则" not in publisher
    assert "1 待发布" in publisher


def test_another_offices_drafts_and_clocks_are_not_mine(team: make.Team) -> None:
    make.a_draft(team, make.a_duty(team.body, make.POLICY), title="办公室的草稿")
    neighbour = make.an_officer(make.an_office(team.body, make.SERVICE_OFFICE), Role.EDITOR)
    page = work_of(neighbour)
    assert "办公室的草稿" not in page
    assert "没有等着公开的信息" in page
    assert "没有草稿，也没有被退回的信息" in page


def test_administrators_auditors_and_newcomers_are_told_where_to_go(team: make.Team) -> None:
    assert "您管理本机关的 目录 、 责任" in work_of(team.administrator)
    assert "您查看本机关的 审计记录" in work_of(team.auditor)
    assert "您还没有角色" in work_of(make.an_officer(team.body))


def test_the_navigation_shows_only_the_places_of_the_officers_roles(team: make.Team) -> None:
    def places(officer: Officer) -> list[bool]:
        page = as_officer(officer).get(address("my_work")).content.decode()
        names = ("disclosures", "review_queue", "bodies", "audit")
        return [f'href="{address(name)}">' in page for name in names]

    assert places(team.editor) == [True, False, False, False]
    assert places(team.reviewer) == [True, True, False, False]
    assert places(team.administrator) == [False, False, True, False]
    assert places(team.auditor) == [True, False, False, True]


def test_a_due_date_explains_itself_day_by_day(team: make.Team) -> None:
    obligation = make.a_draft(team).filings.get().obligation
    assert obligation is not None
    page = text_of(as_officer(team.editor).get(address("obligation", obligation.pk)))
    assert "最晚2025年2月21日公开" in page
    assert "2025-01-20 信息形成或者变更：2025年1月20日（周一），当日不计" in page
    assert "2025-01-26 周日，春节调休上班，第5个工作日" in page
    assert "2025-01-28 周二，春节放假，不计 《国务院办公厅关于2025年部分节假日安排的通知》" in page
    assert "截止日：2025年2月21日（周五）" in page


def test_what_was_met_late_says_by_how_much(
    team: make.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    disclosure = make.ready(team)
    make.set_today(monkeypatch, date(2025, 2, 25))
    actions.publish(actor=team.publisher, disclosure=disclosure)
    page = text_of(as_officer(team.editor).get(address("disclosure", disclosure.pk)))
    assert "逾期2个工作日完成" in page
    assert "没有等着公开的信息" in work_of(team.editor)


def test_what_a_colleague_stated_waits_for_the_second_person(team: make.Team) -> None:
    obligation = make.a_registered(team).filings.get().obligation
    assert obligation is not None
    stated = declare(
        actor=team.editor, obligation=obligation, kind=DeclarationKind.EXCUSE, reason="系统迁移"
    )
    assert "1 情况说明待决定" in work_of(team.reviewer)
    assert "1 情况说明待决定" in work_of(team.publisher)
    assert "情况说明待决定" not in work_of(team.editor)
    assert "0 情况说明待决定" in work_of(make.a_team(make.a_body("远山县住房保障中心")).reviewer)
    decide_declaration(actor=team.reviewer, declaration=stated, granted=True)
    assert "0 情况说明待决定" in work_of(team.publisher)


def test_lin_is_not_asked_to_register_what_she_said_there_is_nothing_of(team: make.Team) -> None:
    _, [owed] = register_event(
        actor=team.editor,
        body=team.body,
        name="会议召开",
        title="第3次会议",
        happened_on=make.FORMED_ON,
        duties=[make.a_duty(team.body)],
    )
    assert "登记 ：保障资格审核结果，第3次会议 尚未登记" in work_of(team.editor)
    declare(actor=team.editor, obligation=owed, kind=DeclarationKind.NOTHING, reason="会议没有议题")
    assert "第3次会议 保障资格审核结果 情况说明待决定" in work_of(team.editor)


def test_nobody_decides_what_they_stated_themselves(team: make.Team) -> None:
    both = make.an_officer(team.editor.office, Role.EDITOR, Role.REVIEWER, name="双岗")
    obligation = make.a_registered(team).filings.get().obligation
    assert obligation is not None
    declare(actor=both, obligation=obligation, kind=DeclarationKind.EXCUSE, reason="系统迁移")
    assert "0 情况说明待决定" in work_of(both)
    assert "1 情况说明待决定" in work_of(team.reviewer)


def test_an_excused_obligation_is_owed_no_more(team: make.Team) -> None:
    obligation = make.a_registered(team, title="免去的一件").filings.get().obligation
    assert obligation is not None
    stated = declare(
        actor=team.editor, obligation=obligation, kind=DeclarationKind.EXCUSE, reason="系统迁移"
    )
    owed = "本科室应公开的信息"
    assert "免去的一件" in work_of(team.editor).partition(owed)[2].partition("草稿和退回")[0]
    decide_declaration(actor=team.reviewer, declaration=stated, granted=True)
    assert "免去的一件" not in work_of(team.editor).partition(owed)[2].partition("草稿和退回")[0]


def test_the_list_the_month_and_the_wall_are_a_link_away(team: make.Team) -> None:
    page = as_officer(team.auditor).get(address("my_work")).content.decode()
    main = page.partition("<main")[2]
    assert all(f'href="{address(name)}"' in main for name in ("obligations", "month", "wall"))


def test_the_navigation_is_one_line_of_groups_and_says_where_one_is(team: make.Team) -> None:
    page = as_officer(team.editor).get(address("wall_of", 2026)).content.decode()
    assert f'class="dropdown-item active" href="{address("wall")}" aria-current="page"' in page
    assert 'class="nav-link dropdown-toggle active"' in page
    assert "下级机关" not in page


def test_only_who_oversees_a_body_below_is_led_there(team: make.Team) -> None:
    make.a_body("银杏镇住房保障站", parent=team.body)
    service = make.an_officer(make.an_office(team.body, make.SERVICE_OFFICE), Role.EDITOR)

    def led(officer: Officer) -> bool:
        page = as_officer(officer).get(address("my_work")).content.decode()
        return f'href="{address("below")}"' in page

    assert led(team.editor)
    assert led(team.administrator)
    assert not led(service)


def test_my_work_asks_the_database_as_often_for_one_draft_as_for_five(team: make.Team) -> None:
    make.a_draft(team)
    make.returned(team)
    lin = as_officer(team.editor)
    one = queries_of(lin, address("my_work"))
    for _ in range(4):
        make.a_draft(team)
        make.returned(team)
    assert queries_of(lin, address("my_work")) == one
