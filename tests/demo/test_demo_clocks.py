"""The clocks of the demo: what is owed on its day is believable, and the day's jobs agree."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Body, Office, Officer
from gongkai.clocks.models import DayChange, EntryKind
from gongkai.clocks.queries import calendar_for
from gongkai.demo import plan
from gongkai.demo.periods import Periods
from gongkai.demo.steps import Queue, Step
from gongkai.disclosures.models import Filing
from gongkai.duties.actions import open_periods
from gongkai.duties.actions.ledger import advance_pauses
from gongkai.duties.models import (
    Chain,
    Confirmation,
    Declaration,
    DeclarationKind,
    Duty,
    DutyLimit,
    Event,
    EventOrigin,
    Obligation,
    ObligationChange,
    ObligationLedger,
    Trigger,
)
from gongkai.duties.queries import with_state
from gongkai.reminders.models import Letter, Pass, Reminder
from gongkai.reminders.telling import tell

# Overdue by no more than some three weeks.
LONGEST = timedelta(days=25)


def overdue(today: date) -> list[Obligation]:
    return list(Obligation.objects.filter(fulfilled_on=None, excused_on=None, due_on__lt=today))


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
class TestLoaded:
    def test_the_jobs_of_the_day_open_nothing_old_and_leave_nothing_long_overdue(self) -> None:
        today = timezone.localdate()
        before = set(Obligation.objects.values_list("pk", flat=True))
        due = dict(Obligation.objects.values_list("pk", "due_on"))
        with transaction.atomic():
            open_periods(today)
            advance_pauses()
            tell(today)
            new = Obligation.objects.exclude(pk__in=before)
            assert all(one.period_start and one.period_start >= today.replace(day=1) for one in new)
            moved = [
                one for one in Obligation.objects.filter(pk__in=before) if one.due_on != due[one.pk]
            ]
            assert len(moved) <= 1
            assert all(one.due_on > due[one.pk] for one in moved)
            assert all(today - one.due_on <= LONGEST for one in overdue(today))
            transaction.set_rollback(True)

    def test_every_state_is_there_and_few_are_overdue(self) -> None:
        states = Counter(vars(one)["state"] for one in with_state(Obligation.objects.all()))
        assert set(states) == {"upcoming", "due", "overdue", "met", "met_late", "excused"}
        assert states["overdue"] <= 20
        assert states["met"] > 250

    def test_what_opened_by_period_opened_on_its_day_and_almost_all_is_settled(self) -> None:
        rows = list(Obligation.objects.filter(trigger=Trigger.PERIOD))
        today = timezone.localdate()
        first = min(one.opened_at for one in rows)
        for one in rows:
            assert one.period_start is not None
            opened = timezone.localdate(one.opened_at)
            assert opened == max(one.period_start, timezone.localdate(first))
        late = [one for one in rows if one.due_on < today and not one.fulfilled_on]
        assert len([one for one in late if not one.excused_on]) <= 2
        outcomes = {one.outcome for one in rows}
        assert {"disclosed", "nothing", "confirmed", ""} <= outcomes

    def test_pieces_answer_the_period_that_ended_before_them(self) -> None:
        answered = Filing.objects.filter(obligation__trigger=Trigger.PERIOD)
        quarters = answered.filter(duty__item__time_limit_text__contains="季度")
        assert quarters.count() >= 5
        for filing in quarters.select_related("obligation", "disclosure__latest"):
            assert filing.obligation is not None
            assert filing.disclosure.latest is not None
            assert filing.obligation.period_end is not None
            assert filing.obligation.period_end < filing.disclosure.latest.formed_on

    def test_absences_and_excuses_are_granted_by_a_second_person_and_one_of_each_waits(
        self,
    ) -> None:
        granted = Counter(Declaration.objects.filter(granted=True).values_list("kind", flat=True))
        waiting = Counter(Declaration.objects.filter(granted=None).values_list("kind", flat=True))
        assert granted[DeclarationKind.NOTHING] >= 5
        assert granted[DeclarationKind.EXCUSE] == 1
        assert waiting == {DeclarationKind.NOTHING: 1, DeclarationKind.EXCUSE: 1}
        assert Confirmation.objects.exclude(obligation=None).count() >= 5

    def test_a_policy_document_sets_off_its_interpretation_some_late_one_still_open(self) -> None:
        assert Chain.objects.filter(ended_at=None).exists()
        rows = Obligation.objects.filter(trigger=Trigger.PUBLICATION).select_related("event")
        met = [one for one in rows if one.fulfilled_on]
        still = [one for one in rows if not one.fulfilled_on]
        assert len(met) >= 5
        assert sum(bool(one.late_working_days) for one in met) == 1
        assert 1 <= len(still) <= 4
        for filing in Filing.objects.filter(obligation__in=met).select_related(
            "disclosure__latest", "obligation__event"
        ):
            assert filing.disclosure.latest is not None
            assert filing.obligation is not None
            assert filing.obligation.event is not None
            assert filing.obligation.event.title in filing.disclosure.latest.title

    def test_events_are_told_by_officers_by_business_systems_and_by_publications(self) -> None:
        origins = Counter(Event.objects.values_list("origin", flat=True))
        assert set(origins) == set(EventOrigin)
        for one in Event.objects.filter(origin=EventOrigin.SYSTEM):
            assert one.recorded_by_id is None
            assert one.reference
        rows = Obligation.objects.filter(trigger=Trigger.EVENT)
        assert rows.filter(fulfilled_on=None).exists()
        assert rows.exclude(fulfilled_on=None).count() >= 5

    def test_one_clock_stands_still_one_runs_longer_and_each_move_is_kept(self) -> None:
        kinds = Counter(ObligationLedger.objects.values_list("kind", flat=True))
        assert kinds == {EntryKind.PAUSE: 1, EntryKind.EXTENSION: 1}
        assert ObligationLedger.objects.get(kind=EntryKind.PAUSE).ended_on is None
        assert ObligationChange.objects.exists()

    def test_a_local_rule_and_an_override_stand_with_their_reasons(self) -> None:
        rows = DutyLimit.objects.filter(ended_at=None)
        assert Counter(row.kind for row in rows) == {"local": 1, "override": 1}
        assert all(row.reason for row in rows)

    def test_everybody_has_an_address_of_no_one_and_each_body_and_two_duties_a_person(self) -> None:
        addresses = list(Officer.objects.values_list("email", flat=True))
        assert all(address.endswith("@example.test") for address in addresses)
        assert not Body.objects.filter(head=None).exists()
        assert Office.objects.exclude(head=None).count() >= 12
        held = Duty.objects.exclude(officer=None).values_list("officer", flat=True)
        assert len(set(held)) == 2

    def test_officers_find_reminders_of_the_last_days_and_no_letter_was_written(self) -> None:
        assert Reminder.objects.exists()
        assert not Letter.objects.exists()
        last = plan.last_day(timezone.localdate())
        assert Pass.objects.filter(on=last).exists()
        assert Reminder.objects.values("officer").distinct().count() >= 6

    def test_one_district_has_a_holiday_of_its_own_ahead(self) -> None:
        change = DayChange.objects.select_related("body").get()
        assert change.body is not None
        assert change.on > timezone.localdate()
        assert not calendar_for(change.body_id).is_working_day(change.on)
        assert calendar_for().is_working_day(change.on)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "today",
    [
        date(2026, 1, 1),
        date(2026, 2, 28),
        date(2026, 3, 1),
        date(2026, 10, 9),
        date(2026, 11, 21),
        date(2027, 1, 4),
        date(2028, 2, 29),
    ],
)
def test_on_any_day_what_fell_due_long_ago_is_settled_on_a_day_before(today: date) -> None:
    periods = Periods([], today, random.Random(711))
    last = plan.last_day(today)
    left = []
    for back in range(-60, 700):
        due_on = today - timedelta(days=back)
        day = periods._settled_on(Obligation(due_on=due_on))
        if day is not None:
            assert day <= last
            assert calendar_for().is_working_day(day)
        elif due_on < today:
            left.append(due_on)
    assert len(left) <= 2
    assert all(today - due_on <= LONGEST for due_on in left)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "openings"),
    [(date(2026, 1, 1), 23), (date(2026, 1, 2), 24), (date(2026, 11, 21), 24)],
)
def test_periods_are_opened_on_each_first_before_today(today: date, openings: int) -> None:
    _adoption, *firsts = Periods([], today, random.Random(1)).openings()
    days = [timezone.localdate(step.at) for step in firsts]
    assert len(days) == openings
    assert {day.day for day in days} == {1}
    assert days == sorted(days)
    assert days[-1] < today


def test_steps_are_told_by_time_and_those_they_bring_find_their_place() -> None:
    told: list[str] = []
    noon = datetime(2026, 5, 6, 4, tzinfo=UTC)

    def at(hours: int, name: str, *brings: Step) -> Step:
        def do() -> tuple[Step, ...]:
            told.append(name)
            return brings

        return Step(noon + timedelta(hours=hours), do)

    queue = Queue()
    queue.put([at(3, "third"), at(1, "first", at(2, "second")), at(3, "third too")])
    while (step := queue.take()) is not None:
        queue.put(step.do() or ())
    assert told == ["first", "second", "third", "third too"]
