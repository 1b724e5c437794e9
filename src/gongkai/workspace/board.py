"""The board: what a body, an office or an officer has to make public, today or on a past day.

A past day shows what was known at its end and nothing later: due dates as they stood, no
disclosure registered since. Who answers for what is read as it is today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from gongkai.bodies.models import Body, Office, Officer, Role
from gongkai.duties.models import Edition, Obligation
from gongkai.duties.obligation_queries import STILL_OPEN, end_of, moved_after
from gongkai.duties.queries import OPEN_STATES, STATE_NAMES, as_of, with_state

# What a list shows of the states: those still open, each of ``STATE_NAMES``, or all of them.
OPEN = ""
ALL = "all"


# What lists leave unread: all that was read of an item and an edition from the paper.
ITEM_UNREAD = (
    *("legal_bases", "channels", "details", "extras", "origin"),
    *("cells", "findings", "time_limit"),
)
EDITION_UNREAD = ("columns", "headings", "findings")
_UNREAD = (
    *(f"duty__item__{name}" for name in ITEM_UNREAD),
    *(f"duty__item__edition__{name}" for name in EDITION_UNREAD),
)


class Scope(models.TextChoices):
    """Whose obligations are listed."""

    MINE = "mine", "我的"
    OFFICE = "office", "本科室"
    BODY = "body", "本机关"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a list is narrowed by; ``on`` is the past day it is shown as of, None for today.

    ``state`` is ``OPEN``, ``ALL`` or one of ``STATE_NAMES``; ``since`` and ``until`` bound the due
    date, both days included.
    """

    scope: Scope = Scope.BODY
    state: str = OPEN
    edition: Edition | None = None
    office: Office | None = None
    trigger: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    provisional: bool = False
    duty_id: int | None = None
    on: date | None = None

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self.on or timezone.localdate()

    @property
    def narrowed(self) -> bool:
        """True where anything but scope and day narrows the list."""
        return self != Chosen(scope=self.scope, on=self.on)

    @property
    def rare(self) -> bool:
        """True where one of the filters is in use that are seldom needed."""
        return bool(self.office or self.trigger or self.since or self.until or self.provisional)


def default_scope(officer: Officer) -> Scope:
    """Return where an officer starts: who files starts with their own."""
    return Scope.MINE if officer.has_role(Role.EDITOR) else Scope.BODY


def standing(rows: QuerySet[Obligation], on: date | None, *, moved: bool = True) -> QuerySet[Any]:
    """Annotate ``state``, ``due``, ``tentative`` (provisional) and ``start`` (the day the clock
    counts from) as of ``on``, None for today; ``moved`` as in ``as_of``."""
    if on is None:
        return with_state(rows).annotate(
            due=F("due_on"), tentative=F("provisional"), start=F("formed_on")
        )
    if not moved:
        return as_of(rows, on, moved=False).annotate(
            due=F("due_then"), tentative=F("provisional_then"), start=F("formed_on")
        )
    later = moved_after(on).filter(obligation=OuterRef("pk"))
    first = later.order_by("at", "pk").values("before__start_on")[:1]
    return as_of(rows, on).annotate(
        due=F("due_then"),
        tentative=F("provisional_then"),
        start=Coalesce(Subquery(first), F("formed_on"), output_field=models.DateField()),
    )


def listed(body: Body, officer: Officer | None, chosen: Chosen) -> QuerySet[Any]:
    """Return what the board lists whatever its state, due soonest first (see ``standing``).

    All that is open, and of what has ended that which was due this year or later; with a span of
    due dates all that was due in it. ``officer`` is None where the body is seen from above.
    """
    rows = standing(Obligation.objects.filter(body=body), chosen.on)
    if chosen.since or chosen.until:
        rows = rows.filter(due__gte=chosen.since) if chosen.since else rows
        rows = rows.filter(due__lte=chosen.until) if chosen.until else rows
    else:
        rows = rows.filter(open_on(chosen.on) | Q(due__gte=date(chosen.day.year, 1, 1)))
    if officer is not None and chosen.scope != Scope.BODY:
        rows = rows.filter(_answered_by(officer, chosen))
    return _narrowed(rows, chosen).order_by("due", "pk")


def in_state(rows: QuerySet[Any], chosen: Chosen) -> QuerySet[Any]:
    """Return those rows of ``listed`` whose state is the chosen one."""
    if chosen.state == ALL:
        return rows
    if chosen.state == OPEN:
        return rows.filter(open_on(chosen.on))
    if chosen.state in OPEN_STATES:
        rows = rows.filter(open_on(chosen.on))
    return rows.filter(state=chosen.state)


def number_in(numbers: Mapping[str, int], state: str) -> int:
    """Return how many rows ``in_state`` leaves, by the ``counts`` of them all."""
    if state == ALL:
        return sum(numbers.values())
    return sum(numbers[one] for one in (OPEN_STATES if state == OPEN else (state,)))


def open_on(on: date | None) -> Q:
    """Return the condition that a row was open on the day, in terms an index knows today."""
    if on is None:
        return STILL_OPEN
    not_done = Q(fulfilled_on=None) | Q(fulfilled_on__gt=on)
    return not_done & (Q(excused_on=None) | Q(excused_on__gt=on))


def _narrowed(rows: QuerySet[Any], chosen: Chosen) -> QuerySet[Any]:
    if chosen.edition:
        rows = rows.filter(duty__adoption__edition=chosen.edition)
    if chosen.office:
        rows = rows.filter(_of_office(chosen.office, chosen.on))
    if chosen.trigger:
        rows = rows.filter(trigger=chosen.trigger)
    if chosen.provisional:
        rows = rows.filter(tentative=True)
    if chosen.duty_id:
        rows = rows.filter(duty=chosen.duty_id)
    for word in chosen.words.split():
        rows = rows.filter(
            Q(occasion__icontains=word)
            | Q(duty__item__levels__icontains=word)
            | Q(duty__item__content__icontains=word)
        )
    return rows


def _of_office(office: Office, on: date | None) -> Q:
    """What was registered is the registering office's; what nobody registered, of the duty's."""
    registered = _registered(on)
    of_its_duty = Q(duty__lead=office) | Q(duty__in=office.duties.order_by().values("pk"))
    return (registered & Q(filing__disclosure__office=office)) | (~registered & of_its_duty)


def _answered_by(officer: Officer, chosen: Chosen) -> Q:
    office = _of_office(officer.office, chosen.on)
    if chosen.scope == Scope.OFFICE:
        return office
    named = _registered(chosen.on) & Q(filing__disclosure__officer__isnull=False)
    by_duty = ~named & Q(duty__officer__isnull=False)
    nobody = ~named & Q(duty__officer=None)
    return (
        (named & Q(filing__disclosure__officer=officer))
        | (by_duty & Q(duty__officer=officer))
        | (nobody & office)
    )


def _registered(on: date | None) -> Q:
    # A disclosure always has a moment of registering, so this is never unknown to a `not`.
    if on is None:
        return Q(filing__isnull=False)
    return Q(filing__isnull=False, filing__disclosure__registered_at__lt=end_of(on))


def counts(rows: QuerySet[Any]) -> dict[str, int]:
    """Return how many rows are in each state, in one query; states without any count 0."""
    found = (
        rows.order_by().values("state").annotate(number=Count("*")).values_list("state", "number")
    )
    return dict.fromkeys(STATE_NAMES, 0) | dict(found)


def for_reading(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows with all a list shows of each at hand, and no more: an item and an edition
    hold all that was read of them."""
    return rows.select_related(
        "duty__item__edition__catalog",
        "duty__lead",
        "duty__officer",
        "filing__disclosure__office",
        "filing__disclosure__officer",
    ).defer(*_UNREAD)
