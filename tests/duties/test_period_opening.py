"""Each period of each duty is opened once, on its day, however long nobody looked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from gongkai.audit.models import AuditEntry
from gongkai.duties import actions, tasks
from gongkai.duties.actions import opening
from gongkai.duties.clocks import derive, keep
from gongkai.duties.models import Duty, Obligation, Trigger
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.clocked import duty_with, labels, waits_from

pytestmark = pytest.mark.django_db


def opens_next(duty: Duty) -> date | None:
    return Duty.objects.get(pk=duty.pk).next_opens_on


def test_a_quarter_opens_on_its_first_day() -> None:
    duty = duty_with("季度更新")
    waits_from(date(2026, 10, 1), duty)
    assert actions.open_periods(date(2026, 9, 30)) == 0
    assert actions.open_periods(date(2026, 10, 1)) == 1
    row = Obligation.objects.get(duty=duty)
    assert (row.occasion, row.trigger, row.body) == ("2026年第4季度", Trigger.PERIOD, duty.body)
    assert (row.period_start, row.period_end) == (date(2026, 10, 1), date(2026, 12, 31))
    assert row.formed_on == date(2026, 10, 1)
    assert row.provisional
    assert opens_next(duty) == date(2027, 1, 1)


def test_looking_again_opens_nothing_again() -> None:
    duty = duty_with("季度更新")
    waits_from(date(2026, 10, 1), duty)
    assert [actions.open_periods(date(2026, 10, 1)) for _ in range(3)] == [1, 0, 0]


def test_a_site_that_was_off_for_months_opens_each_period_it_missed() -> None:
    duty = duty_with("月度更新")
    waits_from(date(2026, 6, 1), duty)
    assert actions.open_periods(date(2026, 11, 20)) == 6
    assert labels(duty) == [f"2026年{month}月" for month in range(6, 12)]
    june = Obligation.objects.get(duty=duty, occasion="2026年6月")
    assert june.due_on == date(2026, 7, 28)


def test_a_daily_duty_is_caught_up_by_several_transactions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "PERIODS_AT_ONCE", 7)
    duty = duty_with("每日更新")
    waits_from(date(2026, 10, 1), duty)
    assert actions.open_periods(date(2026, 10, 31)) == 31
    assert len(set(labels(duty))) == 31
    assert opens_next(duty) == date(2026, 11, 1)


def test_a_duty_that_ended_opens_what_began_while_it_held_and_no_more() -> None:
    duty = duty_with("月度更新")
    Duty.objects.filter(pk=duty.pk).update(ends_on=date(2026, 9, 15))
    waits_from(date(2026, 8, 1), duty)
    assert actions.open_periods(date(2026, 11, 20)) == 2
    assert labels(duty) == ["2026年8月", "2026年9月"]
    assert opens_next(duty) is None


def test_a_duty_that_does_not_apply_opens_nothing() -> None:
    duty = duty_with("月度更新")
    Duty.objects.filter(pk=duty.pk).update(applies=False)
    waits_from(date(2026, 8, 1), duty)
    assert actions.open_periods(date(2026, 11, 20)) == 0
    assert opens_next(duty) is None


def test_a_duty_without_periods_is_looked_at_once() -> None:
    duty = duty_with("自信息形成之日起20个工作日内")
    waits_from(date(2026, 8, 1), duty)
    assert actions.open_periods(date(2026, 11, 20)) == 0
    assert opens_next(duty) is None


def test_a_limit_that_cannot_be_computed_does_not_keep_the_others_closed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    duty, other = duty_with("月度更新"), duty_with("季度更新", body=made.a_body("东明市水务局"))
    real = derive

    def refuses(of: Duty, *args: object, **options: object) -> object:
        if of.pk == duty.pk:
            raise Refused("count_out_of_range", "期限太长")
        return real(of, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "derive", refuses)
    waits_from(date(2026, 11, 1), duty)
    waits_from(date(2026, 10, 1), other)
    assert actions.open_periods(date(2026, 11, 20)) == 1
    assert "期限太长" in caplog.text
    monkeypatch.setattr(opening, "derive", real)
    assert actions.open_periods(date(2026, 11, 21)) == 1
    assert labels(duty) == ["2026年11月"]


# Which day it is


def test_the_day_begins_at_midnight_in_shanghai(monkeypatch: pytest.MonkeyPatch) -> None:
    duty = duty_with("月度更新")
    waits_from(date(2026, 11, 1), duty)
    before = datetime(2026, 10, 31, 15, 59, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: before)
    tasks.open_periods(timestamp=0)
    assert labels(duty) == []
    midnight = datetime(2026, 10, 31, 16, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: midnight)
    tasks.open_periods(timestamp=0)
    assert labels(duty) == ["2026年11月"]


def test_another_zone_of_the_machine_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    duty = duty_with("月度更新")
    waits_from(date(2026, 11, 1), duty)
    monkeypatch.setenv("TZ", "America/New_York")
    moment = datetime(2026, 10, 31, 16, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert actions.open_periods() == 1


# What is new


def test_what_runs_when_a_duty_is_new_is_opened_at_once(today: date) -> None:
    duty = duty_with("季度更新")
    assert actions.schedule_openings([duty], today) == 1
    assert labels(duty) == ["2026年第4季度"]
    assert opens_next(duty) == date(2027, 1, 1)


def test_a_duty_that_begins_later_waits_for_its_day(today: date) -> None:
    duty = duty_with("季度更新")
    Duty.objects.filter(pk=duty.pk).update(starts_on=date(2026, 12, 15))
    assert actions.schedule_openings([duty], today) == 0
    assert opens_next(duty) == date(2026, 12, 15)
    assert actions.open_periods(date(2026, 12, 15)) == 1
    assert labels(duty) == ["2026年第4季度"]


def test_scheduling_again_opens_nothing_twice(today: date) -> None:
    duty = duty_with("季度更新")
    assert [actions.schedule_openings([duty], today) for _ in range(2)] == [1, 0]
    assert opens_next(duty) == date(2027, 1, 1)


@pytest.mark.parametrize("limit", [None, "及时公开", "自信息形成之日起20个工作日内"])
def test_a_duty_without_periods_waits_for_no_day(today: date, limit: str | None) -> None:
    duty = duty_with(limit)
    assert actions.schedule_openings([duty], today) == 0
    assert opens_next(duty) is None


def test_an_edition_that_takes_over_within_a_quarter_does_not_owe_it_again(today: date) -> None:
    old, new = duty_with("季度更新"), duty_with("季度更新", body=made.a_body("东明市水务局"))
    new.continues.add(old)
    actions.schedule_openings([old], today)
    Duty.objects.filter(pk=old.pk).update(ends_on=today)
    Duty.objects.filter(pk=new.pk).update(starts_on=date(2026, 11, 21))
    actions.schedule_openings([new], today)
    assert actions.open_periods(date(2027, 1, 1)) == 1
    assert (labels(old), labels(new)) == (["2026年第4季度"], ["2027年第1季度"])


# Cost and trail


@pytest.mark.parametrize("phrase", ["季度更新", "年度更新"])
def test_the_statements_do_not_grow_with_the_duties(phrase: str) -> None:
    counts = []
    for place, n in enumerate((2, 40)):
        duty = duty_with(phrase, body=made.a_body(f"第{place}局"), n=n)
        waits_from(date(2026, 10, 1), *duty.adoption.duties.all())
        keep(derive(duty, date(2026, 10, 1), recurring=True))
        with CaptureQueriesContext(connection) as asked:
            assert actions.open_periods(date(2026, 10, 1)) == n
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nothing_to_do_costs_three_statements_whatever_there_is(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    duty = duty_with("季度更新", n=30)
    waits_from(date(2027, 1, 1), *duty.adoption.duties.all())
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert actions.open_periods(date(2026, 12, 31)) == 0


def test_the_trail_says_how_many_were_opened_for_each_body() -> None:
    for place, n in enumerate((3, 5)):
        duty = duty_with("季度更新", body=made.a_body(f"第{place}局"), n=n)
        waits_from(date(2026, 10, 1), *duty.adoption.duties.all())
    last = AuditEntry.objects.latest("pk").pk
    assert actions.open_periods(date(2026, 10, 1)) == 8
    entries = AuditEntry.objects.filter(pk__gt=last).order_by("pk")
    assert [(entry.object_label, entry.after) for entry in entries] == [
        ("第0局", {"opened": 3}),
        ("第1局", {"opened": 5}),
    ]
    assert {entry.actor_name for entry in entries} == {"系统"}


# The jobs


def test_the_worker_looks_every_ten_minutes_and_takes_up_what_another_left() -> None:
    periodic = {
        (task.task.name, task.cron) for task in app.periodic_registry.periodic_tasks.values()
    }
    assert ("duties.open_periods", "*/10 * * * *") in periodic
    assert ("duties.take_up", "* * * * *") in periodic


def test_recomputing_left_by_a_worker_that_died_is_done_by_another() -> None:
    ProcrastinateJob.objects.all().delete()  # the flush between tests leaves the queue alone
    tasks.recompute.defer(
        first="2027-01-01",
        last="2027-01-09",
        body_id=None,
        note="载入2027年放假安排",
        actor_id=None,
        since="2026-12-21T09:00:00+08:00",
    )
    with connection.cursor() as cursor:
        # What earlier tests that really committed left in the queue stays as it is.
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE id < (SELECT max(id) FROM procrastinate_jobs)"
        )
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - interval '1 hour') RETURNING id"
        )
        (worker,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])
    async_to_sync(tasks.take_up.func)(timestamp=0)
    assert ProcrastinateJob.objects.get(task_name="duties.recompute").status == "todo"
