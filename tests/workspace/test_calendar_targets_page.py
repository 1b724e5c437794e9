"""The body's own targets on the calendar's page: everybody reads, administrators set."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.bodies.models import Body, Officer, Role
from gongkai.clocks.models import BodyTargets
from gongkai.clocks.queries import targets_of
from gongkai.workdays import Targets
from tests import factories as made
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db

FORM = {"realtime": "3", "timely": "5", "reason": "县里的承诺"}
SAVED = "公开目标已保存；未办结的任务会按新目标重新计算，已经办结的不变。"


@pytest.fixture
def county() -> Body:
    return made.a_body("临河县人民政府")


@pytest.fixture
def liang(county: Body) -> Officer:
    return made.an_officer(county, Role.ADMINISTRATOR, name="梁管理")


def page_of(officer: Officer) -> str:
    return text_of(as_officer(officer).get(address("calendar")))


def test_without_targets_the_defaults_are_told(county: Body) -> None:
    page = page_of(made.an_officer(county, Role.EDITOR))
    assert "实时更新 系统默认：1个工作日内公开 及时公开 系统默认：第10个工作日提醒" in page
    assert "保存公开目标" not in page


def test_an_administrator_sets_them(county: Body, liang: Officer) -> None:
    answer = as_officer(liang).post(address("calendar_targets"), FORM)
    assert answer["Location"] == address("calendar")
    assert said(answer) == [SAVED]
    assert targets_of(county.pk) == Targets(3, 5)
    page = page_of(liang)
    assert "实时更新 3个工作日内公开 及时公开 内部目标5个工作日 设置 县里的承诺 梁管理" in page
    marks = as_officer(liang).get(address("calendar")).content.decode()
    assert 'name="realtime" value="3"' in marks


def test_an_empty_field_takes_the_target_back(county: Body, liang: Officer) -> None:
    browser = as_officer(liang)
    browser.post(address("calendar_targets"), FORM)
    browser.post(address("calendar_targets"), {"realtime": "", "timely": "5", "reason": "改回"})
    assert targets_of(county.pk) == Targets(timely=5)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"realtime": "0"}, "自定的公开目标须在第1到第20个工作日之间，现为0。"),
        ({"timely": "21"}, "自定的公开目标须在第1到第20个工作日之间，现为21。"),
        ({"timely": "五"}, "及时公开的内部目标几个工作日：请填写工作日的天数，如 3。"),
        ({"reason": " "}, "理由：请填写理由。"),
        ({"realtime": "", "timely": ""}, "没有变化：本机关的目标已经是这样设置的。"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    liang: Officer, typed: dict[str, str], words: str
) -> None:
    assert said(as_officer(liang).post(address("calendar_targets"), FORM | typed)) == [words]
    assert not BodyTargets.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_sets_them(county: Body, role: Role) -> None:
    answer = as_officer(made.an_officer(county, role)).post(address("calendar_targets"), FORM)
    assert said(answer) == ["只有系统管理员可以做这件事。"]
    assert not BodyTargets.objects.exists()


def test_a_visitor_signs_in_first_and_looking_sets_nothing(liang: Officer) -> None:
    answer = Client().post(address("calendar_targets"), FORM)
    assert answer["Location"].startswith(address("sign_in"))
    assert as_officer(liang).get(address("calendar_targets")).status_code == 405


def test_the_page_asks_no_more_after_many_changes(county: Body, liang: Officer) -> None:
    browser = as_officer(liang)
    browser.post(address("calendar_targets"), FORM)
    once = queries_of(browser, address("calendar"))
    for days in ("6", "7", "8"):
        browser.post(address("calendar_targets"), FORM | {"timely": days})
    assert queries_of(browser, address("calendar")) <= once + 1
