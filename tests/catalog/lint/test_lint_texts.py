"""Slips of the pen, doubled words, and what an export left in a cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.catalog.lint.tables import load
from gongkai.catalog.model import Finding, Origin, Place, Severity
from tests.catalog.lint.cataloging import found, row, said


def test_a_slip_is_quoted_with_what_stands_around_it() -> None:
    (finding,) = found("text-typo", row(1, content="定点医疗结构名称、地址"))
    assert finding.message == (
        "第1项（原文第11行）的“公开内容”写有“定点医疗结构名称、地址”，“医疗结构”疑为“医疗机构”。"
    )
    assert finding.suggestion == "医疗结构 → 医疗机构"
    assert finding.place == Place(None, 11, 3)


@pytest.mark.parametrize(
    ("printed", "likely"),
    [
        ("自信息行成之日起", "信息形成"),
        ("公共租凭住房", "公共租赁"),
        ("身分证号", "身份证"),
        ("20个工作曰内", "工作日"),
        ("《社会救助暂行条件》", "社会救助暂行条例"),
        ("《政府信息公开条件》第二十条", "政府信息公开条例"),
        ("养老结构名称", "养老机构"),
        ("收款帐号", "账号"),
        ("工程见着情况", "工程建设"),
        ("行成文件", "形成"),
    ],
)
def test_the_slips_of_the_list_are_found(printed: str, likely: str) -> None:
    (sentence,) = said("text-typo", row(1, content=printed))
    assert sentence.endswith(f"疑为“{likely}”。")


@pytest.mark.parametrize(
    "right",
    [
        "政府信息公开条例",
        "信息公开条件和程序",
        "申请条件、保障条件",
        "《关于救助条件的通知》",
        "行成于思",
        "产业结构、所有制结构调整",
        "服务结构调整情况",
        "医疗机构、行政处罚法律依据",
        "其他内容",
        "公示栏",
    ],
)
def test_words_that_are_right_in_their_place_are_left_alone(right: str) -> None:
    assert said("text-typo", row(1, content=right)) == []


def test_what_the_reader_already_named_is_not_said_twice() -> None:
    item = row(1, limit="信息行成之日起20个工作日内", content="保障性住房见着管理")
    typo = Finding("limit-typo", Severity.WARNING, "…", item.seq, "time_limit", item.line)
    assert said("text-typo", item, findings=[typo]) == []
    assert len(said("text-typo", item)) == 1


def test_a_slip_in_a_merged_cell_is_named_in_the_cell_that_prints_it() -> None:
    first, below = row(1, levels=("医疗结构", "甲")), row(2, levels=("医疗结构", "乙"))
    cells = tuple(
        replace(cell, origin=Origin.CARRIED) if cell.field == "levels" else cell
        for cell in below.cells
    )
    assert [one.seq for one in found("text-typo", first, replace(below, cells=cells))] == ["1"]


def test_a_catalog_without_source_cells_is_looked_at_too() -> None:
    item = replace(row(1, content="医疗结构名单", remarks="公式栏"), cells=())
    assert [one.field for one in found("text-typo", item)] == ["content", "remarks"]


@pytest.mark.parametrize(
    ("printed", "doubled", "mended"),
    [
        ("救助名单公开公开情况", "公开公开", "公开公开 → 公开"),
        ("救助对象的的名单", "的的", "的的 → 的"),
        ("名单、、金额", "、、", "、、 → 、"),
    ],
)
def test_a_doubled_word_is_named(printed: str, doubled: str, mended: str) -> None:
    (finding,) = found("text-doubled", row(1, content=printed))
    assert finding.message == f"第1项（原文第11行）的“公开内容”里“{doubled}”重复。"
    assert finding.suggestion == mended


@pytest.mark.parametrize("right", ["信息公开公开指南", "公开情况", "的确", "评议情况。情况说明"])
def test_words_that_meet_by_chance_are_left_alone(right: str) -> None:
    assert said("text-doubled", row(1, content=right)) == []


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("救助&nbsp;名单", "网页代码“&nbsp;”"),
        ("救助<br/>名单", "网页代码“<br/>”"),
        ("名单_x000D_", "表格转义符“_x000D_”"),
        ("金额#REF!", "表格公式错误“#REF!”"),
        ("名\u200b单", "看不见的字符“不可见字符”"),
        ("救助\ufffd\ufffd名单", "乱码“\ufffd\ufffd”"),
        ("七日内(nèi)公开", "拼音注音“(nèi)”"),
        ("名单 第 3 页，共 9 页", "页码“第 3 页，共 9 页”"),
    ],
)
def test_what_an_export_left_is_named(printed: str, name: str) -> None:
    (finding,) = found("text-residue", row(1, content=printed))
    assert finding.message == (
        f"第1项（原文第11行）的“公开内容”里夹有{name}，像是复制或导出时留下的。"
    )
    assert finding.suggestion == f"删去{name[name.index('“') :]}"


@pytest.mark.parametrize(
    "right", ["PM2.5(μg)", "电话（A座）", "3<5 且 7>2", "第3页", "\uf0fe政府网站"]
)
def test_signs_that_belong_are_left_alone(right: str) -> None:
    assert said("text-residue", row(1, content=right)) == []


def test_residue_the_reader_took_out_is_not_said_again() -> None:
    item = row(1, content="救助&nbsp;名单")
    removed = Finding("residue-removed", Severity.INFO, "…", item.seq, "content", item.line)
    assert said("text-residue", item, findings=[removed]) == []


@pytest.mark.parametrize("entry", load("texts")["typo"], ids=lambda entry: entry["printed"])
def test_no_correction_is_itself_a_slip(entry: dict[str, str]) -> None:
    assert said("text-typo", row(1, content=f"{entry['likely']}名单")) == []


def test_a_correction_names_the_word_and_never_a_cropped_cell() -> None:
    text = "依据《中华人民共和国政府信息公开条件》第二十条的规定主动公开的内容"
    (finding,) = found("text-typo", row(1, content=text))
    assert finding.suggestion == "政府信息公开条件 → 政府信息公开条例"


def test_a_heading_of_a_column_or_a_row_that_says_a_word_twice_is_named() -> None:
    (finding,) = found("text-doubled", row(1), headings=("序号", "标题标题"))
    assert finding.message == "本目录的表头“标题标题”里“标题标题”重复。"
    assert finding.suggestion == "标题标题 → 标题"
    assert len(found("text-doubled", row(1, levels=("救助", "标题标题")))) == 1
