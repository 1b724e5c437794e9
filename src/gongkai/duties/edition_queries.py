"""The rows of one edition a page at a time: narrowed, and as a body mended their elements."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from gongkai.bodies.models import Body
from gongkai.catalog.model import Origin
from gongkai.duties.item_values import FIELDS
from gongkai.duties.models import Adoption, Edition, Item
from gongkai.duties.queries import as_corrected, corrections_of


def items_matching(
    edition: Edition, *, severity: str = "", unresolved: bool = False, words: str = ""
) -> QuerySet[Item]:
    """Return the items of an edition in order, with their elements at hand.

    ``severity``: those with such a finding; ``unresolved``: those with a field the reader could
    not tell; ``words``: those whose headings, number, content or publisher hold them.
    """
    rows = edition.items.prefetch_related("elements").order_by("position")
    if severity:
        rows = rows.filter(findings__contains=[{"severity": severity}])
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
