"""Many entries at once are each what one entry is: in the action's transaction, and for good."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from gongkai.audit.actions import SYSTEM, Act, record_all
from gongkai.audit.models import AuditEntry
from tests.factories import a_body, an_officer

VERB = "duties.open_periods"


@pytest.mark.django_db
def test_each_body_gets_an_entry_of_its_own() -> None:
    first, second = a_body("云岭县财政局"), a_body("望川县财政局")
    record_all(VERB, [Act(one, one.pk, after={"opened": 3}) for one in (first, second)], None)
    rows = AuditEntry.objects.filter(verb=VERB).order_by("body_id")
    assert [
        (row.body_id, row.object_id, row.object_label, row.actor_name, row.after) for row in rows
    ] == [(one.pk, one.pk, str(one), SYSTEM, {"opened": 3}) for one in (first, second)]
    assert len({row.at for row in rows}) == 1


@pytest.mark.django_db
def test_the_officer_and_the_reason_stand_on_every_entry() -> None:
    body = a_body()
    officer = an_officer(body)
    rows = record_all(VERB, [Act(body, body.pk), Act(officer, body.pk)], officer, "放假安排有变")
    stored = AuditEntry.objects.filter(pk__in=[row.pk for row in rows])
    assert {(row.actor, row.actor_name, row.reason) for row in stored} == {
        (officer, officer.name, "放假安排有变")
    }


@pytest.mark.django_db
def test_the_database_refuses_to_change_what_was_written_at_once() -> None:
    body = a_body()
    record_all(VERB, [Act(body, body.pk)], None)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditEntry.objects.filter(verb=VERB).update(reason="改")


@pytest.mark.django_db
def test_nothing_happened_to_nobody() -> None:
    assert record_all(VERB, [], None) == []


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    body = a_body()
    before = AuditEntry.objects.count()
    with pytest.raises(transaction.TransactionManagementError, match="同一个事务"):
        record_all(VERB, [Act(body, body.pk)], None)
    assert AuditEntry.objects.count() == before
