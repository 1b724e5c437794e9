"""The room's registration with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    """Calendars and the ledger of pauses."""

    name = "gongkai.clocks"
    label = "clocks"
    verbose_name = "日历与时钟"
