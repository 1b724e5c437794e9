"""The rows of one edition a page at a time: narrowed, and as a body mended their elements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from gongkai.bodies.models import Body
from gongkai.catalog.model import Origin
from gongkai.duties.item_values import FIELDS
from gongkai.duties.models import Adoption, Edition, Item
from gongkai.duties.queries import as_corrected, corrections_of

_REMEMBERED = "correction-remembered"
_Key = tuple[Any, ...]


def items_matching(
    edition: Edition, *, severity: str = "", unresolved: bool = False, words: str = ""
) -> QuerySet[Item]:
    """Return the items of an edition in order, with their elements at hand.

    ``severity``: those with such a finding that is not settled; ``unresolved``: those with a
    field the reader could not tell; ``words``: those whose headings, number, content or publisher
    hold them.
    """
    rows = edition.items.prefetch_related("elements").order_by("position")
    if severity:
        grave = edition.items.filter(findings__contains=[{"severity": severity}])
        rows = rows.filter(
            pk__in=[
                pk
                for pk, findings, origin in grave.values_list("pk", "findings", "origin")
                if any(
                    one["severity"] == severity and not is_settled(one, origin) for one in findings
                )
            ]
        )
    if unresolved:
        doubt = Q()
        for field in FIELDS:
            doubt |= Q(**{f"origin__{field}": Origin.UNRESOLVED.value})
        rows = rows.filter(doubt)
    if words:
        rows = rows.annotate(headings=Cast("levels", TextField())).filter(
            Q(seq=words)
            | Q(headings__icontains=words)
            | Q(content__icontains=words)
            | Q(publisher__icontains=words)
        )
    return rows


def is_settled(found: Mapping[str, Any], origin: Mapping[str, str]) -> bool:
    """Tell whether the field a finding is about was put right since; undoing opens it again.

    The note that a correction was made again is settled the other way: when it is undone.
    """
    corrected = origin.get(found["field"] or "") == Origin.CORRECTED
    return bool(corrected != (found["code"] == _REMEMBERED))


def open_findings(edition: Edition) -> list[tuple[dict[str, Any], int | None]]:
    """Return the findings of an edition that are not settled, each with its item where it has one.

    A finding that stands on several items is settled when it is on all of them.
    """
    rows = edition.items.exclude(findings=[]).order_by("position")
    everywhere: dict[_Key, list[int | None]] = defaultdict(list)
    for pk, findings, origin in rows.values_list("pk", "findings", "origin"):
        for one in findings:
            everywhere[_same(one)].append(None if is_settled(one, origin) else pk)
    kept = []
    for one in edition.findings:
        items = everywhere.get(_same(one), [])
        left = [pk for pk in items if pk is not None]
        if left or not items:
            kept.append((one, left[0] if left else None))
    return kept


def open_counts(editions: Iterable[Edition]) -> dict[int, int]:
    """Return how many findings of each edition are not settled.

    Only editions in which something was put right are looked at item by item.
    """
    at_hand = list(editions)
    touched = set(
        Item.objects.filter(edition__in=at_hand, corrections__isnull=False).values_list(
            "edition_id", flat=True
        )
    )
    return {
        one.pk: len(open_findings(one)) if one.pk in touched else len(one.findings)
        for one in at_hand
    }


def with_mended_elements(items: Iterable[Item], edition: Edition, body: Body) -> list[Item]:
    """Return ``items``, their elements (in memory alone) as ``body`` mended them."""
    corrections = corrections_of(Adoption.objects.filter(body=body, edition=edition).first())
    mended = list(items)
    for item in mended:
        for element in item.elements.all():
            as_corrected(element, corrections)
    return mended


def beside(item: Item) -> tuple[Item | None, Item | None]:
    """Return the items before and after one in its edition."""
    rows = item.edition.items.all()
    before = rows.filter(position__lt=item.position).order_by("-position").first()
    return before, rows.filter(position__gt=item.position).order_by("position").first()


def _same(found: Mapping[str, Any]) -> _Key:
    """What makes two records of a finding one: several sheets each have a line of that number."""
    return found["code"], found["line"], found["field"], found["seq"], found["message"]
