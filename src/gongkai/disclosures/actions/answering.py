"""Which obligation a draft is written for: one that waits, or a new one of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.bodies.models import Officer
from gongkai.disclosures.models import Disclosure, Filing
from gongkai.disclosures.waiting import require_answers, require_formed_after, waiting_under
from gongkai.duties.actions import fulfil_obligation, open_obligation, recompute_obligation
from gongkai.duties.continuing import whole_line
from gongkai.duties.models import Duty, Obligation, Outcome, Trigger
from gongkai.refusals import Refused


def checked_answers(
    duties: Sequence[Duty], answering: Mapping[Duty, Obligation], formed_on: date
) -> dict[Duty, Obligation]:
    """Return what is to be answered, each row locked; refuses as ``require_answers`` does."""
    found: dict[Duty, Obligation] = {}
    for duty, obligation in answering.items():
        if duty not in duties:
            raise Refused("another-duty", f"没有选择“{duty.item.name}”，不能办理它的任务。")
        row = require_answers(duty, obligation, formed_on)
        if row in found.values():
            raise Refused("already-answered", f"“{row.occasion}”只能由一个事项办理。")
        found[duty] = row
    return found


def file_under(
    disclosure: Disclosure,
    duty: Duty,
    *,
    actor: Officer,
    title: str,
    formed_on: date,
    answers: Mapping[Duty, Obligation],
) -> Filing:
    """File a draft under ``duty`` for what it answers there; a clock of its own starts where
    nothing does.

    A duty that is the same as one answered (by a confirmed mapping) is answered with it, where
    the same event or the same period waits there.
    """
    obligation = answers.get(duty) or _same_occasion(duty, list(answers.values()))
    if obligation is None:
        obligation = open_obligation(actor=actor, duty=duty, occasion=title, formed_on=formed_on)
    return Filing.objects.create(disclosure=disclosure, duty=duty, obligation=obligation)


def move_clocks(actor: Officer, disclosure: Disclosure, formed_on: date) -> None:
    """Move the clocks that count from the day of forming, where they still run.

    What answers a period or an event keeps its clock; information formed before the event is
    refused.
    """
    for obligation in _open_of(disclosure):
        if obligation.trigger == Trigger.FORMED:
            recompute_obligation(actor=actor, obligation=obligation, formed_on=formed_on)
        else:
            require_formed_after(obligation, formed_on)


def end_obligations(disclosure: Disclosure, by: Officer | None, outcome: Outcome, on: date) -> None:
    """End what the disclosure answers and is still open."""
    for obligation in _open_of(disclosure):
        fulfil_obligation(actor=by, obligation=obligation, on=on, outcome=outcome)


def meet_first_round(disclosure: Disclosure, by: Officer | None, on: date) -> None:
    """Meet what waits since adoption under the duties of a disclosure: something is public now."""
    line = whole_line(disclosure.duties.all())
    waiting = Obligation.objects.filter(
        duty__in=line, trigger=Trigger.ADOPTION, fulfilled_on=None, excused_on=None
    )
    for obligation in waiting.order_by("pk"):
        fulfil_obligation(actor=by, obligation=obligation, on=on, outcome=Outcome.DISCLOSED)


def _open_of(disclosure: Disclosure) -> list[Obligation]:
    filings = disclosure.filings.select_related("obligation")
    obligations = [one.obligation for one in filings if one.obligation is not None]
    return [one for one in obligations if one.fulfilled_on is None and one.excused_on is None]


def _same_occasion(duty: Duty, answered: Sequence[Obligation]) -> Obligation | None:
    occasions = {_occasion(one) for one in answered} - {None}
    if not occasions:
        return None
    waiting = waiting_under([duty])[duty.pk]
    found = next((one for one in waiting if _occasion(one) in occasions), None)
    return Obligation.objects.select_for_update().get(pk=found.pk) if found else None


def _occasion(obligation: Obligation) -> tuple[object, ...] | None:
    if obligation.event_id is not None:
        return ("event", obligation.event_id)
    if obligation.trigger == Trigger.PERIOD:
        return ("period", obligation.period_start, obligation.period_end)
    return None
