"""What an inspection would call empty or left without an update, on exact days."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.disclosures import actions
from gongkai.disclosures.dormancy import Standing, freshness, kind_of, silent, verdicts
from gongkai.duties.models import (
    Confirmation,
    Declaration,
    DeclarationKind,
    Duty,
    Obligation,
    Outcome,
)
from gongkai.duties.queries import duties_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> make.Team:
    """A team whose body works under its catalog since 2025-01-02; it is 2025-02-05."""
    make.set_today(monkeypatch, make.ON_TIME)
    team = make.a_team()
    make.adopted(team.body)
    return team


def one(duty: Duty, on: date) -> Standing:
    (found,) = freshness([duty], on)
    return found.standing


def test_a_duty_owes_nothing_for_its_first_twenty_working_days(team: make.Team) -> None:
    duty = make.a_duty(team.body, make.HOUSING)
    # 20 working days after 2025-01-02, with the spring festival in between: 2025-02-06.
    assert one(duty, date(2025, 2, 6)) is Standing.NEW
    assert one(duty, date(2025, 2, 7)) is Standing.EMPTY


def test_what_was_published_is_fresh_for_six_months_and_dormant_after(team: make.Team) -> None:
    duty = make.a_duty(team.body)
    make.published(team, duty)
    assert one(duty, date(2025, 8, 5)) is Standing.FRESH
    assert one(duty, date(2025, 8, 6)) is Standing.DORMANT


def test_news_are_dormant_after_two_weeks(team: make.Team) -> None:
    duty = make.a_duty(team.body, make.PLAIN)
    make.published(team, duty, title="开放日")
    assert kind_of(duty).code == "news"
    assert one(duty, date(2025, 2, 19)) is Standing.FRESH
    assert one(duty, date(2025, 2, 20)) is Standing.DORMANT


def test_a_policy_item_is_looked_at_as_notices_are(team: make.Team) -> None:
    assert kind_of(make.a_duty(team.body, make.POLICY)).code == "notices"


def test_a_draft_and_what_was_withdrawn_fill_nothing(team: make.Team) -> None:
    draft, withdrawn = make.a_duty(team.body), make.a_duty(team.body, make.POLICY)
    make.a_draft(team, draft)
    make.withdrawn(team, withdrawn)
    later = date(2025, 3, 3)
    assert [found.standing for found in freshness([draft, withdrawn], later)] == [
        Standing.EMPTY,
        Standing.EMPTY,
    ]


def test_a_correction_counts_from_its_day(team: make.Team, monkeypatch: pytest.MonkeyPatch) -> None:
    duty = make.a_duty(team.body)
    disclosure = make.under_correction(team, duty)
    make.set_today(monkeypatch, date(2025, 6, 3))
    actions.save_draft(
        actor=team.editor,
        disclosure=disclosure,
        content=make.complete_content(disclosure, summary="更正了面积。"),
    )
    actions.publish(actor=team.publisher, disclosure=make.approved_again(team, disclosure))
    (found,) = freshness([duty], date(2025, 11, 3))
    assert (found.standing, found.updated_on) == (Standing.FRESH, date(2025, 6, 3))
    (then,) = freshness([duty], date(2025, 6, 2))
    assert then.updated_on == make.ON_TIME


def test_checked_and_unchanged_counts_as_an_update(team: make.Team) -> None:
    duty = make.a_duty(team.body)
    make.published(team, duty)
    Confirmation.objects.create(duty=duty, on=date(2025, 8, 1), by=team.editor)
    (found,) = freshness([duty], date(2026, 2, 1))
    assert (found.standing, found.updated_on, found.confirmed_on) == (
        Standing.FRESH,
        make.ON_TIME,
        date(2025, 8, 1),
    )
    assert one(duty, date(2026, 2, 2)) is Standing.DORMANT


def test_a_stated_absence_fills_an_empty_item(
    team: make.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = make.a_registered(team, make.a_duty(team.body))
    obligation = Obligation.objects.get(filing__disclosure=draft)
    make.set_today(monkeypatch, date(2025, 3, 3))
    Declaration.objects.create(
        obligation=obligation,
        kind=DeclarationKind.NOTHING,
        reason="本期没有新的保障对象",
        declared_by=team.editor,
        granted=True,
        decided_by=team.reviewer,
        decided_at=timezone.now(),
    )
    Obligation.objects.update(
        fulfilled_on=date(2025, 3, 3), outcome=Outcome.NOTHING, late_working_days=6
    )
    assert one(obligation.duty, date(2025, 3, 2)) is Standing.EMPTY
    (found,) = freshness([obligation.duty], date(2025, 3, 3))
    assert (found.standing, found.absent_on) == (Standing.FRESH, date(2025, 3, 3))


def test_the_silent_ones_come_longest_first_and_what_does_not_apply_is_left_out(
    team: make.Team,
) -> None:
    make.published(team, make.a_duty(team.body))
    found = silent(team.body, date(2025, 9, 1))
    assert [(row.duty.item.name, row.standing.value) for row in found] == [
        (make.POLICY, "empty"),
        (make.HOUSING, "empty"),
        (make.PLAIN, "empty"),
        (make.ELIGIBILITY, "dormant"),
    ]


def test_five_empty_items_fail_the_body_and_four_do_not(team: make.Team) -> None:
    found = silent(team.body, date(2025, 9, 1))
    assert [(row.name, row.number, row.fails) for row in verdicts(found)] == [
        ("动态、要闻类和通知公告、政策文件类未更新", 0, False),
        ("应更新未更新", 0, False),
        ("空白栏目", 4, False),
    ]
    more = [*found, found[0]]
    assert [row.fails for row in verdicts(more)] == [False, False, True]


def test_as_many_questions_for_forty_duties_as_for_one(team: make.Team) -> None:
    rows = [make.an_item(f"事项{number}") for number in range(40)]
    make.adopted(team.body, make.an_edition(rows, title="临河县大目录"))
    duties = list(duties_of(team.body, make.ON_TIME))
    counts = []
    freshness(duties[:1], make.ON_TIME)  # which calendar holds is asked once
    for some in (duties[:1], duties):
        with CaptureQueriesContext(connection) as asked:
            freshness(some, make.ON_TIME)
        counts.append(len(asked))
    assert len(duties) == 45
    assert counts[0] == counts[1]
