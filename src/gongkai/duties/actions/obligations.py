"""Starting a clock, computing it again, stopping it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer
from gongkai.clocks.models import EntryKind
from gongkai.clocks.queries import calendar_for, ledger_of
from gongkai.duties.clocks import derive, keep, needs_its_duty, rederive
from gongkai.duties.limits import decided
from gongkai.duties.models import (
    Derivation,
    Duty,
    Event,
    Obligation,
    ObligationChange,
    Outcome,
    Trigger,
)
from gongkai.refusals import Refused
from gongkai.workdays.recurrence import Period, follows_the_last


@transaction.atomic
def open_obligation(
    *,
    actor: Officer | None,
    duty: Duty,
    occasion: str,
    formed_on: date,
    trigger: Trigger = Trigger.FORMED,
    event: Event | None = None,
    period: Period | None = None,
    moment: datetime | None = None,
) -> Obligation:
    """Open what is owed under ``duty`` on one occasion: the clock of its limit starts.

    ``formed_on`` is the day in Asia/Shanghai it counts from (whatever the trigger), ``moment``
    (aware) the moment on it that a limit in hours counts from. What is there already for the same
    event, the same period or the adoption is returned as it is. Refuses a day to come (but for a
    registered event), a day before the calendar (2004), a moment on another day, and a duty that
    does not apply.
    """
    _refuse_day(formed_on, moment, planned=event is not None)
    if not duty.applies:
        raise Refused("duty-does-not-apply", f"“{duty.item.name}”不适用于本机关的层级。")
    known = _known(duty, trigger, event, period)
    if known is not None:
        return known
    clock = derive(duty, formed_on, moment=moment, recurring=trigger == Trigger.PERIOD)
    derivation = keep(clock)
    obligation = Obligation(
        body_id=duty.body_id,
        duty=duty,
        occasion=occasion,
        trigger=trigger,
        event=event,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        formed_on=formed_on,
        due_on=derivation.due_on,
        provisional=derivation.provisional,
        derivation=derivation,
        opened_at=timezone.now(),
        opened_by=actor,
    )
    try:
        with transaction.atomic():
            obligation.save()
    except IntegrityError:
        # Another one told of the same thing at the same moment, and was first.
        known = _known(duty, trigger, event, period)
        if known is None:
            raise
        return known
    record(
        "duties.open_obligation",
        obligation,
        actor=actor,
        body_id=duty.body_id,
        after={"formed_on": formed_on.isoformat(), "due_on": derivation.due_on.isoformat()},
    )
    return obligation


def _known(
    duty: Duty, trigger: Trigger, event: Event | None, period: Period | None
) -> Obligation | None:
    """Return what is there already for the same occasion; the constraints allow one of each."""
    mine = Obligation.objects.filter(duty=duty)
    if event is not None:
        return mine.filter(event=event).first()
    if trigger == Trigger.PERIOD and period is not None:
        return mine.filter(trigger=trigger, period_start=period.start).first()
    if trigger == Trigger.ADOPTION:
        return mine.filter(trigger=trigger).first()
    return None


@transaction.atomic
def recompute_obligation(
    *, actor: Officer | None, obligation: Obligation, formed_on: date
) -> Obligation:
    """Compute an open obligation again from another day of forming."""
    _refuse_day(formed_on)
    obligation = locked(obligation)
    if obligation.fulfilled_on is not None:
        raise Refused("already-fulfilled", "这项公开任务已经完成，不能改变它的起算日。")
    before = {"formed_on": str(obligation.formed_on), "due_on": str(obligation.due_on)}
    ledger = ledger_of(obligation.ledger.all())
    derivation = keep(derive(obligation.duty, formed_on, ledger=ledger))
    obligation.formed_on = formed_on
    obligation.save(update_fields=["formed_on"])
    move(obligation, derivation, cause=ObligationChange.Cause.TRIGGER, actor=actor)
    after = {"formed_on": str(formed_on), "due_on": str(derivation.due_on)}
    record(
        "duties.recompute_obligation",
        obligation,
        actor=actor,
        body_id=obligation.duty.body_id,
        before=before,
        after=after,
    )
    return obligation


def move(
    obligation: Obligation,
    derivation: Derivation,
    *,
    cause: ObligationChange.Cause,
    actor: Officer | None,
    note: str = "",
) -> None:
    """Give a locked obligation another due date, and keep what it was."""
    was = obligation.derivation
    if was.pk == derivation.pk:
        return
    obligation.derivation = derivation
    obligation.due_on, obligation.provisional = derivation.due_on, derivation.provisional
    obligation.save(update_fields=["due_on", "provisional", "derivation"])
    ObligationChange.objects.create(
        obligation=obligation,
        cause=cause,
        note=note[:300],
        before=was,
        after=derivation,
        at=timezone.now(),
        by=actor,
    )


def is_paused(obligation: Obligation) -> bool:
    """True while the clock stands still: a pause is open."""
    pauses = obligation.ledger.filter(kind=EntryKind.PAUSE, ended_on=None, undone_at=None)
    return pauses.exists()


def recount(obligation: Obligation, *, actor: Officer | None, note: str) -> None:
    """Compute a locked obligation again from its ledger as it stands today."""
    ledger = ledger_of(obligation.ledger.all())
    was = obligation.derivation
    if needs_its_duty(was):
        recurring = obligation.trigger == Trigger.PERIOD
        clock = derive(obligation.duty, obligation.formed_on, ledger=ledger, recurring=recurring)
    else:
        clock = rederive(was, calendar_for(obligation.body_id), ledger=ledger)
    same = (clock.due_on, clock.provisional) == (was.due_on, was.provisional)
    if same and is_paused(obligation) and was.inputs.get("as_of"):
        return  # another day of a pause that changed nothing: not worth a row
    move(obligation, keep(clock), cause=ObligationChange.Cause.LEDGER, actor=actor, note=note)


@transaction.atomic
def fulfil_obligation(
    *, actor: Officer | None, obligation: Obligation, on: date, outcome: Outcome
) -> Obligation:
    """Stop the clock: on time, or late by so many working days after the due date.

    A limit in hours that ran out earlier today is missed (CAL-03), and counts as one day late.
    """
    obligation = locked(obligation)
    if obligation.fulfilled_on is not None:
        raise Refused("already-fulfilled", "这项公开任务已经完成。")
    if is_paused(obligation):
        recount(obligation, actor=actor, note="完成时暂停尚未结束")
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
    _open_next(obligation.duty, on)
    return obligation


def _open_next(duty: Duty, on: date) -> None:
    """Open the next one of a limit that counts from the last publication (每20个工作日更新)."""
    if not (duty.applies and duty.in_force(on) and follows_the_last(decided(duty).limit)):
        return
    # Two publications at once under one duty: the second sees that the next is open.
    Duty.objects.select_for_update(no_key=True).get(pk=duty.pk)
    waiting = Obligation.objects.filter(duty=duty, trigger=Trigger.PERIOD)
    if not waiting.filter(fulfilled_on=None, excused_on=None).exists():
        open_obligation(
            actor=None,
            duty=duty,
            occasion=f"{on}公开之后的下一次",
            formed_on=on,
            trigger=Trigger.PERIOD,
        )


def _lateness(obligation: Obligation, on: date) -> int:
    if on <= obligation.due_on:
        due_at, now = obligation.derivation.due_at, timezone.now()
        # Of an earlier day nobody knows the hour.
        today = on == obligation.due_on == timezone.localdate(now)
        return int(today and due_at is not None and now > due_at)
    # A Saturday after a Friday's due date is late although no working day has passed.
    calendar = calendar_for(obligation.body_id)
    return max(1, calendar.working_days_between(obligation.due_on, on))


def locked(obligation: Obligation) -> Obligation:
    """Return the obligation as it is now, held until the transaction ends."""
    # Held first and read after: a row whose derivation changed while this one waited for it
    # would otherwise fall out of the join, and not be found.
    Obligation.objects.select_for_update().get(pk=obligation.pk)
    return Obligation.objects.select_related(
        "duty__item", "duty__body", "duty__lead", "body", "derivation"
    ).get(pk=obligation.pk)


def _refuse_day(formed_on: date, moment: datetime | None = None, *, planned: bool = False) -> None:
    # A limit may end before its event (听证会举行7日前); the event itself was let in for that.
    ahead = formed_on > timezone.localdate() or (moment is not None and moment > timezone.now())
    if ahead and not planned:
        raise Refused("formed-in-the-future", "形成日期不能晚于今天。")
    first = calendar_for(None).first_day
    if formed_on < first:
        raise Refused("day-before-calendar", f"工作日历从{first}起，{formed_on}太早，请核对日期。")
    if moment is not None and timezone.localdate(moment) != formed_on:
        raise Refused("moment-on-another-day", f"发生时刻不在{formed_on}这一天，请核对。")
