"""docs/privacy.md says that reading sets no cookie and loads nothing from other sites."""

from __future__ import annotations

import re

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_citizen_who_reads_the_front_page_gets_no_cookie() -> None:
    answer = Client().get("/")
    assert answer.status_code == 200
    assert dict(answer.cookies) == {}


@pytest.mark.django_db
def test_the_front_page_loads_nothing_from_another_site() -> None:
    page = Client().get("/").content.decode()
    assert re.findall(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"(?:https?:)?//", page) == []
