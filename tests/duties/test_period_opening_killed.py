"""The worker dies at any statement, or two workers look at once: nothing lost, nothing twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from gongkai.audit.models import AuditEntry
from gongkai.duties import actions
from gongkai.duties.actions import opening
from gongkai.duties.limits import decided
from gongkai.duties.models import Derivation, Duty, Obligation, Trigger
from gongkai.workdays.recurrence import period_containing
from tests import factories as made
from tests.duties.clocked import DiedError, duty_with, dying_at, labels, waits_from

pytestmark = pytest.mark.django_db(transaction=True)

OCTOBER = date(2026, 10, 1)
MISSED = ["2026年8月", "2026年9月", "2026年10月"]


def three_duties() -> list[Duty]:
    first = duty_with("月度更新", n=3)
    duties = list(first.adoption.duties.order_by("pk"))
    _forget(duties)
    return duties


def is_complete(duties: list[Duty]) -> bool:
    opened = all(labels(duty) == MISSED for duty in duties)
    days = set(Duty.objects.values_list("next_opens_on", flat=True))
    told = [
        entry.after["opened"] for entry in AuditEntry.objects.filter(verb="duties.open_periods")
    ]
    return opened and days == {date(2026, 11, 1)} and sum(told) == 9


def test_killed_at_every_statement_and_started_again() -> None:
    duties = three_duties()
    died = 0
    for statement in range(1, 200):
        _forget(duties)
        try:
            with dying_at(statement):
                actions.open_periods(OCTOBER, limit=2)
            break
        except DiedError:
            died += 1
        assert Obligation.objects.count() in {0, 6, 9}, "half a chunk was kept"
        actions.open_periods(OCTOBER, limit=2)
        assert is_complete(duties), statement
    assert died > 20
    assert is_complete(duties)


def _forget(duties: list[Duty]) -> None:
    Obligation.objects.all().delete()
    Derivation.objects.all().delete()
    with connection.cursor() as cursor:
        # The trail refuses to lose a line, and this is a test's own database.
        cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_auditentry WHERE verb = 'duties.open_periods'")
        cursor.execute("ALTER TABLE audit_auditentry ENABLE TRIGGER USER")
    waits_from(date(2026, 8, 1), *duties)


def test_killed_between_two_chunks_keeps_the_first() -> None:
    duties = three_duties()
    real, calls = opening._open, []

    def dies_the_second_time(*args: object) -> int:
        calls.append(args)
        if len(calls) == 2:
            raise DiedError
        return real(*args)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_open", dies_the_second_time)
        with pytest.raises(DiedError):
            actions.open_periods(OCTOBER, limit=2)
    assert Obligation.objects.count() == 6
    assert actions.open_periods(OCTOBER, limit=2) == 3
    assert is_complete(duties)


def test_two_workers_at_once_open_each_period_once() -> None:
    duties = three_duties()

    def work(_: int) -> int:
        try:
            return actions.open_periods(OCTOBER, limit=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        opened = sum(pool.map(work, range(2)))
    opened += actions.open_periods(OCTOBER, limit=1)
    assert opened == 9
    assert is_complete(duties)


def test_a_duty_somebody_holds_is_passed_over_and_taken_the_next_time() -> None:
    duties = three_duties()

    def work() -> int:
        try:
            return actions.open_periods(OCTOBER)
        finally:
            connection.close()

    with transaction.atomic():
        Duty.objects.select_for_update().get(pk=duties[0].pk)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(work).result(timeout=30) == 6
    assert labels(duties[0]) == []
    assert actions.open_periods(OCTOBER) == 3
    assert is_complete(duties)


def test_one_opened_by_hand_meanwhile_is_not_opened_again() -> None:
    duty = duty_with("月度更新", body=made.a_body("东明市水务局"))
    waits_from(OCTOBER, duty)
    period = period_containing(decided(duty).limit, OCTOBER)
    actions.open_obligation(
        actor=None,
        duty=duty,
        occasion="2026年10月",
        formed_on=OCTOBER,
        trigger=Trigger.PERIOD,
        period=period,
    )
    assert actions.open_periods(OCTOBER) == 0
    assert labels(duty) == ["2026年10月"]
