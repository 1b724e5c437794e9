"""Laws and notices: titles, numbers, articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def titles(text: str) -> list[str]:
    return [one.title for one in read(text)[0]]


@pytest.mark.parametrize(
    "text",
    [
        "《甲法》《乙条例》",
        "《甲法》 《乙条例》等",
        "1.《甲法》2.《乙条例》",
        "①《甲法》；②《乙条例》",
        "《甲法》和《乙条例》",
        "<<甲法>>、<<乙条例>>",
        "〈甲法〉〈乙条例〉",
        "「甲法」、「乙条例」",
        "《甲法；《乙条例》",
        "《甲法、《乙条例》",
        "《甲法》；《乙条例",
        "【法律】《甲法》\n【行政法规】《乙条例》",
        "法律：《甲法》行政法规：《乙条例》",
        "甲法、乙条例",
        "甲法；乙条例",
        "1.甲法\n2.乙条例",
        "甲法\n乙条例",
    ],
)
def test_two_laws_are_two_however_they_stand_side_by_side(text: str) -> None:
    assert titles(text.replace("甲法", "某某法").replace("乙条例", "某条例")) == [
        "某某法",
        "某条例",
    ]


@pytest.mark.parametrize(
    ("bracket", "number", "codes"),
    [
        ("中华人民共和国主席令第41号2015年12月27日修正", "主席令第41号", ["basis-note"]),
        ("国令第711号", "国务院令第711号", []),
        ("国务院令第 711 号", "国务院令第711号", []),
        ("国务院令第\n711号", "国务院令第711号", []),
        ("國務院令第711號", "国务院令第711号", []),
        ("2016年12月8日发布，建保〔2016〕281号", "建保〔2016〕281号", ["basis-note"]),
        ("发文字号某某部令第11号，实施日期2012年7月15日", "某某部令第11号", ["basis-note"]),
        ("国务院令第492号公布，国务院令第711号修订", "国务院令第711号", ["basis-note"]),
        ("建保[2012]91号", "建保〔2012〕91号", ["bracket-wrong"]),
        ("国务院令第492号、国务院令第711号", "国务院令第492号、国务院令第711号", ["number-odd"]),
    ],
)
def test_a_number_is_found_among_dates_and_amendments(
    bracket: str, number: str, codes: list[str]
) -> None:
    found, noted = read(f"《甲法》（{bracket}）")
    assert (found[0].number, noted) == (number, codes)


@pytest.mark.parametrize(
    ("printed", "article"),
    [
        ("《甲法》第二十条第（五）项", "第二十条第（五）项"),
        ("《甲法》第十条、第二十条第二款", "第十条、第二十条第二款"),
        ("《甲法》（第十条）", "第十条"),
        ("《甲法》(国令第711号)第 20 条", "第20条"),
        ("政府信息公开条例第二十条", "第二十条"),
        ("《甲法》第十四条：国家实行登记制度。", "第十四条"),
    ],
)
def test_an_article_in_any_writing(printed: str, article: str | None) -> None:
    assert read(printed)[0][0].article == article


def test_a_law_named_in_the_quoted_text_of_an_article_is_no_basis() -> None:
    found, codes = read("《甲法》第十四条：国家实行登记制度，当事人依照《乙法》的规定登记。")
    assert found == (LegalBasis("甲法", None, "第十四条"),)
    assert codes == ["basis-text"]


def test_a_law_behind_a_finished_quotation_is_a_basis() -> None:
    text = "《甲法》第十四条：国家实行登记制度，由主管部门负责。\n《乙法》第三条"
    assert titles(text) == ["甲法", "乙法"]


def test_rules_under_a_law_are_another_text_than_the_law() -> None:
    assert titles("《税收征收管理法》实施细则、《行政许可法》") == [
        "税收征收管理法实施细则",
        "行政许可法",
    ]


def test_a_title_without_marks_behind_one_with_marks_is_a_basis_too() -> None:
    found, codes = read("《行政许可法》、某省政务公开办法（某政发〔2020〕3号）")
    assert found == (LegalBasis("行政许可法"), LegalBasis("某省政务公开办法", "某政发〔2020〕3号"))
    assert codes == ["basis-without-marks"]
    assert titles("《行政许可法》等有关规定") == ["行政许可法"]


def test_the_kind_of_a_law_is_no_part_of_it() -> None:
    found, codes = read("【部门规章及规范性文件】《甲办法》（国人口发（2007）78号）")
    assert found == (LegalBasis("甲办法", "国人口发〔2007〕78号"),)
    assert codes == ["basis-label", "bracket-wrong"]


def test_a_title_never_opened_is_reported() -> None:
    found, codes = read("乙条例》（国务院令第711号）")
    assert found == (LegalBasis("乙条例", "国务院令第711号"),)
    assert codes == ["basis-unclosed"]


def test_a_title_without_marks_broken_over_lines_is_one() -> None:
    assert titles("中华人民共和国政府信息公\n开条例") == ["中华人民共和国政府信息公开条例"]


def test_a_title_without_marks_gives_its_number_and_article() -> None:
    found = read("政府信息公开条例国务院令第711号；某县办法（某政发〔2020〕3号）第二条")[0]
    assert found == (
        LegalBasis("政府信息公开条例", "国务院令第711号"),
        LegalBasis("某县办法", "某政发〔2020〕3号", "第二条"),
    )


@pytest.mark.parametrize("text", ["■政府网站 □政府公报", "信息形成之日起20个工作日内"])
def test_a_cell_that_slipped_in_from_another_column_is_left_unresolved(text: str) -> None:
    notes = Notes("7", 161)
    assert bases.read(text, notes) == ()
    assert "legal_bases" in notes.doubtful
    assert [finding.code for finding in notes.found] == ["basis-text"]


@given(st.lists(st.text(alphabet="甲乙丙丁法条例", min_size=1, max_size=8), min_size=1, max_size=5))
def test_every_title_in_marks_is_read_in_order(printed: list[str]) -> None:
    assert titles("".join(f"《{title}》" for title in printed)) == printed


@given(st.text(alphabet="《》〈〉（）〔〕第条号令年甲乙法1二 \n、；。【】：", max_size=40))
def test_no_citation_however_broken_stops_the_reader(text: str) -> None:
    found, codes = read(text)
    assert isinstance(found, tuple)
    printed = "".join(text.split())
    said = "".join(one.title + (one.number or "") + (one.article or "") for one in found)
    assert said or codes or not printed.strip("《》、；。：（）〔〕1二 .【】〈〉")


def test_a_cell_of_nothing_but_opening_marks_gives_one_finding_and_no_basis() -> None:
    assert read("《" * 5000) == ((), ["basis-unclosed"])


def test_five_hundred_titles_that_are_never_closed_are_all_read() -> None:
    found, codes = read("《甲法；" * 500)
    assert {one.title for one in found} == {"甲法"}
    assert (len(found), codes) == (500, ["basis-unclosed"] * 500)


def test_an_opening_mark_too_many_costs_no_title() -> None:
    assert read("《《甲法》第三条") == ((LegalBasis("甲法", None, "第三条"),), ["basis-unclosed"])


@pytest.mark.parametrize(
    ("printed", "number", "codes"),
    [
        ("(国办发〔2016〕8号", "国办发〔2016〕8号", ["number-odd"]),
        ("(国办发[2016]8号", "国办发〔2016〕8号", ["number-odd", "bracket-wrong"]),
        ("（国务院令第711号，2019年修订", "国务院令第711号", ["number-odd", "basis-text"]),
        ("（国务院令第711号第三条", "国务院令第711号", ["number-odd"]),
    ],
)
def test_a_number_in_a_bracket_that_is_never_closed_is_read_and_named(
    printed: str, number: str, codes: list[str]
) -> None:
    found, said = read(f"《某办法》{printed}")
    assert [(one.title, one.number) for one in found] == [("某办法", number)]
    assert said == codes


def test_a_bracket_never_closed_does_not_swallow_the_next_title() -> None:
    found, _ = read("《甲办法》(国办发[2016]8号《乙法》第三条")
    assert [(one.title, one.number, one.article) for one in found] == [
        ("甲办法", "国办发〔2016〕8号", None),
        ("乙法", None, "第三条"),
    ]
