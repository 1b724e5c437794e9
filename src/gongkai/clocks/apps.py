"""The room's registration with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_save


class ClocksConfig(AppConfig):
    """Calendars, targets and the ledger of pauses."""

    name = "gongkai.clocks"
    label = "clocks"
    verbose_name = "日历与时钟"

    def ready(self) -> None:
        """Say when the rows held in memory may be old."""
        from gongkai.clocks import standing  # inline: models are loaded by now, not before

        request_started.connect(standing.begin_request, dispatch_uid="clocks.begin_request")
        request_finished.connect(standing.end_request, dispatch_uid="clocks.end_request")
        kept = ("clocks.NoticeYear", "clocks.DayChange", "clocks.BodyTargets", "bodies.Body")
        for model in kept:
            post_save.connect(standing.forget, sender=model, dispatch_uid=f"clocks.forget.{model}")
