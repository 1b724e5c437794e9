"""Uploading a catalog and having it read, for the tests of importing."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.bodies.models import Officer
from gongkai.duties.models import CatalogReading
from gongkai.workspace import incoming
from tests.workspace.around import address


def upload(client: Client, data: bytes, name: str = "目录.txt") -> Any:
    """Upload a file, and leave it unread."""
    file = SimpleUploadedFile(name, data, content_type="application/octet-stream")
    return client.post(address("catalog_import"), {"file": file})


def read_all() -> None:
    """Do what the worker does with every waiting upload."""
    for pk in CatalogReading.objects.values_list("pk", flat=True):
        incoming.read(pk)


def upload_and_read(client: Client, data: bytes, name: str = "目录.txt") -> None:
    """Upload a file and have it read."""
    upload(client, data, name)
    read_all()


def confirm(client: Client, officer: Officer, label: str = "2026年版", **more: Any) -> Any:
    """Import the first catalog of what the officer uploaded, unless ``more`` says otherwise."""
    reading = incoming.of(officer)
    chosen = {"reading": reading.pk if reading else 0, "label": label, "0-take": "on"}
    return client.post(address("catalog_import_confirm"), chosen | more)
