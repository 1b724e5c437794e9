"""All addresses: the workspace under /workspace/, the public site everywhere else."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("workspace/", include("gongkai.workspace.urls")),
    path("", include("gongkai.portal.urls")),
]
