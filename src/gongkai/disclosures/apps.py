"""Django's handle on this room."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "gongkai.disclosures"
    label = "disclosures"
    verbose_name = "公开信息"

    def ready(self) -> None:
        """Answer what rooms below ask."""
        from gongkai.disclosures import receivers  # noqa: F401  (inline: needs the models)
