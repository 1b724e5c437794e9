"""A cell is a text, whatever a spreadsheet program would make of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from gongkai.catalog.model import Catalog
from gongkai.catalog.writing import export
from gongkai.catalog.writing.formulas import STARTS, guarded, unguarded
from gongkai.refusals import Refused
from tests.catalog.tables import read_one, tabbed
from tests.catalog.writing.made import HEADINGS

SIGNS = st.text(alphabet="'=+-@\t甲1", max_size=6)


def catalog_with(remark: str) -> Catalog:
    """Return a catalog whose one item has ``remark`` as its remark."""
    cells = ["1", "住房", "受理", "申请条件", "《甲法》", "7日内", "甲科", "■政府网站"]
    catalog = read_one(tabbed([*cells, "√", "", "√", "", "√", "", "无话"], headings=HEADINGS))
    return replace(catalog, items=(replace(catalog.items[0], remarks=remark),))


@given(st.one_of(SIGNS, st.text(max_size=8)))
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not guarded(text).startswith(STARTS)
    assert unguarded(guarded(text)) == text


def test_plain_texts_are_left_alone() -> None:
    for text in ("", "甲", "'引号'", "1-2"):
        assert guarded(text) == unguarded(text) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_csv_cell_that_begins_like_a_formula_has_a_sign_in_front(start: str) -> None:
    data = export([catalog_with(f"{start}SUM(A1)")], "csv").data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[-1][-1] == f"'{start}SUM(A1)"


def test_a_workbook_holds_texts_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(export([catalog_with("=1+1")], "xlsx").data)
    with CalamineWorkbook.from_path(path) as book:
        rows = book.get_sheet_by_index(0).to_python()
    assert rows[-1][-1] == "=1+1"
    assert rows[-1][0] == "1"


def test_a_text_longer_than_a_cell_of_a_workbook_is_refused_by_its_place() -> None:
    with pytest.raises(Refused) as refused:
        export([catalog_with("长" * 32768)], "xlsx")
    assert refused.value.code == "catalog-export-cell"
    assert "第4行第15格" in refused.value.message
    assert export([catalog_with("长" * 32768)], "docx").data
