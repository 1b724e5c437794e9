"""A changed calendar moves what is open, tells it, and rewrites nothing that was done.

Twenty working days from Thursday 2026-12-10 end on Friday 2027-01-08 by what is known of 2027;
with 4 January off and Saturday the 9th worked, on 2027-01-09.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Body
from gongkai.clocks.models import Cause, NoticeYear
from gongkai.duties import actions, tasks
from gongkai.duties.actions.moving import Recomputed
from gongkai.duties.models import Derivation, Obligation, ObligationChange, Outcome
from gongkai.duties.queries import as_of
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.calendars import loaded, notice_of_2027, off
from tests.duties.clocked import duty_with, opened

pytestmark = pytest.mark.django_db

TWENTY = "自信息形成之日起20个工作日内"
FORMED = date(2026, 12, 10)
BEFORE, AFTER = date(2027, 1, 8), date(2027, 1, 9)
JANUARY = (date(2027, 1, 1), date(2027, 1, 9))


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    made.set_today(monkeypatch, date(2026, 12, 21))
    return date(2026, 12, 21)


@pytest.fixture
def obligation(today: date) -> Obligation:
    return opened(duty_with(TWENTY), FORMED)


def again(obligation: Obligation) -> Obligation:
    row = Obligation.objects.select_related("derivation").get(pk=obligation.pk)
    assert (row.derivation.due_on, row.derivation.provisional) == (row.due_on, row.provisional)
    return row


def recomputed(body: Body | None = None, *days: date) -> Recomputed:
    first, last = days or JANUARY
    return actions.recompute(first, last, body.pk if body else None, "载入2027年放假安排")


def test_a_provisional_date_settles_and_says_so(obligation: Obligation) -> None:
    assert (obligation.due_on, obligation.provisional) == (BEFORE, True)
    loaded(notice_of_2027())
    assert recomputed() == Recomputed(derivations=1, obligations=1, moved=1, settled=0)
    row = again(obligation)
    assert (row.due_on, row.provisional) == (AFTER, False)
    change = ObligationChange.objects.get(obligation=obligation)
    assert (change.cause, change.note) == ("calendar", "载入2027年放假安排")
    assert (change.before.due_on, change.after.due_on) == (BEFORE, AFTER)


def test_a_mark_settles_where_the_day_stays(obligation: Obligation) -> None:
    loaded(notice_of_2027(off_until=3, work=None))
    assert recomputed() == Recomputed(derivations=1, obligations=1, moved=0, settled=1)
    assert (again(obligation).due_on, again(obligation).provisional) == (BEFORE, False)
    assert ObligationChange.objects.filter(obligation=obligation).count() == 1


def test_where_only_the_version_differs_nothing_is_told(today: date) -> None:
    # A Saturday off within the twenty days of a clock that ends in 2026.
    row = opened(duty_with(TWENTY), date(2026, 11, 20))
    off(date(2026, 12, 3))
    off(date(2026, 12, 4))
    actions.recompute(date(2026, 12, 3), date(2026, 12, 4), None, "放假两天")
    told = ObligationChange.objects.filter(obligation=row).count()
    version = again(row).derivation.calendar_version
    off(date(2026, 12, 25))  # after its day: not looked at
    result = actions.recompute(date(2026, 12, 25), date(2026, 12, 25), None, "又放假一天")
    assert result == Recomputed()
    assert again(row).derivation.calendar_version == version
    assert ObligationChange.objects.filter(obligation=row).count() == told == 1


def test_running_it_twice_changes_nothing_twice(obligation: Obligation) -> None:
    loaded(notice_of_2027())
    recomputed()
    assert recomputed() == Recomputed()
    assert ObligationChange.objects.count() == 1


def test_what_was_met_or_excused_keeps_its_day_and_its_lateness(today: date) -> None:
    duty = duty_with(TWENTY)
    met, excused, owed = (opened(duty, FORMED) for _ in range(3))
    actions.fulfil_obligation(actor=None, obligation=met, on=today, outcome=Outcome.DISCLOSED)
    Obligation.objects.filter(pk=excused.pk).update(excused_on=today)
    loaded(notice_of_2027())
    assert recomputed().obligations == 1
    assert [again(one).due_on for one in (met, excused, owed)] == [BEFORE, BEFORE, AFTER]
    assert again(met).late_working_days == 0
    assert {change.obligation for change in ObligationChange.objects.all()} == {owed}


def test_yesterday_the_board_showed_the_provisional_day(
    obligation: Obligation, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.set_today(monkeypatch, date(2026, 12, 22))
    loaded(notice_of_2027())
    recomputed()
    rows = Obligation.objects.filter(pk=obligation.pk)
    then = [vars(as_of(rows, date(2026, 12, day)).get()) for day in (21, 22)]
    assert [(row["due_then"], row["provisional_then"]) for row in then] == [
        (BEFORE, True),
        (AFTER, False),
    ]


def test_a_bodys_own_day_off_reaches_it_and_those_below_and_nobody_else(today: date) -> None:
    county = made.a_body("临河县人民政府")
    below, elsewhere = made.a_body("临河县教育局", parent=county), made.a_body("东明市水务局")
    rows = [opened(duty_with(TWENTY, body=body), today) for body in (county, below, elsewhere)]
    assert len({row.derivation_id for row in rows}) == 1
    off(date(2026, 12, 30), county)
    result = recomputed(county, date(2026, 12, 30), date(2026, 12, 30))
    assert (result.obligations, result.moved) == (2, 2)
    due = [again(row).due_on for row in rows]
    assert due[0] == due[1] > due[2]
    assert again(rows[1]).derivation.inputs["overlay"] == [county.pk]


def test_a_whole_sites_change_keeps_each_bodys_own_days(today: date) -> None:
    county, elsewhere = made.a_body("临河县人民政府"), made.a_body("东明市水务局")
    rows = [opened(duty_with(TWENTY, body=body), FORMED) for body in (county, elsewhere)]
    off(date(2026, 12, 30), county)
    loaded(notice_of_2027())
    recomputed(None, date(2026, 12, 30), date(2027, 1, 9))
    assert [again(row).due_on for row in rows] == [date(2027, 1, 11), AFTER]


def test_a_period_is_computed_again_by_its_period(today: date) -> None:
    duty = duty_with("季度更新")
    actions.schedule_openings([duty], today)
    row = Obligation.objects.get(duty=duty)
    assert row.provisional
    loaded(notice_of_2027())
    recomputed()
    assert not again(row).provisional


def test_a_clock_with_a_ledger_keeps_it(obligation: Obligation) -> None:
    reviewer = made.a_team(obligation.body).reviewer
    actions.extend_obligation(
        actor=reviewer, obligation=obligation, working_days=1, cause=Cause.APPROVAL, reason="复杂"
    )
    loaded(notice_of_2027())
    recomputed()
    assert again(obligation).due_on == date(2027, 1, 11)


def test_a_derivation_without_inputs_is_computed_from_its_duty(obligation: Obligation) -> None:
    legacy = Derivation.objects.create(
        inputs={},
        inputs_sha256=f"legacy-{obligation.pk}",
        calendar_version="old",
        start_on=FORMED,
        due_on=BEFORE,
        provisional=True,
    )
    Obligation.objects.filter(pk=obligation.pk).update(derivation=legacy)
    loaded(notice_of_2027())
    assert recomputed() == Recomputed(derivations=1, obligations=1, moved=1, settled=0)
    assert again(obligation).due_on == AFTER
    assert ObligationChange.objects.get(obligation=obligation).before == legacy


def test_each_body_finds_its_numbers_in_its_trail(today: date) -> None:
    for place, n in enumerate((1, 3)):
        duty = duty_with(TWENTY, body=made.a_body(f"第{place}局"))
        for _ in range(n):
            opened(duty, FORMED)
    made.a_body("没有任务的局")
    loaded(notice_of_2027())
    recomputed()
    entries = AuditEntry.objects.filter(verb="duties.recompute").order_by("pk")
    assert [(one.object_label, one.after["moved"]) for one in entries] == [
        ("第0局", 1),
        ("第1局", 3),
    ]
    assert {one.reason for one in entries} == {"载入2027年放假安排"}


def test_the_statements_do_not_grow_with_the_obligations(today: date) -> None:
    counts = []
    for place, n in enumerate((2, 30)):
        duty = duty_with(TWENTY, body=made.a_body(f"第{place}局"))
        for _ in range(n):
            opened(duty, FORMED)
        day = date(2026, 12, 28 + place)
        off(day)
        with CaptureQueriesContext(connection) as asked:
            actions.recompute(day, day, duty.body_id, f"第{place}次")
        counts.append(len(asked))
    assert counts[0] == counts[1]


# The job


def jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name="duties.recompute").order_by("pk"))


def test_a_changed_calendar_writes_a_job_and_the_job_does_the_work(
    obligation: Obligation,
) -> None:
    loaded(notice_of_2027())
    (job,) = jobs()
    assert again(obligation).due_on == BEFORE
    tasks.recompute(**job.args)
    assert again(obligation).due_on == AFTER
    second = jobs()[1]
    assert (second.args["again"], second.scheduled_at is not None) == (False, True)
    tasks.recompute(**second.args)
    assert (len(jobs()), ObligationChange.objects.count()) == (2, 1)


def test_a_calendar_that_was_not_changed_after_all_writes_no_job(obligation: Obligation) -> None:
    def and_then_dies() -> None:
        with transaction.atomic():
            loaded(notice_of_2027())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        and_then_dies()
    assert (jobs(), NoticeYear.objects.count()) == ([], 0)


def test_what_was_being_opened_meanwhile_is_found_by_the_second_look(
    obligation: Obligation,
) -> None:
    was = obligation.derivation
    loaded(notice_of_2027())
    tasks.recompute(**jobs()[0].args)
    late = opened(obligation.duty, FORMED)
    Obligation.objects.filter(pk=late.pk).update(derivation=was, due_on=BEFORE, provisional=True)
    tasks.recompute(**jobs()[1].args)
    assert again(late).due_on == AFTER


# A changed limit


def test_a_changed_limit_moves_what_is_open_by_it(obligation: Obligation) -> None:
    duty = obligation.duty
    met = opened(duty, FORMED)
    actions.fulfil_obligation(
        actor=None, obligation=met, on=date(2026, 12, 21), outcome=Outcome.DISCLOSED
    )
    duty.item.time_limit_text = "自信息形成之日起7个工作日内"
    duty.item.save(update_fields=["time_limit_text"])
    administrator = made.a_team(duty.body).administrator
    assert actions.recompute_duty(actor=administrator, duty=duty, note="改按7个工作日") == 1
    assert [again(one).due_on for one in (obligation, met)] == [date(2026, 12, 21), BEFORE]
    change = ObligationChange.objects.get()
    assert (change.cause, change.by, change.note) == ("limit", administrator, "改按7个工作日")
    assert AuditEntry.objects.get(verb="duties.recompute_duty").after == {"moved": 1}


def test_a_limit_that_comes_round_opens_what_runs_today(obligation: Obligation) -> None:
    duty = obligation.duty
    duty.item.time_limit_text = "季度更新"
    duty.item.save(update_fields=["time_limit_text"])
    actions.recompute_duty(actor=None, duty=duty, note="改按季度")
    assert Obligation.objects.filter(duty=duty, occasion="2026年第4季度").exists()


def test_a_limit_without_a_due_date_is_refused_and_nothing_moves(obligation: Obligation) -> None:
    duty = obligation.duty
    duty.item.time_limit_text = "每9999个工作日更新"
    duty.item.save(update_fields=["time_limit_text"])
    with pytest.raises(Refused), transaction.atomic():
        actions.recompute_duty(actor=None, duty=duty, note="写错了")
    assert again(obligation).due_on == BEFORE
