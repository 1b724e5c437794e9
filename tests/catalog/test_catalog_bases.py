"""Laws and notices: titles, numbers, articles."""

from __future__ import annotations

import pytest

from gongkai.catalog import bases
from gongkai.catalog.model import LegalBasis
from gongkai.catalog.notes import Notes


def read(text: str) -> tuple[tuple[LegalBasis, ...], list[str]]:
    notes = Notes("7", 161)
    found = bases.read(text, notes)
    return found, [finding.code for finding in notes.found]


def test_a_title_and_its_number_are_read() -> None:
    found, codes = read("《中华人民共和国政府信息公开条例》（国务院令第711号）。")
    assert found == (LegalBasis("中华人民共和国政府信息公开条例", "国务院令第711号"),)
    assert codes == []


def test_several_in_a_cell_numbered_or_not() -> None:
    plain, codes = read("《甲法》（主席令第69号）；\n《乙条例》，《丙办法》。")
    assert [one.title for one in plain] == ["甲法", "乙条例", "丙办法"]
    numbered, more = read("1．《甲法》；\n2．《乙条例》；\n10．《丙办法》。")
    assert [one.title for one in numbered] == ["甲法", "乙条例", "丙办法"]
    assert codes == more == []


def test_a_title_inside_a_title_stays_in_it() -> None:
    title = "国务院办公厅印发〈关于全面推进政务公开工作的意见〉实施细则的通知"
    assert read(f"《{title}》（国办发〔2016〕80号）")[0] == (
        LegalBasis(title, "国办发〔2016〕80号"),
    )
    assert read("《关于印发《办法》的通知》")[0] == (LegalBasis("关于印发《办法》的通知"),)


def test_a_title_broken_over_lines_is_one() -> None:
    assert read("《中华人民共和国\n预算法》")[0] == (LegalBasis("中华人民共和国预算法"),)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("国务院令第711号", "国务院令第711号"),
        ("国务院令711号", "国务院令第711号"),
        ("中华人民共和国国务院令第711号", "国务院令第711号"),
        ("国务院第711号令", "国务院令第711号"),
        ("主席令第六十九号", "主席令第69号"),
        ("国务院令 第７１１号", "国务院令第711号"),
        ("国办发〔2016〕80号", "国办发〔2016〕80号"),
        ("中办发〔2016〕8号", "中办发〔2016〕8号"),
    ],
)
def test_a_number_is_brought_into_its_one_form(printed: str, number: str) -> None:
    found, codes = read(f"《甲》（{printed}）")
    assert (found[0].number, codes) == (number, [])


@pytest.mark.parametrize("brackets", ["﹝﹞", "［］", "[]", "()", "（）", "【】"])
def test_wrong_brackets_are_put_right_with_a_warning(brackets: str) -> None:
    found, codes = read(f"《甲》（国办发{brackets[0]}2014{brackets[1]}46号）")
    assert found == (LegalBasis("甲", "国办发〔2014〕46号"),)
    assert codes == ["bracket-wrong"]


def test_half_width_brackets_around_a_number_are_no_matter() -> None:
    found, codes = read("《甲》(中办发〔2015〕21号)；")
    assert (found[0].number, codes) == ("中办发〔2015〕21号", [])


def test_a_number_with_no_brackets_around_it_is_read() -> None:
    assert read("《甲》国办发〔2016〕80号；")[0] == (LegalBasis("甲", "国办发〔2016〕80号"),)


def test_an_article_is_read() -> None:
    found, codes = read("《甲法》（主席令第69号）第二十条第一款；《乙法》第3条")
    assert found == (
        LegalBasis("甲法", "主席令第69号", "第二十条第一款"),
        LegalBasis("乙法", None, "第3条"),
    )
    assert codes == []


def test_a_note_that_is_no_number_is_named() -> None:
    found, codes = read("《招标投标法》（修正后）")
    assert (found, codes) == ((LegalBasis("招标投标法"),), ["basis-note"])


def test_an_odd_number_is_kept_as_printed_with_a_warning() -> None:
    found, codes = read("《甲》（国办发2016年80号）")
    assert (found[0].number, codes) == ("国办发2016年80号", ["number-odd"])


def test_a_title_never_closed_is_reported() -> None:
    found, codes = read("《甲法》；《乙条例（国务院令第711号）；")
    assert found[1] == LegalBasis("乙条例", "国务院令第711号")
    assert codes == ["basis-unclosed"]


def test_words_outside_the_title_marks_are_named() -> None:
    found, codes = read("根据《甲法》执行；以及有关文件")
    assert [one.title for one in found] == ["甲法"]
    assert codes == ["basis-text", "basis-text"]


def test_titles_with_no_marks_are_read_part_by_part() -> None:
    found, codes = read("1．政府信息公开条例（国务院令第711号）；\n2．国办发〔2016〕80号")
    assert found == (
        LegalBasis("政府信息公开条例", "国务院令第711号"),
        LegalBasis("国办发〔2016〕80号", "国办发〔2016〕80号"),
    )
    assert codes == ["basis-without-marks", "basis-without-marks"]
