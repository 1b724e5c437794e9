"""The findings as people read them: by item, what comes often once, and as a Word document."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.catalog.lint import lint
from gongkai.catalog.lint.report import Remark, Section, counts, sections, to_dict
from gongkai.catalog.lint.word import clean, docx
from gongkai.catalog.model import Finding, Severity
from tests.catalog.lint.cataloging import TODAY, catalog, row

OLD = [("中华人民共和国政府信息公开条例", "国务院令第492号")]


def report(*items: Any, **given: Any) -> tuple[Section, ...]:
    made = catalog(*items, **given)
    return sections(made, lint(made, today=TODAY))


def document(*items: Any, **given: Any) -> Any:
    made = catalog(*items, **given)
    return Document(BytesIO(docx([(made, lint(made, today=TODAY))], TODAY, "某县.docx")))


def test_the_findings_of_an_item_stand_together_the_gravest_first() -> None:
    (section,) = report(row(1, limit="形成之日起40个工作日内", content="医疗结构", bases=OLD))
    assert section.title == "第1项（原文第11行） 社会救助 / 事项1"
    assert [(one.code, one.severity.value) for one in section.remarks] == [
        ("limit-over-law", "error"),
        ("basis-superseded", "warning"),
        ("text-typo", "warning"),
    ]
    assert section.remarks[2] == Remark(
        Severity.WARNING,
        "text-typo",
        "疑似错字",
        "原文第11行第3格",
        "“公开内容”写有“医疗结构”，“医疗结构”疑为“医疗机构”。",
        "医疗结构 → 医疗机构",
    )


def test_what_three_items_have_in_common_is_said_once() -> None:
    (section,) = report(*(row(number, bases=OLD) for number in (1, 2, 3, 4)))
    assert section.title == "多项相同的问题"
    (remark,) = section.remarks
    assert remark.place == "第1至4项（共4处）"
    assert remark.sentence.startswith("“公开依据”引用《中华人民共和国政府信息公开条例》")


def test_what_two_items_have_in_common_stands_with_each() -> None:
    assert [section.title[:3] for section in report(row(1, bases=OLD), row(2, bases=OLD))] == [
        "第1项",
        "第2项",
    ]


def test_items_without_numbers_are_named_by_their_lines() -> None:
    rows = [row(n, seq=None, bases=OLD, line=30 + n, levels=(f"甲{n}",)) for n in (1, 2, 5)]
    (section,) = report(*rows)
    assert section.remarks[0].place == "原文第31、32、35行（共3处）"


def test_what_is_about_the_whole_catalog_comes_first() -> None:
    columns = ("seq", "levels", "content", "time_limit", "publisher", "channels")
    first, second = report(row(1, content="医疗结构"), columns=columns)
    assert (first.title, first.remarks[0].place) == ("整份目录", "")
    assert second.title.startswith("第1项")


def test_a_code_nobody_described_is_shown_as_it_is() -> None:
    made = catalog(row(1), findings=[Finding("odd-code", Severity.INFO, "一句话。")])
    (section,) = sections(made, lint(made, today=TODAY))
    assert section.remarks[0].title == "odd-code"


def test_no_finding_is_lost_between_the_sections() -> None:
    rows = [row(n, bases=OLD, content="医疗结构" if n % 2 else f"内容{n}号") for n in range(1, 8)]
    made = catalog(*rows)
    findings = lint(made, today=TODAY)
    shown = [remark for section in sections(made, findings) for remark in section.remarks]
    assert {(one.code, one.suggestion) for one in shown} == {
        (one.code, one.suggestion or "") for one in findings
    }


def test_the_counts_name_every_severity() -> None:
    made = catalog(row(1, bases=OLD))
    assert counts(lint(made, today=TODAY)) == {
        Severity.ERROR: 0,
        Severity.WARNING: 1,
        Severity.INFO: 0,
    }


def test_programs_get_every_key() -> None:
    made = catalog(row(1, bases=OLD))
    values = to_dict(made, lint(made, today=TODAY))
    assert values["title"] == "某县民政局政务公开标准目录"
    assert values["counts"] == {"error": 0, "warning": 1, "info": 0}
    (finding,) = values["findings"]
    assert list(finding) == [
        *("code", "severity", "title", "message", "suggestion", "seq", "field", "line", "place")
    ]
    assert finding["title"] == "引用了旧版或者已被取代的依据"
    assert finding["place"] == {"part": None, "row": 11, "column": 4, "label": "原文第11行第4格"}


def test_the_word_report_names_the_catalog_the_file_and_the_day() -> None:
    made = document(row(1, bases=OLD))
    assert [one.text for one in made.paragraphs] == [
        "某县民政局政务公开标准目录检查报告",
        (
            "检查文件：某县.docx　公开事项 1 项　错误 0 处，请核对 1 处，提示 0 处　"
            "检查日期：2026年11月21日"
        ),
    ]
    assert made.sections[0].header.paragraphs[0].text == "标准目录检查报告 · 某县.docx"
    assert made.core_properties.author == "Gongkai"


def test_the_word_report_has_a_row_for_each_remark_under_its_item() -> None:
    (table,) = document(row(1, bases=OLD)).tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "位置",
        "程度",
        "规则",
        "说明",
        "建议改为",
    ]
    assert table.rows[1].cells[0].text == "第1项（原文第11行） 社会救助 / 事项1"
    assert [cell.text for cell in table.rows[2].cells] == [
        "原文第11行第4格",
        "请核对",
        "引用了旧版或者已被取代的依据\nbasis-superseded",
        "“公开依据”引用《中华人民共和国政府信息公开条例》（国务院令第492号），已经修订，现行的是国务院令第711号。",
        "《中华人民共和国政府信息公开条例》（国务院令第711号）",
    ]


def test_chinese_characters_have_a_font_of_their_own() -> None:
    made = document(row(1, bases=OLD))
    title, cell = made.paragraphs[0].runs[0], made.tables[0].rows[2].cells[3].paragraphs[0].runs[0]
    fonts = [run._element.rPr.rFonts.values() for run in (title, cell)]
    assert ["黑体" in fonts[0], "仿宋" in fonts[1]] == [True, True]


def test_a_catalog_without_fault_gets_a_report_that_says_so() -> None:
    made = document(row(1))
    assert made.paragraphs[-1].text == "没有发现问题。"
    assert made.tables == []


def test_several_catalogs_of_one_file_make_one_report() -> None:
    one, two = catalog(row(1)), catalog(row(1), title="某县教育局政务公开标准目录")
    made = Document(BytesIO(docx([(one, ()), (two, ())], TODAY, "某县.xlsx")))
    titles = [text.text for text in made.paragraphs if text.text.endswith("检查报告")]
    assert titles == ["某县民政局政务公开标准目录检查报告", "某县教育局政务公开标准目录检查报告"]


HOSTILE = "=cmd|'/c calc'!A1 {HYPERLINK \"x\"} <w:fldSimple/> \u202egpj.exe\x00 医疗结构"


def test_hostile_text_goes_in_as_text_and_nothing_else() -> None:
    made = document(row(1, content=HOSTILE, levels=(HOSTILE,)))
    body = made.element.xml
    assert "=cmd|" in body
    for tag in ("<w:fldSimple", "<w:instrText", "<w:hyperlink", "<w:fldChar", "\u202e"):
        assert tag not in body


@pytest.mark.parametrize("text", ["甲\x00乙", "甲\u202e乙", "甲\ufeff乙", "甲\ud800乙", "甲\x0b乙"])
def test_what_cannot_be_seen_is_left_out(text: str) -> None:
    assert clean(text) == "甲乙"


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_a_report_can_be_written_about_any_text(text: str) -> None:
    made = catalog(row(1), title=text, findings=[Finding("row-cut", Severity.ERROR, text)])
    written = docx([(made, lint(made, today=TODAY))], TODAY, text)
    assert Document(BytesIO(written)).tables[0].rows
