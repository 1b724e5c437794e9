"""Reading an export gives back the same catalog."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from gongkai.catalog import read_file
from gongkai.catalog.model import Catalog, Element
from gongkai.catalog.writing import FORMATS, export
from gongkai.catalog.writing.checking import Loss
from gongkai.refusals import Refused
from tests.catalog.tables import read_one, tabbed
from tests.catalog.writing.made import HEADINGS, fields_of, read_back, read_catalogs
from tests.docs.pages import ROOT

EXAMPLES = sorted((ROOT / "examples/catalogs").glob("*.txt"))
ROW = ["1", "住房", "受理", "申请条件、申请材料", "《甲法》", "7日内", "甲科", "■政府网站 □其他"]
TICKED = [*ROW, "√", "", "√", "", "√", "", "无话"]


def one(*rows: list[str]) -> Catalog:
    """Read a catalog of these rows."""
    return read_one(tabbed(*(rows or (TICKED,)), headings=HEADINGS))


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_back_the_same_from_every_format(
    path: Path, to: str, tmp_path: Path
) -> None:
    catalogs = read_file(path).catalogs
    made = export(catalogs, to)
    read = read_back(made.data, tmp_path, to)
    assert made.losses == ()
    assert [(one.title, one.issuer) for one in read] == [
        (one.title, one.issuer) for one in catalogs
    ]
    assert [fields_of(one) for one in read] == [fields_of(one) for one in catalogs]


@pytest.mark.parametrize("to", FORMATS)
@settings(max_examples=6, deadline=None)
@given(catalog=read_catalogs())
def test_any_catalog_that_was_read_reads_back_the_same(to: str, catalog: Catalog) -> None:
    made = export([catalog], to)
    with TemporaryDirectory() as folder:
        (read,) = read_back(made.data, Path(folder), to)
    assert (read.title, read.issuer, made.losses) == (catalog.title, catalog.issuer, ())
    assert fields_of(read) == fields_of(catalog)


@pytest.mark.parametrize("to", FORMATS)
def test_an_export_of_an_export_is_the_same_file(to: str, tmp_path: Path) -> None:
    first = export([one()], to)
    again = export(read_back(first.data, tmp_path, to), to)
    if to in ("csv", "md"):
        assert again.data == first.data
    assert again.losses == first.losses == ()


@pytest.mark.parametrize("to", ["xlsx", "docx", "md", "json"])
def test_several_catalogs_come_back_as_several(to: str, tmp_path: Path) -> None:
    first = one()
    second = replace(first, title="西湖区教育局政务公开事项标准目录", issuer="西湖区教育局")
    read = read_back(export([first, second], to).data, tmp_path, to)
    assert [catalog.title for catalog in read] == [first.title, second.title]
    assert [fields_of(catalog) for catalog in read] == [fields_of(first), fields_of(second)]


def test_several_catalogs_do_not_fit_into_one_csv() -> None:
    with pytest.raises(Refused) as refused:
        export([one(), one()], "csv")
    assert refused.value.code == "catalog-export-several"
    assert "有 2 份目录" in refused.value.message


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        export([one()], "pdf")
    assert refused.value.code == "catalog-export-format"
    assert "xlsx、docx、csv、md、json" in refused.value.message


@pytest.mark.parametrize("to", ["xlsx", "csv"])
def test_a_value_that_no_cell_can_say_is_named(to: str) -> None:
    catalog = one()
    corrected = replace(catalog.items[0], elements=(Element("另一个要素"),))
    made = export([replace(catalog, items=(corrected,))], to)
    assert made.losses == (Loss(catalog.title, 1, "elements"),)


def test_a_correction_wins_over_the_cell_it_was_read_from(tmp_path: Path) -> None:
    catalog, other = one(), one([*ROW[:4], "《乙法》", *TICKED[5:]])
    corrected = replace(catalog.items[0], legal_bases=other.items[0].legal_bases)
    made = export([replace(catalog, items=(corrected,))], "xlsx")
    (read,) = read_back(made.data, tmp_path, "xlsx")
    assert made.losses == ()
    assert [basis.title for basis in read.items[0].legal_bases] == ["乙法"]


def test_a_citation_keeps_the_wording_it_was_printed_with(tmp_path: Path) -> None:
    printed = "1.《甲法》（主席令第28号）第三条；2.《乙条例》及有关规定"
    catalog = one([*ROW[:4], printed, *TICKED[5:]])
    (read,) = read_back(export([catalog], "xlsx").data, tmp_path, "xlsx")
    cells = {cell.field: cell.text for cell in read.items[0].cells}
    assert cells["legal_bases"] == printed


@pytest.mark.parametrize("to", FORMATS)
def test_what_a_legend_said_of_the_elements_is_kept(to: str, tmp_path: Path) -> None:
    rows = [[str(n), *TICKED[1:3], "●申请条件 ●申请材料", *TICKED[4:]] for n in (1, 2)]
    text = tabbed(*rows, headings=HEADINGS).replace("\n\n", "\n说明：●必选，〇可选\n\n", 1)
    catalog = read_one(text)
    assert {element.required for element in catalog.items[0].elements} == {True}
    made = export([catalog], to)
    (read,) = read_back(made.data, tmp_path, to)
    assert made.losses == ()
    assert fields_of(read) == fields_of(catalog)
