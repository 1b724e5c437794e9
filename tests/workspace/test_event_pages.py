"""Events: registering one, what it set off, and who sees it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.bodies.models import Officer, Role
from gongkai.duties.actions import register_event
from gongkai.duties.models import Duty, Event, EventOrigin, Obligation
from tests import factories as made
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db

MEETING = "常务会议"
PUNISHMENT = "行政处罚决定"


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, date(2026, 9, 24))
    team = made.a_team()
    rows = [
        made.an_item(MEETING, limit="会议召开后3日内更新"),
        made.an_item(PUNISHMENT),
        made.an_item("突发事件", limit="事件发生后5小时内"),
    ]
    made.adopted(team.body, made.an_edition(rows))
    return team


@pytest.fixture
def duty(team: made.Team) -> Duty:
    return made.a_duty(team.body, MEETING)


@pytest.fixture
def browser(team: made.Team) -> Client:
    return as_officer(team.editor)


@pytest.fixture
def stranger() -> Officer:
    return made.an_officer(made.a_body("东明市水务局"), Role.EDITOR, name="外市填报人")


def _typed(duty: Duty, /, **changes: str) -> dict[str, str]:
    return {
        "name": "会议召开",
        "title": "第12次常务会议",
        "happened_on": "2026-09-21",
        "happened_time": "",
        "duty": str(duty.pk),
    } | changes


# The list


def test_before_the_first_event_the_page_says_what_to_press(
    team: made.Team, browser: Client
) -> None:
    assert "还没有登记过事件。按“登记事件”登记第一件。" in text_of(browser.get(address("events")))
    page = text_of(as_officer(team.auditor).get(address("events")))
    assert "由各科室的填报人登记。" in page
    assert (
        address("event_new") not in as_officer(team.auditor).get(address("events")).content.decode()
    )


def test_the_list_shows_what_an_event_set_off_and_until_when(duty: Duty, browser: Client) -> None:
    browser.post(address("event_new"), _typed(duty))
    page = text_of(browser.get(address("events")))
    assert "2026-09-21 会议召开 第12次常务会议 人员登记 林填报 常务会议" in page
    assert "2026-09-24" in page
    assert (
        address("obligation", Obligation.objects.get().pk)
        in browser.get(address("events")).content.decode()
    )


def test_what_a_business_system_told_is_there_with_its_number(
    team: made.Team, duty: Duty, browser: Client
) -> None:
    register_event(
        actor=None,
        body=team.body,
        name="处罚决定作出",
        title="某公司违法案",
        happened_on=date(2026, 9, 20),
        duties=[made.a_duty(team.body, PUNISHMENT)],
        origin=EventOrigin.SYSTEM,
        reference="CF-2026-17",
    )
    page = text_of(browser.get(address("events")))
    assert "业务系统 CF-2026-17" in page


def test_another_bodys_events_are_not_listed(
    stranger: Officer, duty: Duty, browser: Client
) -> None:
    browser.post(address("event_new"), _typed(duty))
    assert "第12次常务会议" not in text_of(as_officer(stranger).get(address("events")))


def test_the_list_asks_as_often_for_many_events(duty: Duty, browser: Client) -> None:
    browser.post(address("event_new"), _typed(duty))
    browser.get(address("events"))
    before = queries_of(browser, address("events"))
    for number in range(3):
        browser.post(address("event_new"), _typed(duty, title=f"第{number + 20}次常务会议"))
    browser.get(address("events"))
    assert queries_of(browser, address("events")) == before


# Registering


def test_the_names_are_proposed_from_the_limits_of_the_office(browser: Client) -> None:
    page = browser.get(address("event_new"))
    assert "按一下选好事件和有关事项： 事件发生 会议召开" in text_of(page)
    assert '<option value="会议召开"></option>' in page.content.decode()
    assert "其他公开事项（1项）" in text_of(page)


def test_a_proposed_name_ticks_the_items_that_wait_for_it(duty: Duty, browser: Client) -> None:
    page = browser.get(address("event_new"), {"name": "会议召开"}).content.decode()
    assert 'value="会议召开"' in page
    assert f'value="{duty.pk}" id="duty-{duty.pk}" checked' in page
    assert page.count(" checked") == 1


def test_an_officer_registers_an_event_and_the_clock_runs(duty: Duty, browser: Client) -> None:
    answer = browser.post(address("event_new"), _typed(duty))
    assert answer["Location"] == address("events")
    assert said(answer) == [
        "已登记“会议召开：第12次常务会议”，1项开始计时，最早2026年9月24日到期。"
    ]
    opened = Obligation.objects.get()
    assert (opened.duty, opened.formed_on, opened.due_on) == (
        duty,
        date(2026, 9, 21),
        date(2026, 9, 24),
    )


def test_a_moment_counts_hours(team: made.Team, browser: Client) -> None:
    sudden = made.a_duty(team.body, "突发事件")
    typed = _typed(sudden, name="事件发生", title="燃气泄漏", happened_time="08:30")
    browser.post(address("event_new"), typed)
    event = Event.objects.get()
    assert event.happened_at is not None
    opened = Obligation.objects.get()
    assert opened.due_on == date(2026, 9, 21)
    page = text_of(browser.get(address("obligation", opened.pk)))
    assert "最晚2026年9月21日13:30公开" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "请填写事件，如“会议召开”。"),
        ({"title": ""}, "请填写事由，写明是哪一次。"),
        ({"happened_on": "昨天"}, "请填写日期，如 2027-03-05。"),
        ({"happened_on": "2026-09-25"}, "事件的日期2026-09-25还没有到"),
        ({"happened_on": "2003-12-31"}, "早于2004年"),
        ({"happened_time": "25:00"}, "请填写时刻，如 14:30。"),
        ({"duty": ""}, "请至少选择一个公开事项。"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    duty: Duty, browser: Client, changes: dict[str, str], words: str
) -> None:
    answer = browser.post(address("event_new"), _typed(duty, **changes))
    assert answer.status_code == 422
    assert words in text_of(answer)
    if "title" not in changes:
        assert 'value="第12次常务会议"' in answer.content.decode()
    assert not Event.objects.exists()
    assert not Obligation.objects.exists()


def test_another_bodys_item_cannot_be_ticked(
    duty: Duty, stranger: Officer, browser: Client
) -> None:
    far = as_officer(stranger)
    answer = far.post(address("event_new"), _typed(duty))
    assert answer.status_code == 422
    assert "请至少选择一个公开事项。" in text_of(answer)
    assert not Event.objects.exists()


def test_an_office_without_items_is_told_so(stranger: Officer) -> None:
    page = text_of(as_officer(stranger).get(address("event_new")))
    assert "您所在的科室现在没有负责的公开事项，没有可以计时的。" in page


def test_only_an_editor_registers_events(team: made.Team, duty: Duty) -> None:
    for officer in (team.reviewer, team.administrator, team.auditor):
        answer = as_officer(officer).post(address("event_new"), _typed(duty))
        assert answer["Location"] == address("events")
        assert said(answer) == ["只有填报人可以登记事件。"]
    assert not Event.objects.exists()
