"""A day in November 2026, and a body that works under the 2025 edition of its catalog."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.duties.models import Edition
from tests import factories as made
from tests.duties.renewing import two_editions


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    made.set_today(monkeypatch, date(2026, 11, 20))
    return date(2026, 11, 20)


@pytest.fixture
def team(today: date) -> made.Team:
    return made.a_team()


@pytest.fixture
def editions(team: made.Team) -> tuple[Edition, Edition]:
    old, new = two_editions()
    made.adopted(team.body, old)
    return old, new
