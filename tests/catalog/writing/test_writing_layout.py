"""How a catalog is printed: the standard headings, merged cells, boxes and ticks."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
from python_calamine import CalamineWorkbook

from gongkai.catalog import read_file
from gongkai.catalog.model import Catalog, Item, Origin
from gongkai.catalog.writing import export, lay_out
from gongkai.catalog.writing.layout import Span
from gongkai.catalog.writing.markdown import escaped
from tests.catalog.tables import read_one, tabbed
from tests.catalog.writing.made import HEADINGS
from tests.docs.pages import ROOT

CHONGQING = ROOT / "examples/catalogs/chongqing-affordable-housing.txt"
ROW = ["住房", "受理", "申请条件", "《甲法》", "7日内", "甲科", "■政府网站 □其他"]
TICKS = ["√", "", "√", "", "√", "", ""]


def catalog_of(*paths: tuple[str, str]) -> Catalog:
    """Read a catalog with these headings of items."""
    rows = [[str(n), *path, *ROW[2:], *TICKS] for n, path in enumerate(paths, start=1)]
    return read_one(tabbed(*rows, headings=HEADINGS))


def item_with(**values: object) -> Catalog:
    """Return a catalog with one item changed."""
    catalog = catalog_of(("住房", "受理"))
    item: Item = replace(catalog.items[0], **values)  # type: ignore[arg-type]
    return replace(catalog, items=(item,))


def cell(catalog: Catalog, field: str, row: int = 0) -> str:
    """Return what is printed in the first column of a field."""
    layout = lay_out(catalog)
    place = next(n for n, column in enumerate(layout.columns) if column.field == field)
    return layout.rows[row][place]


def test_the_standard_headings_stand_in_two_rows() -> None:
    layout = lay_out(read_file(CHONGQING).catalogs[0])
    assert list(layout.groups()) == [
        (0, 0, "序号"),
        (1, 2, "公开事项"),
        (3, 3, "公开内容（要素）"),
        (4, 4, "公开依据"),
        (5, 5, "公开时限"),
        (6, 6, "公开主体"),
        (7, 7, "公开渠道和载体"),
        (8, 9, "公开对象"),
        (10, 11, "公开方式"),
        (12, 14, "公开层级"),
    ]
    lower = [column.lower for column in layout.columns if column.choice]
    assert lower[:4] == ["全社会", "特定群体", "主动", "依申请"]


def test_equal_headings_are_merged_inside_equal_outer_ones() -> None:
    layout = lay_out(catalog_of(("甲", "一"), ("甲", "一"), ("乙", "一"), ("乙", "二")))
    assert set(layout.spans) == {Span(0, 1, 1), Span(2, 1, 3), Span(0, 2, 1)}


def test_numbers_and_contents_are_never_merged() -> None:
    catalog = catalog_of(("甲", "一"), ("甲", "一"))
    assert {layout_span.column for layout_span in lay_out(catalog).spans} == {1, 2}


def test_boxes_tell_required_channels_from_others() -> None:
    assert cell(catalog_of(("甲", "一")), "channels") == "■政府网站\n□其他"


def test_a_choice_is_a_tick_and_its_words_stand_for_it() -> None:
    ticked = item_with(audiences=("specific",), details=(("公开对象/特定群体", "教师"),))
    layout = lay_out(ticked)
    words = [
        text
        for text, column in zip(layout.rows[0], layout.columns, strict=True)
        if column.field == "audiences"
    ]
    assert words == ["", "教师"]
    assert cell(item_with(audiences=("everyone",)), "audiences") == "√"


def test_extras_stand_last_under_their_own_headings() -> None:
    layout = lay_out(item_with(extras=(("责任科室", "甲科"), ("更新频率", "每月"))))
    assert [column.upper for column in layout.columns[-2:]] == ["责任科室", "更新频率"]
    assert layout.rows[0][-2:] == ("甲科", "每月")


def test_a_heading_stands_in_its_own_column_where_another_is_unresolved() -> None:
    catalog = item_with(levels=("受理",))
    (item,) = catalog.items
    origin = item.origin | {
        "levels": Origin.UNRESOLVED,
        "levels.0": Origin.UNRESOLVED,
        "levels.1": Origin.PRINTED,
    }
    layout = lay_out(replace(catalog, items=(replace(item, origin=origin),)))
    assert layout.rows[0][1:3] == ("？", "受理")


def test_an_unresolved_limit_is_left_blank() -> None:
    assert cell(item_with(time_limit=None), "time_limit") == ""


def test_a_single_heading_column_has_no_second_row() -> None:
    rows = [["1", "受理", "申请条件", "7日内"]]
    headings = ("序号", "公开事项", "公开内容", "公开时限")
    layout = lay_out(read_one(tabbed(*rows, headings=headings)))
    assert not layout.double
    assert [column.upper for column in layout.columns[:2]] == ["序号", "公开事项"]


def test_a_workbook_has_a_sheet_for_each_catalog_under_names_it_allows() -> None:
    catalog = catalog_of(("甲", "一"))
    titles = ["甲/乙[丙]*标准目录", "长" * 40 + "标准目录", "长" * 40 + "标准目录", "'"]
    data = export([replace(catalog, title=title) for title in titles], "xlsx").data
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        names = book.sheet_names
    assert names == ["甲乙丙标准目录", "长" * 31, "长" * 26 + "（2）", "目录"]


def test_a_workbook_merges_title_and_headings() -> None:
    data = export([catalog_of(("甲", "一"), ("甲", "二"))], "xlsx").data
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        merged = book.get_sheet_by_index(0).merged_cell_ranges
    assert merged is not None
    assert ((0, 0), (0, 14)) in merged  # the title
    assert ((1, 0), (2, 0)) in merged  # 序号 over both heading rows
    assert ((1, 1), (1, 2)) in merged  # 公开事项 over its two levels
    assert ((3, 1), (4, 1)) in merged  # 甲 over both items


def test_a_word_table_repeats_its_headings_and_merges_as_the_workbook_does() -> None:
    made = docx.Document(io.BytesIO(export([catalog_of(("甲", "一"), ("甲", "二"))], "docx").data))
    (table,) = made.tables
    assert made.paragraphs[0].text == "东湖区住房局政务公开事项标准目录"
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][:4] == ["序号", "公开事项", "公开事项", "公开内容（要素）"]
    assert rows[1][:3] == ["序号", "一级事项", "二级事项"]
    assert [row[1] for row in rows[2:]] == ["甲", "甲"]
    assert rows[2][7] == "■政府网站\n□其他"
    heads = table._tbl.xpath("./w:tr[w:trPr/w:tblHeader]")
    assert len(heads) == 2


def test_signs_of_markdown_are_escaped_and_lines_joined() -> None:
    assert escaped("甲|乙\n丙\\丁") == "甲\\|乙<br>丙\\\\丁"


def test_signs_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    catalog = item_with(remarks="甲\x00\x0b乙")
    assert cell(catalog, "remarks") == "甲乙"
    assert export([catalog], "docx").data
