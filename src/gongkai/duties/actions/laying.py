"""Laying duties on a body, many at once: a compilation has thousands of items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.duties.models import Adoption, Duty, Item
from gongkai.duties.resolution import Answer, applies_to

# Rows per statement: the number of statements grows with the batches, not with the rows.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Lot:
    """One duty to be made: what for, who answers, from which day, in whose place."""

    item: Item
    answer: Answer
    starts_on: date
    continues: tuple[Duty, ...] = ()


def lay(adoption: Adoption, lots: Sequence[Lot]) -> list[Duty]:
    """Make one duty per lot, with its offices and what it continues."""
    duties = Duty.objects.bulk_create(
        [
            Duty(
                adoption=adoption,
                body=adoption.body,
                item=lot.item,
                lead=lot.answer.lead,
                any_office=lot.answer.any_office,
                resolution=lot.answer.resolution,
                applies=applies_to(lot.item, adoption.body.tier),
                starts_on=lot.starts_on,
            )
            for lot in lots
        ],
        batch_size=BATCH,
    )
    both = list(zip(duties, lots, strict=True))
    answering = Duty.offices.through
    answering.objects.bulk_create(
        [
            answering(duty=duty, office=office)
            for duty, lot in both
            for office in dict.fromkeys(lot.answer.offices)
        ],
        batch_size=BATCH,
    )
    continued = Duty.continues.through
    continued.objects.bulk_create(
        [
            continued(from_duty=duty, to_duty=old)
            for duty, lot in both
            for old in dict.fromkeys(lot.continues)
        ],
        batch_size=BATCH,
    )
    return duties
