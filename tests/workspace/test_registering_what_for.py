"""Registering asks what the information is for: the quarter, the meeting, or something new."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.disclosures.models import Disclosure
from gongkai.duties import actions
from gongkai.duties.models import Obligation, Trigger
from tests import factories as made
from tests.duties import occasions
from tests.duties.occasions import MEETING, PLAIN, QUARTERLY, duty
from tests.workspace.around import address, as_officer, queries_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, date(2026, 11, 20))
    return occasions.a_waiting_team()


@pytest.fixture
def browser(team: made.Team) -> Client:
    return as_officer(team.editor)


def meeting(team: made.Team, on: date = date(2026, 11, 16)) -> Obligation:
    _, [owed] = actions.register_event(
        actor=team.editor, body=team.body, name="会议召开", title=f"{on:%m月%d日}局长办公会",
        happened_on=on, duties=[duty(team.body, MEETING)],
    )  # fmt: skip
    return owed


def quarter(team: made.Team) -> Obligation:
    return Obligation.objects.get(duty=duty(team.body, QUARTERLY), trigger=Trigger.PERIOD)


def typed(team: made.Team, *names: str, **changes: Any) -> dict[str, Any]:
    given = {
        "do": "preview",
        "duty": [duty(team.body, name).pk for name in names],
        "title": "第四季度进展",
        "formed_on": "2026-11-18",
        "openness": "proactive",
    }
    return given | {key.replace("_for_", "for-"): value for key, value in changes.items()}


def ticked(page: str) -> list[str]:
    """The values of the radio buttons that are chosen, of those that say what for."""
    return re.findall(r'type="radio" name="for-\d+" value="(\w+)" id="[\w-]+" checked', page)


def test_the_page_lists_what_waits_and_proposes_what_is_due_first(
    team: made.Team, browser: Client
) -> None:
    second, first = meeting(team), meeting(team, date(2026, 11, 12))
    answer = browser.post(address("register"), typed(team, MEETING))

    page = text_of(answer)
    assert f"“{MEETING}”：这条信息是为了" in page
    assert "会议召开：11月12日局长办公会 （2026-11-16到期，已逾期）" in page
    assert "会议召开：11月16日局长办公会 （2026-11-19到期，已逾期）" in page
    assert "另一件新的信息，另外计时" in page
    assert ticked(answer.content.decode()) == [str(first.pk)]
    assert second.pk > 0


def test_the_day_shown_is_that_of_the_choice(team: made.Team, browser: Client) -> None:
    owed = quarter(team)
    key = f"for-{owed.duty_id}"
    page = text_of(browser.post(address("register"), typed(team, QUARTERLY)))
    assert f"2026年第4季度 （{owed.due_on}到期，暂定）" in page  # 2027 has no notice yet
    assert page.count(str(owed.due_on)) == 2

    other = text_of(browser.post(address("register"), typed(team, QUARTERLY) | {key: "new"}))
    assert other.count(str(owed.due_on)) >= 1
    assert "另一件新的信息" in other


def test_a_meeting_after_the_day_of_forming_is_not_offered(
    team: made.Team, browser: Client
) -> None:
    meeting(team, date(2026, 11, 19))
    page = text_of(browser.post(address("register"), typed(team, MEETING)))
    assert "这条信息是为了" not in page


def test_an_item_where_nothing_waits_asks_nothing(team: made.Team, browser: Client) -> None:
    page = text_of(browser.post(address("register"), typed(team, PLAIN)))
    assert "这条信息是为了" not in page


def test_registering_answers_what_was_chosen(team: made.Team, browser: Client) -> None:
    owed = quarter(team)
    given = typed(team, QUARTERLY, do="register") | {f"for-{owed.duty_id}": owed.pk}
    answer = browser.post(address("register"), given)

    draft = Disclosure.objects.get()
    assert answer["Location"] == address("edit", draft.pk)
    assert draft.filings.get().obligation == owed


def test_or_starts_a_clock_of_its_own(team: made.Team, browser: Client) -> None:
    owed = quarter(team)
    given = typed(team, QUARTERLY, do="register") | {f"for-{owed.duty_id}": "new"}
    browser.post(address("register"), given)
    filed = Disclosure.objects.get().filings.get().obligation
    assert filed is not None
    assert filed.trigger == Trigger.FORMED


def test_what_was_not_asked_yet_is_asked_before_anything_is_registered(
    team: made.Team, browser: Client
) -> None:
    answer = browser.post(address("register"), typed(team, QUARTERLY, do="register"))
    assert answer.status_code == 422
    assert f"“{QUARTERLY}”有到期要公开的任务，请选择这条信息是为了哪一项。" in text_of(answer)
    assert ticked(answer.content.decode()) == [str(quarter(team).pk)]
    assert not Disclosure.objects.exists()


def test_what_waits_since_adoption_needs_no_answer(browser: Client, team: made.Team) -> None:
    actions.first_round.open_first_round(actor=None, duties=[duty(team.body, PLAIN)])
    page = text_of(browser.post(address("register"), typed(team, PLAIN)))
    assert "首次公开：工作动态 （2025-02-06到期，已逾期）" in page

    browser.post(address("register"), typed(team, PLAIN, do="register"))
    assert Disclosure.objects.get().filings.get().obligation.trigger == Trigger.FORMED  # type: ignore[union-attr]


def test_what_was_answered_meanwhile_is_told_and_nothing_registered(
    team: made.Team, browser: Client
) -> None:
    owed = quarter(team)
    given = typed(team, QUARTERLY, do="register") | {f"for-{owed.duty_id}": owed.pk}
    browser.post(address("register"), given)
    answer = browser.post(address("register"), given)
    # Nothing waits any more, so it is a new piece of information of its own.
    assert answer.status_code == 302
    second = Disclosure.objects.order_by("pk").last()
    assert second is not None
    assert second.filings.get().obligation.trigger == Trigger.FORMED  # type: ignore[union-attr]


def test_a_link_from_the_task_chooses_item_and_answer(team: made.Team, browser: Client) -> None:
    meeting(team, date(2026, 11, 12))
    owed = meeting(team)
    page = browser.get(address("register") + f"?obligation={owed.pk}").content.decode()
    assert ticked(page) == [str(owed.pk)]
    assert f'id="duty-{owed.duty_id}" checked' in page


@pytest.mark.parametrize("linked", ["x", "99999999", "-1", "１"])
def test_a_link_that_leads_nowhere_chooses_nothing(
    team: made.Team, browser: Client, linked: str
) -> None:
    answer = browser.get(address("register"), {"obligation": linked})
    assert answer.status_code == 200
    assert "<legend>已选</legend>" not in answer.content.decode()


def test_another_bodys_task_is_not_chosen_by_a_link(team: made.Team) -> None:
    other = made.a_team(made.a_body("望川县住房保障中心"))
    occasions.a_waiting_body(other.body)
    owed = meeting(team)
    page = text_of(as_officer(other.editor).get(address("register"), {"obligation": owed.pk}))
    assert "局长办公会" not in page


def test_asking_costs_the_same_for_one_item_and_for_four(team: made.Team, browser: Client) -> None:
    few = address("register") + "?" + _chosen(team, MEETING)
    many = address("register") + "?" + _chosen(team, MEETING, QUARTERLY, PLAIN)
    meeting(team)
    asked = [queries_of(browser, one) for one in (few, many)]
    assert asked[1] <= asked[0] + 8


def _chosen(team: made.Team, *names: str) -> str:
    return "&".join(f"duty={duty(team.body, name).pk}" for name in names)
