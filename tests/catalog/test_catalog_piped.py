"""Text whose cells end with ``|``, as web extractors print it; and text without any cells."""

from __future__ import annotations

import pytest

from gongkai.catalog import piped, read_text
from gongkai.catalog.model import Origin
from gongkai.catalog.source import Line, from_text
from gongkai.refusals import Refused
from tests.catalog import piping
from tests.catalog.tables import found, read_one

ROW = (
    "1",
    "公共服务",
    "法规文件",
    "法规名称、文号",
    "《城乡规划法》",
    "实时公开",
    "某县规划局",
    "■政府网站",
)
TICKS = ("√", "", "√", "", "√", "√")
NEXT = (
    "2",
    "规划编制",
    "总体规划",
    "文本、图纸",
    "《城乡规划法》",
    "每季度公开",
    "某镇政府",
    "■政府网站",
)
HEAD = "序号 | 公开事项 | 公开内容 | 公开依据 | 公开时限 | 公开主体 |"


def lines_of(text: str) -> list[Line]:
    return list(from_text(text, "a.txt").lines)


def refusal(text: str) -> Refused:
    with pytest.raises(Refused) as caught:
        read_text(text, "某县.txt")
    return caught.value


def test_every_sign_ends_a_cell_whatever_lines_it_holds() -> None:
    chunks, after = piped.cut(lines_of("甲 |\n乙\n丙\n|\n|\n丁 | 完"))
    assert [chunk.text for chunk in chunks] == ["甲", "乙\n丙", "", "丁"]
    assert [chunk.opens for chunk in chunks] == [True, True, True, True]
    assert [line.text.strip() for line in after] == ["完"]


def test_the_line_under_a_heading_that_only_draws_is_no_row() -> None:
    assert piped.is_rule("|---|:---:|---|")
    assert not piped.is_rule("| - | 甲 |")
    assert not piped.is_rule("||||")


def test_full_width_signs_are_signs_as_well() -> None:
    text = f"某县目录\n{HEAD}\n1 | 政策 | 全文 | 《条例》 | 实时公开 | 办公室 |".replace("|", "｜")
    assert read_one(text).items[0].publisher == "办公室"


@pytest.mark.parametrize("shape", piping.KEPT)
def test_ticks_stay_under_their_headings_where_empty_cells_are_printed(shape: object) -> None:
    assert callable(shape)
    (item,) = read_one(shape([(*ROW, *TICKS)])).items
    assert (item.audiences, item.modes, item.tiers) == (
        ("everyone",),
        ("proactive",),
        ("county", "township"),
    )
    assert item.origin["tiers"] is Origin.PRINTED


@pytest.mark.parametrize("shape", piping.LEFT_OUT)
def test_four_ticks_under_six_columns_are_no_ticks_at_all(shape: object) -> None:
    assert callable(shape)
    catalog = read_one(shape([(*ROW, *TICKS)]))
    (item,) = catalog.items
    assert (item.audiences, item.modes, item.tiers) == ((), (), ())
    assert item.origin["audiences"] is item.origin["modes"] is Origin.UNRESOLVED
    (lost,) = found(catalog, "position-lost")
    assert "“√”、“√”、“√”、“√”" in lost.message
    assert item.publisher == "某县规划局"
    assert item.origin["publisher"] is Origin.INFERRED


def test_fillers_to_a_width_the_headings_do_not_have_are_only_fillers() -> None:
    text = piping.filled([(*ROW, *["√"] * 6)]).replace("\n", "|\n")
    (item,) = read_one(text).items
    assert item.tiers == ("county", "township")


def test_fillers_are_known_by_the_rows_where_the_headings_stand_on_one_line() -> None:
    rows = "1 | 政策 | 全文 | 《条例》 | 实时公开 | 办公室 |\n规划 | 文本；图纸；说明 | ||||"
    first, second = read_one(f"某县目录\n{HEAD}\n{rows}").items
    assert first.publisher == "办公室"
    assert (second.content, second.publisher) == ("文本；图纸；说明", None)
    assert second.origin["publisher"] is Origin.UNRESOLVED


def test_a_row_ends_where_the_next_number_stands_on_a_new_line() -> None:
    short = "\n".join(f"{cell} |" for cell in ("2", "信访", "地址、电话", *NEXT[4:])) + "\n√ |" * 6
    text = piping.stacked([(*ROW, *TICKS)]) + short + "\n"
    first, second = read_one(text).items
    assert (first.seq, second.seq, second.levels) == ("1", "2", ("公共服务", "信访"))


def test_rows_under_one_number_that_cannot_be_cut_apart_are_quoted() -> None:
    more = "\n".join(f"{cell} |" if cell else "|" for cell in (*NEXT[2:], *TICKS))
    catalog = read_one(piping.stacked([(*ROW, *TICKS)]) + more + "\n")
    assert [item.content for item in catalog.items] == [""]
    (mixed,) = found(catalog, "row-mixed")
    assert "“总体规划”" in mixed.message


def test_headings_printed_again_go_on_with_the_same_table() -> None:
    again = piping.lined([(*NEXT, *TICKS)]).partition("\n")[2]
    catalog = read_one(piping.lined([(*ROW, *TICKS)]) + again)
    assert [item.seq for item in catalog.items] == ["1", "2"]


def test_the_same_headings_under_another_title_are_another_catalog() -> None:
    other = piping.lined([(*ROW, *TICKS)]).replace("养老服务", "社会救助")
    first, second = read_text(piping.lined([(*ROW, *TICKS)]) + other, "a.txt").catalogs
    assert (first.title, second.title) == (
        "某县养老服务领域基层政务公开标准目录",
        "某县社会救助领域基层政务公开标准目录",
    )
    assert len(first.items) == len(second.items) == 1


@pytest.mark.parametrize(
    "title", ["（二）救灾领域基层政务公开标准目录", "（二）救灾领域基层政务公开标准目录 | |||||"]
)
def test_a_title_between_rows_begins_a_catalog_without_headings_of_its_own(title: str) -> None:
    row = "1 | 政策 | 全文 | 《条例》 | 实时公开 | 办公室 |"
    text = f"（一）养老服务领域基层政务公开标准目录\n{HEAD}\n{row}\n{title}\n{row}\n"
    first, second = read_text(text, "a.txt").catalogs
    assert second.title == "（二）救灾领域基层政务公开标准目录"
    assert [len(first.items), len(second.items)] == [1, 1]


def test_a_title_between_tabbed_rows_begins_a_catalog_as_well() -> None:
    head, row = HEAD.removesuffix(" |"), "1 | 政策 | 全文 | 《条例》 | 实时公开 | 办公室"
    title = "（二）救灾领域基层政务公开标准目录"
    text = f"汇编\n{head}\n（一）养老领域基层政务公开标准目录\n{row}\n{title}\n{row}\n"
    first, second = read_text(text.replace(" | ", "\t"), "a.txt").catalogs
    assert (first.title, second.title) == ("（一）养老领域基层政务公开标准目录", title)


def test_what_a_page_prints_below_a_table_is_no_row() -> None:
    text = piping.lined([(*ROW, *TICKS)]) + "打印 | 关闭 |\n版权所有\n"
    catalog = read_one(text)
    assert len(catalog.items) == 1
    assert "打印" in found(catalog, "text-outside-table")[-1].message


def test_a_title_with_a_note_behind_it_or_in_traditional_characters_is_a_title() -> None:
    for title in ("某县政务公开标准目录（试行）", "某縣政務公開標準目錄"):
        text = f"{title}\n发布日期：2023年1月2日\n{HEAD}\n1 | 政策 | 全文 | | 实时公开 | 办公室 |"
        assert read_one(text).title == title


def test_a_column_of_numbers_without_a_heading_is_the_number_and_said_to_be_cut() -> None:
    head = HEAD.removeprefix("序号 | ") + " ||"
    text = f"某县目录\n{head}\n1 | 政策 | 全文 | 《条例》 | 实时公开 | 办公室 | |\n"
    catalog = read_one(text)
    assert catalog.items[0].seq == "1"
    (cut,) = found(catalog, "column-cut")
    assert cut.field == "seq"


def test_a_heading_cut_to_nothing_is_read_by_its_values_where_they_are_all_alike() -> None:
    head = HEAD.replace("公开时限", "公开").replace("公开主体", "公开")
    rows = (
        "1 | 政策 | 全文 | 《条例》 | 实时公开 | 某县民政局 |\n"
        "2 | 规划 | 全文 | 《条例》 | 每季度公开 | 某镇政府 |"
    )
    catalog = read_one(f"某县目录\n{head}\n{rows}\n")
    assert [item.publisher for item in catalog.items] == ["某县民政局", "某镇政府"]
    assert [one.field for one in found(catalog, "column-cut")] == ["time_limit", "publisher"]


def test_a_heading_cut_to_nothing_with_mixed_values_is_kept_under_its_own_name() -> None:
    head = HEAD.replace("公开主体", "公开")
    rows = (
        "1 | 政策 | 全文 | 《条例》 | 实时公开 | 某县民政局 |\n"
        "2 | 规划 | 全文 | 《条例》 | 每季度公开 | 长期 |"
    )
    first, second = read_one(f"某县目录\n{head}\n{rows}\n").items
    assert (first.publisher, second.publisher) == (None, None)
    assert (first.extras, second.extras) == ((("公开", "某县民政局"),), (("公开", "长期"),))


def test_columns_of_no_field_are_kept_under_their_own_headings_and_named_once() -> None:
    head = f"{HEAD} 责任科室 | 咨询电话 |"
    row = "1 | 政策 | 全文 | 《条例》 | 实时公开 | 某局 | 法规科 | 12345 |"
    catalog = read_one(f"某局目录\n{head}\n{row}\n")
    assert catalog.items[0].extras == (("责任科室", "法规科"), ("咨询电话", "12345"))
    (note,) = found(catalog, "column-unknown")
    assert note.severity == "info"


def test_paragraphs_in_order_are_read_and_their_lost_ticks_are_not() -> None:
    text = "某县目录\n\n" + "\n\n".join((*piping.UPPER, *piping.LOWER, *ROW)) + "\n"
    (item,) = read_text(text, "某县.txt").catalogs[0].items
    assert (item.levels, item.content) == (("公共服务", "法规文件"), "法规名称、文号")
    assert item.origin["content"] is Origin.INFERRED
    assert [item.origin[field] for field in ("audiences", "modes", "tiers")] == [
        Origin.UNRESOLVED
    ] * 3


@pytest.mark.parametrize("between", [" ", "   ", ""])
def test_headings_with_nothing_but_spaces_between_them_are_refused(between: str) -> None:
    text = "某县目录\n" + between.join(piping.UPPER) + "\n" + between.join(ROW)
    assert refusal(text).code == "catalog-shredded"


def test_headings_run_together_over_two_lines_are_still_named() -> None:
    refused = refusal(
        "某县目录\n序号公开事项公开内容公开依据公开\n时限\n1政策文件教育法律《条例》实时公开\n"
    )
    assert refused.code == "catalog-shredded"
    assert "“序号”、“公开事项”" in refused.message


def test_a_text_without_headings_is_no_table() -> None:
    assert (
        refusal("关于做好政务公开工作的通知\n\n各科室：\n请按要求办理。").code == "catalog-no-table"
    )


def test_a_cell_on_a_line_without_numbers_or_fillers_is_refused() -> None:
    head = "一级目录 |\n二级目录 |\n公开内容 |\n公开时限 |\n公开主体 |\n"
    rows = "政策 |\n法规 |\n全文 |\n实时公开 |\n办公室 |\n规划 |\n全文 |\n实时公开 |\n"
    refused = refusal(f"某县目录\n{head}{rows}")
    assert refused.code == "catalog-shredded"
    assert "5栏" in refused.message


def test_a_cell_on_a_line_without_numbers_is_read_where_every_row_is_whole() -> None:
    head = "一级目录 |\n二级目录 |\n公开内容 |\n公开时限 |\n公开主体 |\n"
    cells = ["政策", "法规", "全文", "实时公开", "办公室"]
    cells += ["规划", "总规", "全文", "每季度公开", "规划科"]
    rows = "".join(f"{cell} |\n" for cell in cells)
    items = read_one(f"某县目录\n{head}{rows}").items
    assert [(item.levels, item.publisher) for item in items] == [
        (("政策", "法规"), "办公室"),
        (("规划", "总规"), "规划科"),
    ]


def test_a_row_that_lacks_a_merged_cell_in_a_copied_table_is_laid_out() -> None:
    lacking = ("2", "信访", "地址、电话", *NEXT[4:], *TICKS)
    catalog = read_one(piping.tabbed([(*ROW, *TICKS), lacking]))
    second = catalog.items[1]
    assert (second.levels, second.content) == (("公共服务", "信访"), "地址、电话")
    assert second.origin["levels"] is Origin.INFERRED
    assert not found(catalog, "row-cut")


def test_a_copied_row_that_ends_among_the_ticks_gives_no_ticks() -> None:
    catalog = read_one(piping.tabbed([(*ROW, *TICKS), (*NEXT, "√", "√", "√")]))
    second = catalog.items[1]
    assert (second.audiences, second.modes, second.tiers) == ((), (), ())
    assert second.publisher == "某镇政府"


def test_the_reading_of_many_rows_costs_no_more_for_each() -> None:
    rows = [(str(number), *ROW[1:], *TICKS) for number in range(1, 601)]
    catalog = read_one(piping.filled(rows))
    assert [item.seq for item in catalog.items] == [row[0] for row in rows]


def test_a_title_among_what_a_page_says_of_itself_is_the_title() -> None:
    above = "| 索引号： | 123 | 分类： | |\n| 名称： | 某县政务公开标准目录 | ||\n"
    row = "| 1 | 政策 | 全文 | 《条例》 | 实时公开 | 办公室 |"
    assert read_one(f"{above}\n| {HEAD}\n{row}\n").title == "某县政务公开标准目录"
    assert (
        read_one(f"标 题：某县政务公开标准目录\n| {HEAD}\n{row}\n").title == "某县政务公开标准目录"
    )
