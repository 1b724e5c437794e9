"""Reading what was declared and confirmed: for the public item page and for those who decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, QuerySet

from gongkai.bodies.models import Body, Officer, Role
from gongkai.duties.continuing import lines_of
from gongkai.duties.models import Confirmation, Declaration, DeclarationKind, Duty, Item


def last_confirmed(duties: Iterable[Duty]) -> dict[int, date]:
    """Return the day each duty was last confirmed unchanged, by its key; never: not there.

    What was confirmed under a duty it took the place of counts.
    """
    lines = lines_of(duties)
    keys = set().union(*lines.values())
    rows = Confirmation.objects.filter(duty__in=keys).order_by().values_list("duty")
    days = dict(rows.annotate(last=Max("on")))
    found = {pk: [days[one] for one in line if one in days] for pk, line in lines.items()}
    return {pk: max(those) for pk, those in found.items() if those}


def stated_absences(item: Item, body: Body | None = None) -> QuerySet[Declaration]:
    """Return the granted absences under an item, of one body or of all, newest first."""
    rows = Declaration.objects.filter(
        obligation__duty__item=item, kind=DeclarationKind.NOTHING, granted=True
    )
    if body is not None:
        rows = rows.filter(obligation__body=body)
    return rows.select_related("obligation__body", "obligation__duty").order_by(
        "-decided_at", "-pk"
    )


def declarations_waiting(body: Body) -> QuerySet[Declaration]:
    """Return what waits for a decision in the body, due soonest first; what has ended without one
    is not among it."""
    return (
        Declaration.objects.filter(
            granted=None,
            obligation__body=body,
            obligation__fulfilled_on=None,
            obligation__excused_on=None,
        )
        .select_related("declared_by", "obligation__duty__item", "obligation__duty__lead")
        .order_by("obligation__due_on", "pk")
    )


def waiting_for(officer: Officer) -> QuerySet[Declaration]:
    """Return what this officer may decide: of their body, not yet decided, not stated by them.

    Reviewers and publishers decide (``actions.decide_declaration``); others have nothing waiting.
    """
    rows = declarations_waiting(officer.body).exclude(declared_by=officer)
    return rows if officer.has_role(Role.REVIEWER, Role.PUBLISHER) else rows.none()
