"""The four example catalogs as Word, Excel, PDF and HTML: the same items from every format.

The files in ``tests/catalog/formats`` are made by ``python -m tests.catalog.making``, with really
merged cells. What a plain text cannot tell (is a blank merged or empty?) a file with cells can: so
origins differ, and a heading the text leaves unresolved is left out of the comparison.
"""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongkai.catalog import read_file, to_dict
from gongkai.catalog.model import Catalog, Origin

ROOT = Path(__file__).parents[2]
FILES = sorted(path for path in (Path(__file__).parent / "formats").iterdir())
TOLD_BY_THE_FILE = ("origin", "cells", "line")


@cache
def catalog_of(path: Path) -> Catalog:
    """Read a file once for all tests: a PDF costs seconds, an old Word file a whole program."""
    if path.suffix == ".doc" and shutil.which("soffice") is None:
        pytest.skip("old Word files are read through LibreOffice, which is not installed")
    (catalog,) = read_file(path).catalogs
    return catalog


def example(path: Path) -> Catalog:
    (catalog,) = read_file(ROOT / "examples" / "catalogs" / f"{path.stem}.txt").catalogs
    return catalog


def values(catalog: Catalog, unresolved: list[set[str]]) -> list[dict[str, Any]]:
    """Return the items as plain values, without what a file with cells knows better."""
    rows: list[dict[str, Any]] = to_dict(catalog)["items"]
    for row, left_out in zip(rows, unresolved, strict=True):
        for name in (*TOLD_BY_THE_FILE, *left_out):
            del row[name]
        for limit in filter(None, [row["time_limit"]]):
            del limit["findings"]  # they name the place
    return rows


def squashed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    plain = json.dumps(rows, ensure_ascii=False)
    read: list[dict[str, Any]] = json.loads(plain.replace(" ", "").replace("\\n", ""))
    return read


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_format_of_an_example_gives_the_same_items(path: Path) -> None:
    expected, catalog = example(path), catalog_of(path)
    assert (catalog.title, catalog.issuer) == (expected.title, expected.issuer)
    assert len(catalog.items) == len(expected.items)
    headings = [
        {field for field in ("seq", "process", "levels") if item.origin[field] is Origin.UNRESOLVED}
        for item in expected.items
    ]
    found, wanted = values(catalog, headings), values(expected, headings)
    if path.suffix == ".pdf":  # a space at the end of a line is not printed on paper
        found, wanted = squashed(found), squashed(wanted)
    assert found == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_item_of_every_format_says_in_which_cell_it_stands(path: Path) -> None:
    catalog = catalog_of(path)
    for item in catalog.items:
        assert len(item.cells) == len(catalog.columns)
        assert all(cell.place.part and cell.place.row and cell.place.column for cell in item.cells)


def test_the_examples_are_there_in_every_format() -> None:
    wanted = {"doc", "docx", "html", "pdf", "xls", "xlsx"}
    names = {path.stem for path in (ROOT / "examples" / "catalogs").glob("*.txt")}
    assert {path.name for path in FILES} == {f"{name}.{end}" for name in names for end in wanted}
