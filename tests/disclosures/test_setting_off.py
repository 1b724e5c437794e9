"""A policy is published: its explanation is owed three working days later, exactly once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, State
from gongkai.duties import actions as duties
from gongkai.duties.models import Chain, Duty, Event, EventOrigin, Obligation, Trigger
from tests import factories as made
from tests.duties import occasions
from tests.duties.occasions import PLAIN, POLICY, READING, RULES, duty

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 20)
TITLE = "临河县公租房管理办法"


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, FRIDAY)
    return occasions.a_waiting_team()


def policy(team: made.Team, *names: str, **changes: object) -> Disclosure:
    """A policy, ready to be published, under these items."""
    filed = [duty(team.body, name) for name in names or (POLICY,)]
    draft = actions.register(
        actor=team.editor, duties=filed, title=TITLE, formed_on=date(2026, 11, 18)
    )
    actions.save_draft(actor=team.editor, disclosure=draft, content=made.complete_content(draft))
    return made.approved_again(team, made.again(draft))


def published(team: made.Team, *names: str) -> Disclosure:
    return actions.publish(actor=team.publisher, disclosure=policy(team, *names))


def set_off() -> list[Obligation]:
    return list(Obligation.objects.filter(trigger=Trigger.PUBLICATION).select_related("event"))


def test_published_on_friday_the_explanation_is_due_on_wednesday(team: made.Team) -> None:
    disclosure = published(team)

    [owed] = set_off()
    assert owed.duty == duty(team.body, READING)
    assert owed.occasion == f"政策解读：{TITLE}"
    assert (owed.formed_on, owed.due_on) == (FRIDAY, date(2026, 11, 25))
    assert owed.opened_by == team.publisher
    event = owed.event
    assert event is not None
    assert (event.origin, event.reference) == (
        EventOrigin.PUBLICATION, f"disclosure:{disclosure.pk}",
    )  # fmt: skip
    assert (event.name, event.title) == ("部门文件公开", TITLE)
    assert event.happened_at == timezone.now()


def test_nothing_is_owed_before_it_is_public(team: made.Team) -> None:
    policy(team)
    assert set_off() == []


def test_under_two_sources_it_is_one_explanation(team: made.Team) -> None:
    published(team, POLICY, RULES)
    assert len(set_off()) == Event.objects.count() == 1


def test_two_policies_are_two_explanations(team: made.Team) -> None:
    published(team)
    published(team)
    assert len(set_off()) == Event.objects.count() == 2


def test_what_nothing_waits_for_is_no_event(team: made.Team) -> None:
    published(team, PLAIN)
    assert not Event.objects.exists()


def test_a_correction_does_not_set_it_off_again(
    team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    disclosure = published(team)
    made.set_today(monkeypatch, date(2026, 11, 24))
    actions.start_correction(actor=team.editor, disclosure=disclosure, reason="笔误")
    actions.publish(actor=team.publisher, disclosure=made.approved_again(team, disclosure))

    [owed] = set_off()
    assert owed.formed_on == FRIDAY


def test_a_link_made_later_is_not_set_off_by_a_correction(team: made.Team) -> None:
    disclosure = published(team, PLAIN)
    duties.link_chain(
        actor=team.administrator, duty=duty(team.body, READING), source=duty(team.body, PLAIN)
    )
    actions.start_correction(actor=team.editor, disclosure=disclosure, reason="笔误")
    actions.publish(actor=team.publisher, disclosure=made.approved_again(team, disclosure))
    assert set_off() == []


def test_what_is_filed_under_both_needs_no_second_publication(team: made.Team) -> None:
    published(team, POLICY, READING)
    assert set_off() == []


def test_what_is_kept_undisclosed_sets_nothing_off(team: made.Team) -> None:
    made.kept_undisclosed(team, duty(team.body, POLICY))
    assert set_off() == []


def test_a_link_that_was_taken_back_sets_nothing_off(team: made.Team) -> None:
    for chain in Chain.objects.all():
        duties.unlink_chain(actor=team.administrator, chain=chain, reason="不需要解读")
    published(team)
    assert set_off() == []


def test_a_link_that_nobody_looked_at_acts_as_a_confirmed_one(team: made.Team) -> None:
    assert set(Chain.objects.values_list("inferred", flat=True)) == {True}
    published(team)
    assert len(set_off()) == 1


def test_an_item_that_ended_owes_nothing_more(team: made.Team) -> None:
    Duty.objects.filter(pk=duty(team.body, READING).pk).update(ends_on=date(2026, 11, 19))
    published(team)
    assert set_off() == []


def test_published_by_the_worker_it_counts_from_that_day(
    team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = policy(team)
    at = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    actions.schedule(actor=team.publisher, disclosure=ready, at=at)
    made.set_today(monkeypatch, date(2026, 11, 23))

    assert actions.publish_scheduled(ready.pk, timezone.now())
    assert not actions.publish_scheduled(ready.pk, timezone.now() + timedelta(hours=1))
    [owed] = set_off()
    assert (owed.formed_on, owed.due_on) == (date(2026, 11, 23), date(2026, 11, 26))
    assert owed.opened_by is None


def test_the_explanation_answers_it_and_is_late_by_a_day(
    team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(team)
    [owed] = set_off()
    made.set_today(monkeypatch, date(2026, 11, 26))
    made.published(
        team, owed.duty, title="一图读懂", formed_on=date(2026, 11, 25),
        answering={owed.duty: owed},
    )  # fmt: skip
    owed.refresh_from_db()
    assert (owed.outcome, owed.late_working_days) == ("disclosed", 1)
    assert Obligation.objects.filter(duty=owed.duty).count() == 1


def test_a_refused_publication_sets_nothing_off(
    team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = policy(team)

    def broken(_: Disclosure) -> None:
        raise RuntimeError("索引坏了")

    monkeypatch.setattr("gongkai.disclosures.actions.publishing.put_in_index", broken)
    with pytest.raises(RuntimeError):
        actions.publish(actor=team.publisher, disclosure=ready)
    assert set_off() == []
    assert not Event.objects.exists()
    assert made.again(ready).state == State.READY
