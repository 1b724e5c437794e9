"""The states of obligations, derived and stored nowhere: today's, and those of any past day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from gongkai.bodies.models import Body
from gongkai.clocks.queries import calendar_for
from gongkai.duties.models import Obligation, ObligationChange

# Working days left at which an obligation is called due (RULES.md §8: colours at five).
SOON_WORKING_DAYS = 5
STATE_NAMES = {
    "upcoming": "未到期",
    "due": "即将到期",
    "overdue": "已逾期",
    "met": "按时完成",
    "met_late": "逾期完成",
    "excused": "免责",
}
OPEN_STATES = ("upcoming", "due", "overdue")
STILL_OPEN = Q(fulfilled_on=None, excused_on=None)


def last_due_day(on: date, *, known_at: datetime | None = None) -> date:
    """Return the last due date with five working days or fewer left after ``on``.

    By the whole site's calendar: one day for every row, so that a page asks once. ``known_at``
    (aware) takes the calendar as it was known at that moment, for answers as of a past day.
    """
    calendar = calendar_for(None, known_at=known_at)
    beyond = calendar.add_working_days(on, SOON_WORKING_DAYS + 1)
    return beyond - timedelta(days=1)


def end_of(on: date) -> datetime:
    """Return the first moment (Asia/Shanghai) after the day ``on``."""
    return datetime.combine(on + timedelta(days=1), time.min, timezone.get_default_timezone())


def with_state(obligations: QuerySet[Obligation], on: date | None = None) -> QuerySet[Obligation]:
    """Annotate ``state``, a key of ``STATE_NAMES``, as of ``on`` (today by default).

    A day in the past is answered as ``as_of`` answers it: rows opened later are left out.
    """
    today = timezone.localdate()
    if on is not None and on < today:
        return as_of(obligations, on)
    return obligations.annotate(
        state=_state(Q(fulfilled_on__isnull=False), Q(excused_on__isnull=False), "", on or today)
    )


def moved_after(on: date) -> QuerySet[ObligationChange]:
    """Return the changes of due dates that were not known by the end of ``on``."""
    return ObligationChange.objects.filter(at__gte=end_of(on))


def as_of(
    obligations: QuerySet[Obligation], on: date, *, moved: bool = True
) -> QuerySet[Obligation]:
    """Keep what was opened by the end of ``on``, with what was known of it then.

    Annotates ``due_then`` and ``provisional_then`` (by the derivation that held: the ``before``
    of the first change after the day), and ``state``: fulfilled or excused only where that was so
    by ``on``. Every past day gives the same answer whenever it is asked, today and later.
    ``moved`` False: the caller has left out every row that ``moved_after`` names, so none is asked
    for the derivation it had; with many bodies that is nearly all that the answer costs.
    """
    opened = obligations.filter(opened_at__lt=end_of(on))
    state = _state(Q(fulfilled_on__lte=on), Q(excused_on__lte=on), "_then", on)
    if not moved:
        then = opened.annotate(due_then=F("due_on"), provisional_then=F("provisional"))
        return then.annotate(state=state)
    first = moved_after(on).filter(obligation=OuterRef("pk")).order_by("at", "pk")
    return opened.annotate(
        due_then=Coalesce(
            Subquery(first.values("before__due_on")[:1]), F("due_on"), output_field=DateField()
        ),
        provisional_then=Coalesce(
            Subquery(first.values("before__provisional")[:1]),
            F("provisional"),
            output_field=BooleanField(),
        ),
        state=state,
    )


def open_as_of(obligations: QuerySet[Obligation], on: date | None = None) -> QuerySet[Obligation]:
    """Return what was open at the end of ``on`` (today by default), due soonest first."""
    if on is None or on >= timezone.localdate():
        return with_state(obligations.filter(STILL_OPEN), on).order_by("due_on", "pk")
    return as_of(obligations, on).filter(Q(state__in=OPEN_STATES)).order_by("due_then", "pk")


def open_obligations(body: Body, on: date | None = None) -> QuerySet[Obligation]:
    """Return what the body owes at the end of ``on``, due soonest first, with ``state``.

    What was opened under a duty that has ended since is still owed, by the clock of its day.
    """
    rows = Obligation.objects.filter(body=body).select_related(
        "duty__item__edition__catalog", "duty__lead", "duty__body"
    )
    return open_as_of(rows, on)


def _state(fulfilled: Q, excused: Q, then: str, on: date) -> Case:
    """Return the state: what was excused stays so when it is made public late after all."""
    due = "due_on" if not then else f"due{then}"
    # What a calendar changed later says of those days was not what the board showed.
    soon = last_due_day(on, known_at=end_of(on) if then else None)
    return Case(
        When(fulfilled & Q(late_working_days=0), then=Value("met")),
        When(excused, then=Value("excused")),
        When(fulfilled, then=Value("met_late")),
        When(**{f"{due}__lt": on}, then=Value("overdue")),
        When(**{f"{due}__lte": soon}, then=Value("due")),
        default=Value("upcoming"),
        output_field=CharField(),
    )
