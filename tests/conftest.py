"""Fixtures for every test."""

from __future__ import annotations

import pytest

from tests.plugins.postgres import server_key


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Start the database when the first test asks for it (pytest-django calls this before)."""
    request.config.stash[server_key].start()
