"""What officers do with reminders: reading them, setting their times, the calendar's address."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Officer
from gongkai.bodies.rules import require_administrator
from gongkai.refusals import Refused
from gongkai.reminders.models import CalendarFeed, Reminder, ReminderSettings
from gongkai.reminders.times import Times, times_of

_MOST_DAYS = 60


def mark_read(*, actor: Officer, reminders: Sequence[int] | None = None) -> int:
    """Mark one's own unread reminders (all of them by default) as read; return how many."""
    rows = Reminder.objects.filter(officer=actor, read_at=None)
    if reminders is not None:
        rows = rows.filter(pk__in=reminders)
    return rows.update(read_at=timezone.now())


@transaction.atomic
def set_times(*, actor: Officer, body: Body, times: Times) -> ReminderSettings:
    """Set when the officers of ``body`` are reminded; days are working days.

    Refuses anyone but an administrator of the body, no day at all, days beyond 60, and a head of
    the body who would hear of it before the head of the office.
    """
    require_administrator(actor, body)
    days = tuple(sorted(set(times.days_before), reverse=True))
    if not days:
        raise Refused("no-days", "请至少写一个提前的工作日数；0 表示到期当天。")
    after = (times.to_office_head_after, times.to_body_head_after)
    if min(days) < 0 or min(after) < 1 or max(*days, *after) > _MOST_DAYS:
        raise Refused(
            "days-out-of-range",
            f"提前的工作日数在 0 到 {_MOST_DAYS} 之间，逾期的在 1 到 {_MOST_DAYS} 之间。",
        )
    if after[1] < after[0]:
        raise Refused("heads-out-of-order", "告知机关负责人不能早于告知科室负责人。")
    before = times_of(body)
    row, _made = ReminderSettings.objects.update_or_create(
        body=body,
        defaults={
            "days_before": list(days),
            "escalate_to_office_after": after[0],
            "escalate_to_body_after": after[1],
            "by_mail": times.by_mail,
        },
    )
    record(
        "reminders.set_times",
        body,
        actor=actor,
        body_id=body.pk,
        before=_in_words(before),
        after=_in_words(times_of(body)),
    )
    return row


@transaction.atomic
def renew_feed(*, actor: Officer) -> CalendarFeed:
    """Give the officer's calendar an address, or another one: every earlier one is dead."""
    feed, made = CalendarFeed.objects.select_for_update().get_or_create(officer=actor)
    if not made:
        feed.serial += 1
        feed.save(update_fields=["serial"])
    record("reminders.renew_feed", actor, actor=actor, body_id=actor.office.body_id)
    return feed


def _in_words(times: Times) -> dict[str, object]:
    return {
        "days_before": list(times.days_before),
        "to_office_head_after": times.to_office_head_after,
        "to_body_head_after": times.to_body_head_after,
        "by_mail": times.by_mail,
    }
