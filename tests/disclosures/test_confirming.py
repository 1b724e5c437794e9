"""核对无变化: one click says that what is public was checked today and is still true."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Role
from gongkai.disclosures import actions
from gongkai.duties import actions as duties
from gongkai.duties.actions.opening import open_periods
from gongkai.duties.declaration_queries import last_confirmed
from gongkai.duties.models import Confirmation, Duty, Obligation, Outcome, Trigger
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties import occasions
from tests.duties.occasions import MEETING, PLAIN, QUARTERLY, duty

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, TODAY)
    return occasions.a_waiting_team()


@pytest.fixture
def quarterly(team: made.Team) -> Duty:
    """An item with a quarter that runs, and something public that answered none."""
    found = duty(team.body, QUARTERLY)
    made.published(team, found, formed_on=date(2026, 11, 10))
    return found


def confirmed(team: made.Team, of: Duty, **changes: object) -> Confirmation:
    given = {"actor": team.editor, **changes}
    return actions.confirm_unchanged(duty=of, **given)  # type: ignore[arg-type]


def refused(team: made.Team, of: Duty, **changes: object) -> str:
    before = Confirmation.objects.count()
    with pytest.raises(Refused) as refusal:
        confirmed(team, of, **changes)
    assert Confirmation.objects.count() == before
    return refusal.value.code


def quarters(of: Duty) -> list[Obligation]:
    return list(of.obligations.filter(trigger=Trigger.PERIOD).order_by("period_start"))


def test_it_meets_the_quarter_that_is_open(team: made.Team, quarterly: Duty) -> None:
    confirmation = confirmed(team, quarterly)

    [quarter] = quarters(quarterly)
    assert (quarter.fulfilled_on, quarter.outcome) == (TODAY, Outcome.CONFIRMED)
    assert (confirmation.on, confirmation.obligation, confirmation.by) == (
        TODAY, quarter, team.editor,
    )  # fmt: skip
    assert AuditEntry.objects.filter(verb="disclosures.confirm_unchanged").count() == 1


def test_it_meets_the_oldest_of_two_quarters_or_the_one_that_is_named(
    team: made.Team, quarterly: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.set_today(monkeypatch, date(2027, 4, 6))
    open_periods()
    fourth, first, second = quarters(quarterly)

    assert confirmed(team, quarterly, obligation=first).obligation == first
    made.set_today(monkeypatch, date(2027, 4, 7))
    assert confirmed(team, quarterly).obligation == fourth
    made.set_today(monkeypatch, date(2027, 4, 8))
    assert confirmed(team, quarterly).obligation == second


def test_an_item_without_periods_is_confirmed_all_the_same(team: made.Team) -> None:
    plain = duty(team.body, PLAIN)
    made.published(team, plain, formed_on=date(2026, 11, 10))
    assert confirmed(team, plain).obligation is None


def test_the_last_day_is_told_also_of_what_an_item_took_the_place_of(
    team: made.Team, quarterly: Duty
) -> None:
    confirmed(team, quarterly)
    edition = made.an_edition(occasions.rows(), title=occasions.TITLE, label="2026版")
    adoption = duties.renew_adoption(
        actor=team.administrator, body=team.body, edition=edition, default_start=TODAY
    )
    new = adoption.duties.get(item__levels__contains=[QUARTERLY])
    other = adoption.duties.get(item__levels__contains=[PLAIN])
    assert last_confirmed([quarterly, new, other]) == {quarterly.pk: TODAY, new.pk: TODAY}


def test_what_is_public_since_the_earlier_edition_is_confirmed_under_the_new(
    team: made.Team, quarterly: Duty
) -> None:
    edition = made.an_edition(occasions.rows(), title=occasions.TITLE, label="2026版")
    adoption = duties.renew_adoption(
        actor=team.administrator, body=team.body, edition=edition, default_start=TODAY
    )
    new = adoption.duties.select_related("item", "body").get(item__levels__contains=[QUARTERLY])
    [quarter] = quarters(quarterly)
    assert confirmed(team, new).obligation == quarter


def test_where_nothing_is_public_there_is_nothing_to_confirm(team: made.Team) -> None:
    assert refused(team, duty(team.body, QUARTERLY)) == "nothing-public"


def test_what_was_withdrawn_is_not_public(team: made.Team) -> None:
    plain = duty(team.body, PLAIN)
    made.withdrawn(team, plain)
    assert refused(team, plain) == "nothing-public"


def test_once_a_day(team: made.Team, quarterly: Duty) -> None:
    confirmed(team, quarterly)
    assert refused(team, quarterly) == "already-confirmed"


def test_a_meeting_is_not_answered_by_looking_at_the_page(team: made.Team) -> None:
    meeting = duty(team.body, MEETING)
    made.published(team, meeting, formed_on=date(2026, 11, 10))
    _, [owed] = duties.register_event(
        actor=team.editor, body=team.body, name="会议召开", title="第12次局长办公会",
        happened_on=date(2026, 11, 16), duties=[meeting],
    )  # fmt: skip
    assert refused(team, meeting, obligation=owed) == "needs-information"
    assert confirmed(team, meeting).obligation is None


def test_what_is_met_answered_excused_or_anothers_is_refused(
    team: made.Team, quarterly: Duty
) -> None:
    [quarter] = quarters(quarterly)
    plain = duty(team.body, PLAIN)
    made.published(team, plain, formed_on=date(2026, 11, 10))
    assert refused(team, plain, obligation=quarter) == "another-duty"

    made.a_registered(team, quarterly, formed_on=date(2026, 11, 19), answering={quarterly: quarter})
    assert refused(team, quarterly, obligation=quarter) == "already-answered"

    quarter.filing.delete()
    Obligation.objects.filter(pk=quarter.pk).update(excused_on=TODAY)
    assert refused(team, quarterly, obligation=quarter) == "already-excused"

    Obligation.objects.filter(pk=quarter.pk).update(excused_on=None)
    duties.fulfil_obligation(actor=None, obligation=quarter, on=TODAY, outcome=Outcome.DISCLOSED)
    assert refused(team, quarterly, obligation=quarter) == "already-fulfilled"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_only_editors_confirm(team: made.Team, quarterly: Duty, role: Role) -> None:
    assert refused(team, quarterly, actor=team.with_role(role)) == "wrong-role"


def test_editors_of_another_body_or_office_do_not(team: made.Team, quarterly: Duty) -> None:
    other = made.a_team(made.a_body("望川县住房保障中心"))
    assert refused(team, quarterly, actor=other.editor) == "another-body"
    office = made.an_office(team.body, made.SERVICE_OFFICE)
    assert refused(team, quarterly, actor=made.an_officer(office, Role.EDITOR)) == "another-office"
