"""A mail server for every test of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.reminders import mail


@pytest.fixture(autouse=True)
def mail_server(settings: Settings) -> Iterator[type[mail.Server]]:
    """Have letters go to a server that takes everything."""
    settings.EMAIL_BACKEND = mail.BACKEND
    settings.PUBLIC_ADDRESS = "https://gk.example.gov.cn"
    mail.Server.reset()
    yield mail.Server
    mail.Server.reset()
