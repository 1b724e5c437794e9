"""Reading reminders, letters, and what an officer's calendar shows."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from gongkai.bodies.models import Body, Officer, Role
from gongkai.disclosures.queries import owed_by_office
from gongkai.duties.models import Obligation
from gongkai.reminders.models import Letter, LetterState, Reminder

# How long the administrator sees what became of a letter.
_SHOWN = timedelta(days=30)


def inbox_of(officer: Officer) -> QuerySet[Reminder]:
    """Return what the officer was told, unread first, then the newest, the soonest due first."""
    return (
        Reminder.objects.filter(officer=officer)
        .select_related(
            "obligation__duty__item", "change__before", "obligation__filing__disclosure__latest"
        )
        .order_by(F("read_at").asc(nulls_first=True), "-on", "due_on", "pk")
    )


def unread_by(officer: Officer) -> int:
    """Return how many reminders the officer has not read."""
    return Reminder.objects.filter(officer=officer, read_at=None).count()


def troubled_letters(body: Body) -> list[Letter]:
    """Return the letters of the last month to officers of ``body`` that failed, or may have."""
    since = timezone.localdate() - _SHOWN
    troubled = (LetterState.FAILED, LetterState.UNKNOWN)
    rows = Letter.objects.filter(
        Q(state__in=troubled) | Q(state=LetterState.WAITING, tries__gt=0),
        officer__office__body=body,
        on__gte=since,
    )
    return list(rows.select_related("officer__office").order_by("-on", "pk"))


def mine(officer: Officer) -> QuerySet[Obligation]:
    """Return what this officer answers for, due soonest first: what they work on or hold, and
    what their office owes that nobody holds. Nobody but an editor answers for anything."""
    if not officer.has_role(Role.EDITOR):
        return Obligation.objects.none()
    registered = Q(filing__disclosure__isnull=False) & (
        Q(filing__disclosure__officer=officer) | Q(filing__disclosure__officer=None)
    )
    waiting = Q(filing=None) & (Q(duty__officer=officer) | Q(duty__officer=None))
    rows = owed_by_office(officer).filter(excused_on=None)
    return rows.filter(registered | waiting)
