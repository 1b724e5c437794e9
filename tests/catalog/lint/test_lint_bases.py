"""公开依据 that is out of date, void, wrongly numbered, or printed twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.catalog import read_text
from gongkai.catalog.lint import lint
from gongkai.catalog.model import Origin, Place, Severity
from tests.catalog.lint.cataloging import TODAY, found, row, said

OPEN = "中华人民共和国政府信息公开条例"
RESPONSE = "中华人民共和国突发事件应对法"


def citing(*bases: tuple[Any, ...], **given: Any) -> Any:
    return row(1, bases=bases, **given)


def test_the_old_regulation_on_disclosure_is_named_with_the_one_in_force() -> None:
    (finding,) = found("basis-superseded", citing((OPEN, "国务院令第492号")))
    assert finding.message == (
        "第1项（原文第11行）的“公开依据”引用《中华人民共和国政府信息公开条例》（国务院令第492号），"
        "已经修订，现行的是国务院令第711号。"
    )
    assert finding.suggestion == "《中华人民共和国政府信息公开条例》（国务院令第711号）"
    assert finding.place == Place(None, 11, 4)
    assert (finding.seq, finding.field, finding.line) == ("1", "legal_bases", 11)
    assert finding.severity is Severity.WARNING


def test_the_regulation_in_force_is_left_alone() -> None:
    assert found("basis-superseded", citing((OPEN, "国务院令第711号"), ("政府信息公开条例",))) == []


def test_on_the_day_before_the_revision_the_old_regulation_was_right() -> None:
    item = citing((OPEN, "国务院令第492号"))
    assert found("basis-superseded", item, today=date(2019, 5, 14)) == []
    assert len(found("basis-superseded", item, today=date(2019, 5, 15))) == 1


def test_a_number_given_only_once_is_known_under_any_title() -> None:
    (sentence,) = said("basis-superseded", citing(("信息公开条例", "国务院令第492号")))
    assert "现行的是国务院令第711号" in sentence


def test_the_short_name_of_an_order_is_the_same_order() -> None:
    (finding,) = found("basis-superseded", citing((OPEN, "国令第492号")))
    assert finding.suggestion == "《中华人民共和国政府信息公开条例》（国务院令第711号）"


def test_a_notice_replaced_under_another_title_is_known_by_that_title() -> None:
    (finding,) = found(
        "basis-void", citing(("最低生活保障审核审批办法（试行）", "民发〔2012〕220号"))
    )
    assert finding.suggestion == "《最低生活保障审核确认办法》（民发〔2021〕57号）"


def test_an_order_of_the_president_is_told_by_its_title_too() -> None:
    assert found("basis-superseded", citing((RESPONSE, "主席令第69号")))
    assert found("basis-superseded", citing(("某某法", "主席令第69号"))) == []


@pytest.mark.parametrize(
    ("title", "number", "current"),
    [
        ("法规规章备案条例", "国务院令第337号", "《法规规章备案审查条例》（国务院令第789号）"),
        (RESPONSE, "主席令第69号", f"《{RESPONSE}》（主席令第25号）"),
        (
            "突发事件应急预案管理办法",
            "国办发〔2013〕101号",
            "《突发事件应急预案管理办法》（国办发〔2024〕5号）",
        ),
        ("审理政府信息公开行政案件若干问题的规定", "法释〔2011〕17号", None),
        ("关于政府信息公开处理决定送达问题的解释", "国办公开办函〔2016〕206号", None),
        ("中华人民共和国行政复议法", "主席令第76号", None),
    ],
)
def test_every_text_of_the_table_is_found(title: str, number: str, current: str | None) -> None:
    (finding,) = found("basis-superseded", citing((title, number)))
    assert finding.suggestion
    if current:
        assert finding.suggestion == current


def test_a_replacement_nobody_has_seen_in_print_is_a_hint_and_says_so() -> None:
    (finding,) = found("basis-superseded", citing(("应急预案管理办法", "国办发〔2013〕101号")))
    assert finding.severity is Severity.INFO
    assert finding.message.endswith("已被国办发〔2024〕5号取代（待核）。")


def test_a_law_that_was_only_amended_is_another_finding() -> None:
    item = citing(("中华人民共和国招标投标法实施条例", "国务院令第698号"))
    (finding,) = found("basis-amended", item)
    assert finding.message == (
        "第1项（原文第11行）的“公开依据”引用《中华人民共和国招标投标法实施条例》（国务院令第698号），"
        "此后又经修改，最近一次是国务院令第709号（2019年3月2日修订）。"
    )
    assert finding.suggestion == "《中华人民共和国招标投标法实施条例》（国务院令第709号）"
    assert finding.severity is Severity.INFO
    assert found("basis-superseded", item) == []


def test_the_last_amendment_is_no_finding() -> None:
    item = citing(("中华人民共和国招标投标法实施条例", "国务院令第709号"))
    assert found("basis-amended", item) == []


def test_a_void_law_is_named_with_what_took_its_place() -> None:
    (finding,) = found("basis-void", citing(("信访条例", "国务院令第431号")))
    assert finding.message == (
        "第1项（原文第11行）的“公开依据”引用《信访条例》（国务院令第431号），已被《信访工作条例》取代（待核）。"
    )
    assert finding.suggestion == "《信访工作条例》"


def test_a_void_law_without_a_successor_is_to_be_taken_out() -> None:
    (finding,) = found("basis-void", citing(("社会抚养费征收管理办法",)))
    assert finding.message.endswith("引用《社会抚养费征收管理办法》，已经废止（待核）。")
    assert finding.suggestion == "删去，或者改引现行依据"


@pytest.mark.parametrize("title", ["信访工作条例", "中华人民共和国民法典", "某县信访条例实施办法"])
def test_a_law_in_force_with_a_similar_name_is_not_void(title: str) -> None:
    assert found("basis-void", citing((title,))) == []


def test_a_number_that_no_version_of_the_law_has_is_questioned() -> None:
    (finding,) = found("basis-number-unknown", citing((OPEN, "国务院令第771号")))
    assert finding.message == (
        "第1项（原文第11行）的“公开依据”引用《中华人民共和国政府信息公开条例》（国务院令第771号），"
        "这部法规各版的文号里没有这一个，请核对。"
    )
    assert finding.suggestion == "已知的文号：国务院令第711号、国务院令第492号"


@pytest.mark.parametrize(
    "number", ["国务院令第711号", "国令第711号", "国务院令第492号", "国令第492号", None]
)
def test_a_known_number_or_none_is_not_questioned(number: str | None) -> None:
    assert found("basis-number-unknown", citing((OPEN, number))) == []


def test_a_law_we_do_not_know_may_have_any_number() -> None:
    assert found("basis-number-unknown", citing(("某省社会救助条例", "某省公告第9号"))) == []


def test_an_edition_older_than_the_last_revision_is_named() -> None:
    (finding,) = found("basis-version-old", citing(("中华人民共和国行政复议法（2017年修正）",)))
    assert finding.message == (
        "第1项（原文第11行）的“公开依据”引用的是《中华人民共和国行政复议法（2017年修正）》2017年的版本，"
        "2023年已经修订。"
    )
    assert finding.suggestion == "《中华人民共和国行政复议法》（2023年修订）"
    assert finding.place == Place(None, 11, 4)


def test_an_old_edition_nobody_checked_in_print_is_a_hint() -> None:
    (finding,) = found("basis-version-old", citing(("中华人民共和国教育法（2015年修正）",)))
    assert finding.severity is Severity.INFO
    assert finding.message.endswith("2021年已经修订（待核）。")


@pytest.mark.parametrize(
    "title",
    ["中华人民共和国行政复议法（2023年修订）", "中华人民共和国行政复议法", "某法（2017年修正）"],
)
def test_the_last_edition_and_an_unknown_law_are_left_alone(title: str) -> None:
    assert found("basis-version-old", citing((title,))) == []


def test_the_yearly_points_of_an_earlier_year_are_no_basis_any_more() -> None:
    (finding,) = found(
        "basis-yearly-expired",
        citing(("国务院办公厅关于印发2019年政务公开工作要点的通知", "国办发〔2019〕14号")),
    )
    assert finding.message == (
        "第1项（原文第11行）的“公开依据”引用《国务院办公厅关于印发2019年政务公开工作要点的通知》"
        "（国办发〔2019〕14号），这是2019年的年度文件，年度已过，不宜再作依据。"
    )
    assert finding.suggestion is not None
    assert finding.suggestion.startswith("删去，或者改引长期有效的依据")


@pytest.mark.parametrize(
    "title",
    [
        "2026年政务公开工作要点",
        "国务院办公厅关于全面推进政务公开工作的意见",
        "某市2020年度国民经济计划",
    ],
)
def test_this_years_points_and_other_texts_stand(title: str) -> None:
    assert found("basis-yearly-expired", citing((title,))) == []


def test_the_points_of_this_year_expire_with_the_year() -> None:
    item = citing(("2026年政务公开工作要点",))
    assert found("basis-yearly-expired", item, today=date(2027, 1, 1))
    assert found("basis-yearly-expired", item, today=date(2026, 12, 31)) == []


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("某省“十三五”培训规划", 2020),
        ("2018—2020年购置补贴指导意见", 2020),
        ("2021至2025年方案", 2025),
    ],
)
def test_a_programme_whose_years_are_over_is_a_hint(title: str, last: int) -> None:
    (finding,) = found("basis-period-over", citing((title,)))
    assert finding.message == (
        f"第1项（原文第11行）的“公开依据”引用《{title}》，这份文件管到{last}年为止，期限已过，"
        "请核对有没有新的文件。"
    )
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize("title", ["2024—2026年方案", "某省“十五五”规划", "2019年度决算办法"])
def test_a_programme_that_still_runs_is_left_alone(title: str) -> None:
    assert found("basis-period-over", citing((title,))) == []


def test_a_title_in_traditional_characters_is_the_same_title() -> None:
    (finding,) = found("basis-superseded", citing(("中華人民共和國突發事件應對法", "主席令第69号")))
    assert finding.suggestion == "《中華人民共和國突發事件應對法》（主席令第25号）"
    assert found("basis-yearly-expired", citing(("2019年政務公開工作要點",)))


def test_the_same_law_twice_in_one_cell_is_named_once() -> None:
    item = citing((OPEN, "国务院令第711号"), ("预算法",), ("政府信息公开条例", None))
    (finding,) = found("basis-twice", item)
    assert finding.message == (
        "第1项（原文第11行）的“公开依据”里《政府信息公开条例》引用了不止一次。"
    )
    assert finding.suggestion == "只留一次：《中华人民共和国政府信息公开条例》（国务院令第711号）"


def test_two_articles_of_one_law_are_two_bases() -> None:
    item = citing(("预算法", None, "第十四条"), ("预算法", None, "第八十九条"))
    assert found("basis-twice", item) == []


def test_a_merged_cell_is_looked_at_once() -> None:
    first = citing((OPEN, "国务院令第492号"))
    below = row(2, bases=[(OPEN, "国务院令第492号")], origin={"legal_bases": Origin.CARRIED})
    assert [one.seq for one in found("basis-superseded", first, below)] == ["1"]


def test_an_unclosed_and_a_wrongly_bracketed_citation_come_from_the_reader() -> None:
    text = (
        "某县民政局政务公开标准目录\n\n"
        "序号\t一级事项\t二级事项\t公开内容\t公开依据\t公开时限\t公开主体\n"
        "1\t社会救助\t临时救助\t办理结果\t《社会救助暂行办法\t20个工作日内\t民政局\n"
        "2\t社会救助\t特困供养\t办理结果\t《通知》（国办发﹝2014﹞46号）\t20个工作日内\t民政局\n"
    )
    (read,) = read_text(text, "某县.txt").catalogs
    codes = {finding.code: finding for finding in lint(read, today=TODAY)}
    assert codes["basis-unclosed"].seq == "1"
    assert codes["bracket-wrong"].seq == "2"
    assert codes["basis-unclosed"].place == Place(None, 4, 5)
