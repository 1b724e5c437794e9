"""Adopting a new edition in place of the present one, item by item from its own day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Officer
from gongkai.duties.actions.beginning import begin
from gongkai.duties.actions.first_round import move_first_round
from gongkai.duties.actions.laying import BATCH, Lot, lay
from gongkai.duties.actions.opening import schedule_openings
from gongkai.duties.carrying import carried
from gongkai.duties.models import Adoption, Duty, Edition, ElementCorrection
from gongkai.duties.models import Mapping as Pair
from gongkai.duties.renewal import RenewalLine, RenewalPlan, plan_renewal
from gongkai.duties.rules import require_may_adopt
from gongkai.refusals import Refused

_DAY = timedelta(days=1)


@transaction.atomic
def renew_adoption(
    *,
    actor: Officer,
    body: Body,
    edition: Edition,
    default_start: date,
    starts: Mapping[int, date] | None = None,
    first_round: bool = False,
) -> Adoption:
    """Put ``edition`` in the place of the edition of its catalog that ``body`` works under.

    ``default_start`` is the day (Asia/Shanghai) the edition takes effect; ``starts`` gives single
    items a later day, by the key of the new item, or of the old one where the item is removed:
    from that day on it no longer applies. Old duties end the day before the last of their
    successors starts. What was published or opened under them stays there. Corrected offices,
    mended elements, confirmed mappings and links are carried over. With ``first_round`` the items
    that take no other's place owe a first publication, counted from the day each starts. Refuses
    what ``plan_renewal`` refuses, an item that is in neither, a day before the edition takes
    effect, and one before the earlier duty began.
    """
    require_may_adopt(actor, body)
    # The second of two administrators who press at once finds the edition adopted.
    Body.objects.select_for_update().get(pk=body.pk)
    plan = plan_renewal(body, edition)
    days = _Days(plan, default_start, dict(starts or {}))
    adoption = Adoption.objects.create(
        body=body,
        edition=edition,
        adopted_on=default_start,
        adopted_by=actor,
        recorded_at=timezone.now(),
        replaces=plan.present,
    )
    lots = {
        one.item.position: Lot(one.item, one.answer, days.start_of(one.item.pk), line.old)
        for line in plan.lines
        for one in line.new
    }
    made = lay(adoption, [lots[position] for position in sorted(lots)])
    Pair.objects.bulk_create(carried(plan.lines, made), batch_size=BATCH)
    _end_old_duties(plan, days)
    fresh = [duty for duty in made if not lots[duty.item.position].continues]
    begun = begin(body, made, actor=actor, owing=fresh if first_round else ())
    _remember_corrections(plan, adoption)
    record(
        "duties.renew_adoption",
        adoption,
        actor=actor,
        body_id=body.pk,
        before={"edition": str(plan.present.edition), "duties": plan.present.duties.count()},
        after={
            "edition": str(edition),
            "starts_on": default_start.isoformat(),
            "later": sum(days.start_of(pk) > default_start for pk in plan.item_ids),
            "duties": len(lots),
            **begun,
            **{fate.value: count for fate, count in plan.counts.items()},
        },
    )
    return adoption


@transaction.atomic
def reschedule_duty(*, actor: Officer, duty: Duty, starts_on: date) -> Duty:
    """Move the day a duty begins, while it lies ahead; what it continues ends the day before.

    ``starts_on`` is a day (Asia/Shanghai) from today on, not before the edition takes effect.
    """
    require_may_adopt(actor, duty.body)
    Body.objects.select_for_update().get(pk=duty.body_id)
    duty = Duty.objects.select_related("adoption", "item", "body").get(pk=duty.pk)
    _refuse_move(duty, starts_on)
    before = duty.starts_on
    duty.starts_on = starts_on
    duty.save(update_fields=["starts_on"])
    move_first_round(actor=actor, duty=duty)
    for old in duty.continues.all():
        old.ends_on = max(old.continued_by.values_list("starts_on", flat=True)) - _DAY
        old.save(update_fields=["ends_on"])
    schedule_openings([duty, *duty.continues.all()])
    record(
        "duties.reschedule_duty",
        duty,
        actor=actor,
        body_id=duty.body_id,
        before={"starts_on": before.isoformat()},
        after={"starts_on": starts_on.isoformat()},
    )
    return duty


def _refuse_move(duty: Duty, starts_on: date) -> None:
    today = timezone.localdate()
    name = f"“{duty.item.name}”"
    if duty.starts_on <= today:
        raise Refused("already-begun", f"{name}已于{duty.starts_on}开始执行，不能再改开始日期。")
    if starts_on < today:
        raise Refused("date-has-passed", f"{name}的开始日期不能早于今天。")
    if starts_on < duty.adoption.adopted_on:
        raise Refused(
            "before-the-edition", f"新版次自{duty.adoption.adopted_on}起执行，{name}不能更早开始。"
        )
    if duty.ends_on is not None:
        raise Refused("already-renewed", f"{name}已由更新的版次接续，不能再改开始日期。")
    for old in duty.continues.all():
        if starts_on < old.starts_on:
            raise Refused(
                "before-the-old-duty",
                f"{name}原来的责任自{old.starts_on}才开始，新的不能更早开始。",
            )


class _Days:
    """The day of every item of a plan: its own, or the edition's."""

    def __init__(self, plan: RenewalPlan, default: date, starts: Mapping[int, date]) -> None:
        if default < plan.present.adopted_on:
            raise Refused(
                "before-the-adoption",
                f"现版次自{plan.present.adopted_on}起执行，新版次不能早于这一天。",
            )
        if starts.keys() - plan.item_ids:
            raise Refused("item-not-in-edition", "有的事项不在这次换版里，请刷新页面后再确认。")
        self._default, self._starts = default, starts
        for line in plan.lines:
            self._refuse_early(line)

    def start_of(self, item_id: int) -> date:
        return self._starts.get(item_id, self._default)

    def end_of(self, line: RenewalLine) -> date:
        """The last day of the old duties of a line."""
        keys = [one.item.pk for one in line.new] or [duty.item_id for duty in line.old]
        return max(self.start_of(key) for key in keys) - _DAY

    def _refuse_early(self, line: RenewalLine) -> None:
        items = [one.item for one in line.new] or [duty.item for duty in line.old]
        for item in items:
            start = self.start_of(item.pk)
            if start < self._default:
                raise Refused(
                    "before-the-edition",
                    f"“{item.name}”不能早于新版次的开始日期{self._default}。",
                )
            begun = max((duty.starts_on for duty in line.old), default=start)
            if start < begun:
                raise Refused(
                    "before-the-old-duty",
                    f"“{item.name}”在现版次下自{begun}才开始执行，新版次不能更早。",
                )


def _end_old_duties(plan: RenewalPlan, days: _Days) -> None:
    ended = []
    for line in plan.lines:
        for duty in line.old:
            duty.ends_on = days.end_of(line)
            ended.append(duty)
    Duty.objects.bulk_update(ended, ["ends_on"], batch_size=BATCH)


def _remember_corrections(plan: RenewalPlan, adoption: Adoption) -> None:
    ElementCorrection.objects.bulk_create(
        [
            ElementCorrection(
                adoption=adoption,
                element=element,
                kind=correction.kind,
                masked=correction.masked,
                corrected_by_id=correction.corrected_by_id,
                corrected_at=correction.corrected_at,
            )
            for line in plan.lines
            for element, correction in line.corrections
        ],
        batch_size=BATCH,
    )
