"""Which fields a disclosure has: those of every item it is filed under."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F, OuterRef, Subquery

from gongkai.disclosures.fields import Conflict, FieldSpec, conflicts_among, specs_for
from gongkai.disclosures.models import Disclosure, Filing, State
from gongkai.duties.models import Duty, Element, ElementCorrection

IN_WORK = (
    *(State.DRAFT, State.RETURNED),
    *(State.CONTENT_REVIEW, State.SECRECY_REVIEW, State.READY),
)


def specs_of(disclosure: Disclosure) -> tuple[FieldSpec, ...]:
    """Return the fields of the disclosure's form, in the order of its filings.

    Each element is what the body that answers made of it (``duties.ElementCorrection``).
    """
    return specs_for(_elements_of(disclosure))


def conflicts_of(disclosure: Disclosure) -> tuple[Conflict, ...]:
    """Return the fields that the items it is filed under ask for as different kinds."""
    return conflicts_among(_elements_of(disclosure))


def _elements_of(disclosure: Disclosure) -> list[Element]:
    corrected = ElementCorrection.objects.filter(
        element=OuterRef("pk"), adoption=OuterRef("worked_under")
    )
    elements = (
        Element.objects.filter(item__duties__filings__disclosure=disclosure)
        .annotate(worked_under=F("item__duties__adoption"))
        .annotate(
            own_kind=Subquery(corrected.values("kind")),
            own_masked=Subquery(corrected.values("masked")),
        )
        .order_by("item__duties__filings__pk", "position")
    )
    return [_mended(element) for element in elements]


def _mended(element: Element) -> Element:
    kind: str | None = element.own_kind  # type: ignore[attr-defined]  # annotated above
    if kind is not None:
        element.kind = kind
        element.masked = element.own_masked  # type: ignore[attr-defined]
        element.inferred = False
    return element


def in_work_under(duties: Iterable[Duty]) -> dict[int, int]:
    """Return how many texts in work use the form of each duty, by the duty's key."""
    rows = (
        Filing.objects.filter(duty__in=[duty.pk for duty in duties], disclosure__state__in=IN_WORK)
        .order_by()
        .values("duty")
        .annotate(how_many=Count("pk"))
    )
    return {row["duty"]: row["how_many"] for row in rows}
