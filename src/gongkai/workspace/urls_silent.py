"""Addresses of the workspace: what is empty or left without an update."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.workspace.views import silent

urlpatterns: list[URLPattern] = [path("silent/", silent.silent_items, name="silent")]
