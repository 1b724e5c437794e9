"""The demo, loaded once for the tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from gongkai.demo.load import load_demo


@contextmanager
def loaded() -> Iterator[list[str]]:
    """Load the demo, give the lines it printed, and leave the database as it was."""
    lines: list[str] = []
    with transaction.atomic():
        load_demo(lines.append)
        yield lines
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[str]]:
    """The lines printed while the demo was loaded; it stays for the tests of one module."""
    with django_db_blocker.unblock(), loaded() as lines:
        yield lines
