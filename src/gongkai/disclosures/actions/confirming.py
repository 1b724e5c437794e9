"""One click: what is public was checked and is still true."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer
from gongkai.disclosures.queries import published
from gongkai.disclosures.waiting import unanswered
from gongkai.duties.actions import fulfil_obligation
from gongkai.duties.continuing import whole_line
from gongkai.duties.models import Confirmation, Duty, Obligation, Outcome, Trigger
from gongkai.duties.rules import require_may_register
from gongkai.refusals import Refused

# What a look at the page can answer: a period that brought nothing new, the first round. What
# came of an occurrence is new information and must be published.
_CONFIRMABLE = (Trigger.PERIOD, Trigger.ADOPTION)


@transaction.atomic
def confirm_unchanged(
    *, actor: Officer, duty: Duty, obligation: Obligation | None = None
) -> Confirmation:
    """Say that what is public under ``duty`` was checked today and is still true (核对无变化).

    Meets ``obligation``, or the oldest open period where none is named; with neither it stands by
    itself. An editor of an office that answers for the duty. Refuses where nothing is public
    under it, a second time on one day, and an obligation that asks for new information.
    """
    require_may_register(actor, duty)
    # Two officers who press at once: the second waits here and finds it confirmed.
    Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    line = whole_line([duty])
    if not published().filter(filings__duty__in=line).exists():
        raise Refused("nothing-public", f"“{duty.item.name}”还没有公开的信息，没有可以核对的内容。")
    today = timezone.localdate()
    if Confirmation.objects.filter(duty=duty, on=today).exists():
        raise Refused("already-confirmed", f"“{duty.item.name}”今天已经核对过。")
    met = _named(duty, line, obligation) if obligation else _oldest_period(line)
    if met is not None:
        fulfil_obligation(actor=actor, obligation=met, on=today, outcome=Outcome.CONFIRMED)
    confirmation = Confirmation.objects.create(
        duty=duty, on=today, obligation=met, by=actor, recorded_at=timezone.now()
    )
    record(
        "disclosures.confirm_unchanged",
        confirmation,
        actor=actor,
        body_id=duty.body_id,
        after={"on": today.isoformat(), **({"met": str(met)} if met else {})},
    )
    return confirmation


def _oldest_period(line: set[int]) -> Obligation | None:
    return unanswered(line).filter(trigger=Trigger.PERIOD).first()


def _named(duty: Duty, line: set[int], obligation: Obligation) -> Obligation:
    row = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
    if row.duty_id not in line:
        raise Refused("another-duty", f"“{row.occasion}”不是“{duty.item.name}”的任务。")
    if row.trigger not in _CONFIRMABLE:
        raise Refused(
            "needs-information", f"“{row.occasion}”要有新的信息才能完成，不能用核对代替。"
        )
    if row.excused_on is not None:
        raise Refused("already-excused", "这项公开任务已经免责。")
    if Obligation.objects.filter(pk=row.pk, filing__isnull=False).exists():
        raise Refused("already-answered", f"“{row.occasion}”已有一条信息在办理。")
    return row
