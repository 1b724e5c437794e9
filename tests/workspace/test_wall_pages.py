"""The year wall: items by months, one cell for what falls due in a month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.duties.models import Duty
from tests import factories as make
from tests.workspace.around import address, as_officer, queries_of, text_of
from tests.workspace.owing import Story

pytestmark = pytest.mark.django_db
WALL = "/workspace/obligations/wall/"


@pytest.fixture
def team() -> make.Team:
    team = make.a_team()
    make.adopted(team.body)
    return team


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    told = Story(monkeypatch)
    told.on(2026, 3, 31)
    return told


def get(team: make.Team, asked: str = "2026/") -> Any:
    return as_officer(team.editor).get(WALL + asked)


def cells(response: Any, item: str) -> dict[int, tuple[str, str]]:
    """Return sign and words of the cells of an item, by month."""
    (row,) = (row for row in response.context["rows"] if row.duty.item.name == item)
    return {month: (cell.sign, cell.text) for month, cell in enumerate(row.cells, start=1) if cell}


def test_every_item_of_the_body_is_a_row_of_twelve_months(team: make.Team, story: Story) -> None:
    response = get(team)
    assert [row.duty.item.name for row in response.context["rows"]] == [
        make.ELIGIBILITY, make.POLICY, make.HOUSING, make.PLAIN,
    ]  # fmt: skip
    assert {len(row.cells) for row in response.context["rows"]} == {12}
    assert make.CITY_ONLY not in text_of(response)


def test_a_cell_says_in_words_what_its_sign_means(team: make.Team, story: Story) -> None:
    policy = make.a_duty(team.body, make.POLICY)
    story.met(story.opened(policy, "一月的文件", 2026, 1, 5), 2026, 1, 14)
    story.met(story.opened(policy, "二月的文件", 2026, 2, 9), 2026, 3, 2)
    story.opened(policy, "三月的文件", 2026, 3, 16)
    story.opened(policy, "四月的文件", 2026, 3, 30)
    story.on(2026, 3, 31)
    response = get(team)
    assert cells(response, make.POLICY) == {
        1: ("✓", "1月：按时完成"),
        2: ("迟", "2月：逾期4个工作日完成"),
        3: ("逾", "3月：已逾期4个工作日"),
        4: ("○", "4月：未到期"),
    }
    assert "2月：逾期4个工作日完成" in text_of(response)
    assert cells(response, make.HOUSING) == {}


def test_several_in_a_month_show_the_worst_with_its_number(team: make.Team, story: Story) -> None:
    policy = make.a_duty(team.body, make.POLICY)
    story.met(story.opened(policy, "办完的", 2026, 3, 2), 2026, 3, 6)
    story.opened(policy, "逾期的", 2026, 3, 10)
    story.opened(policy, "也逾期的", 2026, 3, 16)
    story.opened(policy, "今天到期的", 2026, 3, 20)
    story.on(2026, 3, 31)
    response = get(team)
    assert cells(response, make.POLICY) == {
        3: ("逾2", "3月：共4项，2项已逾期、1项即将到期、1项按时完成")
    }
    html = response.content.decode()
    asked = (
        f"?scope=body&amp;state=all&amp;duty={policy.pk}&amp;since=2026-03-11&amp;until=2026-03-31"
    )
    assert f'href="{address("obligations")}{asked}"' in html
    listed = as_officer(team.editor).get(address("obligations") + asked.replace("&amp;", "&"))
    assert len(listed.context["lines"]) == 4
    assert f"只列“{make.POLICY}”这一事项的任务" in text_of(listed)


def test_one_obligation_is_a_link_to_itself(team: make.Team, story: Story) -> None:
    one = story.opened(make.a_duty(team.body, make.POLICY), "三月的文件", 2026, 3, 16)
    story.on(2026, 3, 31)
    assert f'href="{address("obligation", one.pk)}"' in get(team).content.decode()


def test_a_date_that_may_still_move_is_marked(team: make.Team, story: Story) -> None:
    one = story.opened(make.a_duty(team.body, make.POLICY), "三月的文件", 2026, 3, 30)
    one.provisional = True
    one.save(update_fields=["provisional"])
    story.on(2026, 3, 31)
    assert cells(get(team), make.POLICY) == {4: ("○", "4月：未到期（暂定）")}


def test_the_wall_as_of_31_march_knows_nothing_later(team: make.Team, story: Story) -> None:
    policy = make.a_duty(team.body, make.POLICY)
    late = story.opened(policy, "三月的文件", 2026, 3, 16)
    story.met(late, 2026, 4, 2)
    story.opened(policy, "四月的文件", 2026, 4, 1)
    story.on(2026, 11, 21)
    assert cells(get(team), make.POLICY)[3] == ("迟", "3月：逾期6个工作日完成")
    assert cells(get(team), make.POLICY)[4][0] == "逾"
    then = get(team, "2026/?on=2026-03-31")
    assert cells(then, make.POLICY) == {3: ("逾", "3月：已逾期4个工作日")}
    assert "正在看 2026年3月31日" in text_of(then)
    assert f"{address('obligation_seen', late.pk)}?on=2026-03-31" in then.content.decode()


def test_items_that_began_later_are_not_on_the_wall_of_a_past_day(
    team: make.Team, story: Story
) -> None:
    assert get(team, "2025/?on=2025-01-01").context["rows"] == []
    assert len(get(team, "2025/?on=2025-01-02").context["rows"]) == 4


def test_a_duty_that_never_was_is_not_on_the_wall(team: make.Team, story: Story) -> None:
    duty = make.a_duty(team.body, make.HOUSING)
    Duty.objects.filter(pk=duty.pk).update(starts_on=date(2026, 5, 1), ends_on=date(2026, 4, 30))
    names = {row.duty.item.name for row in get(team).context["rows"]}
    assert names == {make.ELIGIBILITY, make.POLICY, make.PLAIN}


def test_the_wall_is_narrowed_by_catalog_office_and_words(team: make.Team, story: Story) -> None:
    service = make.an_office(team.body, make.SERVICE_OFFICE)
    other = make.an_edition([make.an_item("年度报告")], title="另一份标准目录")
    make.adopted(team.body, other)

    def names(asked: str) -> list[str]:
        return [row.duty.item.name for row in get(team, f"2026/?{asked}").context["rows"]]

    assert names(f"edition={other.pk}") == ["年度报告"]
    assert names(f"office={service.pk}") == [make.ELIGIBILITY, make.HOUSING]
    assert names("words=房源") == [make.HOUSING]
    assert names("words=没有") == []
    assert "没有符合条件的事项" in text_of(get(team, "2026/?words=没有"))


def test_my_wall_and_my_offices_hold_what_we_answer_for(team: make.Team, story: Story) -> None:
    duty = make.a_duty(team.body, make.POLICY)
    colleague = make.an_officer(team.editor.office, name="许同事")
    Duty.objects.filter(pk=duty.pk).update(officer=colleague)

    def names(scope: str) -> set[str]:
        return {row.duty.item.name for row in get(team, f"2026/?scope={scope}").context["rows"]}

    assert make.POLICY in names("office")
    assert make.POLICY not in names("mine")
    assert make.HOUSING not in names("office")


def test_years_follow_each_other_from_2004_on(team: make.Team, story: Story) -> None:
    html = get(team).content.decode()
    assert 'href="/workspace/obligations/wall/2025/' in html
    assert 'href="/workspace/obligations/wall/2027/' in html
    assert get(team, "2004/").context["before"] is None
    assert get(team, "2100/").context["after"] is None
    assert get(team, "2003/").status_code == 404
    assert get(team, "2101/").status_code == 404
    assert get(team, "")["Location"] == "/workspace/obligations/wall/2026/"
    assert get(team, "?on=2025-12-31")["Location"].startswith("/workspace/obligations/wall/2025/")


def test_a_body_without_a_catalog_is_told_where_to_get_one(story: Story) -> None:
    newcomers = make.a_team(make.a_body("远山县住房保障中心"))
    assert "没有采用任何目录" in text_of(get(newcomers))


def test_another_bodys_items_are_not_on_my_wall(team: make.Team, story: Story) -> None:
    stranger = make.a_team(make.a_body("远山县住房保障中心"))
    assert get(stranger).context["rows"] == []


def test_a_wall_of_sixty_items_asks_the_database_as_often_as_one_of_four(
    team: make.Team, story: Story
) -> None:
    story.opened(make.a_duty(team.body, make.POLICY), "三月的文件", 2026, 3, 16)
    story.on(2026, 3, 31)
    lin = as_officer(team.editor)
    few = queries_of(lin, WALL + "2026/")
    rows = [make.an_item(f"事项{number}") for number in range(60)]
    adoption = make.adopted(team.body, make.an_edition(rows, title="另一份标准目录"))
    for duty in adoption.duties.all()[:10]:
        story.opened(duty, "一批", 2026, 3, 16)
    story.on(2026, 3, 31)
    assert queries_of(lin, WALL + "2026/") == few
    assert len(get(team).context["rows"]) == 64


def test_a_hundred_items_stand_on_one_page(team: make.Team, story: Story) -> None:
    rows = [make.an_item(f"事项{number}") for number in range(120)]
    make.adopted(team.body, make.an_edition(rows, title="另一份标准目录"))
    assert len(get(team).context["rows"]) == 100
    assert len(get(team, "2026/?page=2").context["rows"]) == 24
