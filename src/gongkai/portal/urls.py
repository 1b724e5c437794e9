"""Addresses of the portal."""

from __future__ import annotations

from django.urls import path

from gongkai.portal.views import bodies, catalogs, directory, disclosures, front

app_name = "portal"
urlpatterns = [
    path("", front.home, name="home"),
    path("search/", front.search, name="search"),
    path("guide/", front.guide, name="guide"),
    path("sitemap/", front.sitemap, name="sitemap"),
    path("directory/", directory.directory, name="directory"),
    path("catalogs/", catalogs.catalogs, name="catalogs"),
    path("catalogs/<int:pk>/", catalogs.catalog, name="catalog"),
    path("items/<int:pk>/", catalogs.item, name="item"),
    path("disclosures/<int:pk>/", disclosures.disclosure, name="disclosure"),
    path("attachments/<int:pk>/<str:name>", disclosures.attachment, name="attachment"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<slug:slug>/", bodies.body, name="body"),
]
