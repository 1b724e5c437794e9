"""A body's duties with how each stands: published, open, overdue."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from gongkai.bodies.models import Body
from gongkai.disclosures.models import Filing
from gongkai.disclosures.queries import published
from gongkai.duties.models import Duty, Edition, Obligation, Resolution
from gongkai.duties.queries import duties_of, open_as_of


def duties_standing(body: Body, on: date | None = None) -> QuerySet[Duty]:
    """Return the duties of ``body`` with ``published``, ``owed`` and ``overdue`` counts.

    Those in force on ``on``, a day in Asia/Shanghai (today by default). ``owed`` counts what was
    open at the end of that day, the overdue ones included.
    """
    today = on or timezone.localdate()
    public = Filing.objects.filter(disclosure__in=published().order_by().values("pk"))
    owed = open_as_of(Obligation.objects.all(), today)
    return duties_of(body, today).annotate(
        published=_count(public),
        owed=_count(owed),
        overdue=_count(owed.filter(Q(state="overdue"))),
    )


def narrowed(
    duties: QuerySet[Duty],
    *,
    edition: Edition | None = None,
    office_id: int | None = None,
    unresolved: bool = False,
    words: str = "",
) -> QuerySet[Duty]:
    """Narrow ``duties`` by edition, by an answering office, to the unresolved, and by words."""
    if edition is not None:
        duties = duties.filter(adoption__edition=edition)
    if office_id is not None:
        mine = Duty.objects.filter(Q(lead=office_id) | Q(offices=office_id))
        duties = duties.filter(pk__in=mine.values("pk"))
    if unresolved:
        duties = duties.filter(resolution=Resolution.UNRESOLVED)
    for word in words.split():
        duties = duties.filter(
            Q(item__levels__icontains=word)
            | Q(item__content__icontains=word)
            | Q(item__publisher__icontains=word)
        )
    return duties


def _count(rows: QuerySet[Filing] | QuerySet[Obligation]) -> Coalesce:
    """Return the number of ``rows`` of the duty at hand, as a subquery of its own."""
    # Joining both tables at once would count each row as often as the other has rows.
    counted = (
        rows.filter(duty=OuterRef("pk")).order_by().values("duty").annotate(n=Count("pk"))
    ).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
