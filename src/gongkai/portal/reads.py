"""Counts and lists the public pages put together from the queries of the rooms below.

Whatever counts a disclosure starts from ``disclosures.queries.published``: the visibility gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from gongkai.bodies.models import Body
from gongkai.disclosures.models import Filing
from gongkai.disclosures.queries import published
from gongkai.duties.models import Adoption, Catalog, Duty, Edition, Item, Obligation, Outcome
from gongkai.duties.queries import in_force, predecessors_of, successors_of


@dataclass(frozen=True, slots=True)
class Kept:
    """How many occasions were made public on time, and how many late."""

    on_time: int
    late: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an item is over, the day it begins where that lies ahead, and the duties that have
    taken its place by now (with item and body at hand). ``before`` are the items of earlier
    editions it took the place of: what was made public under them stays there."""

    over: bool
    begins_on: date | None
    replaced_by: list[Duty]
    before: list[Item]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the directory can be narrowed by: every value that would find something."""

    processes: list[str]
    levels: list[str]
    domains: list[str]
    bodies: list[Body]


def with_published_count(items: QuerySet[Item]) -> QuerySet[Item]:
    """Annotate ``published_count``: what is public now under each item, each disclosure once."""
    public = published().order_by().values("pk")
    filed = (
        Filing.objects.filter(disclosure__in=public, duty__item=OuterRef("pk"))
        .order_by()
        .values("duty__item")
        .annotate(how_many=Count("disclosure", distinct=True))
        .values("how_many")
    )
    return items.annotate(published_count=Coalesce(Subquery(filed), 0, output_field=IntegerField()))


def bodies_with_count() -> QuerySet[Body]:
    """Return every body with ``published_count``, higher tiers first as they were set up."""
    theirs = (
        published()
        .order_by()
        .filter(body=OuterRef("pk"))
        .values("body")
        .annotate(how_many=Count("pk"))
        .values("how_many")
    )
    return (
        Body.objects.select_related("parent")
        .annotate(published_count=Coalesce(Subquery(theirs), 0, output_field=IntegerField()))
        .order_by("pk")
    )


def directory_items(
    *, process: str = "", level: str = "", domain: str = "", body: Body | None = None
) -> QuerySet[Item]:
    """Return the items that some body (or ``body``) answers for, in catalog order.

    ``level`` is the outermost heading. A catalog nobody works under owes the public nothing yet,
    nor does an item before its day or after a new edition took its place.
    """
    answering = Duty.objects.filter(in_force(), item=OuterRef("pk"), applies=True)
    if body is not None:
        answering = answering.filter(body=body)
    items = Item.objects.filter(Exists(answering))
    if process:
        items = items.filter(process=process)
    if level:
        items = items.filter(levels__0=level)
    if domain:
        items = items.filter(edition__catalog__domain=domain)
    return with_published_count(items.select_related("edition__catalog")).order_by(
        "edition_id", "position"
    )


def directory_choices() -> Choices:
    """Return what the directory's selects offer; names in catalog order, each once."""
    adopted = Item.objects.filter(
        Exists(Duty.objects.filter(in_force(), item=OuterRef("pk"), applies=True))
    )
    rows = adopted.order_by("edition_id", "position")
    names = list(rows.values_list("process", "levels__0"))
    worked_under = Adoption.objects.filter(edition__catalog=OuterRef("pk"))
    domains = Catalog.objects.filter(Exists(worked_under)).exclude(domain="").order_by("domain")
    bodies = Body.objects.filter(Exists(Adoption.objects.filter(body=OuterRef("pk"))))
    return Choices(
        processes=[name for name in dict.fromkeys(process for process, _ in names) if name],
        levels=[name for name in dict.fromkeys(level for _, level in names) if name],
        domains=list(domains.values_list("domain", flat=True).distinct()),
        bodies=list(bodies.order_by("pk")),
    )


def editions_with_bodies() -> QuerySet[Edition]:
    """Return the editions some body adopted, with ``item_count`` and those bodies at hand.

    An upload nobody has adopted is not public yet.
    """
    return (
        Edition.objects.filter(Exists(Adoption.objects.filter(edition=OuterRef("pk"))))
        .select_related("catalog")
        .annotate(item_count=Count("items", distinct=True))
        .prefetch_related(
            Prefetch("adoptions", Adoption.objects.select_related("body", "replaced_by"))
        )
        .order_by("catalog_id", "-pk")
    )


def public_items() -> QuerySet[Item]:
    """Return the items of the editions some body adopted, with edition and elements at hand."""
    adopted = Adoption.objects.filter(edition=OuterRef("edition"))
    rows = Item.objects.filter(Exists(adopted)).select_related("edition__catalog")
    return rows.prefetch_related("elements")


def answering(item: Item) -> QuerySet[Duty]:
    """Return the duties of those who answer for an item now, with body and lead at hand."""
    return (
        item.duties.filter(in_force(), applies=True)
        .select_related("body", "lead")
        .order_by("body_id")
    )


def standing_of(item: Item) -> Standing:
    """Return whether the item holds today, and which items have taken its place."""
    today = timezone.localdate()
    duties = list(item.duties.filter(applies=True))
    over = bool(duties) and all(one.ends_on and one.ends_on < today for one in duties)
    ended = any(one.ends_on for one in duties)
    ahead = [one.starts_on for one in duties if one.starts_on > today]
    return Standing(
        over=over,
        begins_on=min(ahead) if len(ahead) == len(duties) and ahead else None,
        replaced_by=[one for one in successors_of(item) if one.starts_on <= today] if ended else [],
        before=list(predecessors_of(item)),
    )


def kept_under(item: Item | None = None) -> Kept:
    """Count what was made public on time and late, under an item or on the whole site."""
    done = Obligation.objects.filter(outcome=Outcome.DISCLOSED)
    if item is not None:
        done = done.filter(duty__item=item)
    counts = done.aggregate(
        on_time=Count("pk", filter=Q(late_working_days=0)),
        late=Count("pk", filter=Q(late_working_days__gt=0)),
    )
    return Kept(**counts)
