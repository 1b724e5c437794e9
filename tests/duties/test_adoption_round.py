"""Adopting an edition: what is owed from the first day, what begins, what renewal keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Body
from gongkai.duties import actions
from gongkai.duties.models import Adoption, Obligation, Trigger
from tests import factories as made
from tests.duties import occasions
from tests.duties.occasions import BUDGET, MEETING, PLAIN, POLICY, QUARTERLY, READING, RULES

pytestmark = pytest.mark.django_db


def adopt(body: Body, *, first_round: bool, **changes: object) -> Adoption:
    edition = made.an_edition(occasions.rows(), title=occasions.TITLE)
    given = {"actor": None, "adopted_on": date(2026, 11, 20), **changes}
    return actions.adopt_edition(body=body, edition=edition, first_round=first_round, **given)  # type: ignore[arg-type]


def owed(trigger: Trigger) -> dict[str, Obligation]:
    rows = Obligation.objects.filter(trigger=trigger).select_related("duty__item")
    return {row.duty.item.name: row for row in rows}


def test_the_first_round_is_every_proactive_item_without_periods(today: date) -> None:
    adopt(made.a_body(), first_round=True)

    first = owed(Trigger.ADOPTION)
    assert set(first) == {MEETING, BUDGET, POLICY, RULES, READING, PLAIN}
    assert first[PLAIN].occasion == "首次公开：工作动态"
    assert {row.formed_on for row in first.values()} == {date(2026, 11, 20)}


def test_each_counts_by_its_own_limit_or_by_article_26(today: date) -> None:
    adopt(made.a_body(), first_round=True)

    first = owed(Trigger.ADOPTION)
    assert first[POLICY].due_on == first[PLAIN].due_on == date(2026, 12, 18)
    assert first[READING].due_on == date(2026, 11, 25)
    assert first[BUDGET].due_on == date(2026, 12, 10)
    assert "PUB-26" in first[PLAIN].derivation.rule


def test_without_it_only_the_periods_begin(today: date) -> None:
    adopt(made.a_body(), first_round=False)

    assert owed(Trigger.ADOPTION) == {}
    assert set(owed(Trigger.PERIOD)) == {QUARTERLY}


@pytest.mark.parametrize("first_round", [True, False])
def test_a_quarterly_item_owes_the_quarter_that_runs(today: date, first_round: bool) -> None:
    body = made.a_body()
    adopt(body, first_round=first_round)

    quarter = owed(Trigger.PERIOD)[QUARTERLY]
    assert (quarter.period_start, quarter.period_end) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter.occasion == "2026年第4季度"
    assert occasions.duty(body, QUARTERLY).next_opens_on == date(2027, 1, 1)


def test_the_trail_says_what_began(today: date) -> None:
    team = made.a_team()
    adopt(team.body, first_round=True, actor=team.administrator)

    entry = AuditEntry.objects.get(verb="duties.adopt_edition")
    assert (entry.after["first_round"], entry.after["periods"], entry.after["links"]) == (6, 1, 2)
    assert set(Obligation.objects.values_list("opened_by", flat=True)) >= {team.administrator.pk}


def test_statements_do_not_grow_with_the_items(
    today: date, django_assert_max_num_queries: object
) -> None:
    edition = made.an_edition([made.an_item(f"事项{number}") for number in range(60)])
    body = made.a_body()
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        actions.adopt_edition(actor=None, body=body, edition=edition, first_round=True)
    assert Obligation.objects.filter(trigger=Trigger.ADOPTION).count() == 60


def test_the_first_publication_under_an_item_meets_it(today: date) -> None:
    team = made.a_team()
    adopt(team.body, first_round=True)
    made.published(team, occasions.duty(team.body, PLAIN), formed_on=date(2026, 11, 19))

    first = owed(Trigger.ADOPTION)
    assert (first[PLAIN].fulfilled_on, first[PLAIN].outcome) == (date(2026, 11, 20), "disclosed")
    assert first[PLAIN].late_working_days == 0
    assert first[POLICY].fulfilled_on is None


def test_after_the_day_it_is_met_late(today: date, monkeypatch: pytest.MonkeyPatch) -> None:
    team = made.a_team()
    adopt(team.body, first_round=True)
    made.set_today(monkeypatch, date(2026, 11, 30))
    made.published(team, occasions.duty(team.body, READING), formed_on=date(2026, 11, 27))

    assert owed(Trigger.ADOPTION)[READING].late_working_days == 3


def test_what_is_kept_undisclosed_does_not_meet_it(today: date) -> None:
    team = made.a_team()
    adopt(team.body, first_round=True)
    made.kept_undisclosed(team, occasions.duty(team.body, PLAIN))

    assert owed(Trigger.ADOPTION)[PLAIN].fulfilled_on is None


# Renewal


NEW = "租赁补贴发放"


def renew(team: made.Team, *, start: date, first_round: bool) -> Adoption:
    rows = [replace(row, remarks="2026年修订") for row in occasions.rows()] + [made.an_item(NEW)]
    edition = made.an_edition(rows, title=occasions.TITLE, label="2026版")
    return actions.renew_adoption(
        actor=team.administrator,
        body=team.body,
        edition=edition,
        default_start=start,
        first_round=first_round,
    )


def test_renewal_asks_a_first_round_only_of_what_is_new(today: date) -> None:
    team = made.a_team()
    adopt(team.body, first_round=False)
    renew(team, start=date(2026, 11, 20), first_round=True)

    assert set(owed(Trigger.ADOPTION)) == {NEW}
    assert owed(Trigger.ADOPTION)[NEW].due_on == date(2026, 12, 18)


def test_an_item_that_starts_later_counts_from_its_day(today: date) -> None:
    team = made.a_team()
    adopt(team.body, first_round=False)
    renewed = renew(team, start=date(2026, 12, 1), first_round=True)

    first = owed(Trigger.ADOPTION)[NEW]
    assert (first.formed_on, first.due_on) == (date(2026, 12, 1), date(2026, 12, 29))

    new = renewed.duties.get(item__levels__contains=[NEW])
    actions.reschedule_duty(actor=team.administrator, duty=new, starts_on=date(2026, 12, 2))
    first.refresh_from_db()
    assert (first.formed_on, first.due_on) == (date(2026, 12, 2), date(2026, 12, 30))
    assert first.changes.get().cause == "trigger"


def test_what_is_open_stays_owed_and_the_new_edition_does_not_ask_again(today: date) -> None:
    team = made.a_team()
    old = adopt(team.body, first_round=True)
    renew(team, start=date(2026, 11, 20), first_round=True)

    assert set(owed(Trigger.ADOPTION)) == {
        MEETING, BUDGET, POLICY, RULES, READING, PLAIN, NEW
    }  # fmt: skip
    quarter = Obligation.objects.get(trigger=Trigger.PERIOD)
    assert quarter.duty.adoption == old


def test_a_publication_under_the_new_edition_meets_what_the_old_one_asked(
    today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = made.a_team()
    adopt(team.body, first_round=True)
    renewed = renew(team, start=date(2026, 11, 23), first_round=False)
    made.set_today(monkeypatch, date(2026, 11, 24))
    new = renewed.duties.select_related("item", "body").get(item__levels__contains=[PLAIN])
    made.published(team, new, formed_on=date(2026, 11, 23))

    assert owed(Trigger.ADOPTION)[PLAIN].fulfilled_on == date(2026, 11, 24)


def test_the_next_quarter_opens_under_the_new_duty_alone(
    today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = made.a_team()
    adopt(team.body, first_round=False)
    renewed = renew(team, start=date(2026, 11, 23), first_round=False)
    made.set_today(monkeypatch, date(2027, 1, 4))
    actions.opening.open_periods()

    first, second = Obligation.objects.filter(trigger=Trigger.PERIOD).order_by("period_start")
    assert first.period_start == date(2026, 10, 1)
    assert (second.period_start, second.duty.adoption) == (date(2027, 1, 1), renewed)
