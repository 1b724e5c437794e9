"""Merged cells: what is carried, what is empty, what nobody can tell."""

from __future__ import annotations

from gongkai.catalog.model import Origin
from tests.catalog.tables import found, items, origins, read_one, tabbed

REST = ("文件名称", "实时更新", "办公室")
CITY = ("序号", "事项类别", "事项名称", "内容", "公开时限", "责任单位")


def test_blank_inner_and_outer_cells_go_on_with_the_row_above() -> None:
    rows = (("1", "决策", "政策", "文件", *REST), ("2", "", "", "通知", *REST))
    item = items(tabbed(*rows))[1]
    assert (item.process, item.levels) == ("决策", ("政策", "通知"))
    assert origins(item, "process", "levels", "levels.0", "levels.1") == [
        Origin.CARRIED,
        Origin.CARRIED,
        Origin.CARRIED,
        Origin.PRINTED,
    ]


def test_three_blank_headings_in_a_row_are_all_carried() -> None:
    rows = (
        ("1", "管理", "财政", "预算", *REST),
        ("2", "", "", "", *REST),
        ("3", "", "", "", *REST),
    )
    item = items(tabbed(*rows))[2]
    assert (item.process, item.levels) == ("管理", ("财政", "预算"))
    assert "levels.0" not in item.origin


def test_an_outer_cell_is_carried_over_a_printed_inner_one() -> None:
    rows = (("1", "决策", "政策", "文件", *REST), ("2", "", "计划", "年度计划", *REST))
    item = items(tabbed(*rows))[1]
    assert (item.process, item.levels) == ("决策", ("计划", "年度计划"))
    assert origins(item, "process", "levels") == [Origin.CARRIED, Origin.PRINTED]


def test_a_blank_under_a_different_heading_is_empty() -> None:
    rows = (("1", "决策", "政策", "文件", *REST), ("2", "", "计划", "", *REST))
    item = items(tabbed(*rows))[1]
    assert item.levels == ("计划",)
    assert item.origin["levels.1"] is Origin.ABSENT
    assert found(read_one(tabbed(*rows)), "heading-unresolved") == []


def test_a_blank_under_a_heading_printed_again_is_unresolved() -> None:
    rows = (("1", "管理", "财政", "预算", *REST), ("2", "管理", "财政", "", *REST))
    catalog = read_one(tabbed(*rows))
    item = catalog.items[1]
    assert item.levels == ("财政",)
    assert origins(item, "levels", "levels.0", "levels.1") == [
        Origin.UNRESOLVED,
        Origin.PRINTED,
        Origin.UNRESOLVED,
    ]
    (finding,) = found(catalog, "heading-unresolved")
    assert (finding.seq, finding.field) == ("2", "levels")
    assert "“预算”" in finding.message


def test_what_follows_an_unresolved_heading_is_unresolved_too() -> None:
    rows = (
        ("1", "管理", "财政", "预算", *REST),
        ("2", "管理", "财政", "", *REST),
        ("3", "", "", "", *REST),
    )
    item = items(tabbed(*rows))[2]
    assert item.levels == ("财政",)
    assert item.origin["levels.1"] is Origin.UNRESOLVED


def test_a_blank_with_nothing_above_is_absent() -> None:
    item = items(tabbed(("1", "", "", "文件", *REST)))[0]
    assert (item.process, item.levels) == (None, ("文件",))
    assert origins(item, "process", "levels.0") == [Origin.ABSENT, Origin.ABSENT]


def test_a_level_is_carried_where_the_process_column_is_empty_throughout() -> None:
    rows = (("1", "", "政策", "文件", *REST), ("2", "", "", "通知", *REST))
    assert items(tabbed(*rows))[1].levels == ("政策", "通知")


def test_one_number_stands_for_several_rows() -> None:
    rows = (("1", "机构", "概况", *REST), ("", "", "领导", *REST))
    item = items(tabbed(*rows, headings=CITY))[1]
    assert (item.seq, item.levels) == ("1", ("机构", "领导"))
    assert origins(item, "seq", "levels.0") == [Origin.CARRIED, Origin.CARRIED]


def test_a_new_number_with_no_heading_is_unresolved() -> None:
    rows = (("8", "服务", "抽查", *REST), ("", "", "清单", *REST), ("9", "", "乡村振兴", *REST))
    catalog = read_one(tabbed(*rows, headings=CITY))
    item = catalog.items[2]
    assert (item.seq, item.levels) == ("9", ("乡村振兴",))
    assert origins(item, "seq", "levels.0") == [Origin.PRINTED, Origin.UNRESOLVED]
    assert "“服务”" in found(catalog, "heading-unresolved")[0].message


def test_the_last_row_before_a_page_break_may_belong_to_the_next_page() -> None:
    rows = (
        ("5", "会议", "局长会", *REST),
        ("", "", "部门会", *REST),
        ("", "", "提案总体情况", *REST),
        ("6", "提案办理", "办理结果", *REST),
    )
    catalog = read_one(tabbed(*rows, headings=CITY, page_before=3))
    assert catalog.items[1].seq == "5"
    item = catalog.items[2]
    assert (item.seq, item.levels) == (None, ("提案总体情况",))
    assert origins(item, "seq", "levels.0") == [Origin.UNRESOLVED, Origin.UNRESOLVED]
    number, level = found(catalog, "heading-unresolved")
    assert "“5”或“6”" in number.message
    assert "“会议”或“提案办理”" in level.message


def test_without_a_page_break_the_same_row_is_carried() -> None:
    rows = (
        ("5", "会议", "局长会", *REST),
        ("", "", "总体情况", *REST),
        ("6", "提案", "结果", *REST),
    )
    assert items(tabbed(*rows, headings=CITY))[1].seq == "5"


def test_a_page_that_opens_with_the_same_number_still_open_changes_nothing() -> None:
    rows = (("5", "会议", "局长会", *REST), ("", "", "部门会", *REST), ("", "", "党组会", *REST))
    catalog = read_one(tabbed(*rows, headings=CITY, page_before=2))
    assert [item.seq for item in catalog.items] == ["5", "5", "5"]


def test_a_blank_cell_that_is_no_heading_is_never_filled() -> None:
    rows = (("1", "机构", "概况", *REST), ("", "", "领导", "领导姓名、工作职务", "", ""))
    catalog = read_one(tabbed(*rows, headings=CITY))
    item = catalog.items[1]
    assert (item.time_limit, item.publisher) == (None, None)
    assert origins(item, "time_limit", "publisher") == [Origin.UNRESOLVED, Origin.UNRESOLVED]
    limit, publisher = found(catalog, "cell-blank")
    assert "“实时更新”" in limit.message
    assert "“办公室”" in publisher.message


def test_a_blank_content_leaves_its_elements_unresolved() -> None:
    rows = (("1", "机构", "概况", *REST), ("", "", "物业", "", "", "物业科"))
    item = items(tabbed(*rows, headings=CITY))[1]
    assert (item.content, item.elements, item.publisher) == ("", (), "物业科")
    assert origins(item, "content", "elements", "publisher") == [
        Origin.UNRESOLVED,
        Origin.UNRESOLVED,
        Origin.PRINTED,
    ]


def test_a_column_the_catalog_does_not_have_is_absent() -> None:
    item = items(tabbed(("1", "机构", "概况", *REST), headings=CITY))[0]
    assert set(
        origins(item, "process", "legal_bases", "channels", "modes", "tiers", "remarks")
    ) == {Origin.ABSENT}


def test_a_row_cut_inside_its_headings_carries_nothing() -> None:
    rows = (("1", "决策", "政策", "文件", *REST), ("2", "决策"))
    catalog = read_one(tabbed(*rows))
    item = catalog.items[1]
    assert (item.seq, item.process, item.levels) == ("2", "决策", ())
    assert origins(item, "process", "levels", "content") == [
        Origin.PRINTED,
        Origin.UNRESOLVED,
        Origin.UNRESOLVED,
    ]
    assert len(found(catalog, "row-cut")) == 1
    assert found(catalog, "heading-unresolved") == []


def test_a_blank_below_a_cut_row_is_unresolved() -> None:
    rows = (
        ("1", "决策", "政策", "文件", *REST),
        ("2", "决策"),
        ("3", "", "", "通知", *REST),
    )
    item = items(tabbed(*rows))[2]
    assert (item.process, item.levels) == ("决策", ("通知",))
    assert item.origin["levels.0"] is Origin.UNRESOLVED
