"""What adopting a new edition would do to duties, forms and open tasks: read, before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from django.db.models import Count, Q

from gongkai.bodies.models import Body, Office
from gongkai.catalog.diff import ChangeKind, Comparison, FieldChange, ItemChange, compare
from gongkai.duties.form_changes import FormChange, form_change, remembered
from gongkai.duties.models import (
    Adoption,
    Duty,
    Edition,
    Element,
    ElementCorrection,
    Item,
    Resolution,
)
from gongkai.duties.papers import paper_of
from gongkai.duties.queries import adoption_of, corrections_of, items_of
from gongkai.duties.resolution import Answer, applies_to, resolve
from gongkai.refusals import Refused


class Fate(StrEnum):
    """What becomes of the duty of an item."""

    KEPT = "kept"  # 沿用: the paper says the same
    CHANGED = "changed"  # 改动: goes on, and something about it is another
    NEW = "new"  # 新增
    ENDED = "ended"  # 停止


@dataclass(frozen=True, slots=True)
class Succession:
    """One duty to be made: the item, who will answer, and whether that is the body's own
    correction of the earlier duty (``carried``). ``applies`` is false for another tier's item."""

    item: Item
    answer: Answer
    carried: bool
    applies: bool


@dataclass(frozen=True, slots=True)
class RenewalLine:
    """One change of the comparison, and what it does.

    ``old`` are the duties that end, ``new`` those that begin; ``open_tasks`` counts what is still
    owed under the old ones: it stays with them, by the clock of its day, until it is met.
    ``corrections`` are the mended elements the new form remembers.
    """

    fate: Fate
    kinds: tuple[ChangeKind, ...]
    old: tuple[Duty, ...]
    new: tuple[Succession, ...]
    fields: tuple[FieldChange, ...]
    form: FormChange
    open_tasks: int
    corrections: tuple[tuple[Element, ElementCorrection], ...] = ()

    @property
    def key(self) -> int:
        """The item whose date is the date of the line: its first new one, or the removed one."""
        return self.new[0].item.pk if self.new else self.old[0].item_id

    @property
    def offices_change(self) -> bool:
        """True where other offices will answer than do now."""
        if not self.old or not self.new:
            return False
        before = {_who(duty.lead, duty.offices.all(), duty.any_office) for duty in self.old}
        after = {
            _who(one.answer.lead, one.answer.offices, one.answer.any_office) for one in self.new
        }
        return before != after

    @property
    def limit_change(self) -> FieldChange | None:
        """How the time limit changes, where it does."""
        return next((one for one in self.fields if one.field == "time_limit"), None)


@dataclass(frozen=True)
class RenewalPlan:
    """What renewing ``present`` with ``edition`` does; nothing of it is stored."""

    present: Adoption
    edition: Edition
    lines: tuple[RenewalLine, ...]
    compared: Comparison

    @property
    def older(self) -> bool:
        """True where the edition was imported before the present one: perhaps a step back."""
        return self.edition.pk < self.present.edition_id

    @cached_property
    def counts(self) -> Mapping[Fate, int]:
        """How many lines have each fate."""
        return {fate: sum(line.fate == fate for line in self.lines) for fate in Fate}

    @property
    def open_tasks(self) -> int:
        """How many open tasks are finished under the present edition."""
        return sum(line.open_tasks for line in self.lines)

    @cached_property
    def item_ids(self) -> frozenset[int]:
        """The items a start date can be given for: every new one, and the removed ones."""
        return frozenset(
            pk
            for line in self.lines
            for pk in ([one.item.pk for one in line.new] or [duty.item_id for duty in line.old])
        )


def plan_renewal(body: Body, edition: Edition) -> RenewalPlan:
    """Return what ``body`` adopting ``edition`` in place of the present one would do.

    Refuses where the body works under no edition of this catalog, or under this one already.
    The number of questions to the database does not grow with the items.
    """
    present = _present(body, edition)
    before = list(items_of(present.edition))
    after = list(items_of(edition))
    duties = _duties_by_item(present)
    mended = corrections_of(present)
    offices = list(body.offices.all())
    compared = compare(paper_of(present.edition, before), paper_of(edition, after))
    lines = []
    for change in compared.changes:
        olds = tuple(duties[before[place].pk] for place in change.old if before[place].pk in duties)
        news = tuple(_succession(after[place], olds, body, offices) for place in change.new)
        if not olds and not news:
            continue
        old_elements = [one for place in change.old for one in before[place].elements.all()]
        lines.append(_line(change, olds, news, old_elements, mended))
    return RenewalPlan(present, edition, tuple(lines), compared)


def _present(body: Body, edition: Edition) -> Adoption:
    if Adoption.objects.filter(body=body, edition=edition).exists():
        raise Refused("already-adopted", f"{body}已经采用{edition}。")
    present = adoption_of(body, edition.catalog)
    if present is None:
        raise Refused(
            "nothing-adopted",
            f"{body}还没有采用《{edition.catalog}》的任何版次，请直接采用“{edition.label}”。",
        )
    return present


def _duties_by_item(present: Adoption) -> dict[int, Duty]:
    rows = (
        present.duties.select_related("lead", "item")
        .prefetch_related("offices")
        .annotate(owed=Count("obligations", filter=Q(obligations__fulfilled_on=None)))
    )
    return {duty.item_id: duty for duty in rows}


def _succession(
    item: Item, olds: Sequence[Duty], body: Body, offices: Sequence[Office]
) -> Succession:
    corrected = [duty for duty in olds if duty.resolution == Resolution.CORRECTED]
    answer = _carried_over(corrected) if corrected else resolve(item.publisher, body, offices)
    return Succession(
        item=item,
        answer=answer,
        carried=bool(corrected),
        applies=applies_to(item, body.tier),
    )


def _carried_over(corrected: Sequence[Duty]) -> Answer:
    """What the body said of its own offices holds on; of merged items, of all of them."""
    together = dict.fromkeys(office for duty in corrected for office in duty.offices.all())
    return Answer(
        lead=corrected[0].lead,
        offices=tuple(together) or (corrected[0].lead,),
        any_office=any(duty.any_office for duty in corrected),
        resolution=Resolution.CORRECTED,
    )


def _line(
    change: ItemChange,
    olds: tuple[Duty, ...],
    news: tuple[Succession, ...],
    old_elements: Sequence[Element],
    mended: Mapping[int, ElementCorrection],
) -> RenewalLine:
    new_elements = [element for one in news for element in one.item.elements.all()]
    corrections = remembered(old_elements, new_elements, mended)
    carried = {element.pk: correction for element, correction in corrections}
    both_sides = bool(olds and news)
    line = RenewalLine(
        fate=Fate.KEPT if both_sides else Fate.NEW if news else Fate.ENDED,
        kinds=change.kinds,
        old=olds,
        new=news,
        fields=change.fields,
        form=form_change(old_elements, new_elements, mended, carried)
        if both_sides
        else FormChange(),
        open_tasks=sum(duty.owed for duty in olds),  # type: ignore[attr-defined]  # annotated
        corrections=corrections,
    )
    if both_sides and (line.kinds != (ChangeKind.SAME,) or line.form or line.offices_change):
        return replace(line, fate=Fate.CHANGED)
    return line


def _who(lead: Office, offices: Iterable[Office], any_office: bool) -> tuple[object, ...]:
    return lead.pk, frozenset(office.pk for office in offices), any_office
