"""Recomputing dies at any statement, or runs twice at once: nothing lost, nothing told twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from gongkai.audit.models import AuditEntry
from gongkai.duties import actions, clocks
from gongkai.duties.actions import recomputing
from gongkai.duties.actions.moving import Recomputed
from gongkai.duties.models import Derivation, Obligation, ObligationChange, Outcome
from tests import factories as made
from tests.duties.calendars import loaded, notice_of_2027
from tests.duties.clocked import DiedError, duty_with, dying_at, opened

pytestmark = pytest.mark.django_db(transaction=True)

SINCE = datetime(2026, 12, 21, 1, 0, tzinfo=UTC)
DAYS = (date(2026, 12, 9), date(2026, 12, 10), date(2026, 12, 11))


@pytest.fixture(autouse=True)
def _one_derivation_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made.set_today(monkeypatch, date(2026, 12, 21))
    monkeypatch.setattr(recomputing, "CHUNK", 1)


def six_obligations() -> list[Obligation]:
    """Return two for each of three derivations, of two bodies; then the notice is loaded.

    The first two move by a day; the third is due on 11 January before and after it.
    """
    duties = [
        duty_with("自信息形成之日起20个工作日内", body=made.a_body(name))
        for name in ("临河县教育局", "东明市水务局")
    ]
    rows = [opened(duty, day) for duty in duties for day in DAYS]
    loaded(notice_of_2027())
    return rows


def run() -> Recomputed:
    return actions.recompute(
        date(2027, 1, 4), date(2027, 1, 9), None, "载入2027年放假安排", since=SINCE
    )


def is_complete(rows: list[Obligation]) -> bool:
    due = [Obligation.objects.get(pk=row.pk) for row in rows]
    days = [date(2027, 1, 8), date(2027, 1, 9), date(2027, 1, 11)]
    told = list(ObligationChange.objects.values_list("obligation_id", flat=True))
    entries = list(AuditEntry.objects.filter(verb="duties.recompute"))
    return (
        [row.due_on for row in due] == days * 2
        and not any(row.provisional for row in due)
        and sorted(told) == sorted(row.pk for row in rows)
        and [(entry.after["moved"], entry.after["settled"]) for entry in entries] == [(2, 1)] * 2
    )


def as_before(rows: list[Obligation]) -> None:
    """Put everything back to before the notice was loaded, but for the notice."""
    ObligationChange.objects.all().delete()
    for row in rows:
        Obligation.objects.filter(pk=row.pk).update(
            derivation=row.derivation_id, due_on=row.due_on, provisional=row.provisional
        )
    kept = Obligation.objects.values("derivation_id")
    Derivation.objects.exclude(pk__in=kept).delete()
    with connection.cursor() as cursor:
        # The trail refuses to lose a line, and this is a test's own database.
        cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_auditentry WHERE verb = 'duties.recompute'")
        cursor.execute("ALTER TABLE audit_auditentry ENABLE TRIGGER USER")


def test_killed_at_every_statement_and_started_again() -> None:
    rows = six_obligations()
    died = 0
    for statement in range(1, 200):
        as_before(rows)
        try:
            with dying_at(statement):
                run()
            break
        except DiedError:
            died += 1
        run()
        assert is_complete(rows), statement
    assert died > 20
    assert is_complete(rows)


def test_killed_between_two_chunks_the_first_stays_done() -> None:
    rows = six_obligations()
    real, calls = clocks.rederive, []

    def dies_the_second_time(*args: Any, **options: Any) -> Any:
        calls.append(args)
        if len(calls) == 2:
            raise DiedError
        return real(*args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recomputing, "rederive", dies_the_second_time)
        with pytest.raises(DiedError):
            run()
    assert ObligationChange.objects.count() == 2
    assert run().derivations == 2
    assert is_complete(rows)


def test_killed_after_the_trail_was_written_writes_no_second_entry() -> None:
    rows = six_obligations()
    run()
    assert run() == Recomputed()
    assert is_complete(rows)


def test_two_workers_at_once_tell_each_move_once() -> None:
    rows = six_obligations()

    def work(_: int) -> Recomputed:
        try:
            return run()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(work, range(2)))
    assert sum(one.moved + one.settled for one in done) == 6
    told = ObligationChange.objects.values_list("obligation_id", flat=True)
    assert sorted(told) == sorted(row.pk for row in rows)


def test_one_that_is_met_while_it_is_recomputed_keeps_its_day() -> None:
    rows = six_obligations()
    met = rows[0]
    real = clocks.rederive

    def met_meanwhile(*args: Any, **options: Any) -> Any:
        def publish() -> None:
            try:
                actions.fulfil_obligation(
                    actor=None,
                    obligation=met,
                    on=date(2026, 12, 21),
                    outcome=Outcome.DISCLOSED,
                )
            finally:
                connection.close()

        if Obligation.objects.filter(pk=met.pk, fulfilled_on=None).exists():
            with ThreadPoolExecutor(1) as pool:
                pool.submit(publish).result(timeout=30)
        return real(*args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recomputing, "rederive", met_meanwhile)
        run()
    assert Obligation.objects.get(pk=met.pk).due_on == met.due_on
    assert not ObligationChange.objects.filter(obligation=met).exists()
    assert ObligationChange.objects.count() == 5
