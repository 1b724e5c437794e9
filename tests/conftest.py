"""Fixtures for every test."""

from __future__ import annotations

import pytest

from tests.plugins.postgres import server_key


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Start the database when the first test asks for it (pytest-django calls this before).

    The suffix keeps parallel processes apart on a server that they share.
    """
    request.config.stash[server_key].start()
