"""Django's handle on this room."""

from __future__ import annotations

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "gongkai.duties"
    label = "duties"
    verbose_name = "目录与责任"
