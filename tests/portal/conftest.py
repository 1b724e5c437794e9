"""A body with a team that works under one catalog, and pages read as a citizen reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories

Read = Callable[[str], str]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> None:
    """Keep uploaded files in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def team(db: None) -> factories.Team:
    """The whole team of 临河县住房保障中心, which has adopted the default edition."""
    body = factories.a_body(
        address="临河县银杏路1号",
        office_hours="工作日 9:00—17:00",
        phone="0533-5550100",
        fax="0533-5550101",
        email="office@example.test",
        duties_summary="负责全县住房保障工作。",
    )
    factories.adopted(body)
    return factories.a_team(body)


@pytest.fixture
def read(client: Client) -> Read:
    """Return the text of a page that is there, and fail where it is not."""

    def page(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        return words_of(response.content.decode())

    return page


def words_of(html: str) -> str:
    """Return what a page says, with single spaces and without its tags."""
    return " ".join(unescape(re.sub(r"<wbr>", "", re.sub(r"<(?!wbr)[^>]+>", " ", html))).split())
