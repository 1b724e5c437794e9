"""After a new edition is adopted: the days of its items, what is left open, what pages say."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.bodies.models import Role
from gongkai.duties.models import Edition
from tests import factories as made
from tests.duties.renewing import (
    HOUSING,
    LEAVING,
    POLICY,
    RENT,
    renumbered,
    row,
    the_duty,
    two_editions,
)
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db
SPRING = date(2027, 3, 1)


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, date(2026, 11, 20))
    return made.a_team()


@pytest.fixture
def editions(team: made.Team) -> tuple[Edition, Edition]:
    old, new = two_editions()
    made.adopted(team.body, old)
    return old, new


@pytest.fixture
def browser(team: made.Team) -> Client:
    return as_officer(team.administrator)


def _posted(browser: Client, new: Edition, **typed: str) -> object:
    return browser.post(address("renew", new.pk), {"default_start": "2027-01-01", **typed})


def test_what_is_left_open_is_listed_until_it_is_met(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    made.a_registered(team, the_duty(team.body, editions[0], POLICY), title="一份未公开的文件")
    _posted(browser, editions[1])
    assert "一份未公开的文件 政策文件" in text_of(browser.get(address("rollout", editions[1].pk)))


def test_a_day_ahead_is_moved_on_the_page(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    _posted(browser, editions[1])
    duty = the_duty(team.body, editions[1], HOUSING)
    response = browser.post(address("reschedule", duty.pk), {"starts_on": "2027-03-01"})
    assert said(response)[-1] == f"“{HOUSING}”的开始日期已调整。"
    assert response["Location"].endswith(f"#duty-{duty.pk}")
    assert the_duty(team.body, editions[1], HOUSING).starts_on == SPRING


def test_a_hundred_items_fill_a_page_and_a_moved_day_leads_back_to_its_page(
    browser: Client, team: made.Team
) -> None:
    rows = tuple(row(f"事项{n}", f"要素{n}甲") for n in range(101))
    made.adopted(team.body, made.an_edition(rows, title="大目录", label="旧"))
    new = made.an_edition(renumbered(rows), title="大目录", label="新")
    _posted(browser, new)
    second = browser.get(address("rollout", new.pk), {"page": "2"})
    (last,) = second.context["page"]
    response = browser.post(
        address("reschedule", last.pk), {"starts_on": "2027-03-01", "page": "2"}
    )
    assert response["Location"] == f"{address('rollout', new.pk)}?page=2#duty-{last.pk}"


def test_a_day_that_has_come_is_shown_and_not_moved(
    team: made.Team,
    browser: Client,
    editions: tuple[Edition, Edition],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _posted(browser, editions[1])
    made.set_today(monkeypatch, date(2027, 1, 4))
    duty = the_duty(team.body, editions[1], HOUSING)
    browser = as_officer(team.administrator)
    response = browser.get(address("rollout", editions[1].pk))
    assert address("reschedule", duty.pk) not in response.content.decode()
    assert "2027-01-01 已执行" in text_of(response)
    browser.post(address("reschedule", duty.pk), {"starts_on": "2027-03-01"})
    assert the_duty(team.body, editions[1], HOUSING).starts_on == date(2027, 1, 1)


def test_an_editor_sees_the_days_and_cannot_move_them(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    _posted(browser, editions[1])
    duty = the_duty(team.body, editions[1], HOUSING)
    client = as_officer(team.editor)
    assert 'name="starts_on"' not in client.get(address("rollout", editions[1].pk)).content.decode()
    client.post(address("reschedule", duty.pk), {"starts_on": "2027-03-01"})
    assert the_duty(team.body, editions[1], HOUSING).starts_on == date(2027, 1, 1)


def test_another_bodys_days_are_not_found(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    _posted(browser, editions[1])
    stranger = as_officer(made.an_officer(made.a_body("望川县住房保障中心"), Role.ADMINISTRATOR))
    assert stranger.get(address("rollout", editions[1].pk)).status_code == 404
    duty = the_duty(team.body, editions[1], HOUSING)
    posted = stranger.post(address("reschedule", duty.pk), {"starts_on": "2027-03-01"})
    assert posted.status_code == 404


def test_the_page_of_a_duty_says_from_when_until_when_and_what_follows(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    _posted(browser, editions[1])
    old, new, gone = (
        text_of(browser.get(address("duty", the_duty(team.body, edition, name).pk)))
        for edition, name in (
            (editions[0], HOUSING), (editions[1], HOUSING), (editions[0], LEAVING),
        )
    )  # fmt: skip
    assert "属于“2025版”，执行到2026年12月31日为止" in old
    assert f"接续的事项： {HOUSING} （2027-01-01起）" in old
    assert "自2027年1月1日起执行（2026版），在那之前不能登记。" in new
    assert "新版次不再列这一项。" in gone


def test_an_open_task_of_the_old_edition_says_which_edition_it_follows(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    draft = made.a_registered(team, the_duty(team.body, editions[0], POLICY))
    _posted(browser, editions[1])
    task = draft.filings.get().obligation
    assert task is not None
    page = text_of(as_officer(team.editor).get(address("obligation", task.pk)))
    assert "2025版 执行到2026-12-31为止，这件仍按登记时的期限办" in page


def test_the_list_of_duties_is_that_of_the_day(
    team: made.Team,
    browser: Client,
    editions: tuple[Edition, Edition],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _posted(browser, editions[1])
    client = as_officer(team.editor)
    assert LEAVING in text_of(client.get(address("duties")))
    made.set_today(monkeypatch, date(2027, 1, 4))
    later = text_of(as_officer(team.editor).get(address("duties")))
    assert (LEAVING in later, RENT in later) == (False, True)


def test_the_rollout_asks_as_often_for_sixty_items_as_for_six() -> None:
    asked = []
    for many in (6, 60):
        team = made.a_team(made.a_body(f"第{many}住房保障中心"))
        title = f"目录{many}"
        rows = tuple(row(f"事项{n}", f"要素{n}甲") for n in range(many))
        made.adopted(team.body, made.an_edition(rows, title=title, label="旧"))
        new = made.an_edition(renumbered(rows), title=title, label="新")
        client = as_officer(team.administrator)
        _posted(client, new)
        asked.append(queries_of(client, address("rollout", new.pk)))
    assert asked[0] == asked[1]


def test_my_work_marks_what_is_finished_under_the_old_edition(
    team: made.Team,
    browser: Client,
    editions: tuple[Edition, Edition],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made.a_registered(team, the_duty(team.body, editions[0], POLICY))
    _posted(browser, editions[1])
    assert "办完" not in text_of(as_officer(team.editor).get(address("my_work")))
    made.set_today(monkeypatch, date(2027, 1, 4))
    page = text_of(as_officer(team.editor).get(address("my_work")))
    assert f"{POLICY} 按原版次（2025版）办完" in page


def test_registering_for_a_day_in_december_lists_decembers_items_beside_todays(
    team: made.Team,
    browser: Client,
    editions: tuple[Edition, Edition],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _posted(browser, editions[1])
    made.set_today(monkeypatch, date(2027, 1, 5))
    client = as_officer(team.editor)
    assert "2025版" not in text_of(client.get(address("register")))
    december = text_of(client.get(address("register"), {"formed_on": "2026-12-30"}))
    assert "（2025版）" in december
    assert "（2026版）" in december
