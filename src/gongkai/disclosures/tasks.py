"""Jobs; thin. A job is written in the transaction that wants it, or not at all."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app


@app.task(name="disclosures.publish_scheduled", pass_context=False)
def publish_scheduled(disclosure_id: int) -> None:
    """Publish one scheduled disclosure, if it still stands."""
    from gongkai.disclosures import actions  # inline: actions import this module

    actions.publish_scheduled(disclosure_id, timezone.now())


def publish_at(disclosure_id: int, at: datetime) -> None:
    """Write the job that publishes ``disclosure_id`` at ``at`` (aware)."""
    publish_scheduled.configure(schedule_at=at).defer(disclosure_id=disclosure_id)
