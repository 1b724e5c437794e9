"""Rows and headings: two shapes, blank lines, page breaks, cut rows, several tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.catalog import read_text
from gongkai.catalog.headings import column
from gongkai.catalog.joining import join
from gongkai.catalog.model import Origin
from tests.catalog.tables import HEADINGS, TITLE, found, items, read_one, stacked, tabbed

ROW = ("1", "决策", "政策", "文件", "文件名称", "实时更新", "办公室")
NEXT = ("2", "决策", "政策", "通知", "通知正文", "年度更新", "人事科")


@pytest.mark.parametrize("shape", [tabbed, stacked])
def test_both_shapes_say_the_same(shape: object) -> None:
    first, second = items(tabbed(ROW, NEXT)), items(stacked(ROW, NEXT))
    assert [item.levels for item in first] == [("政策", "文件"), ("政策", "通知")]
    assert [replace(item, line=None, cells=()) for item in first] == [
        replace(item, line=None, cells=()) for item in second
    ]


def test_a_blank_line_inside_a_cell_ends_no_row() -> None:
    row = ("1", "决策", "\n\n\n政策\n\n", "文件\n", "文件名称", "实时更新", "办公室")
    (first, second) = items(stacked(row, NEXT))
    assert (first.levels, first.content, second.seq) == (("政策", "文件"), "文件名称", "2")


def test_a_narrow_column_joins_its_lines_without_a_space() -> None:
    row = (
        "1",
        "重点\n领域\n信息\n公开",
        "政策\n解读",
        "决策前预\n公开",
        "文件名称",
        "实时更新",
        "办公室",
    )
    (item,) = items(stacked(row))
    assert (item.process, item.levels) == ("重点领域信息公开", ("政策解读", "决策前预公开"))


def test_a_row_with_too_few_cells_ends_where_the_next_number_begins() -> None:
    catalog = read_one(stacked(ROW[:5], NEXT))
    assert [item.seq for item in catalog.items] == ["1", "2"]
    assert catalog.items[0].origin["publisher"] is Origin.UNRESOLVED
    (cut,) = found(catalog, "row-cut")
    assert "“公开内容”一格之后中断" in cut.message
    assert "公开时限、公开主体" in cut.message


def test_a_cell_too_many_is_quoted_in_a_finding() -> None:
    catalog = read_one(tabbed((*ROW, "多出来的话")))
    (finding,) = found(catalog, "row-too-long")
    assert "多出来的话" in finding.message


def test_a_line_break_inside_a_tabbed_row_is_part_of_the_cell() -> None:
    text = tabbed(ROW, NEXT).replace("文件名称", "文件\n名称")
    assert items(text)[0].content == "文件\n名称"
    assert len(items(text)) == 2


def test_headings_printed_again_are_no_row() -> None:
    catalog = read_one(tabbed(ROW, NEXT, page_before=1))
    assert [item.seq for item in catalog.items] == ["1", "2"]


def test_stacked_headings_printed_again_are_no_row() -> None:
    catalog = read_one(stacked(ROW, HEADINGS, NEXT))
    assert [item.seq for item in catalog.items] == ["1", "2"]


def test_a_second_title_begins_a_second_catalog() -> None:
    other = tabbed(NEXT, title="西湖区财政局主动公开基本目录")
    catalogs = read_text(tabbed(ROW) + "\n" + other, "a.txt").catalogs
    assert [(one.issuer, len(one.items)) for one in catalogs] == [
        ("东湖区住房局", 1),
        ("西湖区财政局", 1),
    ]


def test_a_second_stacked_catalog_keeps_its_title_out_of_the_first() -> None:
    other = stacked(NEXT, title="西湖区财政局主动公开基本目录")
    first, second = read_text(stacked(ROW) + "\n" + other, "a.txt").catalogs
    assert (first.items[0].publisher, second.title) == ("办公室", "西湖区财政局主动公开基本目录")


def test_text_around_the_table_is_named_and_is_no_item() -> None:
    catalog = read_one(
        f"关于印发目录的说明。\n{TITLE}\n" + stacked(ROW, title="") + "\n\n联系人见附页。\n"
    )
    assert (catalog.title, len(catalog.items)) == (TITLE, 1)
    assert catalog.items[0].publisher == "办公室"
    messages = [finding.message for finding in found(catalog, "text-outside-table")]
    assert "关于印发目录的说明" in messages[0]
    assert "联系人见附页" in messages[1]


def test_a_table_with_no_title_takes_the_file_name_and_says_so() -> None:
    (catalog,) = read_text("\t".join(HEADINGS) + "\n" + "\t".join(ROW), "东湖区目录.txt").catalogs
    assert (catalog.title, catalog.issuer) == ("东湖区目录", None)
    assert len(found(catalog, "title-missing")) == 1


def test_a_number_left_out_is_noticed() -> None:
    catalog = read_one(tabbed(ROW, ("4", *NEXT[1:])))
    (finding,) = found(catalog, "seq-irregular")
    assert finding.seq == "4"
    assert "上一个序号是1" in finding.message


def test_two_heading_rows_are_joined_under_their_fields() -> None:
    upper = ("序号", "公开事项", "公开内容", "公开对象", "公开方式", "公开层级")
    lower = (
        "",
        "一级\n目录",
        "二级目录",
        "",
        "全社会",
        "特定群众",
        "主动",
        "依申\n请公开",
        "市级",
        "县级",
        "乡级",
    )
    columns = join(upper, lower)
    assert columns is not None
    assert [(one.field, one.choice) for one in columns] == [
        ("seq", None),
        ("levels", None),
        ("levels", None),
        ("content", None),
        ("audiences", "everyone"),
        ("audiences", "specific"),
        ("modes", "proactive"),
        ("modes", "on_request"),
        ("tiers", "city"),
        ("tiers", "county"),
        ("tiers", "township"),
    ]


def test_heading_rows_of_the_same_width_are_joined_cell_by_cell() -> None:
    columns = join(("序号", "公开方式", "", "公开内容"), ("", "主动", "依申请", ""))
    assert columns is not None
    assert [one.choice for one in columns] == [None, "proactive", "on_request", None]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("公  开  依  据", "legal_bases"),
        ("公开内容（要素）", "content"),
        ("公开内容(要素)", "content"),
        ("公开渠道和载体               ", "channels"),
        ("[bookmark: _GoBack]公开主体", "publisher"),
        ("责任单位", "publisher"),
        ("联系人", "unknown"),
    ],
)
def test_a_heading_is_known_however_it_is_spaced(heading: str, field: str) -> None:
    assert column(heading).field == field


def test_a_column_nobody_knows_is_kept_under_its_own_heading() -> None:
    catalog = read_one(tabbed((*ROW, "张处长"), headings=(*HEADINGS, "审核领导")))
    assert len(found(catalog, "column-unknown")) == 1
    assert catalog.items[0].extras == (("审核领导", "张处长"),)


def test_a_second_column_for_one_field_is_not_read_over_the_first() -> None:
    catalog = read_one(tabbed((*ROW, "督查科"), headings=(*HEADINGS, "责任单位")))
    assert catalog.items[0].publisher == "办公室"
    assert catalog.items[0].extras == (("责任单位", "督查科"),)
