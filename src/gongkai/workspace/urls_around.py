"""Addresses of the workspace: duties, catalogs, bodies and officers, the audit trail."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.workspace.views import (
    audit,
    bodies,
    catalogs,
    correcting,
    duties,
    importing,
    officers,
)

urlpatterns: list[URLPattern] = [
    path("duties/", duties.duties, name="duties"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/correct/", duties.correct, name="duty_correct"),
    path("duties/<int:pk>/confirm/", duties.confirm, name="duty_confirm"),
    path("catalogs/", catalogs.catalogs, name="catalogs"),
    path("catalogs/import/", importing.catalog_import, name="catalog_import"),
    path("catalogs/import/progress/", importing.progress, name="catalog_import_progress"),
    path("catalogs/import/confirm/", importing.confirm, name="catalog_import_confirm"),
    path("catalogs/import/discard/", importing.discard, name="catalog_import_discard"),
    path("catalogs/<int:pk>/", catalogs.catalog, name="catalog"),
    path("catalogs/<int:pk>/adopt/", catalogs.adopt, name="catalog_adopt"),
    path("items/<int:pk>/", correcting.item, name="catalog_item"),
    path("items/<int:pk>/correct/<slug:field>/", correcting.correct, name="item_correct"),
    path("corrections/<int:pk>/undo/", correcting.undo, name="correction_undo"),
    path("elements/<int:pk>/", catalogs.element, name="element_change"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<slug:slug>/", bodies.body, name="body"),
    path("bodies/<slug:slug>/offices/", bodies.add_office, name="office_add"),
    path("officers/", officers.officers, name="officers"),
    path("officers/add/", officers.add, name="officer_add"),
    path("officers/<int:pk>/grant/", officers.grant, name="role_grant"),
    path("officers/<int:pk>/revoke/", officers.revoke, name="role_revoke"),
    path("officers/<int:pk>/deactivate/", officers.deactivate, name="officer_deactivate"),
    path("audit/", audit.audit, name="audit"),
    path("audit/export/", audit.export, name="audit_export"),
]
