"""Putting right what an item says, and taking that back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer
from gongkai.catalog.model import Origin
from gongkai.catalog.vocabulary import field_label
from gongkai.duties.correcting import last_correction, require_may_correct
from gongkai.duties.item_values import checked, printed_of, put, value_of
from gongkai.duties.models import Item, ItemCorrection
from gongkai.refusals import Refused


@transaction.atomic
def correct_item(
    *,
    actor: Officer,
    item: Item,
    field: str,
    value: Any,
    reason: str = "",
    seen: int | None = None,
) -> ItemCorrection:
    """Put right one field of an item; the next edition remembers it (``remembering``).

    ``value`` is what ``gongkai.catalog.to_dict`` gives for the field. ``seen`` is the key of the
    correction the officer saw standing (0: none), so that of two at once the second is told.
    Duties and open tasks keep the office and the day they have. Refuses whom
    ``why_not_correct`` gives a reason for, and what ``item_values.checked`` refuses.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("edition").get(pk=item.pk)
    require_may_correct(actor, item.edition)
    last = last_correction(item, field)
    if seen is not None and seen != (last.pk if last else 0):
        raise Refused("changed-meanwhile", "这一栏刚刚有人更正过，请看过新的内容再改。")
    value = checked(item, field, value)
    if value == value_of(item, field):
        raise Refused("nothing-changed", f"“{field_label(field)}”没有变化，没有保存。")
    correction = apply_correction(item, field, value, actor=actor, reason=reason.strip()[:200])
    _record("duties.correct_item", correction, actor, correction.before, value, reason)
    return correction


@transaction.atomic
def undo_correction(*, actor: Officer, correction: ItemCorrection) -> Item:
    """Put the field back to what it was before ``correction``; only the last can be undone."""
    item = (
        Item.objects.select_for_update(of=("self",))
        .select_related("edition")
        .get(pk=correction.item_id)
    )
    require_may_correct(actor, item.edition)
    correction = ItemCorrection.objects.get(pk=correction.pk)
    if correction.undone_at is not None:
        raise Refused("already-undone", "这次更正已经撤销了。")
    if last_correction(item, correction.field) != correction:
        raise Refused("corrected-since", "这一栏后来又更正过，请先撤销后来的更正。")
    put(item, correction.field, correction.before)
    item.origin = _others(item, correction.field) | correction.origin
    item.save(update_fields=["origin"])
    correction.undone_by, correction.undone_at = actor, timezone.now()
    correction.save(update_fields=["undone_by", "undone_at"])
    _record("duties.undo_correction", correction, actor, correction.after, correction.before, "")
    return item


def apply_correction(
    item: Item,
    field: str,
    value: Any,
    *,
    actor: Officer | None,
    reason: str,
    remembers: ItemCorrection | None = None,
) -> ItemCorrection:
    """Change the field of a locked item and keep what it was."""
    correction = ItemCorrection(
        item=item,
        field=field,
        before=value_of(item, field),
        after=value,
        printed=printed_of(item, field),
        path=list(item.levels),
        origin={key: kept for key, kept in item.origin.items() if _is_of(key, field)},
        reason=reason,
        remembers=remembers,
        corrected_by=actor,
        corrected_at=timezone.now(),
    )
    put(item, field, value)
    item.origin = _others(item, field) | {field: Origin.CORRECTED.value}
    item.save(update_fields=["origin"])
    correction.save()
    return correction


def _others(item: Item, field: str) -> dict[str, str]:
    return {key: kept for key, kept in item.origin.items() if not _is_of(key, field)}


def _is_of(key: str, field: str) -> bool:
    return key == field or key.startswith(f"{field}.")


def _record(
    verb: str, correction: ItemCorrection, actor: Officer, before: Any, after: Any, reason: str
) -> None:
    label = field_label(correction.field)
    record(
        verb,
        correction.item,
        actor=actor,
        body_id=actor.office.body_id,
        before={label: before},
        after={label: after},
        reason=reason,
    )
