"""Headings: many names, cropped, spaced, traditional; two rows of them joined by their fields."""

from __future__ import annotations

import pytest

from gongkai.catalog.headings import (
    Column,
    column,
    is_heading_row,
    is_known,
    is_ordinal,
    is_sub_row,
    is_tier_like,
)
from gongkai.catalog.joining import from_paths, join, once

UPPER = ("序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体")
WORDS = ("公开对象", "公开方式", "公开层级")


def fields(columns: tuple[Column, ...] | None) -> list[str]:
    assert columns is not None
    return [one.choice or one.field for one in columns]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("公开主", "publisher"),
        ("公开渠道和载", "channels"),
        ("公开层", "tiers"),
        ("开依据", "legal_bases"),
        ("公開事項", "levels"),
        ("公開內(nèi)容(要素)", "content"),
        ("序號(hào)", "seq"),
        ("公开\n时限", "time_limit"),
        ("公  开  依  据", "legal_bases"),
        ("Ⅰ级", "levels"),
        ("II级指标", "levels"),
        ("四级目录", "levels"),
        ("一级公开事项", "levels"),
        ("业务事项", "levels"),
        ("公开内容(要素)及要求", "content"),
        ("责任科室", "publisher"),
        ("更新频率", "time_limit"),
    ],
)
def test_a_heading_is_known_under_its_many_names(heading: str, field: str) -> None:
    assert column(heading).field == field


@pytest.mark.parametrize(
    "heading", ["公开", "公", "咨询电话", "村级", "省级", "某市级", "州级县级"]
)
def test_a_heading_that_could_be_several_or_none_is_unknown(heading: str) -> None:
    assert column(heading).field == "unknown"


@pytest.mark.parametrize(
    ("heading", "tier"),
    [
        ("县级", "county"),
        ("区县级", "county"),
        ("县（市、区）级", "county"),
        ("乡、村级", "township"),
        ("镇（街）级", "township"),
        ("镇街(园区)级", "township"),
        ("鄉(xiāng)級", "township"),
        ("市级", "city"),
    ],
)
def test_a_tier_is_known_under_its_many_names(heading: str, tier: str) -> None:
    assert column(heading).choice == tier


def test_the_printed_heading_is_kept_whatever_it_is_compared_as() -> None:
    assert column("公開 內容(要素)").heading == "公開內容（要素）"


def test_what_a_heading_explains_of_its_signs_is_no_part_of_its_name() -> None:
    found = column("公开渠道和载体(“■”表示必选项,“□”表示可选项)")
    assert (found.field, found.heading) == ("channels", "公开渠道和载体")


def test_extras_are_known_and_fill_no_field() -> None:
    assert is_known("五公开")
    assert column("五公开").field == "unknown"
    assert not is_known("天气")


def test_ordinals_and_tiers_are_told_from_other_headings() -> None:
    assert is_ordinal("三级目录")
    assert not is_ordinal("公开事项")
    assert is_tier_like("某市级")
    assert not is_tier_like("公开内容")


def test_extras_do_not_hide_a_row_of_headings() -> None:
    assert is_heading_row(
        ("公开事项", "公开内容", "公开时限", "咨询电话", "监督电话", "链接", "五公开")
    )


def test_a_row_of_values_is_no_row_of_headings() -> None:
    assert not is_heading_row(("1", "政策文件", "法规", "文件名称", "《条例》", "实时公开"))
    assert not is_heading_row(())
    assert not is_heading_row(("公开事项", "公开内容" * 60, "公开时限"))


def test_a_lower_row_may_hold_tiers_the_model_has_no_word_for() -> None:
    assert is_sub_row(("一级事项", "二级事项", "全社会", "某市级", "村"))
    assert not is_sub_row(("某市级", "村"))
    assert not is_sub_row(("一级事项", "政策文件"))


def test_children_stand_under_the_heading_of_their_field() -> None:
    lower = ("一级事项", "二级事项", "全社会", "特定群体", "主动", "依申请公开", "县级", "乡级")
    assert fields(join((*UPPER, *WORDS), lower)) == [
        "seq",
        "levels",
        "levels",
        "content",
        "legal_bases",
        "time_limit",
        "publisher",
        "channels",
        "everyone",
        "specific",
        "proactive",
        "on_request",
        "county",
        "township",
    ]


def test_as_many_children_as_headings_are_not_joined_one_under_one() -> None:
    lower = (
        "一级事项",
        "二级事项",
        "三级事项",
        "全社会",
        "特定群体",
        "主动",
        "依申请",
        "市级",
        "县级",
        "乡级",
    )
    upper = (*UPPER, *WORDS)
    assert len(lower) == len(upper)
    assert fields(join(upper, lower))[:5] == ["seq", "levels", "levels", "levels", "content"]
    assert fields(join(upper, lower))[-3:] == ["city", "county", "township"]


def test_a_heading_without_children_keeps_its_column() -> None:
    found = join((*UPPER[:4], "公开对象", "公开方式", "备注"), ("主动", "依申请公开"))
    assert fields(found)[-4:] == ["audiences", "proactive", "on_request", "remarks"]


def test_children_stand_under_a_heading_that_lost_its_end() -> None:
    found = join((*UPPER, "公开", "公开方式"), ("全社会", "特定群体", "主动", "依申请"))
    assert fields(found)[-4:] == ["everyone", "specific", "proactive", "on_request"]


def test_levels_stand_under_the_items_and_not_under_a_level_beside_them() -> None:
    upper = ("序号", "事项类型", "公开事项", "公开内容", "公开时限")
    found = join(upper, ("一级事项", "二级事项"))
    assert found is not None
    assert [one.heading for one in found][1:4] == [
        "事项类型",
        "公开事项/一级事项",
        "公开事项/二级事项",
    ]


def test_headings_printed_over_each_of_their_columns_are_joined_cell_by_cell() -> None:
    upper = ("序号", "公开事项", "公开事项", "公开内容", "公开对象", "公开对象")
    lower = ("序号", "一级事项", "二级事项", "公开内容", "全社会", "特定群体")
    assert fields(join(upper, lower)) == [
        "seq",
        "levels",
        "levels",
        "content",
        "everyone",
        "specific",
    ]


def test_rows_that_do_not_fit_together_are_not_joined() -> None:
    assert join(("序号", "公开事项", "公开内容"), ("全社会", "特定群体")) is None


def test_of_two_columns_for_one_field_the_better_name_wins_wherever_it_stands() -> None:
    first, second = once([column("责任科室"), column("公开主体")])
    assert (first.field, first.heading) == ("unknown", "责任科室")
    assert second.field == "publisher"


def test_the_number_of_an_inner_level_is_no_number_of_the_item() -> None:
    found = join(("序号", "一级事项", "序号", "二级事项", "公开内容"), None)
    assert fields(found) == ["seq", "levels", "unknown", "levels", "content"]


def test_headings_of_a_file_with_real_cells_are_read_from_the_innermost() -> None:
    found = from_paths([("公开对象", "全社会"), ("公开层级", "村级"), ()])
    assert [(one.field, one.choice, one.heading) for one in found] == [
        ("audiences", "everyone", "公开对象/全社会"),
        ("tiers", None, "公开层级/村级"),
        ("unknown", None, ""),
    ]
