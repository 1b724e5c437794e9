"""What this room answers when a room below it asks."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from gongkai.bodies.models import Officer
from gongkai.bodies.signals import held_by
from gongkai.disclosures.actions.handing_over import still_held


@receiver(held_by)
def duties_and_drafts(officer: Officer, **_: Any) -> str:
    """Say which duties and texts keep an officer's account open."""
    return still_held(officer)
