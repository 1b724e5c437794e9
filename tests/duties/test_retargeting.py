"""A body's own targets move what is open under 实时 and 及时, at once and for that body alone.

From Monday 2026-03-02 the 3rd working day is 03-05, the 5th 03-09, the 20th 03-30.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Body
from gongkai.clocks.actions import set_targets
from gongkai.duties import actions, tasks
from gongkai.duties.actions.moving import Recomputed
from gongkai.duties.models import Derivation, Obligation, ObligationChange, Outcome
from tests import factories as made
from tests.duties.calendars import loaded, notice_of_2027, off
from tests.duties.clocked import duty_with, opened, waits_from

pytestmark = pytest.mark.django_db

MONDAY, THIRD, FIFTH = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 9)
FIRST, TWENTIETH = date(2026, 3, 3), date(2026, 3, 30)
REALTIME, TIMELY, TWENTY = "实时更新", "及时公开", "自信息形成之日起20个工作日内"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    made.set_today(monkeypatch, MONDAY)


@pytest.fixture
def county() -> Body:
    return made.a_body("临河县人民政府")


@pytest.fixture
def sister() -> Body:
    return made.a_body("东明县人民政府")


def aims(body: Body, realtime: int | None, timely: int | None) -> None:
    set_targets(actor=None, body=body, realtime=realtime, timely=timely, reason="县里的承诺")


def owed(body: Body, limit: str) -> Obligation:
    return opened(duty_with(limit, body=body), MONDAY)


def again(obligation: Obligation) -> Obligation:
    return Obligation.objects.select_related("derivation").get(pk=obligation.pk)


def days(obligation: Obligation) -> tuple[date, date | None]:
    """Return the day it is due on and the one aimed at."""
    row = again(obligation)
    assert row.due_on == row.derivation.due_on
    return row.due_on, row.derivation.target


def jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name="duties.retarget").order_by("pk"))


# What opens afterwards


def test_what_opens_counts_by_the_bodys_own_targets(county: Body) -> None:
    aims(county, 3, 5)
    assert days(owed(county, REALTIME)) == (THIRD, THIRD)
    timely = owed(county, TIMELY)
    assert days(timely) == (TWENTIETH, FIFTH)
    assert again(timely).derivation.inputs["targets"] == {"timely": 5}
    assert again(timely).derivation.owns_its_target


def test_other_bodies_keep_the_defaults(county: Body, sister: Body) -> None:
    aims(county, 3, 5)
    here, there = owed(county, REALTIME), owed(sister, REALTIME)
    assert (days(here)[0], days(there)[0]) == (THIRD, FIRST)
    assert "targets" not in again(there).derivation.inputs


def test_bodies_with_equal_targets_share_a_derivation(county: Body, sister: Body) -> None:
    aims(county, 3, 5)
    aims(sister, 3, 9)
    assert owed(county, REALTIME).derivation == owed(sister, REALTIME).derivation
    assert owed(county, TIMELY).derivation != owed(sister, TIMELY).derivation


def test_a_limit_with_a_number_is_shared_whatever_the_targets(county: Body, sister: Body) -> None:
    aims(county, 3, 5)
    assert owed(county, TWENTY).derivation == owed(sister, TWENTY).derivation
    assert Derivation.objects.count() == 1


def test_periods_are_opened_without_a_query_for_each_body(county: Body) -> None:
    bodies = [county, *(made.a_body(f"第{n}镇人民政府") for n in range(4))]
    duties = [duty_with("每季度更新", body=body) for body in bodies]
    for n, body in enumerate(bodies):
        aims(body, n + 1, None)
    waits_from(date(2026, 4, 1), duties[0])
    with CaptureQueriesContext(connection) as one:
        assert actions.open_periods(date(2026, 4, 1)) == 1
    waits_from(date(2026, 4, 1), *duties[1:])
    with CaptureQueriesContext(connection) as four:
        assert actions.open_periods(date(2026, 4, 1)) == 4
    tables = [query["sql"] for query in four if "clocks_bodytargets" in query["sql"]]
    assert len(tables) <= 4, "asked once a transaction"
    derived = [query["sql"] for query in four if "duties_derivation" in query["sql"]]
    assert len(derived) <= len([q for q in one if "duties_derivation" in q["sql"]])


# What is open already


def test_what_is_open_moves_and_says_why(county: Body) -> None:
    real, timely = owed(county, REALTIME), owed(county, TIMELY)
    assert (days(real)[0], days(timely)) == (FIRST, (TWENTIETH, date(2026, 3, 16)))
    aims(county, 3, 5)
    assert actions.retarget(county.pk, "目标有变") == Recomputed(
        derivations=2, obligations=2, moved=1
    )
    assert days(real) == (THIRD, THIRD)
    assert days(timely) == (TWENTIETH, FIFTH)
    change = ObligationChange.objects.get()
    assert (change.obligation, change.cause, change.note) == (real, "limit", "目标有变")
    entry = AuditEntry.objects.get(verb="duties.retarget")
    assert (entry.body_id, entry.after) == (county.pk, {"obligations": 2, "moved": 1})


def test_taking_the_targets_back_brings_the_defaults_back(county: Body) -> None:
    aims(county, 3, 5)
    real, timely = owed(county, REALTIME), owed(county, TIMELY)
    aims(county, None, None)
    actions.retarget(county.pk, "不再另设")
    assert days(real)[0] == FIRST
    assert days(timely)[1] == date(2026, 3, 16)
    assert "targets" not in again(real).derivation.inputs


def test_running_it_twice_changes_nothing_twice(county: Body) -> None:
    owed(county, REALTIME)
    aims(county, 3, 5)
    actions.retarget(county.pk, "目标有变")
    assert actions.retarget(county.pk, "目标有变") == Recomputed()
    assert ObligationChange.objects.count() == 1
    assert AuditEntry.objects.filter(verb="duties.retarget").count() == 1


def test_what_was_met_another_body_and_another_limit_stay(county: Body, sister: Body) -> None:
    met, far = owed(county, REALTIME), owed(sister, REALTIME)
    excused = opened(met.duty, MONDAY)
    number = owed(county, TWENTY)
    actions.fulfil_obligation(actor=None, obligation=met, on=MONDAY, outcome=Outcome.DISCLOSED)
    Obligation.objects.filter(pk=excused.pk).update(excused_on=MONDAY)
    aims(county, 3, 5)
    assert actions.retarget(county.pk, "目标有变") == Recomputed()
    assert [days(one)[0] for one in (met, excused, far)] == [FIRST, FIRST, FIRST]
    assert days(number)[0] == TWENTIETH


def test_a_hundred_obligations_cost_no_more_than_one(county: Body) -> None:
    duty = duty_with(REALTIME, body=county)

    def asked(realtime: int) -> int:
        aims(county, realtime, None)
        with CaptureQueriesContext(connection) as queries:
            actions.retarget(county.pk, f"改为{realtime}天")
        return len(queries)

    opened(duty, MONDAY)
    one = asked(3)
    for _ in range(20):
        opened(duty, MONDAY)
    assert asked(4) <= one
    assert set(Obligation.objects.values_list("due_on", flat=True)) == {date(2026, 3, 6)}


def test_a_changed_calendar_keeps_the_bodys_targets(county: Body) -> None:
    real = owed(county, REALTIME)
    aims(county, 3, 5)
    actions.retarget(county.pk, "目标有变")
    off(date(2026, 3, 4))
    actions.recompute(date(2026, 3, 4), date(2026, 3, 4), None, "放假一天")
    assert days(real) == (date(2026, 3, 6), date(2026, 3, 6))


def test_targets_set_after_a_notice_count_by_the_calendar_that_holds(county: Body) -> None:
    real = owed(county, REALTIME)
    loaded(notice_of_2027())
    aims(county, 3, None)
    actions.retarget(county.pk, "目标有变")
    assert days(real)[0] == THIRD


# The job


def test_setting_targets_writes_a_job_and_the_job_looks_twice(county: Body) -> None:
    real = owed(county, REALTIME)
    aims(county, 3, 5)
    assert days(real)[0] == FIRST, "the page does not wait for it"
    (job,) = jobs()
    assert job.args["body_id"] == county.pk
    tasks.retarget(**job.args)
    assert days(real)[0] == THIRD
    late = opened(real.duty, MONDAY)
    Obligation.objects.filter(pk=late.pk).update(
        derivation=ObligationChange.objects.get().before, due_on=FIRST
    )
    tasks.retarget(**jobs()[1].args)
    assert days(late)[0] == THIRD
    assert len(jobs()) == 2


def test_targets_that_were_not_set_after_all_write_no_job(county: Body) -> None:
    def and_then_dies() -> None:
        with transaction.atomic():
            aims(county, 3, 5)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        and_then_dies()
    assert jobs() == []
