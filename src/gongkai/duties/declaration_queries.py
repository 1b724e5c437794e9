"""Reading what officers stated about obligations."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.bodies.models import Officer, Role
from gongkai.duties.models import Declaration


def waiting_for(officer: Officer) -> QuerySet[Declaration]:
    """Return what this officer may decide: of their body, not yet decided, not stated by them.

    Reviewers and publishers decide (``actions.decide_declaration``); others have nothing waiting.
    """
    waiting = Declaration.objects.filter(
        granted=None, obligation__body_id=officer.office.body_id
    ).exclude(declared_by=officer)
    return waiting if officer.has_role(Role.REVIEWER, Role.PUBLISHER) else waiting.none()
