"""Reading duties and obligations; states are derived here and stored nowhere."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from gongkai.bodies.models import Body, Officer
from gongkai.duties.models import Adoption, Duty, Edition, Item, Obligation

# Days before the due date at which an obligation is called due: RULES.md §8 colours at five.
SOON = timedelta(days=7)
STATE_NAMES = {
    "upcoming": "未到期",
    "due": "即将到期",
    "overdue": "已逾期",
    "met": "按时完成",
    "met_late": "逾期完成",
}


def with_state(obligations: QuerySet[Obligation], on: date | None = None) -> QuerySet[Obligation]:
    """Annotate ``state``: upcoming, due (within a week), overdue, met, met_late; as of ``on``."""
    today = on or timezone.localdate()
    return obligations.annotate(
        state=Case(
            When(fulfilled_on__isnull=False, late_working_days__gt=0, then=Value("met_late")),
            When(fulfilled_on__isnull=False, then=Value("met")),
            When(due_on__lt=today, then=Value("overdue")),
            When(due_on__lte=today + SOON, then=Value("due")),
            default=Value("upcoming"),
            output_field=CharField(),
        )
    )


def open_obligations(body: Body) -> QuerySet[Obligation]:
    """Return what the body still owes, due soonest first, with ``state``."""
    return with_state(
        Obligation.objects.filter(duty__body=body, fulfilled_on=None)
        .select_related("duty__item__edition__catalog", "duty__lead", "duty__body")
        .order_by("due_on", "pk")
    )


def duties_of(body: Body) -> QuerySet[Duty]:
    """Return the body's duties in catalog order, with item, lead and edition at hand."""
    return (
        Duty.objects.filter(body=body)
        .select_related("item__edition__catalog", "lead", "body", "adoption")
        .prefetch_related("offices")
        .order_by("adoption_id", "item__position")
    )


def duties_open_to(officer: Officer) -> QuerySet[Duty]:
    """Return the duties this officer's office may file under."""
    office = officer.office
    return (
        duties_of(office.body)
        .filter(applies=True)
        .filter(Q(any_office=True) | Q(lead=office) | Q(offices=office))
        .distinct()
    )


def editions() -> QuerySet[Edition]:
    """Return every edition with the number of its items and of the bodies that adopted it."""
    return (
        Edition.objects.select_related("catalog")
        .annotate(item_count=Count("items", distinct=True))
        .annotate(body_count=Count("adoptions", distinct=True))
        .order_by("catalog_id", "-pk")
    )


def editions_open_to(body: Body) -> QuerySet[Edition]:
    """Return every edition, marked with ``adopted`` for this body."""
    mine = Adoption.objects.filter(body=body, edition=OuterRef("pk"))
    return editions().annotate(adopted=Exists(mine))


def items_of(edition: Edition) -> QuerySet[Item]:
    """Return the rows of an edition in order, with their elements at hand."""
    return edition.items.prefetch_related("elements").order_by("position")


def processes_of(edition: Edition) -> list[str]:
    """Return the processes (过程) of an edition in catalog order, without repeats."""
    names = edition.items.order_by("position").values_list("process", flat=True)
    return list(dict.fromkeys(name for name in names if name))
