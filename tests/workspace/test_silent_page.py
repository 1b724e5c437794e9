"""The page of what is empty or left without an update."""

from __future__ import annotations

from datetime import date

import pytest

from tests import factories as make
from tests.workspace.around import address, as_officer, queries_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> make.Team:
    """A team of a body that published one thing in February 2025; it is September."""
    make.set_today(monkeypatch, make.ON_TIME)
    team = make.a_team()
    make.published(team, make.a_duty(team.body))
    make.set_today(monkeypatch, date(2025, 9, 1))
    return team


def test_lin_sees_three_empty_items_and_one_that_is_too_old(team: make.Team) -> None:
    page = text_of(as_officer(team.editor).get(address("silent")))
    assert "空白（3）" in page
    assert "久未更新（1）" in page
    assert f"{make.ELIGIBILITY} 办公室 2025-02-05 从未 其他法定主动公开内容（6个月）" in page
    assert "空白栏目 3个 5个 未达到" in page


def test_a_body_without_duties_is_told_that_nothing_is_wrong() -> None:
    team = make.a_team(make.a_body("临河县新机关"))
    page = text_of(as_officer(team.auditor).get(address("silent")))
    assert "没有空白的事项" in page
    assert "没有久未更新的事项" in page


def test_it_speaks_of_the_officers_own_body_alone(team: make.Team) -> None:
    stranger = make.a_team(make.a_body("临河县科技局"))
    assert make.ELIGIBILITY not in text_of(as_officer(stranger.editor).get(address("silent")))


def test_nobody_looks_without_signing_in(team: make.Team) -> None:
    answer = as_officer(team.editor)
    answer.logout()
    assert answer.get(address("silent")).status_code == 302


def test_it_asks_as_often_for_forty_items_as_for_five(team: make.Team) -> None:
    client = as_officer(team.editor)
    few = queries_of(client, address("silent"))
    rows = [make.an_item(f"事项{number}") for number in range(40)]
    make.adopted(team.body, make.an_edition(rows, title="临河县大目录"))
    assert queries_of(client, address("silent")) == few
