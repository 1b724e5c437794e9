"""``gongkai catalog load``: a file becomes editions, all of it or nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.audit.models import AuditEntry
from gongkai.catalog import read_file
from gongkai.cli.app import build
from gongkai.cli.loading import store
from gongkai.duties.models import Edition
from gongkai.refusals import Refused
from gongkai.runtime import database, site

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[2] / "examples" / "catalogs"
HOUSING = EXAMPLES / "city-housing-bureau.txt"


@pytest.fixture(autouse=True)
def test_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command work on the database of this test, which is migrated already."""

    @contextlib.contextmanager
    def at_hand(home: Path) -> Iterator[str]:
        yield "postgresql:///of-this-test"

    monkeypatch.setattr(database, "at_hand", at_hand)
    monkeypatch.setattr(site, "set_environment", lambda home, url: None)
    monkeypatch.setattr(site, "set_up", lambda: None)
    monkeypatch.setattr(site, "migrate", lambda: None)


def _load(*words: str) -> list[str]:
    result = CliRunner().invoke(
        build(), ["catalog", "load", *words], catch_exceptions=False, standalone_mode=False
    )
    return result.output.splitlines()


def test_the_operator_loads_a_catalog_and_reads_what_came_in() -> None:
    lines = _load(str(HOUSING), "--label", "2026年版", "--domain", "住房")
    edition = Edition.objects.get()
    (read,) = read_file(HOUSING).catalogs
    noticed = len(read.findings)
    assert lines == [
        f"正在读取 {HOUSING} ……",
        f"已导入 {edition}：26 项公开事项，{noticed} 处读取提示（版次编号 {edition.pk}）。",
    ]
    assert (edition.label, edition.catalog.domain) == ("2026年版", "住房")
    assert edition.source_name == HOUSING.name


def test_without_a_label_the_name_of_the_file_is_the_label() -> None:
    _load(str(HOUSING))
    assert Edition.objects.get().label == "city-housing-bureau"


def test_the_trail_names_the_system_as_the_one_who_imported() -> None:
    _load(str(HOUSING))
    entry = AuditEntry.objects.get(verb="duties.import_edition")
    assert (entry.actor, entry.actor_name, entry.body_id) == (None, "系统", None)


def test_the_same_file_again_is_refused() -> None:
    _load(str(HOUSING))
    with pytest.raises(Refused) as refusal:
        _load(str(HOUSING), "--label", "又一次")
    assert refusal.value.code == "same-file"
    assert Edition.objects.count() == 1


def test_a_file_that_is_missing_is_refused_before_any_database_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def never(home: Path) -> None:
        raise AssertionError("the database was asked for")

    monkeypatch.setattr(database, "at_hand", never)
    with pytest.raises(Refused) as refusal:
        _load(str(tmp_path / "没有.txt"))
    assert refusal.value.code == "catalog-file-missing"


def test_one_refused_catalog_leaves_none_of_the_file() -> None:
    once = read_file(HOUSING)
    twice = type(once)(once.name, once.encoding, once.catalogs * 2)
    with pytest.raises(Refused) as refusal:
        store(twice, HOUSING.name, "0" * 64, "2026年版", "")
    assert refusal.value.code == "same-file"
    assert Edition.objects.count() == 0
