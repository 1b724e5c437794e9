"""What this room does when the rooms below tell it something."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from gongkai.bodies.models import Body, Officer
from gongkai.duties import tasks


def calendar_changed(
    *,
    first: date,
    last: date,
    body: Body | None,
    note: str,
    actor: Officer | None = None,
    **_signal: Any,
) -> None:
    """Write the job that computes again, in the transaction that changed the calendar."""
    tasks.recompute.defer(
        first=first.isoformat(),
        last=last.isoformat(),
        body_id=body.pk if body else None,
        note=note,
        actor_id=actor.pk if actor else None,
        since=timezone.now().isoformat(),
    )


def targets_changed(*, body: Body, note: str, actor: Officer | None = None, **_signal: Any) -> None:
    """Write the job that computes again, in the transaction that set the body's own targets."""
    tasks.retarget.defer(body_id=body.pk, note=note, actor_id=actor.pk if actor else None)
