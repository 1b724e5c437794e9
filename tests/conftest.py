"""Fixtures for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from hypothesis import HealthCheck, settings

from tests.plugins.postgres import server_key

# How long an example takes says more of the machine than of the code.
settings.register_profile("gongkai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gongkai")


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Leave the database in place at the end: a server of our own goes away with everything in
    it, and a connection that a test's thread forgot cannot turn a good run into an error."""
    server = request.config.stash[server_key]
    return server.is_ours or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Start the database when the first test asks for it (pytest-django calls this before).

    The suffix keeps parallel processes apart on a server that they share.
    """
    request.config.stash[server_key].start()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash passwords in a thousandth of the rounds. Signing in works as ever; it only costs the
    tests less, above all where the password is wrong (Django then does all the rounds)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1000)
        yield
