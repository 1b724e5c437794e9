"""Signing in and reading pages, for the tests of the pages around disclosures."""

from __future__ import annotations

import html
import re
from typing import Any

from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.bodies.models import Officer


def as_officer(officer: Officer) -> Client:
    """Return a browser in which ``officer`` is signed in."""
    client = Client()
    client.force_login(officer)
    return client


def text_of(response: Any) -> str:
    """Return what a page says, in one line, without its marks and without the frame around it."""
    content = response.content.decode().partition("<main")[2].partition("</main>")[0]
    plain = re.sub(r"<[^>]+>", " ", content.partition(">")[2])
    return re.sub(r"\s+", " ", html.unescape(plain)).strip()


def said(response: Any) -> list[str]:
    """Return the messages the next page will show."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def address(route: str, *args: Any) -> str:
    """Return the address of a page of the workspace."""
    return reverse(f"workspace:{route}", args=args)


def queries_of(client: Client, url: str) -> int:
    """Return how often the page at ``url`` asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
