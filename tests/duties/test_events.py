"""A meeting was held, a budget approved: each duty that waits for it owes from that day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db.models import QuerySet

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Role
from gongkai.disclosures.waiting import fits
from gongkai.duties import actions
from gongkai.duties.event_queries import awaited_events, event_duties
from gongkai.duties.models import Duty, Event, EventOrigin, Obligation, Trigger
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties import occasions
from tests.duties.occasions import BUDGET, MEETING, PLAIN, READING, duty

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 16)


@pytest.fixture
def team(today: date) -> made.Team:
    return occasions.a_waiting_team()


def held(team: made.Team, **changes: object) -> tuple[Event, list[Obligation]]:
    given = {
        "actor": team.editor,
        "body": team.body,
        "name": "会议召开",
        "title": "第12次局长办公会",
        "happened_on": MONDAY,
        "duties": [duty(team.body, MEETING)],
        **changes,
    }
    return actions.register_event(**given)  # type: ignore[arg-type]


def set_off() -> QuerySet[Obligation]:
    """What events set off; a quarter runs besides."""
    return Obligation.objects.filter(event__isnull=False)


def refused(team: made.Team, **changes: object) -> str:
    with pytest.raises(Refused) as refusal:
        held(team, **changes)
    assert not Event.objects.exists()
    assert not set_off().exists()
    return refusal.value.code


def test_a_meeting_on_monday_is_owed_on_thursday(team: made.Team) -> None:
    event, [owed] = held(team)

    assert (event.origin, event.recorded_by) == (EventOrigin.OFFICER, team.editor)
    assert (owed.trigger, owed.event) == (Trigger.EVENT, event)
    assert (owed.occasion, owed.formed_on) == ("第12次局长办公会", MONDAY)
    assert owed.due_on == date(2026, 11, 19)


def test_an_approved_budget_has_twenty_calendar_days(team: made.Team) -> None:
    _, [owed] = held(
        team, name="财政部门批复", title="2027年部门预算批复", happened_on=date(2026, 11, 10),
        duties=[duty(team.body, BUDGET)],
    )  # fmt: skip
    assert owed.due_on == date(2026, 11, 30)


def test_one_event_opens_one_obligation_for_each_item(team: made.Team) -> None:
    wanted = [duty(team.body, MEETING), duty(team.body, PLAIN), duty(team.body, MEETING)]
    event, owed = held(team, duties=wanted)

    assert [one.duty.item.name for one in owed] == [MEETING, PLAIN]
    assert {one.event for one in owed} == {event}


def test_the_trail_says_who_registered_it_and_what_began(team: made.Team) -> None:
    held(team)

    verbs = AuditEntry.objects.filter(actor=team.editor).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "duties.register_event",
        "duties.open_obligation",
    ]


def test_told_twice_by_a_business_system_it_is_one_event(team: made.Team) -> None:
    told = {"actor": None, "origin": EventOrigin.SYSTEM, "reference": "OA-2026-118"}
    event, [owed] = held(team, **told)
    again, [still] = held(team, **told, duties=[duty(team.body, MEETING), duty(team.body, PLAIN)])

    assert (again, still) == (event, owed)
    assert Event.objects.count() == set_off().count() == 1


def test_the_same_number_for_another_day_is_not_passed_over(team: made.Team) -> None:
    told = {"actor": None, "origin": EventOrigin.SYSTEM, "reference": "OA-2026-118"}
    held(team, **told)
    with pytest.raises(Refused) as refusal:
        held(team, **told, happened_on=date(2026, 11, 17))
    assert refusal.value.code == "told-otherwise"
    assert "2026-11-16" in refusal.value.message
    assert set_off().get().formed_on == MONDAY


def test_without_a_number_two_meetings_on_one_day_are_two_events(team: made.Team) -> None:
    held(team)
    held(team)
    assert Event.objects.count() == set_off().count() == 2


def test_the_same_number_of_another_origin_is_another_event(team: made.Team) -> None:
    held(team, actor=None, origin=EventOrigin.SYSTEM, reference="118")
    held(team, reference="118")
    assert Event.objects.count() == 2


def test_identity_numbers_in_the_words_are_masked(team: made.Team) -> None:
    event, [owed] = held(team, title=f"对{made.ID_NUMBER}的处罚决定")
    assert made.ID_NUMBER not in event.title + owed.occasion
    assert "*" in event.title


def test_the_moment_is_kept_for_limits_in_hours(team: made.Team) -> None:
    moment = datetime(2026, 11, 16, 9, 30, tzinfo=SHANGHAI)
    event, [owed] = held(team, happened_at=moment)
    assert event.happened_at == moment
    # Days are counted from the day: its derivation is that of every meeting of that Monday.
    assert owed.derivation.inputs["start"] == "2026-11-16"


def test_a_limit_in_hours_runs_from_the_moment(team: made.Team) -> None:
    rows = [made.an_item("舆情回应", limit="舆情发生后5小时内")]
    made.adopted(team.body, made.an_edition(rows, title="回应关切目录"))
    moment = datetime(2026, 11, 16, 20, 30, tzinfo=SHANGHAI)
    _, [owed] = held(
        team, name="舆情发生", happened_at=moment, duties=[duty(team.body, "舆情回应")]
    )
    assert owed.due_on == date(2026, 11, 17)
    assert owed.derivation.due_at == datetime(2026, 11, 17, 1, 30, tzinfo=SHANGHAI)


def test_a_day_to_come_is_refused(team: made.Team) -> None:
    assert refused(team, happened_on=date(2026, 11, 21)) == "event-in-the-future"


HEARING = "听证公告"


def a_hearing_item(team: made.Team) -> Duty:
    rows = [made.an_item(HEARING, limit="听证会举行7日前公开")]
    made.adopted(team.body, made.an_edition(rows, title="重大行政决策目录"))
    return duty(team.body, HEARING)


def test_what_must_be_public_before_a_hearing_is_owed_as_soon_as_its_day_is_set(
    team: made.Team,
) -> None:
    given = {"name": "听证会举行", "title": "租金调整听证会", "happened_on": date(2026, 12, 10)}
    hearing = a_hearing_item(team)
    _, [owed] = held(team, **given, duties=[hearing])
    assert (owed.formed_on, owed.due_on) == (date(2026, 12, 10), date(2026, 12, 3))
    assert fits(owed, date(2026, 11, 20))


def test_a_hearing_whose_year_was_mistyped_is_refused(team: made.Team) -> None:
    hearing = a_hearing_item(team)
    assert refused(team, happened_on=date(2062, 12, 10), duties=[hearing]) == "event-too-far"


def test_a_day_to_come_is_refused_where_another_item_waits_for_the_event_itself(
    team: made.Team,
) -> None:
    both = [a_hearing_item(team), duty(team.body, MEETING)]
    assert refused(team, happened_on=date(2026, 12, 10), duties=both) == "event-in-the-future"


def test_a_moment_to_come_is_refused(team: made.Team) -> None:
    at = datetime(2026, 11, 20, 18, 0, tzinfo=SHANGHAI)
    assert refused(team, happened_on=date(2026, 11, 20), happened_at=at) == "event-in-the-future"


def test_a_moment_of_another_day_is_refused(team: made.Team) -> None:
    # Half past nine in the evening in London is the next morning in Shanghai.
    at = datetime(2026, 11, 16, 21, 30, tzinfo=ZoneInfo("Europe/London"))
    assert refused(team, happened_at=at) == "moment-on-another-day"


def test_a_day_before_2004_is_refused(team: made.Team) -> None:
    assert refused(team, happened_on=date(2003, 12, 31)) == "event-too-early"


def test_no_item_is_refused(team: made.Team) -> None:
    assert refused(team, duties=[]) == "no-item"


@pytest.mark.parametrize(("field", "code"), [("name", "no-name"), ("title", "no-title")])
def test_an_event_says_what_happened(team: made.Team, field: str, code: str) -> None:
    assert refused(team, **{field: "  "}) == code


def test_another_bodys_item_is_refused(team: made.Team) -> None:
    other = occasions.a_waiting_body(made.a_body("望川县住房保障中心"))
    assert refused(team, duties=[duty(other, MEETING)]) == "another-body"
    assert refused(team, actor=None, duties=[duty(other, MEETING)]) == "another-body"


def test_an_editor_of_another_body_is_refused(team: made.Team) -> None:
    other = made.a_team(made.a_body("望川县住房保障中心"))
    assert refused(team, actor=other.editor) == "another-body"


def test_an_editor_of_another_office_is_refused(team: made.Team) -> None:
    office = made.an_office(team.body, made.SERVICE_OFFICE)
    outsider = made.an_officer(office, Role.EDITOR)
    assert refused(team, actor=outsider) == "another-office"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_editors_register_events(team: made.Team, role: Role) -> None:
    assert refused(team, actor=team.with_role(role)) == "wrong-role"


def test_an_item_of_another_tier_is_refused(team: made.Team) -> None:
    assert refused(team, duties=[duty(team.body, "全市年度计划")]) == "duty-does-not-apply"


@pytest.mark.parametrize("system", [True, False])
def test_what_happened_after_the_item_ended_is_refused(team: made.Team, system: bool) -> None:
    Duty.objects.filter(pk=duty(team.body, MEETING).pk).update(ends_on=date(2026, 11, 13))
    code = refused(team, **({"actor": None} if system else {}))
    assert code == "duty-has-ended"


def test_what_happened_while_the_item_was_in_force_is_still_taken(team: made.Team) -> None:
    Duty.objects.filter(pk=duty(team.body, MEETING).pk).update(ends_on=MONDAY)
    _, [owed] = held(team)
    assert owed.due_on == date(2026, 11, 19)


# Which items wait for it


def test_what_the_items_wait_for_is_read_from_their_limits(team: made.Team) -> None:
    awaited = awaited_events(team.body)
    assert {name: [one.item.name for one in those] for name, those in awaited.items()} == {
        "会议召开": [MEETING],
        "本级政府财政部门批复": [BUDGET],
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("会议召开", [MEETING]),
        ("政府常务会议召开", [MEETING]),
        ("局长办公会议", [MEETING]),
        ("批复", [BUDGET]),
        ("信息形成", []),
        ("政策文件公开", []),  # linked: it is seen by itself
        ("地震", []),
        ("", []),
    ],
)
def test_the_items_that_wait_are_proposed(team: made.Team, typed: str, found: list[str]) -> None:
    assert [one.item.name for one in event_duties(team.body, typed)] == found


def test_what_is_not_linked_waits_for_an_officers_word(team: made.Team) -> None:
    for chain in duty(team.body, READING).set_off_by.all():
        actions.unlink_chain(actor=team.administrator, chain=chain, reason="由办公室登记")
    assert [one.item.name for one in event_duties(team.body, "政策文件公开")] == [READING]
