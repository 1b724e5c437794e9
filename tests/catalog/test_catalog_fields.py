"""One row's cells: 同上, strokes, what is missing or has no field, and where it all came from."""

from __future__ import annotations

import pytest

from gongkai.catalog.document import Document, Grid, GridCell
from gongkai.catalog.model import Catalog, Channel, LegalBasis, Origin
from gongkai.catalog.reader import read_document
from tests.catalog.tables import HEADINGS, found, origins, read_one, tabbed

ROW = ("1", "决策", "政策", "文件", "文件名称；文号", "实时更新", "办公室")
NEXT = ("2", *ROW[1:])
TICKS = ("全社会", "特定群体")


def grid(*rows: list[GridCell | None]) -> Catalog:
    document = Document("东湖区.docx", "docx", (Grid("表1", tuple(map(tuple, rows))),))
    (catalog,) = read_document(document).catalogs
    return catalog


def cells(number: int, texts: tuple[str, ...]) -> list[GridCell | None]:
    return [GridCell(text, number, place) for place, text in enumerate(texts, start=1)]


def test_the_same_as_above_is_carried_and_said() -> None:
    catalog = read_one(tabbed(ROW, (*NEXT[:4], "同上", "同上", "同上")))
    item = catalog.items[1]
    assert (item.content, item.publisher) == ("文件名称；文号", "办公室")
    assert item.time_limit is not None
    assert origins(item, "content", "elements", "time_limit", "publisher") == [Origin.CARRIED] * 4
    assert len(found(catalog, "same-as-above")) == 3
    assert [cell.text for cell in item.cells][4:] == ["同上", "同上", "同上"]


def test_the_same_as_above_reaches_over_rows_that_say_it_too() -> None:
    rows = [(str(number), *ROW[1:6], "同上") for number in (2, 3)]
    assert [item.publisher for item in read_one(tabbed(ROW, *rows)).items] == ["办公室"] * 3


def test_the_same_as_above_never_reaches_over_an_empty_cell() -> None:
    catalog = read_one(tabbed(ROW, (*NEXT[:6], ""), ("3", *ROW[1:6], "同上")))
    assert catalog.items[2].publisher is None
    assert catalog.items[2].origin["publisher"] is Origin.UNRESOLVED
    assert [one.seq for one in found(catalog, "above-missing")] == ["3"]


def test_a_heading_that_is_the_same_as_above_is_carried() -> None:
    rows = (ROW, ("2", "同上", "同上", "同上", *ROW[4:]), ("3", "执行", "", "同上", *ROW[4:]))
    first, second, third = read_one(tabbed(*rows)).items
    assert (second.process, second.levels) == (first.process, first.levels)
    assert origins(second, "process", "levels") == [Origin.CARRIED] * 2
    assert third.levels == ("文件",)
    table = grid(cells(1, HEADINGS), cells(2, ROW), cells(3, rows[1]))
    assert table.items[1].levels == ("政策", "文件")
    assert table.items[1].origin["levels"] is Origin.CARRIED


def test_the_same_as_above_may_begin_a_list_of_laws() -> None:
    heads = (*HEADINGS, "公开依据", "公开渠道")
    rows = ((*ROW, "《甲法》第十条", "■政府网站"), (*NEXT, "同上；《乙法》", "同上、公示栏"))
    item = read_one(tabbed(*rows, headings=heads)).items[1]
    assert item.legal_bases == (LegalBasis("甲法", None, "第十条"), LegalBasis("乙法"))
    assert item.channels[0] == Channel("政府网站", required=True)


def test_a_tick_that_is_the_same_as_above_is_that_tick() -> None:
    rows = ((*ROW, "√", ""), (*NEXT, "同上", "同上"))
    catalog = read_one(tabbed(*rows, headings=(*HEADINGS, *TICKS)))
    assert catalog.items[1].audiences == ("everyone",)
    assert catalog.items[1].origin["audiences"] is Origin.CARRIED
    assert found(catalog, "above-missing") == []


@pytest.mark.parametrize("stroke", ["/", "—", "－", "-", "无", "／", "——"])
def test_a_stroke_is_an_empty_cell_on_purpose(stroke: str) -> None:
    catalog = read_one(tabbed((*ROW[:4], stroke, stroke, stroke)))
    item = catalog.items[0]
    assert (item.content, item.time_limit, item.publisher) == ("", None, None)
    assert origins(item, "content", "time_limit", "publisher") == [Origin.ABSENT] * 3
    assert found(catalog, "cell-blank") == []


def test_a_question_mark_is_no_value() -> None:
    catalog = read_one(tabbed((*ROW[:6], "？")))
    assert (catalog.items[0].publisher, len(found(catalog, "cell-unread"))) == (None, 1)
    assert catalog.items[0].origin["publisher"] is Origin.UNRESOLVED


def test_columns_without_a_field_are_kept_under_their_own_headings() -> None:
    heads = (*HEADINGS, "咨询电话", "五公开")
    catalog = read_one(tabbed((*ROW, "12345", "决策"), (*NEXT, "/", ""), headings=heads))
    assert catalog.items[0].extras == (("咨询电话", "12345"), ("五公开", "决策"))
    assert catalog.items[1].extras == ()


def test_words_in_a_tick_column_are_kept_under_its_heading() -> None:
    catalog = read_one(tabbed((*ROW, "", "√（教师）"), headings=(*HEADINGS, *TICKS)))
    assert catalog.items[0].audiences == ("specific",)
    assert catalog.items[0].details == (("特定群体", "教师"),)


def test_a_doubtful_reading_is_unresolved_and_what_was_read_is_shown() -> None:
    heads = (*HEADINGS, "公开渠道")
    catalog = read_one(tabbed((*ROW, "政府网站 □政府公报 □公示栏"), headings=heads))
    assert catalog.items[0].origin["channels"] is Origin.UNRESOLVED
    assert len(found(catalog, "channel-unboxed")) == 1


def test_a_value_missing_from_a_grid_is_an_empty_cell_and_from_a_text_a_blank_one() -> None:
    text = read_one(tabbed((*ROW[:6], "")))
    assert (len(found(text, "cell-blank")), len(found(text, "cell-empty"))) == (1, 0)
    assert text.items[0].origin["publisher"] is Origin.UNRESOLVED
    table = grid(cells(1, HEADINGS), cells(2, (*ROW[:6], "")))
    assert (len(found(table, "cell-blank")), len(found(table, "cell-empty"))) == (0, 1)
    assert table.items[0].origin["publisher"] is Origin.ABSENT


def test_a_tick_in_a_cell_over_two_columns_belongs_to_neither_for_certain() -> None:
    row = cells(2, (*ROW, "√"))
    table = grid(cells(1, (*HEADINGS, *TICKS)), [*row, row[-1]])
    assert table.items[0].origin["audiences"] is Origin.UNRESOLVED
    assert len(found(table, "tick-merged")) == 1


def test_a_tick_merged_with_the_row_above_is_carried() -> None:
    first, second = cells(2, (*ROW, "√", "")), cells(3, (*NEXT, "", ""))
    table = grid(cells(1, (*HEADINGS, *TICKS)), first, [*second[:7], first[7], second[8]])
    assert table.items[1].audiences == ("everyone",)
    assert table.items[1].origin["audiences"] is Origin.CARRIED


def test_ticks_with_strokes_in_every_cell_are_empty_on_purpose() -> None:
    catalog = read_one(tabbed((*ROW, "/", "—"), headings=(*HEADINGS, *TICKS)))
    assert catalog.items[0].origin["audiences"] is Origin.ABSENT
    assert found(catalog, "choice-none") == []


def test_the_legend_of_a_heading_turns_the_boxes_round() -> None:
    heads = (*HEADINGS, "公开渠道和载体（■可选 □必选）")
    catalog = read_one(tabbed((*ROW, "■政府网站 □政府公报"), headings=heads))
    assert [one.required for one in catalog.items[0].channels] == [False, True]
    assert len(found(catalog, "legend-read")) == 1


def test_a_legend_below_the_table_is_read_once_for_all_rows() -> None:
    rows = ((*ROW[:4], "★文件名称 ☆文号", *ROW[5:]), NEXT)
    catalog = read_one(tabbed(*rows) + "\n注：★为必选内容，☆为可选内容。\n")
    assert [one.required for one in catalog.items[0].elements] == [True, False]
    assert len(found(catalog, "legend-read")) == 1


def test_round_marks_tell_must_from_choice_only_where_both_are_used() -> None:
    both = read_one(
        tabbed((*ROW[:4], "●文件名称 〇文号", *ROW[5:]), (*NEXT[:4], "〇文号", *ROW[5:]))
    )
    assert [one.required for one in both.items[0].elements] == [True, False]
    one = read_one(tabbed((*ROW[:4], "●文件名称 ●文号", *ROW[5:])))
    assert [element.required for element in one.items[0].elements] == [None, None]


@pytest.mark.parametrize(
    "said", ["见上", "如上", "同前", "上同", '"', "″", "〃", "（同上）", "同上。"]
)
def test_every_way_to_say_the_same_as_above_is_carried_in_every_column(said: str) -> None:
    headings = (*HEADINGS, "公开依据", "公开渠道和载体")
    first = (*ROW, "《统计法》", "■政府网站")
    catalog = read_one(tabbed(first, (*NEXT[:4], *[said] * 5), headings=headings))
    one, two = catalog.items
    assert (two.content, two.publisher, two.legal_bases, two.channels) == (
        one.content,
        one.publisher,
        one.legal_bases,
        one.channels,
    )
    assert origins(two, "content", "publisher", "legal_bases", "channels") == [Origin.CARRIED] * 4
    assert len(found(catalog, "same-as-above")) == 5


@pytest.mark.parametrize("said", ["同一级事项", "详见说明", "详见附件", "见备注", "同左"])
def test_a_reference_to_elsewhere_is_no_value_and_is_named(said: str) -> None:
    catalog = read_one(tabbed(ROW, (*NEXT[:4], said, said, said)))
    item = catalog.items[1]
    assert (item.content, item.time_limit, item.publisher) == ("", None, None)
    assert origins(item, "content", "time_limit", "publisher") == [Origin.UNRESOLVED] * 3
    assert len(found(catalog, "cell-refers")) == 3


def test_a_heading_that_refers_elsewhere_is_unresolved() -> None:
    catalog = read_one(tabbed(ROW, (*NEXT[:3], "同一级事项", *NEXT[4:])))
    assert "同一级事项" not in catalog.items[1].levels
    assert catalog.items[1].origin["levels"] is Origin.UNRESOLVED
