"""What an obligation is called today: by its due date, by how it ended, by an excuse."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from gongkai.duties import actions
from gongkai.duties.models import Event, EventOrigin, Obligation, Outcome, Trigger
from gongkai.duties.queries import STATE_NAMES, last_due_day, open_obligations, with_state
from gongkai.refusals import Refused
from gongkai.workdays.recurrence import Period
from gongkai.workspace.lateness import state_on, working_days_late
from tests import factories as made
from tests.duties.clocked import duty_with, opened

pytestmark = pytest.mark.django_db

SEVEN = "自信息形成之日起7个工作日内"


def state_of(obligation: Obligation, on: date | None = None) -> str:
    row = with_state(Obligation.objects.filter(pk=obligation.pk), on).get()
    state: str = vars(row)["state"]
    if on is None:
        assert state_on(obligation) == state
    return state


@pytest.mark.parametrize(
    ("today", "state"),
    [
        # due on 2026-11-11, a Wednesday, seven working days after Monday 2 November
        (date(2026, 11, 3), "upcoming"),
        (date(2026, 11, 4), "due"),
        (date(2026, 11, 10), "due"),
        (date(2026, 11, 11), "due"),
        (date(2026, 11, 12), "overdue"),
    ],
)
def test_five_working_days_before_its_day_it_is_called_due(
    monkeypatch: pytest.MonkeyPatch, today: date, state: str
) -> None:
    made.set_today(monkeypatch, today)
    obligation = opened(duty_with(SEVEN))
    assert obligation.due_on == date(2026, 11, 11)
    assert state_of(obligation) == state


def test_a_long_holiday_is_no_working_day_left() -> None:
    # 1 to 7 October 2026 are off: five working days after 29 September end on 12 October, and
    # the sixth is the 13th; in calendar days that is two weeks.
    assert last_due_day(date(2026, 9, 29)) == date(2026, 10, 12)
    assert last_due_day(date(2026, 11, 6)) == date(2026, 11, 15)


def test_met_in_time_met_late_and_excused(today: date) -> None:
    duty = duty_with(SEVEN)
    early, late, excused, both = (opened(duty) for _ in range(4))
    for row, on in ((early, date(2026, 11, 11)), (late, date(2026, 11, 13))):
        actions.fulfil_obligation(actor=None, obligation=row, on=on, outcome=Outcome.DISCLOSED)
    Obligation.objects.filter(pk__in=[excused.pk, both.pk]).update(excused_on=date(2026, 11, 12))
    actions.fulfil_obligation(
        actor=None, obligation=both, on=date(2026, 11, 20), outcome=Outcome.DISCLOSED
    )
    rows = [Obligation.objects.get(pk=one.pk) for one in (early, late, excused, both)]
    assert [state_of(one) for one in rows] == ["met", "met_late", "excused", "excused"]
    assert [working_days_late(one) for one in rows] == [0, 2, 0, 7]


def test_every_state_has_a_chinese_name() -> None:
    assert STATE_NAMES["excused"] == "免责"
    assert set(STATE_NAMES) == {"upcoming", "due", "overdue", "met", "met_late", "excused"}


def test_an_excused_obligation_is_not_owed(today: date) -> None:
    duty = duty_with(SEVEN)
    owed, excused = opened(duty), opened(duty)
    Obligation.objects.filter(pk=excused.pk).update(excused_on=today)
    assert list(open_obligations(duty.body)) == [owed]


def test_midnight_is_shanghais_and_not_londons(monkeypatch: pytest.MonkeyPatch) -> None:
    duty = duty_with(SEVEN)
    obligation = opened(duty)
    evening = datetime(2026, 11, 11, 15, 59, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: evening)
    assert state_of(obligation) == "due"
    midnight = datetime(2026, 11, 11, 16, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: midnight)
    assert state_of(obligation) == "overdue"


# Opening


def test_an_obligation_remembers_its_body_and_what_set_it_off(today: date) -> None:
    duty = duty_with(SEVEN)
    obligation = opened(duty)
    assert (obligation.body, obligation.trigger) == (duty.body, Trigger.FORMED)
    assert obligation.derivation.inputs["start"] == "2026-11-02"
    assert obligation.derivation.due_on == obligation.due_on


def test_two_bodies_share_one_derivation(today: date) -> None:
    elsewhere = made.a_body("东明市水务局")
    one, other = opened(duty_with(SEVEN)), opened(duty_with(SEVEN, body=elsewhere))
    assert one.derivation == other.derivation


def test_the_same_event_opens_one(today: date) -> None:
    duty = duty_with(SEVEN)
    event = Event.objects.create(
        body=duty.body,
        name="会议召开",
        title="第三次常务会议",
        happened_on=date(2026, 11, 2),
        origin=EventOrigin.OFFICER,
    )
    told = [opened(duty, trigger=Trigger.EVENT, event=event) for _ in range(2)]
    assert told[0] == told[1]
    assert Obligation.objects.filter(duty=duty).count() == 1


def test_the_same_period_opens_one(today: date) -> None:
    duty = duty_with("月度更新")
    november = Period(date(2026, 11, 1), date(2026, 11, 30), "2026年11月")
    told = [opened(duty, november.start, trigger=Trigger.PERIOD, period=november) for _ in range(2)]
    assert told[0] == told[1]
    assert (told[0].period_start, told[0].period_end) == (november.start, november.end)


def test_an_adoption_opens_one(today: date) -> None:
    duty = duty_with(SEVEN)
    assert opened(duty, trigger=Trigger.ADOPTION) == opened(duty, trigger=Trigger.ADOPTION)


def test_information_formed_twice_on_one_day_is_two(today: date) -> None:
    duty = duty_with(SEVEN)
    assert opened(duty) != opened(duty)


@pytest.mark.parametrize(
    ("formed_on", "code"),
    [
        (date(2026, 11, 21), "formed-in-the-future"),
        (date(2003, 12, 31), "day-before-calendar"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_opened(
    today: date, formed_on: date, code: str
) -> None:
    duty = duty_with(SEVEN)
    with pytest.raises(Refused) as refusal:
        opened(duty, formed_on)
    assert refusal.value.code == code
    assert not Obligation.objects.filter(duty=duty).exists()


def test_a_duty_that_does_not_apply_opens_nothing(today: date) -> None:
    duty = duty_with(SEVEN)
    duty.applies = False
    with pytest.raises(Refused) as refusal:
        opened(duty)
    assert refusal.value.code == "duty-does-not-apply"


def test_hours_count_from_their_moment(today: date) -> None:
    duty = duty_with("事件发生后24小时内")
    moment = datetime(2026, 11, 18, 18, 30, tzinfo=timezone.get_default_timezone())
    obligation = opened(duty, date(2026, 11, 18), moment=moment)
    assert obligation.derivation.due_at == datetime(2026, 11, 19, 10, 30, tzinfo=UTC)
    assert obligation.due_on == date(2026, 11, 19)


@pytest.mark.parametrize(("hour", "late"), [(12, 0), (14, 1)])
def test_five_hours_that_ran_out_at_one_in_the_afternoon_are_missed_at_two(
    hour: int, late: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 11, 18)
    made.set_today(monkeypatch, day, hour=hour)
    duty = duty_with("事件发生后5小时内")
    moment = datetime(2026, 11, 18, 8, tzinfo=timezone.get_default_timezone())
    obligation = opened(duty, day, moment=moment)
    met = actions.fulfil_obligation(
        actor=None, obligation=obligation, on=day, outcome=Outcome.DISCLOSED
    )
    assert met.late_working_days == late
    assert state_of(met) == ("met_late" if late else "met")


@pytest.mark.parametrize("hour", [18, 23])
def test_a_moment_on_another_day_is_refused(today: date, hour: int) -> None:
    duty = duty_with("事件发生后24小时内")
    moment = datetime(2026, 11, 18, hour, 30, tzinfo=UTC)  # past midnight in Shanghai
    with pytest.raises(Refused) as refusal:
        opened(duty, date(2026, 11, 18), moment=moment)
    assert refusal.value.code == "moment-on-another-day"


def test_a_limit_that_follows_the_last_publication_opens_the_next_when_it_is_met(
    today: date,
) -> None:
    duty = duty_with("每15个工作日更新")
    first = opened(duty, date(2026, 11, 2), trigger=Trigger.PERIOD)
    assert first.due_on == date(2026, 11, 23)
    actions.fulfil_obligation(
        actor=None, obligation=first, on=date(2026, 11, 16), outcome=Outcome.DISCLOSED
    )
    following = Obligation.objects.get(duty=duty, fulfilled_on=None)
    assert (following.formed_on, following.due_on) == (date(2026, 11, 16), date(2026, 12, 7))
    assert following.trigger == Trigger.PERIOD


def test_while_the_next_waits_another_publication_opens_no_second(today: date) -> None:
    duty = duty_with("每15个工作日更新")
    rows = [opened(duty, date(2026, 11, 2)) for _ in range(2)]
    for row in rows:
        actions.fulfil_obligation(
            actor=None, obligation=row, on=date(2026, 11, 16), outcome=Outcome.DISCLOSED
        )
    assert Obligation.objects.filter(duty=duty, fulfilled_on=None).count() == 1


def test_a_duty_that_is_over_opens_no_next(today: date) -> None:
    duty = duty_with("每15个工作日更新")
    row = opened(duty, date(2026, 11, 2))
    type(duty).objects.filter(pk=duty.pk).update(ends_on=date(2026, 11, 10))
    actions.fulfil_obligation(
        actor=None, obligation=row, on=date(2026, 11, 16), outcome=Outcome.DISCLOSED
    )
    assert not Obligation.objects.filter(duty=duty, fulfilled_on=None).exists()
