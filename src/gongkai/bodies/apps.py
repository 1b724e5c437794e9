"""Django's handle on this room."""

from __future__ import annotations

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "gongkai.bodies"
    label = "bodies"
    verbose_name = "机构和人员"
