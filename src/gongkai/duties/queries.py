"""Reading duties; reading obligations is in ``obligation_queries``, and offered here too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    prefetch_related_objects,
)
from django.utils import timezone

from gongkai.bodies.models import Body, Officer
from gongkai.duties.models import (
    Adoption,
    Catalog,
    Duty,
    Edition,
    Element,
    ElementCorrection,
    Item,
    Obligation,
)
from gongkai.duties.obligation_queries import (
    OPEN_STATES,
    STATE_NAMES,
    as_of,
    last_due_day,
    open_as_of,
    open_obligations,
    with_state,
)

__all__ = [
    "OPEN_STATES",
    "STATE_NAMES",
    "adoption_of",
    "all_duties_of",
    "as_corrected",
    "as_of",
    "corrections_of",
    "duties_of",
    "duties_open_to",
    "editions",
    "editions_open_to",
    "in_force",
    "item_as_corrected",
    "items_as_corrected",
    "items_of",
    "last_due_day",
    "left_open_by",
    "open_as_of",
    "open_obligations",
    "predecessors_of",
    "processes_of",
    "rollout_of",
    "stopped_by",
    "successors_of",
    "with_state",
]


def in_force(on: date | None = None, at: str = "") -> Q:
    """Return the condition that a duty is in force on ``on`` (today by default).

    ``at`` is the way to the duty from the rows that are filtered (``"duty__"``).
    """
    day = on or timezone.localdate()
    not_over = Q(**{f"{at}ends_on": None}) | Q(**{f"{at}ends_on__gte": day})
    return Q(**{f"{at}starts_on__lte": day}) & not_over


def all_duties_of(body: Body) -> QuerySet[Duty]:
    """Return every duty the body has, had or will have, with item, lead and edition at hand."""
    return (
        Duty.objects.filter(body=body)
        .select_related("item__edition__catalog", "lead", "body", "adoption")
        .prefetch_related("offices")
        .order_by("adoption_id", "item__position")
    )


def duties_of(body: Body, on: date | None = None) -> QuerySet[Duty]:
    """Return the body's duties in force on ``on`` (today by default), in catalog order."""
    return all_duties_of(body).filter(in_force(on))


def duties_open_to(
    officer: Officer, on: date | None = None, formed_on: date | None = None
) -> QuerySet[Duty]:
    """Return the duties in force on ``on`` that this officer's office may file under.

    With ``formed_on`` also those that have ended since that day: what was formed under them may
    still be registered there (``rules.require_may_register``).
    """
    office = officer.office
    held = in_force(on)
    if formed_on is not None:
        held |= in_force(min(formed_on, on or timezone.localdate()))
    return (
        all_duties_of(office.body)
        .filter(held, applies=True)
        .filter(Q(any_office=True) | Q(lead=office) | Q(offices=office))
        .distinct()
    )


def adoption_of(body: Body, catalog: Catalog) -> Adoption | None:
    """Return the adoption the body works under for this catalog: the one nothing replaced."""
    return (
        Adoption.objects.filter(body=body, edition__catalog=catalog, replaced_by=None)
        .select_related("edition__catalog", "body")
        .order_by("-pk")
        .first()
    )


def rollout_of(adoption: Adoption) -> QuerySet[Duty]:
    """Return the duties of an adoption in catalog order, each with what it continues at hand."""
    return (
        adoption.duties.select_related("item", "lead", "body", "adoption")
        .prefetch_related("continues__item")
        .order_by("item__position")
    )


def stopped_by(adoption: Adoption) -> QuerySet[Duty]:
    """Return the duties that end with the edition before it and that nothing continues."""
    return (
        Duty.objects.filter(adoption=adoption.replaces_id, continued_by=None)
        .exclude(ends_on=None)
        .select_related("item", "lead")
        .order_by("item__position")
    )


def left_open_by(adoption: Adoption) -> QuerySet[Obligation]:
    """Return what is still owed under the edition that ``adoption`` replaced, soonest first."""
    rows = open_obligations(adoption.body)
    return rows.filter(duty__adoption=adoption.replaces_id)


def successors_of(item: Item) -> list[Duty]:
    """Return the duties that take the place of those for ``item``, with item and body at hand."""
    return list(
        Duty.objects.filter(continues__item=item, applies=True)
        .select_related("item__edition__catalog", "body")
        .order_by("body_id", "item__position")
        .distinct()
    )


def predecessors_of(item: Item) -> QuerySet[Item]:
    """Return the items of earlier editions whose place ``item`` took, for any body."""
    rows = Item.objects.filter(duties__continued_by__item=item).select_related("edition__catalog")
    return rows.order_by("edition_id", "position").distinct()


def editions() -> QuerySet[Edition]:
    """Return every edition with the number of its items and of the bodies that adopted it."""
    return (
        Edition.objects.select_related("catalog")
        .annotate(item_count=Count("items", distinct=True))
        .annotate(body_count=Count("adoptions", distinct=True))
        .order_by("catalog_id", "-pk")
    )


def editions_open_to(body: Body) -> QuerySet[Edition]:
    """Return every edition, marked for this body: ``adopted``; ``renewed`` (adopted in place of an
    earlier one); ``replaced`` (adopted, and a later one took its place); ``renews`` (not adopted,
    but another edition of its catalog is)."""
    mine = Adoption.objects.filter(body=body)
    this = mine.filter(edition=OuterRef("pk"))
    same_catalog = mine.filter(edition__catalog=OuterRef("catalog"))
    return editions().annotate(
        adopted=Exists(this),
        renewed=Exists(this.filter(replaces__isnull=False)),
        replaced=Exists(this.filter(replaced_by__isnull=False)),
        renews=Exists(same_catalog) & ~Exists(this),
    )


def items_of(edition: Edition) -> QuerySet[Item]:
    """Return the rows of an edition in order, with their elements at hand."""
    return edition.items.prefetch_related("elements").order_by("position")


def processes_of(edition: Edition) -> list[str]:
    """Return the processes (过程) of an edition in catalog order, without repeats."""
    names = edition.items.order_by("position").values_list("process", flat=True)
    return list(dict.fromkeys(name for name in names if name))


def corrections_of(adoption: Adoption | None) -> dict[int, ElementCorrection]:
    """Return what the body mended under an adoption, by element."""
    if adoption is None:
        return {}
    return {found.element_id: found for found in adoption.corrections.all()}


def as_corrected(element: Element, corrections: Mapping[int, ElementCorrection]) -> Element:
    """Make ``element`` (in memory alone) what the body made of it, and return it."""
    correction = corrections.get(element.pk)
    if correction is not None:
        element.kind, element.masked = correction.kind, correction.masked
        element.inferred = False
    return element


def item_as_corrected(duty: Duty) -> Item:
    """Return the item of a duty, its elements as the body mended them."""
    prefetch_related_objects([duty.item], "elements")
    corrections = corrections_of(duty.adoption)
    for element in duty.item.elements.all():
        as_corrected(element, corrections)
    return duty.item


def items_as_corrected(edition: Edition, body: Body) -> list[Item]:
    """Return the rows of an edition in order, their elements as ``body`` mended them."""
    corrections = corrections_of(Adoption.objects.filter(body=body, edition=edition).first())
    items = list(items_of(edition))
    for item in items:
        for element in item.elements.all():
            as_corrected(element, corrections)
    return items
