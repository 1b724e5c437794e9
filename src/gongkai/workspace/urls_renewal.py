"""Addresses of the workspace: adopting a new edition, and its days."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.workspace.views import renewal

urlpatterns: list[URLPattern] = [
    path("catalogs/<int:pk>/renew/", renewal.renew, name="renew"),
    path("catalogs/<int:pk>/rollout/", renewal.rollout, name="rollout"),
    path("duties/<int:pk>/reschedule/", renewal.reschedule, name="reschedule"),
]
