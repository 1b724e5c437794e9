"""Who is told what on which day, around the National Day holiday of 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.bodies.models import Role
from gongkai.clocks.models import DayChange, DayKind
from gongkai.reminders.models import Pass, Reminder, ReminderKind, ReminderSettings
from gongkai.reminders.telling import tell
from tests import factories as make
from tests.reminders.owing import (
    FRI_9,
    HOLIDAY,
    MON_12,
    MON_28,
    SAT_10,
    THU_8,
    THU_24,
    TUE_13,
    TUE_29,
    WED_30,
    House,
    a_house,
    everything,
    moved,
    owed,
    told_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return a_house()


def every_day(first: date, last: date) -> None:
    day = first
    while day <= last:
        tell(day)
        day += timedelta(days=1)


def test_lin_is_told_five_and_two_working_days_before_on_the_day_and_when_late(
    house: House,
) -> None:
    owed(house.duty, FRI_9)
    every_day(date(2026, 9, 20), date(2026, 10, 20))
    assert told_to(house.lin) == [
        (THU_24, "before", 5),
        (WED_30, "before", 2),
        (FRI_9, "on_the_day", 0),
        (SAT_10, "late", 1),
    ]


def test_the_other_office_of_the_duty_is_told_too_and_the_administrator_is_not(
    house: House,
) -> None:
    owed(house.duty, FRI_9)
    tell(WED_30)
    assert told_to(house.service) == [(WED_30, "before", 2)]
    assert told_to(house.administrator) == []


def test_late_things_climb_to_the_head_of_the_office_and_then_of_the_body(house: House) -> None:
    owed(house.duty, FRI_9)
    every_day(THU_8, date(2026, 10, 30))
    assert told_to(house.head) == [(SAT_10, "to_office_head", 1)]
    assert told_to(house.boss) == [(TUE_13, "to_body_head", 3)]


@pytest.mark.parametrize("day_off", [date(2026, 9, 26), date(2026, 10, 1), HOLIDAY])
def test_nothing_is_told_on_a_day_off(house: House, day_off: date) -> None:
    owed(house.duty, FRI_9)
    owed(house.duty, date(2026, 9, 22), "早已逾期")
    assert tell(day_off) == 0
    assert not Reminder.objects.exists()


def test_a_worked_saturday_is_a_day_like_any_other(house: House) -> None:
    owed(house.duty, FRI_9)
    tell(FRI_9)
    assert tell(SAT_10) == 3  # 林 and 苏 that it is late, 何 as head of the office


def test_what_is_due_on_a_day_off_is_told_on_the_last_working_day_before(house: House) -> None:
    owed(house.duty, HOLIDAY)
    every_day(MON_28, FRI_9)
    assert told_to(house.lin) == [
        (MON_28, "before", 2),
        (WED_30, "on_the_day", 0),
        (THU_8, "late", 1),
    ]


def test_after_days_without_a_worker_each_thing_is_told_once_with_its_true_days_left(
    house: House,
) -> None:
    owed(house.duty, FRI_9)
    owed(house.duty, MON_12, "第四批")
    tell(date(2026, 9, 22))
    tell(TUE_29)
    assert told_to(house.lin) == [(TUE_29, "before", 3), (TUE_29, "before", 5)]
    every_day(WED_30, THU_8)
    assert told_to(house.lin)[2:] == [(WED_30, "before", 2)]


def test_after_a_week_without_a_worker_what_is_late_is_told_with_the_heads_in_one_pass(
    house: House,
) -> None:
    owed(house.duty, THU_8)
    tell(WED_30)
    tell(date(2026, 10, 14))
    assert told_to(house.lin)[-1] == (date(2026, 10, 14), "late", 5)
    assert told_to(house.head) == [(date(2026, 10, 14), "to_office_head", 5)]
    assert told_to(house.boss) == [(date(2026, 10, 14), "to_body_head", 5)]


def test_the_first_pass_of_a_site_tells_of_everything_that_is_late(house: House) -> None:
    owed(house.duty, date(2025, 3, 3))
    tell(THU_8)
    assert [kind for _on, kind, _days in told_to(house.lin)] == ["late"]
    assert tell(FRI_9) == 0


def test_a_worker_that_comes_back_on_a_day_off_loses_nothing(house: House) -> None:
    owed(house.duty, date(2026, 9, 29))
    owed(house.duty, FRI_9, "第四批")
    tell(MON_28)
    tell(HOLIDAY)
    tell(THU_8)
    assert told_to(house.lin) == [
        (MON_28, "before", 1),
        (MON_28, "before", 4),
        (THU_8, "late", 2),
        (THU_8, "before", 1),
    ]
    assert told_to(house.head) == [(THU_8, "to_office_head", 2)]


def test_a_site_that_begins_on_a_day_off_tells_everything_on_the_first_working_day(
    house: House,
) -> None:
    owed(house.duty, date(2026, 9, 22))
    tell(HOLIDAY)
    tell(THU_8)
    assert told_to(house.lin) == [(THU_8, "late", 6)]


def test_a_body_with_a_day_off_of_its_own_hears_of_it_on_its_next_working_day(
    house: House,
) -> None:
    other = a_house("临河县教育局")
    DayChange.objects.create(
        body=other.body, on=THU_8, kind=DayKind.OFF, name="临河节", reason="县庆"
    )
    owed(house.duty, WED_30)
    owed(other.duty, WED_30)
    every_day(TUE_29, FRI_9)
    assert told_to(house.lin)[-1] == (THU_8, "late", 1)
    assert told_to(other.lin)[-1] == (FRI_9, "late", 1)


def test_what_is_registered_when_it_is_late_already_is_told_on_the_next_day(house: House) -> None:
    tell(WED_30)
    owed(house.duty, date(2026, 9, 22), "补登记")
    every_day(THU_8, MON_12)
    assert told_to(house.lin) == [(THU_8, "late", 6)]
    assert told_to(house.boss) == [(THU_8, "to_body_head", 6)]


def test_what_is_opened_between_two_marks_is_told_on_the_next_day_and_then_at_the_next_mark(
    house: House,
) -> None:
    tell(TUE_29)
    owed(house.duty, MON_12)
    every_day(WED_30, FRI_9)
    assert told_to(house.lin) == [(WED_30, "before", 4), (FRI_9, "before", 2)]


def test_what_was_fulfilled_or_excused_is_told_of_no_more(house: House) -> None:
    done, excused = owed(house.duty, FRI_9), owed(house.duty, FRI_9, "免责一项")
    done.fulfilled_on, done.outcome, done.late_working_days = WED_30, "disclosed", 0
    done.save()
    excused.excused_on = WED_30
    excused.save()
    every_day(WED_30, TUE_13)
    assert not Reminder.objects.exists()


def test_a_due_date_that_a_calendar_moved_is_told_once_a_change(house: House) -> None:
    obligation = owed(house.duty, date(2026, 12, 30))
    tell(WED_30)
    change = moved(obligation, date(2026, 12, 31))
    change_at = timezone.make_aware(timezone.datetime(2026, 10, 2, 9))  # type: ignore[attr-defined]
    type(change).objects.filter(pk=change.pk).update(at=change_at)
    Pass.objects.update(changes_until=change_at - timedelta(days=2))
    every_day(HOLIDAY, MON_12)
    assert told_to(house.lin) == [(THU_8, "moved", 0)]
    assert Reminder.objects.filter(officer=house.lin).get().change_id == change.pk


def test_a_due_date_that_the_ledger_moved_is_no_news_to_its_office(house: House) -> None:
    moved(owed(house.duty, date(2026, 12, 30)), date(2026, 12, 31), "ledger")
    tell(WED_30)
    assert not Reminder.objects.exists()


def test_what_gets_another_due_date_is_told_of_again(house: House) -> None:
    obligation = owed(house.duty, FRI_9)
    tell(WED_30)
    moved(obligation, MON_12, "ledger")
    every_day(THU_8, MON_12)
    assert told_to(house.lin) == [
        (WED_30, "before", 2),
        (THU_8, "before", 3),
        (FRI_9, "before", 2),
        (MON_12, "on_the_day", 0),
    ]


# Whom


def test_who_works_on_the_draft_is_told_alone(house: House) -> None:
    su = house.service
    team = make.Team(house.body, su, su, su, su, house.administrator, house.administrator)
    disclosure = make.a_registered(team, house.duty, formed_on=date(2026, 9, 1))
    obligation = disclosure.filings.get().obligation
    assert obligation is not None
    type(obligation).objects.filter(pk=obligation.pk).update(due_on=FRI_9)
    tell(WED_30)
    assert told_to(su) == [(WED_30, "before", 2)]
    assert told_to(house.lin) == []


def test_a_draft_whose_officer_left_is_told_to_the_office_that_registered_it(
    house: House,
) -> None:
    su = house.service
    team = make.Team(house.body, su, su, su, su, house.administrator, house.administrator)
    disclosure = make.a_registered(team, house.duty, formed_on=date(2026, 9, 1))
    obligation = disclosure.filings.get().obligation
    assert obligation is not None
    type(obligation).objects.filter(pk=obligation.pk).update(due_on=FRI_9)
    type(su).objects.filter(pk=su.pk).update(is_active=False)
    colleague = make.an_officer(su.office, Role.EDITOR, name="吴服务")
    tell(WED_30)
    assert told_to(colleague) == [(WED_30, "before", 2)]
    assert told_to(house.lin) == told_to(su) == []


def test_the_holder_of_a_duty_is_told_alone(house: House) -> None:
    house.duty.officer = house.lin
    house.duty.save()
    owed(house.duty, FRI_9)
    tell(WED_30)
    assert told_to(house.lin) == [(WED_30, "before", 2)]
    assert told_to(house.service) == []


def test_where_no_editor_is_left_the_administrator_is_told(house: House) -> None:
    for officer in (house.lin, house.service):
        officer.role_rows.all().delete()
    owed(house.duty, FRI_9)
    tell(WED_30)
    assert told_to(house.administrator) == [(WED_30, "before", 2)]


def test_where_no_head_is_set_the_reviewers_of_the_open_government_office_are_told(
    house: House,
) -> None:
    house.body.head = None
    house.body.save()
    owed(house.duty, FRI_9)
    every_day(FRI_9, TUE_13)
    assert told_to(house.reviewer) == [(TUE_13, "to_body_head", 3)]
    assert told_to(house.boss) == []


def test_another_body_hears_nothing(house: House) -> None:
    other = a_house("临河县教育局")
    owed(house.duty, FRI_9)
    tell(WED_30)
    assert not Reminder.objects.filter(officer__office__body=other.body).exists()


def test_a_body_is_told_at_its_own_times(house: House) -> None:
    ReminderSettings.objects.create(
        body=house.body,
        days_before=[3],
        escalate_to_office_after=2,
        escalate_to_body_after=2,
        by_mail=True,
    )
    owed(house.duty, FRI_9)
    every_day(date(2026, 9, 20), date(2026, 10, 20))
    assert told_to(house.lin) == [(TUE_29, "before", 3), (SAT_10, "late", 1)]
    assert told_to(house.head) == [(MON_12, "to_office_head", 2)]
    assert told_to(house.boss) == [(MON_12, "to_body_head", 2)]


# Once


def test_a_day_is_told_once(house: House) -> None:
    owed(house.duty, FRI_9)
    assert tell(WED_30) == 2
    before = everything()
    assert tell(WED_30) == 0
    assert everything() == before


def test_a_day_before_the_last_pass_is_not_told_of_again(house: House) -> None:
    owed(house.duty, FRI_9)
    tell(WED_30)
    assert tell(THU_24) == 0
    assert Pass.objects.get().on == WED_30


def test_a_pass_that_breaks_off_leaves_nothing_and_the_next_makes_everything(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed(house.duty, FRI_9)

    def break_off(self: Pass) -> None:
        raise RuntimeError("the worker dies")

    with monkeypatch.context() as broken:
        broken.setattr(Pass, "save", break_off)
        with pytest.raises(RuntimeError):
            tell(WED_30)
    assert not Reminder.objects.exists()
    assert not Pass.objects.exists()
    assert tell(WED_30) == 2


def test_the_number_of_questions_does_not_grow_with_officers_or_obligations(
    house: House,
) -> None:
    owed(house.duty, FRI_9)
    with CaptureQueriesContext(connection) as few:
        tell(TUE_29)
    for n in range(12):
        make.an_officer(house.body, Role.EDITOR, name=f"第{n}位")
        owed(house.duty, FRI_9, f"第{n}批")
    with CaptureQueriesContext(connection) as many:
        tell(WED_30)
    # A pass after another one also looks at what was opened since.
    assert len(many) <= len(few) + 2


def test_every_kind_has_a_name() -> None:
    assert {kind.value for kind in ReminderKind} >= {"before", "late", "moved"}


def test_a_clock_that_ran_ahead_silences_no_day_once_it_is_right_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed(house.duty, FRI_9)
    make.set_today(monkeypatch, date(2031, 3, 3))
    tell(date(2031, 3, 3))
    Reminder.objects.all().delete()
    make.set_today(monkeypatch, WED_30)
    assert tell(WED_30) == 2
    assert told_to(house.lin) == [(WED_30, "before", 2)]
    assert tell(WED_30) == 0
