"""The four real catalogs, every field of all 115 items.

The expected files were checked by eye, row by row, against the documents. They change only
together with a reading of the document.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gongkai.catalog import read_file, to_dict
from gongkai.catalog.model import Catalog, Severity
from tests.catalog.expecting import without_cells
from tests.catalog.tables import found

EXAMPLES = Path(__file__).parents[2] / "examples" / "catalogs"
EXPECTED = Path(__file__).parent / "expected"
COUNTS = {
    "linzi-housing-centre": 13,
    "city-housing-bureau": 26,
    "zhoucun-science-bureau": 33,
    "chongqing-affordable-housing": 43,
}


def read(name: str) -> Catalog:
    (catalog,) = read_file(EXAMPLES / f"{name}.txt").catalogs
    return catalog


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_every_field_of_every_row_is_what_the_document_says(name: str) -> None:
    expected = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    assert {"catalogs": [without_cells(to_dict(read(name)))]} == expected


@pytest.mark.parametrize(("name", "count"), sorted(COUNTS.items()))
def test_no_row_is_lost_and_none_is_made_up(name: str, count: int) -> None:
    assert len(read(name).items) == count


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_every_item_field_says_where_it_came_from(name: str) -> None:
    fields = {
        *("seq", "process", "levels", "content", "elements", "legal_bases", "time_limit"),
        *("publisher", "channels", "audiences", "modes", "tiers", "form", "remarks"),
    }
    for item in read(name).items:
        assert {field for field in item.origin if "." not in field} == fields


def stacked_rows(name: str, first_line: int, width: int) -> list[list[str]]:
    """Cut a stacked example without the reader: a tab begins a cell, ``width`` cells are a row."""
    cells: list[str] = []
    lines = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    for line in lines[first_line - 1 :]:
        if line.startswith("\t"):
            cells.append(line[1:])
        else:
            cells[-1] += "\n" + line
    return [cells[place : place + width] for place in range(0, len(cells), width)]


def plain(text: str) -> str:
    return re.sub(r"\[bookmark:[^\]]*\]|\s", "", text)


@pytest.mark.parametrize(
    ("name", "first_line", "width"),
    [
        ("linzi-housing-centre", 29, 13),
        ("zhoucun-science-bureau", 32, 13),
        ("chongqing-affordable-housing", 56, 15),
    ],
)
def test_a_second_way_of_cutting_the_text_gives_the_same_cells(
    name: str, first_line: int, width: int
) -> None:
    catalog = read(name)
    rows = stacked_rows(name, first_line, width)
    assert len(rows) == len(catalog.items)
    for row, item in zip(rows, catalog.items, strict=True):
        heads = 4 if width == 13 else 3
        content, bases, limit, publisher, channels = row[heads : heads + 5]
        assert plain(row[0]) == item.seq
        named = [item.process or "", *item.levels]
        assert all(plain(cell) in named for cell in row[1:heads] if plain(cell))
        assert content.strip() == item.content
        titles = [plain(basis.title) for basis in item.legal_bases]
        assert titles == [plain(title) for title in re.findall("《([^《》]*)》", bases)]
        assert item.time_limit is not None
        assert limit.strip() == item.time_limit.text
        assert plain(publisher) == item.publisher
        filled = [channel.required for channel in item.channels]
        assert filled == [box == "■" for box in re.findall("[■□]", channels)]


def test_the_housing_bureaus_row_before_the_page_break_belongs_to_nobody_yet() -> None:
    catalog = read("city-housing-bureau")
    row = catalog.items[8]
    assert (row.seq, row.levels) == (None, ("建议提案办理总体情况",))
    assert (row.origin["seq"], row.origin["levels"]) == ("unresolved", "unresolved")
    messages = [one.message for one in found(catalog, "heading-unresolved") if one.line == 14]
    assert "“5”或“6”" in messages[0]
    assert "“政府会议”或“建议提案办理”" in messages[1]


def test_the_science_bureaus_item_14_names_its_candidate_and_does_not_take_it() -> None:
    catalog = read("zhoucun-science-bureau")
    item = catalog.items[13]
    assert (item.seq, item.levels) == ("14", ("财政资金",))
    assert item.origin["levels.1"] == "unresolved"
    (finding,) = found(catalog, "heading-unresolved")
    assert (finding.seq, finding.line) == ("14", 307)
    assert "年度部门预决算及“三公”经费情况" in finding.message


def test_chongqings_last_row_is_cut_and_says_where() -> None:
    catalog = read("chongqing-affordable-housing")
    item = catalog.items[-1]
    assert (item.seq, item.audiences, item.modes, item.tiers) == ("43", (), (), ())
    assert {item.origin[field] for field in ("audiences", "modes", "tiers")} == {"unresolved"}
    (cut,) = [one for one in catalog.findings if one.severity is Severity.ERROR]
    assert (cut.code, cut.seq) == ("row-cut", "43")
    assert "“公开渠道和载体”一格之后中断（原文第1328行）" in cut.message


def test_chongqings_title_names_a_field_and_no_body() -> None:
    catalog = read("chongqing-affordable-housing")
    assert (catalog.title, catalog.issuer) == ("重庆市保障性住房领域政务公开标准目录", None)
    (finding,) = found(catalog, "issuer-unnamed")
    assert "市住房城乡建委" in finding.message


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("linzi-housing-centre", "临淄区住房保障事务服务中心"),
        ("city-housing-bureau", "市住建局"),
        ("zhoucun-science-bureau", "周村区科技局"),
    ],
)
def test_the_title_names_the_issuer(name: str, issuer: str) -> None:
    assert read(name).issuer == issuer


def test_residue_and_wrong_brackets_are_named_with_their_rows() -> None:
    assert [one.seq for one in found(read("linzi-housing-centre"), "residue-removed")] == [
        "5",
        "13",
    ]
    catalog = read("zhoucun-science-bureau")
    assert [one.seq for one in found(catalog, "residue-removed")] == ["6", "23"]
    assert [one.seq for one in found(catalog, "bracket-wrong")] == ["7", "8"]
