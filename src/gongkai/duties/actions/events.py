"""Registering that something happened: every duty that waits for it owes something from then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Officer
from gongkai.catalog.model import LimitKind, LimitUnit
from gongkai.duties.actions.obligations import open_obligation
from gongkai.duties.door import line_at_the_door
from gongkai.duties.limits import decided
from gongkai.duties.models import Duty, Event, EventOrigin, Obligation, Trigger
from gongkai.duties.rules import require_may_register, require_takes
from gongkai.refusals import Refused

# The calendar begins there (CAL-07): no limit can be counted from an earlier day.
_FIRST_DAY = date(2004, 1, 1)
# A hearing is set weeks ahead: a day beyond next year but one is a slip of the pen.
_YEARS_AHEAD = 2


@transaction.atomic
def register_event(
    *,
    actor: Officer | None,
    body: Body,
    name: str,
    title: str,
    happened_on: date,
    duties: Sequence[Duty],
    happened_at: datetime | None = None,
    origin: EventOrigin = EventOrigin.OFFICER,
    reference: str = "",
) -> tuple[Event, list[Obligation]]:
    """Register one occurrence (批复、会议召开、执法决定作出) and open what each duty owes for it.

    ``name`` is what kind of thing happened, ``title`` which one. ``happened_on`` is a day in
    Asia/Shanghai, ``happened_at`` (aware) the moment on it, for limits in hours (CAL-03); the
    day itself is not counted (CAL-01). An officer must be an editor of an office that answers for
    each of the duties; a business system (``actor`` null) names them by itself.

    What is told again under the same ``reference`` is the event that is there, and makes nothing
    more. A day to come is let in only where every duty must be done before the event
    (听证会举行7日前). Refuses the same reference for another day or name, a day to come or before
    2004, a moment on another day, no duty, another body's duty, one that had ended by then, and an
    officer who may not register under one of them. Nothing is changed by a refusal.
    """
    wanted = list(dict.fromkeys(duties))
    if not wanted:
        raise Refused("no-item", "请至少选择一个公开事项。")
    planned = all(ends_before_its_event(duty) for duty in wanted)
    _refuse_time(happened_on, happened_at, planned=planned)
    for duty in wanted:
        _refuse_duty(actor, body, duty, happened_on)
    told = Event(
        body=body,
        name=line_at_the_door(name, 60, "事件"),
        title=line_at_the_door(title, 300, "事由"),
        happened_on=happened_on,
        happened_at=happened_at,
        origin=origin,
        reference=line_at_the_door(reference, 120, "来源编号") if reference.strip() else "",
        recorded_at=timezone.now(),
        recorded_by=actor,
    )
    event, new = keep_event(told)
    if not new:
        _refuse_otherwise(event, told)
        return event, list(event.obligations.order_by("pk"))
    return event, [_open(actor, duty, event, Trigger.EVENT, event.title) for duty in wanted]


def keep_event(told: Event) -> tuple[Event, bool]:
    """Store an event and record it, or return the one already told; say whether it is new."""
    known = _known(told)
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            told.save()
    except IntegrityError:
        # Told twice at the same moment; the other was first.
        known = _known(told)
        if known is None:
            raise
        return known, False
    after = {"happened_on": told.happened_on.isoformat(), "origin": told.origin}
    if told.reference:
        after["reference"] = told.reference
    record("duties.register_event", told, actor=told.recorded_by, body_id=told.body_id, after=after)
    return told, True


def _open(
    actor: Officer | None, duty: Duty, event: Event, trigger: Trigger, occasion: str
) -> Obligation:
    return open_obligation(
        actor=actor,
        duty=duty,
        occasion=occasion[:300],
        formed_on=event.happened_on,
        trigger=trigger,
        event=event,
        moment=moment_for(duty, event.happened_at),
    )


def moment_for(duty: Duty, moment: datetime | None) -> datetime | None:
    """Return the moment where the duty's limit counts hours (CAL-03), else None.

    Limits in days start from the day whatever the hour, and share their derivations by it.
    """
    hours = any(clause.unit is LimitUnit.HOUR for clause in decided(duty).limit.clauses)
    return moment if hours else None


def _known(told: Event) -> Event | None:
    if not told.reference:
        return None
    return Event.objects.filter(
        body_id=told.body_id, origin=told.origin, reference=told.reference
    ).first()


def _refuse_otherwise(event: Event, told: Event) -> None:
    """The same reference cannot mean two things: a date put right must not pass unseen."""
    if (event.name, event.happened_on) != (told.name, told.happened_on):
        raise Refused(
            "told-otherwise",
            f"编号“{told.reference}”已经登记为{event.happened_on}的“{event.name}”，"
            f"与这次的{told.happened_on}“{told.name}”不一致，请核对编号和日期。",
        )


def _refuse_duty(actor: Officer | None, body: Body, duty: Duty, happened_on: date) -> None:
    if duty.body_id != body.pk:
        raise Refused("another-body", f"“{duty.item.name}”不是{body}的公开事项。")
    if actor is not None:
        require_may_register(actor, duty, happened_on)
    else:
        require_takes(duty, happened_on)
    if duty.ends_on is not None and happened_on > duty.ends_on:
        raise Refused(
            "duty-has-ended",
            f"“{duty.item.name}”已于{duty.ends_on}停止执行，不能登记之后发生的事。",
        )


def ends_before_its_event(duty: Duty) -> bool:
    """True where the limit counts back from the event (听证会举行7日前)."""
    return any(clause.kind is LimitKind.BEFORE_EVENT for clause in decided(duty).limit.clauses)


def _refuse_time(on: date, at: datetime | None, *, planned: bool) -> None:
    if on > timezone.localdate() and not planned:
        raise Refused("event-in-the-future", f"事件的日期{on}还没有到，发生之后再登记。")
    if on.year > timezone.localdate().year + _YEARS_AHEAD:
        raise Refused("event-too-far", f"事件的日期{on}太远，请核对年份。")
    if on < _FIRST_DAY:
        raise Refused("event-too-early", f"事件的日期{on}早于2004年，没有那时的工作日历。")
    if at is None:
        return
    if timezone.is_naive(at) or timezone.localdate(at) != on:
        raise Refused("moment-on-another-day", f"事件的时刻不在{on}这一天，请核对。")
    if at > timezone.now() and not planned:
        raise Refused("event-in-the-future", "事件的时刻还没有到，发生之后再登记。")
