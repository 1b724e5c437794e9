"""The month: each day with what falls due on it, days off with their names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.duties.models import Obligation
from gongkai.workspace.month import Day
from tests import factories as make
from tests.workspace.around import address, as_officer, queries_of, text_of
from tests.workspace.owing import Story

pytestmark = pytest.mark.django_db
MONTH = "/workspace/obligations/month/"


@pytest.fixture
def team() -> make.Team:
    team = make.a_team()
    make.adopted(team.body)
    return team


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    told = Story(monkeypatch)
    told.on(2026, 3, 20)
    return told


def get(team: make.Team, asked: str) -> Any:
    return as_officer(team.editor).get(MONTH + asked)


def days(response: Any) -> dict[int, Day]:
    """Return the days of the page by their number."""
    found = [day for week in response.context["weeks"] for day in week if day]
    return {day.on.day: day for day in found}


def test_each_obligation_stands_on_its_day_in_sign_and_words(team: make.Team, story: Story) -> None:
    policy = make.a_duty(team.body, make.POLICY)
    met = story.opened(policy, "办完的文件", 2026, 3, 2)
    story.met(met, 2026, 3, 9)
    story.opened(policy, "晚了的文件", 2026, 3, 16)
    story.on(2026, 3, 30)
    response = get(team, "2026-03/?scope=body")
    found = {day: [one.row.occasion for one in it.lines] for day, it in days(response).items()}
    assert {day: held for day, held in found.items() if held} == {
        11: ["办完的文件"],
        25: ["晚了的文件"],
    }
    page = text_of(response)
    assert "2026年3月共2项到期" in page
    assert "✓ 按时完成： 办完的文件" in page
    assert "逾 已逾期3个工作日： 晚了的文件" in page


def test_weeks_begin_on_monday_and_only_days_of_the_month_are_shown(
    team: make.Team, story: Story
) -> None:
    weeks = get(team, "2026-11/").context["weeks"]
    assert [len(week) for week in weeks] == [7] * 6
    assert weeks[0][:6] == [None] * 6  # 1 November 2026 is a Sunday
    assert weeks[0][6].on == date(2026, 11, 1)
    assert weeks[5][0].on == date(2026, 11, 30)
    assert weeks[5][1:] == [None] * 6


def test_days_off_say_why(team: make.Team, story: Story) -> None:
    october = days(get(team, "2026-10/"))
    assert (october[1].off, october[1].name) == (True, "国庆节")
    assert (october[17].off, october[17].name) == (True, "")
    assert (october[12].off, october[12].name) == (False, "")
    made_up = {day for day, it in october.items() if it.name == "调休上班"}
    assert made_up == {10}
    page = text_of(get(team, "2026-10/"))
    assert "国庆节" in page
    assert "休" in page


def test_more_than_three_on_a_day_lead_to_the_list_of_that_day(
    team: make.Team, story: Story
) -> None:
    policy = make.a_duty(team.body, make.POLICY)
    for number in range(5):
        story.opened(policy, f"文件{number + 1}", 2026, 3, 16)
    response = get(team, "2026-03/?scope=body")
    page = text_of(response)
    assert "文件3" in page
    assert "文件4" not in page
    assert "另有2项" in page
    html = response.content.decode()
    asked = "?scope=body&amp;since=2026-03-25&amp;until=2026-03-25&amp;state=all"
    assert f'href="{address("obligations")}{asked}"' in html
    listed = as_officer(team.editor).get(address("obligations") + asked.replace("&amp;", "&"))
    assert len(listed.context["lines"]) == 5


def test_the_months_before_and_after_are_a_link_away(team: make.Team, story: Story) -> None:
    html = get(team, "2026-12/?scope=body").content.decode()
    assert 'href="/workspace/obligations/month/2026-11/?scope=body"' in html
    assert 'href="/workspace/obligations/month/2027-01/?scope=body"' in html
    first = get(team, "2004-01/")
    assert (first.status_code, first.context["before"]) == (200, None)
    last = get(team, "2100-12/")
    assert (last.status_code, last.context["after"]) == (200, None)


def test_without_a_month_the_one_of_the_day_shown_opens(team: make.Team, story: Story) -> None:
    assert get(team, "")["Location"] == "/workspace/obligations/month/2026-03/"
    then = get(team, "?on=2026-02-10&scope=body")
    assert then["Location"] == "/workspace/obligations/month/2026-02/?on=2026-02-10&scope=body"


@pytest.mark.parametrize("odd", ["2026-13/", "2026-00/", "2003-12/", "2101-01/", "26-11/"])
def test_a_month_that_is_none_is_not_found(team: make.Team, story: Story, odd: str) -> None:
    assert get(team, odd).status_code == 404


def test_a_month_with_nothing_due_says_so(team: make.Team, story: Story) -> None:
    assert "这个月没有到期的任务" in text_of(get(team, "2026-05/"))


def test_today_is_marked_and_on_a_past_day_that_day(team: make.Team, story: Story) -> None:
    assert [day for day, it in days(get(team, "2026-03/")).items() if it.today] == [20]
    then = get(team, "2026-03/?on=2026-03-11")
    assert [day for day, it in days(then).items() if it.today] == [11]
    assert "正在看 2026年3月11日" in text_of(then)


def test_the_month_as_of_a_past_day_knows_nothing_later(team: make.Team, story: Story) -> None:
    policy = make.a_duty(team.body, make.POLICY)
    early = story.opened(policy, "三月的文件", 2026, 3, 16)
    story.met(early, 2026, 3, 30)
    story.opened(policy, "后来的文件", 2026, 3, 19)
    story.on(2026, 4, 30)
    page = text_of(get(team, "2026-03/?scope=body&on=2026-03-18"))
    assert "近 即将到期： 三月的文件" in page
    assert "2026年3月共1项到期" in page
    assert "后来的文件" not in page


def test_only_mine_my_offices_or_my_bodys_stand_there(team: make.Team, story: Story) -> None:
    story.opened(make.a_duty(team.body, make.HOUSING), "新房源", 2026, 3, 2)
    stranger = make.a_team(make.a_body("远山县住房保障中心"))
    story.on(2026, 3, 20)
    assert get(team, "2026-03/").context["number"] == 0
    assert get(team, "2026-03/?scope=body").context["number"] == 1
    assert get(stranger, "2026-03/?scope=body").context["number"] == 0


def test_a_full_month_asks_the_database_as_often_as_an_empty_one(
    team: make.Team, story: Story
) -> None:
    lin = as_officer(team.editor)
    url = MONTH + "2026-03/?scope=body"
    duty = make.a_duty(team.body, make.POLICY)
    story.opened(duty, "第一份", 2026, 3, 2)
    story.on(2026, 3, 20)
    one = queries_of(lin, url)
    for number in range(6):
        story.opened(duty, f"文件{number}", 2026, 3, 2 + number)
    story.on(2026, 3, 20)
    assert queries_of(lin, url) == one
    assert Obligation.objects.count() == 7
