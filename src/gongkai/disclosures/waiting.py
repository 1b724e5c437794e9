"""What waits under a duty for a piece of information to answer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from gongkai.duties.continuing import lines_of, whole_line
from gongkai.duties.models import Duty, Obligation, Trigger
from gongkai.refusals import Refused

# What came of an occurrence was not there before it; a period or an adoption asks for what is.
_AFTER = (Trigger.EVENT, Trigger.PUBLICATION)


def waiting_under(duties: Iterable[Duty]) -> Mapping[int, list[Obligation]]:
    """Return what is open under each duty and answered by no draft, due soonest first, by its key.

    What is still owed under a duty that it took the place of is among it.
    """
    lines = lines_of(duties)
    rows = list(unanswered(set().union(*lines.values()) if lines else ()))
    return {pk: [row for row in rows if row.duty_id in line] for pk, line in lines.items()}


def unanswered(keys: Iterable[int]) -> QuerySet[Obligation]:
    """Return the open obligations of these duties that no draft answers, due soonest first."""
    return (
        Obligation.objects.filter(
            duty__in=keys, fulfilled_on=None, excused_on=None, filing__isnull=True
        )
        .exclude(trigger=Trigger.FORMED)
        .select_related("event", "duty__item")
        .order_by("due_on", "pk")
    )


def fits(obligation: Obligation, formed_on: date) -> bool:
    """True where information formed on that day can answer it: not before what set it off, unless
    it is due before that (听证会举行7日前)."""
    before_it = obligation.due_on < obligation.formed_on
    return obligation.trigger not in _AFTER or before_it or formed_on >= obligation.formed_on


def first_fitting(waiting: Iterable[Obligation], formed_on: date) -> Obligation | None:
    """Return the one to propose: due soonest of those that fit."""
    return next((one for one in waiting if fits(one, formed_on)), None)


def require_answers(duty: Duty, obligation: Obligation, formed_on: date) -> Obligation:
    """Return the obligation, locked, where information under ``duty`` can answer it.

    Refuses another duty's (but for those ``duty`` took the place of), one that is met, excused or
    answered by another draft, and information formed before the event.
    """
    found = Obligation.objects.select_for_update(of=("self",)).select_related("event")
    row = found.get(pk=obligation.pk)
    if row.duty_id not in whole_line([duty]):
        raise Refused("another-duty", f"“{row.occasion}”不是“{duty.item.name}”的任务。")
    if row.fulfilled_on is not None:
        raise Refused("already-fulfilled", f"“{row.occasion}”已经完成，请选另一项。")
    if row.excused_on is not None:
        raise Refused("already-excused", f"“{row.occasion}”已经免责，请选另一项。")
    if Obligation.objects.filter(pk=row.pk, filing__isnull=False).exists():
        raise Refused("already-answered", f"“{row.occasion}”已有另一条信息在办理。")
    require_formed_after(row, formed_on)
    return row


def require_formed_after(obligation: Obligation, formed_on: date) -> None:
    """Refuse information that was formed before the event it is to answer."""
    if not fits(obligation, formed_on):
        raise Refused(
            "formed-before-the-event",
            f"生成日期{formed_on}早于“{obligation.occasion}”的发生日期{obligation.formed_on}，"
            "请核对日期。",
        )
