"""The list of what has to be made public: whose, in which state, narrowed, and on which day."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from gongkai.bodies.models import Officer, Role
from gongkai.duties import actions
from gongkai.duties.models import Obligation
from gongkai.workspace import board_file
from tests import factories as make
from tests.workspace.around import address, as_officer, queries_of, said, text_of
from tests.workspace.owing import Story

pytestmark = pytest.mark.django_db
BOARD = "/workspace/obligations/"


@pytest.fixture
def team() -> make.Team:
    team = make.a_team()
    make.adopted(team.body)
    return team


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    return Story(monkeypatch)


@pytest.fixture
def march(team: make.Team, story: Story) -> dict[str, Obligation]:
    """A first quarter of 2026, told on 31 March.

    20 working days after 2 February are 6 March, 7 after 16 March 25 March, 7 after 20 March
    31 March, 20 after 16 March 14 April.
    """
    result, policy = make.a_duty(team.body), make.a_duty(team.body, make.POLICY)
    housing = make.a_duty(team.body, make.HOUSING)
    told = {
        "在三月六日办完": story.opened(result, "第一批结果", 2026, 2, 2),
        "迟了": story.opened(policy, "二月的文件", 2026, 2, 9),
        "免责": story.opened(policy, "迁移时的文件", 2026, 3, 2),
        "逾期": story.opened(policy, "三月的文件", 2026, 3, 16),
        "未到期": story.opened(housing, "新房源", 2026, 3, 16),
        "今天到期": story.opened(policy, "又一份文件", 2026, 3, 20),
    }
    # Due on 25 February; Saturday the 28th was a working day in the place of another.
    story.met(told["迟了"], 2026, 3, 2)
    story.met(told["在三月六日办完"], 2026, 3, 6)
    story.excused(team, told["免责"], 2026, 3, 10)
    story.on(2026, 3, 31)
    return told


def page(officer: Officer, asked: str = "") -> str:
    return text_of(as_officer(officer).get(BOARD + asked))


def occasions(officer: Officer, asked: str = "") -> list[str]:
    """Return the occasions a page lists, in its order."""
    response = as_officer(officer).get(BOARD + asked)
    return [line.row.occasion for line in response.context["lines"]]


def numbers(officer: Officer, asked: str = "") -> dict[str, int]:
    """Return the counters on top of the page."""
    response = as_officer(officer).get(BOARD + asked)
    return {state: number for state, _, _, number in response.context["states"]}


def test_what_is_open_stands_soonest_due_first(
    team: make.Team, march: dict[str, Obligation]
) -> None:
    assert occasions(team.editor, "?scope=body") == ["三月的文件", "又一份文件", "新房源"]
    said_here = page(team.editor, "?scope=body")
    assert "2026-03-25 ，三月的文件：期限怎么算 逾 已逾期4个工作日 三月的文件" in said_here
    assert "近 即将到期 又一份文件" in said_here
    assert "○ 未到期 新房源" in said_here


def test_the_counters_count_each_state_and_lead_to_it(
    team: make.Team, march: dict[str, Obligation]
) -> None:
    assert numbers(team.editor, "?scope=body") == {
        "upcoming": 1, "due": 1, "overdue": 1, "met": 1, "met_late": 1, "excused": 1,
    }  # fmt: skip
    html = as_officer(team.editor).get(BOARD + "?scope=body").content.decode()
    assert 'href="?scope=body&amp;state=overdue"' in html
    assert occasions(team.editor, "?scope=body&state=overdue") == ["三月的文件"]
    assert occasions(team.editor, "?scope=body&state=met") == ["第一批结果"]
    assert occasions(team.editor, "?scope=body&state=met_late") == ["二月的文件"]
    assert occasions(team.editor, "?scope=body&state=excused") == ["迁移时的文件"]
    assert "逾期4个工作日完成 2026-03-02 已公开" in page(team.editor, "?scope=body&state=met_late")
    assert "免 免责 2026-03-10 免责" in page(team.editor, "?scope=body&state=excused")


def test_a_state_that_is_chosen_does_not_change_the_counters(
    team: make.Team, march: dict[str, Obligation]
) -> None:
    assert numbers(team.editor, "?scope=body&state=met") == numbers(team.editor, "?scope=body")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=房源", ["新房源"]),
        ("words=三月的", ["三月的文件"]),
        ("words=政策文件+又一份", ["又一份文件"]),
        ("words=没有这样的", []),
        ("since=2026-03-26", ["又一份文件", "新房源"]),
        ("until=2026-03-31", ["三月的文件", "又一份文件"]),
        ("since=2026-03-01&until=2026-03-31&state=all", [
            "第一批结果", "迁移时的文件", "三月的文件", "又一份文件",
        ]),
        ("trigger=event", []),
        ("trigger=formed", ["三月的文件", "又一份文件", "新房源"]),
        ("provisional=on", []),
    ],
)  # fmt: skip
def test_each_filter_leaves_what_it_says(
    team: make.Team, march: dict[str, Obligation], asked: str, found: list[str]
) -> None:
    assert occasions(team.editor, f"?scope=body&{asked}") == found


def test_the_list_is_narrowed_by_office_and_by_catalog(
    team: make.Team, march: dict[str, Obligation]
) -> None:
    service = make.an_office(team.body, make.SERVICE_OFFICE)
    assert occasions(team.editor, f"?scope=body&office={service.pk}") == ["新房源"]
    other = make.an_edition(title="另一份标准目录")
    make.adopted(team.body, other)
    assert occasions(team.editor, f"?scope=body&edition={other.pk}") == []
    mine = march["逾期"].duty.adoption.edition_id
    assert len(occasions(team.editor, f"?scope=body&edition={mine}")) == 3


def test_only_provisional_ones_are_listed_when_asked(
    team: make.Team, march: dict[str, Obligation]
) -> None:
    Obligation.objects.filter(pk=march["未到期"].pk).update(provisional=True)
    assert occasions(team.editor, "?scope=body&provisional=on") == ["新房源"]
    assert "暂定" in page(team.editor, "?scope=body&provisional=on")


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ("on=2026-04-01", "2026-04-01还没有到，不知道那天的情形"),
        ("on=2003-12-31", "工作日历从2004-01-01起"),
        ("on=昨天", "请写成 2026-03-31 这样的日期"),
        ("since=2026-04-02&until=2026-04-01", "到期日的止日早于起日"),
        ("state=gone", "状态："),
        ("office=999999", "科室："),
        ("duty=99999999999999999999", "范围："),
    ],
)
def test_an_odd_address_breaks_nothing_and_is_told(
    team: make.Team, march: dict[str, Obligation], asked: str, complaint: str
) -> None:
    assert complaint in page(team.editor, f"?scope=body&{asked}")


# Whose


def test_lin_sees_her_own_first_then_her_office_then_her_body(
    team: make.Team, march: dict[str, Obligation], story: Story
) -> None:
    service = make.an_office(team.body, make.SERVICE_OFFICE)
    zhou = make.an_officer(service, Role.EDITOR, name="周房源")
    assert occasions(team.editor) == ["三月的文件", "又一份文件"]
    assert occasions(zhou) == ["新房源"]
    assert occasions(zhou, "?scope=office") == ["新房源"]
    assert len(occasions(zhou, "?scope=body")) == 3


def test_what_is_given_to_a_person_is_theirs_and_no_longer_their_colleagues(
    team: make.Team, march: dict[str, Obligation]
) -> None:
    colleague = make.an_officer(team.editor.office, Role.EDITOR, name="许同事")
    duty = march["逾期"].duty
    duty.officer = colleague
    duty.save(update_fields=["officer"])
    assert occasions(colleague) == ["三月的文件", "又一份文件"]
    assert occasions(team.editor) == []
    assert occasions(team.editor, "?scope=office") == ["三月的文件", "又一份文件"]
    assert "没有等您公开的任务" in page(team.editor)
    assert "办公室 许同事" in page(team.editor, "?scope=office")


def test_what_was_registered_is_its_officers_whoever_holds_the_duty(
    team: make.Team, story: Story
) -> None:
    story.on(2026, 3, 16)
    make.a_registered(team, title="登记的结果", formed_on=date(2026, 3, 16))
    colleague = make.an_officer(team.editor.office, Role.EDITOR, name="许同事")
    assert occasions(team.editor) == ["登记的结果"]
    assert occasions(colleague) == []
    assert occasions(colleague, "?scope=office") == ["登记的结果"]


def test_reviewers_and_administrators_start_with_the_whole_body(
    team: make.Team, march: dict[str, Obligation]
) -> None:
    for officer in (team.reviewer, team.publisher, team.administrator, team.auditor):
        assert len(occasions(officer)) == 3


def test_another_bodys_obligations_are_on_no_list_of_mine(
    team: make.Team, march: dict[str, Obligation]
) -> None:
    stranger = make.a_team(make.a_body("远山县住房保障中心"))
    assert occasions(stranger.editor, "?scope=body") == []
    assert "本机关没有未办结的任务" in page(stranger.editor, "?scope=body")
    office = make.an_office(team.body)
    duty = march["逾期"].duty_id
    assert occasions(stranger.editor, f"?scope=body&office={office.pk}") == []
    assert occasions(stranger.editor, f"?scope=body&duty={duty}&state=all") == []
    assert "政策文件" not in page(stranger.editor, f"?scope=body&duty={duty}")


def test_who_is_not_signed_in_is_asked_to(team: make.Team, client: Any) -> None:
    for url in (BOARD, address("obligations_export")):
        assert client.get(url).status_code == 302


# As of a past day


@pytest.fixture
def later(team: make.Team, march: dict[str, Obligation], story: Story) -> dict[str, Obligation]:
    """What happened after 31 March; the story is told on 30 April."""
    story.met(march["逾期"], 2026, 4, 2)
    story.met(march["未到期"], 2026, 4, 10)
    story.excused(team, march["今天到期"], 2026, 4, 7)
    story.opened(march["逾期"].duty, "四月的文件", 2026, 4, 1)
    story.on(2026, 4, 30)
    return march


def test_what_did_the_board_show_on_31_march(team: make.Team, later: dict[str, Obligation]) -> None:
    assert occasions(team.editor, "?scope=body") == ["四月的文件"]
    then = "?scope=body&on=2026-03-31"
    assert occasions(team.editor, then) == ["三月的文件", "又一份文件", "新房源"]
    assert numbers(team.editor, then) == {
        "upcoming": 1, "due": 1, "overdue": 1, "met": 1, "met_late": 1, "excused": 1,
    }  # fmt: skip
    shown = page(team.editor, then)
    assert "正在看 2026年3月31日 当天结束时的情形" in shown
    assert "逾 已逾期4个工作日 三月的文件" in shown
    assert "四月" not in shown
    assert "2026-04-02" not in shown


def test_it_shows_the_same_as_it_did_on_that_very_day(
    team: make.Team, march: dict[str, Obligation], story: Story
) -> None:
    def board(asked: str) -> list[tuple[str, date, str]]:
        response = as_officer(team.editor).get(f"{BOARD}?scope=body&state=all{asked}")
        return [(one.row.occasion, one.due, one.word) for one in response.context["lines"]]

    that_day = board("")
    story.met(march["逾期"], 2026, 4, 2)
    story.opened(march["逾期"].duty, "四月的文件", 2026, 4, 1)
    story.on(2026, 11, 21)
    assert board("&on=2026-03-31") == that_day
    assert board("") != that_day


def test_a_due_date_that_moved_since_stands_where_it_stood(
    team: make.Team, march: dict[str, Obligation], story: Story
) -> None:
    story.on(2026, 4, 8)
    actions.recompute_obligation(actor=None, obligation=march["未到期"], formed_on=date(2026, 4, 1))
    assert "2026-04-30 ，新房源" in page(team.editor, "?scope=body")
    assert "2026-04-14 ，新房源" in page(team.editor, "?scope=body&on=2026-04-07")
    assert "2026-04-30 ，新房源" in page(team.editor, "?scope=body&on=2026-04-08")
    assert occasions(team.editor, "?scope=body&on=2026-04-07&until=2026-04-14")[-1] == "新房源"


def test_what_was_registered_later_is_not_linked_on_the_past_day(
    team: make.Team, story: Story
) -> None:
    story.on(2026, 3, 16)
    disclosure = make.a_registered(team, title="登记的结果", formed_on=date(2026, 3, 16))
    html = as_officer(team.editor).get(BOARD + "?scope=body").content.decode()
    assert address("disclosure", disclosure.pk) in html
    story.on(2026, 4, 30)
    then = as_officer(team.editor).get(BOARD + "?scope=body&on=2026-03-16").content.decode()
    assert address("disclosure", disclosure.pk) not in then
    obligation = disclosure.filings.get().obligation
    assert obligation is not None
    assert address("obligation_seen", obligation.pk) + "?on=2026-03-16" in then


def test_today_is_no_past_day(team: make.Team, march: dict[str, Obligation]) -> None:
    assert "正在看" not in page(team.editor, "?scope=body&on=2026-03-31")


# Pages and files


def test_fifty_stand_on_a_page_and_all_on_one_for_paper(team: make.Team, story: Story) -> None:
    duty = make.a_duty(team.body)
    for number in range(53):
        story.opened(duty, f"第{number + 1}批", 2026, 3, 16)
    assert len(occasions(team.editor)) == 50
    assert occasions(team.editor, "?page=2") == ["第51批", "第52批", "第53批"]
    assert "共53项" in page(team.editor)
    assert "全部列在一页（便于打印）" in page(team.editor)
    assert len(occasions(team.editor, "?per=all")) == 53


def test_fifty_rows_ask_the_database_as_often_as_one(team: make.Team, story: Story) -> None:
    story.opened(make.a_duty(team.body), "第一批", 2026, 3, 16)
    for asked in ("?scope=body", "?scope=mine", "?scope=body&on=2026-03-20&state=all"):
        story.on(2026, 4, 30)
        lin = as_officer(team.editor)
        one = queries_of(lin, BOARD + asked)
        for number in range(5):
            duty = make.a_duty(team.body, (make.POLICY, make.HOUSING)[number % 2])
            story.opened(duty, "又一批", 2026, 3, 16)
        story.on(2026, 4, 30)
        assert queries_of(lin, BOARD + asked) == one


def rows_of(content: bytes, sheet: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(sheet).to_python()


def test_the_file_holds_all_that_the_filters_leave(
    team: make.Team, march: dict[str, Obligation]
) -> None:
    url = address("obligations_export") + "?scope=body&state=all"
    response = as_officer(team.editor).get(url)
    assert response["Content-Disposition"].endswith('-2026-03-31.xlsx"')
    head, *rows = rows_of(response.content)
    assert tuple(head) == board_file.HEADINGS
    assert [(row[0], row[2], row[3], row[6], row[11], row[12]) for row in rows] == [
        (date(2026, 2, 25), "逾期4个工作日完成", 4.0, "二月的文件", date(2026, 3, 2), "已公开"),
        (date(2026, 3, 6), "按时完成", "", "第一批结果", date(2026, 3, 6), "已公开"),
        (date(2026, 3, 11), "免责", "", "迁移时的文件", date(2026, 3, 10), "免责"),
        (date(2026, 3, 25), "已逾期4个工作日", 4.0, "三月的文件", "", ""),
        (date(2026, 3, 31), "即将到期", "", "又一份文件", "", ""),
        (date(2026, 4, 14), "未到期", "", "新房源", "", ""),
    ]
    told = dict(rows_of(response.content, 1))
    assert told["机关"] == "临河县住房保障中心"
    assert told["状态"] == "全部状态"
    assert told["行数"] == "6"
    assert told["导出"].startswith("林填报 2026-03-31")


def test_the_file_of_a_past_day_knows_nothing_later(
    team: make.Team, later: dict[str, Obligation]
) -> None:
    url = address("obligations_export") + "?scope=body&state=all&on=2026-03-31"
    content = as_officer(team.editor).get(url).content
    assert "四月的文件" not in {row[6] for row in rows_of(content)}
    assert {row[6]: row[11] for row in rows_of(content)}["三月的文件"] == ""
    assert dict(rows_of(content, 1))["情形"] == "2026-03-31当天结束时"


def test_no_cell_of_the_file_is_a_formula(team: make.Team, story: Story) -> None:
    for sign in ("=1+1", "+1", "-1", "@SUM(A1)", "http://example.invalid/"):
        story.opened(make.a_duty(team.body), sign, 2026, 3, 16)
    content = as_officer(team.editor).get(address("obligations_export")).content
    assert {row[6] for row in rows_of(content)[1:]} == {
        "=1+1", "+1", "-1", "@SUM(A1)", "http://example.invalid/",
    }  # fmt: skip
    assert b"<f>" not in content


def test_a_file_that_would_be_too_long_is_refused_with_a_way_out(
    team: make.Team, march: dict[str, Obligation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_file, "MOST", 2)
    response = as_officer(team.editor).get(address("obligations_export") + "?scope=body")
    assert response.status_code == 302
    assert said(response) == ["共3项，一个文件最多2项；请按目录、科室或到期日缩小范围再导出。"]
