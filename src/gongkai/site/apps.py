"""Registers the site's own checks."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "gongkai.site"
    label = "site"
    verbose_name = "站点"

    def ready(self) -> None:
        from gongkai.site import checks  # noqa: F401  (inline: registering needs the apps loaded)
