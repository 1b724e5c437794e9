"""Starting a clock, computing it again, stopping it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer
from gongkai.clocks.queries import calendar_for
from gongkai.duties.clocks import derive, keep
from gongkai.duties.models import Duty, Obligation, ObligationChange, Outcome
from gongkai.refusals import Refused


@transaction.atomic
def open_obligation(
    *, actor: Officer | None, duty: Duty, occasion: str, formed_on: date
) -> Obligation:
    """Register that information was formed: the clock of the item's limit starts.

    ``formed_on`` is a day in Asia/Shanghai; a day to come is refused.
    """
    _refuse_future(formed_on)
    clock = derive(duty, formed_on)
    obligation = Obligation.objects.create(
        body_id=duty.body_id,
        duty=duty,
        occasion=occasion,
        formed_on=formed_on,
        due_on=clock.due_on,
        provisional=clock.provisional,
        derivation=keep(clock),
        opened_at=timezone.now(),
        opened_by=actor,
    )
    record(
        "duties.open_obligation",
        obligation,
        actor=actor,
        body_id=duty.body_id,
        after={"formed_on": formed_on.isoformat(), "due_on": clock.due_on.isoformat()},
    )
    return obligation


@transaction.atomic
def recompute_obligation(
    *, actor: Officer | None, obligation: Obligation, formed_on: date
) -> Obligation:
    """Compute an open obligation again from another day of forming."""
    _refuse_future(formed_on)
    obligation = _locked(obligation)
    if obligation.fulfilled_on is not None:
        raise Refused("already-fulfilled", "这项公开任务已经完成，不能改变它的起算日。")
    clock = derive(obligation.duty, formed_on)
    was = obligation.derivation
    before = {"formed_on": str(obligation.formed_on), "due_on": str(obligation.due_on)}
    obligation.formed_on, obligation.due_on = formed_on, clock.due_on
    obligation.provisional, obligation.derivation = clock.provisional, keep(clock)
    obligation.save(update_fields=["formed_on", "due_on", "provisional", "derivation"])
    ObligationChange.objects.create(
        obligation=obligation,
        cause=ObligationChange.Cause.TRIGGER,
        before=was,
        after=obligation.derivation,
        at=timezone.now(),
        by=actor,
    )
    after = {"formed_on": str(formed_on), "due_on": str(clock.due_on)}
    record(
        "duties.recompute_obligation",
        obligation,
        actor=actor,
        body_id=obligation.duty.body_id,
        before=before,
        after=after,
    )
    return obligation


@transaction.atomic
def fulfil_obligation(
    *, actor: Officer | None, obligation: Obligation, on: date, outcome: Outcome
) -> Obligation:
    """Stop the clock: on time, or late by so many working days after the due date."""
    obligation = _locked(obligation)
    if obligation.fulfilled_on is not None:
        raise Refused("already-fulfilled", "这项公开任务已经完成。")
    obligation.fulfilled_on = on
    obligation.outcome = outcome
    obligation.late_working_days = _lateness(obligation, on)
    obligation.save(update_fields=["fulfilled_on", "outcome", "late_working_days"])
    record(
        "duties.fulfil_obligation",
        obligation,
        actor=actor,
        body_id=obligation.duty.body_id,
        after={"fulfilled_on": on.isoformat(), "late_working_days": obligation.late_working_days},
    )
    return obligation


def _lateness(obligation: Obligation, on: date) -> int:
    if on <= obligation.due_on:
        return 0
    # A Saturday after a Friday's due date is late although no working day has passed.
    calendar = calendar_for(obligation.body_id)
    return max(1, calendar.working_days_between(obligation.due_on, on))


def _locked(obligation: Obligation) -> Obligation:
    return (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("duty__item", "duty__body", "derivation")
        .get(pk=obligation.pk)
    )


def _refuse_future(formed_on: date) -> None:
    if formed_on > timezone.localdate():
        raise Refused("formed-in-the-future", "形成日期不能晚于今天。")
