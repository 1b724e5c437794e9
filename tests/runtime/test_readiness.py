"""Nothing answers on the port before the tables are there; a known home starts side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.runtime import readiness


def test_a_new_home_is_not_ready(tmp_path: Path) -> None:
    assert not readiness.is_ready(tmp_path)


def test_a_home_that_came_up_once_is_ready(tmp_path: Path) -> None:
    readiness.mark_ready(tmp_path)

    assert readiness.is_ready(tmp_path)


def test_a_new_migration_or_package_makes_a_home_unready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readiness.mark_ready(tmp_path)

    monkeypatch.setattr("importlib.metadata.version", lambda name: f"{name} of tomorrow")

    assert not readiness.is_ready(tmp_path)


def test_a_broken_mark_counts_as_not_ready(tmp_path: Path) -> None:
    (tmp_path / "tables-up-to-date").mkdir()

    assert not readiness.is_ready(tmp_path)
