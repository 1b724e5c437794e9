"""Publishing: once, whole, in one transaction, whoever presses and however often a job runs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from gongkai.audit.models import AuditEntry
from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, State
from gongkai.duties.models import Obligation
from gongkai.refusals import Refused
from tests.factories import Team, a_draft, a_team, again, ready, scheduled


@pytest.mark.django_db(transaction=True)
def test_two_publishers_who_press_at_once_publish_once() -> None:
    team = a_team()
    row = ready(team)

    def press(_: int) -> str:
        try:
            actions.publish(actor=team.publisher, disclosure=Disclosure(pk=row.pk))
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "published"

    with ThreadPoolExecutor(2) as presses:
        assert sorted(presses.map(press, range(2))) == ["published", "wrong-state"]
    assert AuditEntry.objects.filter(verb="disclosures.publish").count() == 1
    assert AuditEntry.objects.filter(verb="duties.fulfil_obligation").count() == 1
    assert again(row).index_number == f"{team.body.code}/2025-00001"


@pytest.mark.django_db(transaction=True)
def test_first_numbers_taken_at_once_are_two_numbers() -> None:
    team = a_team()
    rows = [ready(team), ready(team)]

    def press(row: Disclosure) -> str | None:
        try:
            return actions.publish(actor=team.publisher, disclosure=row).index_number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as presses:
        numbers = set(presses.map(press, rows))
    assert numbers == {f"{team.body.code}/2025-0000{serial}" for serial in (1, 2)}


@pytest.mark.django_db
def test_a_failure_after_the_entry_leaves_neither_entry_nor_state(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = a_team()
    row = ready(team)

    def fail(_: object) -> None:
        raise RuntimeError("the index is away")

    monkeypatch.setattr("gongkai.disclosures.actions.publishing.put_in_index", fail)
    with pytest.raises(RuntimeError, match="the index is away"):
        actions.publish(actor=team.publisher, disclosure=row)
    assert again(row).state == State.READY
    assert again(row).index_number is None
    assert not AuditEntry.objects.filter(verb="disclosures.publish").exists()
    assert Obligation.objects.get().fulfilled_on is None


@pytest.mark.django_db
def test_a_scheduled_one_is_published_once_and_not_before_its_time() -> None:
    row = scheduled(a_team())
    assert actions.publish_scheduled(row.pk, timezone.now()) is False
    later = timezone.now() + timedelta(days=4)
    assert actions.publish_scheduled(row.pk, later) is True
    assert actions.publish_scheduled(row.pk, later) is False
    assert AuditEntry.objects.get(verb="disclosures.publish").actor_name == "系统"


@pytest.mark.django_db
@pytest.mark.parametrize("undo", ["unschedule", "recall"])
def test_a_job_whose_time_was_taken_back_does_nothing(undo: str) -> None:
    team: Team = a_team()
    row = scheduled(team)
    who = team.publisher if undo == "unschedule" else team.editor
    getattr(actions, undo)(actor=who, disclosure=row)
    assert actions.publish_scheduled(row.pk, timezone.now() + timedelta(days=4)) is False
    assert again(row).public is None


@pytest.mark.django_db
def test_the_job_is_rolled_back_with_its_transaction() -> None:
    row = ready(team := a_team())
    at = timezone.now() + timedelta(days=1)
    with transaction.atomic():
        actions.schedule(actor=team.publisher, disclosure=row, at=at)
        assert ProcrastinateJob.objects.count() == 1
        transaction.set_rollback(True)
    assert ProcrastinateJob.objects.count() == 0


@pytest.mark.django_db
def test_an_incomplete_draft_is_refused_by_the_name_of_each_part() -> None:
    team = a_team()
    with pytest.raises(Refused) as refusal:
        actions.submit(actor=team.editor, disclosure=a_draft(team, complete=False))
    assert refusal.value.code == "incomplete"
    for part in ("内容概述", "公告内容", "公告日期", "审核结果（姓名）", "审核结果（身份证号）"):
        assert part in refusal.value.message
