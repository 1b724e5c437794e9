"""What a new piece of information is for: which waiting obligation of each chosen item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils import timezone

from gongkai.disclosures.waiting import fits, waiting_under
from gongkai.duties.continuing import lines_of
from gongkai.duties.models import Duty, Obligation, Trigger
from gongkai.refusals import Refused
from gongkai.workspace.asking import number_or_none

OWN = "new"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing the information can be for; ``obligation`` is null for one of its own."""

    value: str
    label: str
    checked: bool
    obligation: Obligation | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What one chosen item is asked: the field's name, the choices, soonest due first.

    ``needed`` is false where nothing is lost without an answer: what waits since adoption is met
    by any first publication. ``answered`` is true where the officer chose.
    """

    duty: Duty
    name: str
    choices: tuple[Choice, ...]
    needed: bool
    answered: bool

    @property
    def chosen(self) -> Obligation | None:
        """The obligation of the choice that is checked; None for one of its own."""
        return next((one.obligation for one in self.choices if one.checked), None)


def asked_of(chosen: Sequence[Duty], formed_on: date | None, sent: QueryDict) -> dict[int, Asked]:
    """Return what each chosen item is asked, by the duty's key; items where nothing waits are not
    there.

    ``for-<duty>`` is what was chosen; ``obligation`` the one a link came with. Without either the
    one due soonest that fits the day of forming is proposed.
    """
    if formed_on is None or not chosen:
        return {}
    linked = sent.get("obligation", "")
    waiting = waiting_under(chosen)
    return {
        duty.pk: _asked(duty, fitting, sent.get(f"for-{duty.pk}", ""), linked)
        for duty in chosen
        if (fitting := [one for one in waiting[duty.pk] if fits(one, formed_on)])
    }


def meant_by(linked: str, mine: Sequence[Duty]) -> list[Duty]:
    """Return the item to register under for the obligation a link came with: its own, or the one
    that took its place; none where the officer may not."""
    owed = Obligation.objects.filter(pk=number_or_none(linked) or 0).first()
    if owed is None:
        return []
    lines = lines_of(duty for duty in mine if duty.body_id == owed.body_id)
    return [duty for duty in mine if owed.duty_id in lines.get(duty.pk, ())][:1]


def answers_of(asked: Mapping[int, Asked]) -> dict[Duty, Obligation]:
    """Return what the information answers; refuses where an item was not answered for."""
    open_questions = [one for one in asked.values() if one.needed and not one.answered]
    if open_questions:
        names = "、".join(f"“{one.duty.item.name}”" for one in open_questions)
        raise Refused("say-what-for", f"{names}有到期要公开的任务，请选择这条信息是为了哪一项。")
    chosen = {one.duty: one.chosen for one in asked.values() if one.answered}
    return {duty: obligation for duty, obligation in chosen.items() if obligation is not None}


def _asked(duty: Duty, fitting: Sequence[Obligation], given: str, linked: str) -> Asked:
    values = [str(one.pk) for one in fitting]
    answered = given == OWN or given in values
    by_link = linked if linked in values else values[0]
    value = given if answered else by_link
    today = timezone.localdate()
    rows = [
        Choice(str(one.pk), _label(one), str(one.pk) == value, one, one.due_on < today)
        for one in fitting
    ]
    return Asked(
        duty=duty,
        name=f"for-{duty.pk}",
        choices=(*rows, Choice(OWN, "另一件新的信息，另外计时", value == OWN)),
        needed=any(one.trigger != Trigger.ADOPTION for one in fitting),
        answered=answered,
    )


def _label(obligation: Obligation) -> str:
    if obligation.trigger == Trigger.EVENT and obligation.event is not None:
        return f"{obligation.event.name}：{obligation.occasion}"
    return obligation.occasion
