"""docs/catalog-format.md names every key and every word that a reading can hold."""

from __future__ import annotations

import re

import pytest

from gongkai.catalog import read_file, to_dict
from gongkai.catalog.diff import ChangeKind
from gongkai.catalog.formats.opening import READERS
from gongkai.catalog.model import ElementKind, LimitKind, LimitUnit, Origin, Severity
from gongkai.catalog.writing import FORMATS
from tests.docs.pages import ROOT, rows, text

PAGE = text("docs/catalog-format.md")
EXAMPLE = ROOT / "examples/catalogs/linzi-housing-centre.txt"


def keys_of(heading: str) -> set[str]:
    """Return the names in the first column of the table under ``heading``."""
    table = PAGE.split(f"| {heading} | meaning |\n")[1].split("\n\n")[0]
    cells = [row[0] for row in rows(f"| {heading} | meaning |\n{table}")]
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_the_tables_name_every_key_of_a_catalog_of_an_item_and_of_a_clause() -> None:
    catalog = to_dict(read_file(EXAMPLE).catalogs[0])
    item = catalog["items"][0]
    assert keys_of("key of a catalog") == {*catalog}
    assert keys_of("key of an item") == {*item}
    assert keys_of("key of a clause") == {*item["time_limit"]["clauses"][0]}


def test_the_tables_name_every_origin_and_every_severity() -> None:
    assert keys_of("origin") == {*Origin}
    assert keys_of("severity") == {*Severity}


def test_the_tables_name_every_kind_of_change_and_every_format() -> None:
    assert keys_of("kind of change") == {*ChangeKind}
    written = {row[0].strip("`") for row in rows(PAGE.split("## Writing a catalog")[1])}
    assert {*FORMATS} <= written
    for kind in READERS:
        assert f"`.{kind}`" in PAGE


@pytest.mark.parametrize("words", [ElementKind, LimitKind, LimitUnit])
def test_every_kind_and_unit_is_named(words: type[ElementKind | LimitKind | LimitUnit]) -> None:
    for word in words:
        assert f"`{word.value}`" in PAGE
