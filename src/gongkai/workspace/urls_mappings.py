"""Addresses of the workspace: which items of several catalogs are the same thing."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.workspace.views import mappings

urlpatterns: list[URLPattern] = [
    path("mappings/", mappings.mappings, name="mappings"),
    path("mappings/propose/", mappings.propose, name="mappings_propose"),
    path("mappings/<int:pk>/<slug:verb>/", mappings.decide, name="mapping_decide"),
    path("disclosures/<int:pk>/file-also/", mappings.file_also, name="file_also"),
]
