"""Numbers, repeats, empty values, absent columns, and what a reference edition has beyond."""

from __future__ import annotations

from dataclasses import replace

from gongkai.catalog import read_text
from gongkai.catalog.lint import lint
from gongkai.catalog.model import Origin, Severity
from tests.catalog.lint.cataloging import COLUMNS, TODAY, catalog, found, noticed, row, said


def test_a_column_that_is_not_there_is_said_once_for_the_catalog() -> None:
    without = tuple(field for field in COLUMNS if field != "legal_bases")
    (finding,) = found("column-absent", row(1), row(2), columns=without)
    assert finding.message == "本目录没有“公开依据”一栏。"
    assert finding.suggestion == "增加“公开依据”一栏"
    assert (finding.seq, finding.place, finding.field) == (None, None, "legal_bases")


def test_a_complete_catalog_misses_no_column() -> None:
    assert found("column-absent", row(1)) == []
    assert found("column-absent", row(1), columns=()) == []  # nothing is known of its columns


def test_absent_cut_off_and_empty_are_three_findings() -> None:
    empty = row(1, limit=None, origin={"time_limit": Origin.ABSENT})
    cut = row(2, limit=None, origin={"time_limit": Origin.UNRESOLVED})
    findings = lint(
        catalog(empty, cut, findings=[noticed("row-cut", cut, "time_limit")]), today=TODAY
    )
    assert [(one.code, one.seq) for one in findings] == [
        ("item-value-missing", "1"),
        ("row-cut", "2"),
    ]
    without = tuple(field for field in COLUMNS if field != "time_limit")
    assert said("column-absent", empty, columns=without) == ["本目录没有“公开时限”一栏。"]
    assert said("item-value-missing", empty, columns=without) == []


def test_an_empty_limit_is_named() -> None:
    item = row(1, limit=None, origin={"time_limit": Origin.ABSENT})
    assert said("item-value-missing", item) == ["第1项（原文第11行）的“公开时限”是空的，没有内容。"]


def test_a_stroke_in_place_of_a_value_is_quoted() -> None:
    item = row(1, limit="/")
    struck = replace(item, time_limit=None, origin=item.origin | {"time_limit": Origin.ABSENT})
    assert said("item-value-missing", struck) == [
        "第1项（原文第11行）的“公开时限”只写着“/”，没有内容。"
    ]


def test_the_readers_word_on_an_empty_cell_is_replaced() -> None:
    item = row(1, limit=None, origin={"time_limit": Origin.ABSENT})
    empty = [noticed("cell-empty", item, field) for field in ("time_limit", "form")]
    assert [one.field for one in found("cell-empty", item, findings=empty)] == ["form"]


def test_an_item_nobody_answers_for_is_named() -> None:
    (finding,) = found(
        "item-publisher-missing", row(1, publisher=None, origin={"publisher": Origin.ABSENT})
    )
    assert finding.message == "第1项（原文第11行）的“公开主体”是空的，看不出由谁负责公开。"
    assert finding.suggestion == "写明负责公开的单位或者科室"
    assert found("item-publisher-missing", row(1)) == []


def test_a_cell_that_may_be_merged_is_the_readers_to_judge() -> None:
    item = row(1, publisher=None, origin={"publisher": Origin.UNRESOLVED})
    assert found("item-publisher-missing", item) == []


def test_a_number_that_is_left_out_is_named() -> None:
    (finding,) = found("item-number-gap", row(7), row(9))
    assert finding.message == ("第9项（原文第19行）的“序号”从7跳到9，缺8，请核对有没有漏行。")
    assert said("item-number-gap", row(7), row(11)) == [
        "第11项（原文第21行）的“序号”从7跳到11，缺8至10，请核对有没有漏行。"
    ]


def test_a_number_that_goes_back_is_named() -> None:
    assert said("item-number-gap", row(5), row(3)) == [
        "第3项（原文第13行）的“序号”3比上一个序号5小，请核对有没有放错位置。"
    ]


def test_numbers_in_order_and_groups_that_begin_again_are_fine() -> None:
    rows = [row(1), row(2), row(1, line=30), row(2, line=31), row(3, line=32)]
    assert found("item-number-gap", *rows) + found("item-number-repeat", *rows) == []


def test_a_number_used_twice_is_named_with_the_row_that_has_it() -> None:
    (finding,) = found("item-number-repeat", row(1), row(2), row(2, line=40, levels=("其他", "乙")))
    assert finding.message == "第2项（原文第40行）的“序号”2与第2项（原文第12行）“事项2”重复。"
    assert finding.suggestion == "3"


def test_rows_of_one_item_share_its_number() -> None:
    again = row(2, line=40, content="第2项的另一部分内容")
    assert found("item-number-repeat", row(1), row(2), again) == []
    carried = row(2, line=41, levels=("其他", "乙"), origin={"seq": Origin.CARRIED})
    assert found("item-number-repeat", row(1), row(2), carried) == []


def test_codes_of_chapter_and_number_are_not_counted() -> None:
    assert found("item-number-gap", row("0505"), row("0601")) == []


def test_the_readers_word_on_numbers_is_replaced() -> None:
    item = row(9)
    findings = [noticed("seq-irregular", item, "seq")]
    assert found("seq-irregular", row(7), item, findings=findings) == []


def test_the_same_row_twice_is_a_duplicate() -> None:
    same = {"levels": ("社会救助", "临时救助"), "content": "救助对象名单和金额"}
    (finding,) = found("item-duplicate", row(1, **same), row(2, **same))
    assert finding.message == (
        "第2项（原文第12行）的“公开事项”“临时救助”这一行与第1项（原文第11行）完全相同。"
    )
    assert finding.suggestion == "删去其中一行"
    assert finding.severity is Severity.WARNING


def test_one_item_with_two_limits_is_a_repeat_and_says_what_differs() -> None:
    same = {"levels": ("社会救助", "临时救助"), "content": "救助对象名单和金额"}
    rows = row(1, **same), row(2, limit="形成后7个工作日内", **same)
    assert said("item-repeated", *rows) == [
        "第2项（原文第12行）的“公开事项”“临时救助”与第1项（原文第11行）事项和内容相同，只有公开时限不同。"
    ]
    assert found("item-duplicate", *rows) == []


def test_rows_for_another_tier_or_another_body_are_no_repeats() -> None:
    same = {"levels": ("社会救助", "临时救助"), "content": "救助对象名单和金额"}
    rows = row(1, **same), row(2, publisher="某乡人民政府", **same)
    assert found("item-repeated", *rows) + found("item-duplicate", *rows) == []


def test_what_the_reference_has_and_this_catalog_lacks_is_named() -> None:
    names = ("临时救助", "特困供养", "最低生活保障")
    national = catalog(
        *(row(place, levels=("社会救助", name), content=f"{name}的条件和标准")
          for place, name in enumerate(names, start=1)),
        title="社会救助领域标准目录",
    )  # fmt: skip
    (finding,) = found("item-not-in-catalog", *national.items[1:], reference=national)
    assert finding.message == (
        "本目录没有“社会救助 / 临时救助”，"
        "参照目录“社会救助领域标准目录”的第1项（原文第11行）有这一项。"
    )
    assert finding.suggestion == "增加“临时救助”；本级没有这项工作的，在备注里说明"


def test_an_item_under_another_number_is_not_missing() -> None:
    names = ("临时救助", "特困供养")
    old = [
        row(n, levels=("社会救助", name), content=f"{name}的条件")
        for n, name in enumerate(names, 1)
    ]
    new = [
        row(n, levels=("社会救助", name), content=f"{name}的条件")
        for n, name in enumerate(names, 7)
    ]
    assert found("item-not-in-catalog", *new, reference=catalog(*old)) == []
    assert found("item-not-in-catalog", *new) == []


def test_ticks_that_are_all_empty_come_from_the_reader() -> None:
    headings = "序号\t一级事项\t公开内容\t公开时限\t公开主体\t全社会\t特定群体"
    text = f"某县民政局政务公开标准目录\n\n{headings}\n1\t救助\t名单公示\t长期公开\t民政局\t\t\n"
    (read,) = read_text(text, "某县.txt").catalogs
    assert "choice-none" in {finding.code for finding in lint(read, today=TODAY)}
