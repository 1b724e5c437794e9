"""Django's handle on this room."""

from __future__ import annotations

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "gongkai.duties"
    label = "duties"
    verbose_name = "目录与责任"

    def ready(self) -> None:
        """Listen to what is told of calendars and targets."""
        from gongkai.clocks import signals  # inline: models are loaded by now
        from gongkai.duties import receivers

        signals.calendar_changed.connect(
            receivers.calendar_changed, dispatch_uid="duties.calendar_changed"
        )
        signals.targets_changed.connect(
            receivers.targets_changed, dispatch_uid="duties.targets_changed"
        )
