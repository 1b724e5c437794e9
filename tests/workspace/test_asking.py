"""Typed addresses and posts: whatever is in them, a page or a sentence answers, never an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.disclosures.models import State
from gongkai.workspace.asking import number_or_none
from tests import factories as make
from tests.workspace.around import address, as_officer, said, text_of

LONG = "9" * 5000
ODD = ["", "x", "-1", "1.0", "²", "٣", "9" * 19, LONG]


@pytest.fixture
def team() -> make.Team:
    team = make.a_team()
    make.adopted(team.body)
    return team


# Numbers


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_every_number_of_at_most_18_digits_is_read(number: int) -> None:
    assert number_or_none(str(number)) == number


@given(st.text())
def test_any_text_is_a_number_that_a_column_holds_or_none(text: str) -> None:
    number = number_or_none(text)
    assert number is None or 0 <= number < 2**63


@pytest.mark.parametrize("text", ODD)
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_or_none(text) is None


# Addresses


@pytest.mark.django_db
@pytest.mark.parametrize("text", [*ODD, "%00", "a%00b"])
@pytest.mark.parametrize("name", ["words", "office", "item", "state", "page"])
def test_the_list_answers_whatever_is_typed(team: make.Team, name: str, text: str) -> None:
    answer = as_officer(team.editor).get(address("disclosures") + f"?{name}={text}")
    assert answer.status_code == 200


@pytest.mark.django_db
def test_a_nul_among_the_words_is_left_out(team: make.Team) -> None:
    make.a_draft(team, title="甲类名单")
    page = as_officer(team.editor).get(address("disclosures") + "?words=甲类%00名单")
    assert "甲类名单" in text_of(page)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ODD)
def test_a_version_that_cannot_be_does_not_exist(team: make.Team, number: str) -> None:
    disclosure = make.a_draft(team)
    page = address("compare", disclosure.pk) + f"?from=1&to={number}"
    assert as_officer(team.editor).get(page).status_code == 404


@pytest.mark.django_db
def test_a_file_that_is_missing_on_disk_does_not_exist(team: make.Team) -> None:
    disclosure = make.a_draft(team)
    file = make.attached(team, disclosure)
    Path(file.file.path).unlink()
    answer = as_officer(team.editor).get(address("attachment", file.pk))
    assert answer.status_code == 404


# Posts


@pytest.mark.django_db
@pytest.mark.parametrize("successor", ODD)
def test_a_successor_that_cannot_be_is_refused(team: make.Team, successor: str) -> None:
    disclosure = make.published(team)
    answer = as_officer(team.publisher).post(
        address("supersede", disclosure.pk), {"successor": successor}
    )
    assert said(answer) == ["请选择用来替代的信息。"]
    assert make.again(disclosure).state == State.PUBLISHED


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [
        "9999-12-31T23:59",
        "9999-12-31T23:59-14:00",
        "9999-12-31T23:59+23:59",
        "0001-01-01T00:00",
        "0001-01-01T00:00+23:59",
        "2030-01-01T00:00+99:99",
        "2030-01-01T00:00-24:00",
    ],
)
def test_a_time_no_calendar_holds_is_refused(team: make.Team, at: str) -> None:
    disclosure = make.ready(team)
    answer = as_officer(team.publisher).post(address("schedule", disclosure.pk), {"at": at})
    assert said(answer) == ["请填写定时发布的日期和时间。"]
    assert make.again(disclosure).scheduled_for is None


@pytest.mark.django_db
def test_a_nul_in_a_reason_is_left_out(team: make.Team) -> None:
    disclosure = make.published(team)
    answer = as_officer(team.publisher).post(
        address("withdraw", disclosure.pk), {"reason": "名单\x00有误"}
    )
    assert said(answer) == ["已撤回；原地址显示撤回公告。"]
    page = as_officer(team.publisher).get(address("disclosure", disclosure.pk))
    assert "理由：名单有误" in text_of(page)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["version", "detach"])
def test_an_edit_with_an_endless_number_is_answered(team: make.Team, name: str) -> None:
    disclosure = make.a_registered(team)
    posted = {
        "version": str(disclosure.latest_id),
        "title": "2025年第一批审核结果",
        "formed_on": "2025-01-20",
        "openness": "proactive",
    }
    answer = as_officer(team.editor).post(address("edit", disclosure.pk), posted | {name: LONG})
    assert answer.status_code == {"version": 409, "detach": 422}[name]
    assert "2025年第一批审核结果" in answer.content.decode()
