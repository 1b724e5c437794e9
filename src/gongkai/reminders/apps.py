"""The room's registration with Django."""

from __future__ import annotations

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """Reminders, letters and calendar feeds."""

    name = "gongkai.reminders"
    label = "reminders"
    verbose_name = "提醒"
