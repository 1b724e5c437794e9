"""What an export leaves in a text is taken out, and nothing that was printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import cleaning, residue
from gongkai.catalog.notes import Notes
from gongkai.catalog.residue import without_residue
from gongkai.catalog.variants import as_printed, is_traditional, simplified


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("公開內(nèi)容", "公開內容"),
        ("基層政務(wù)公開標(biāo)準(zhǔn)目錄", "基層政務公開標準目錄"),
        ("20個（gè）工作日內（nèi）", "20個工作日內"),
        ("規(guī)范、团(tuán)体", "規范、团体"),
        ("他們(men)", "他們"),
        ("[bookmark: _GoBack]文件名称", "文件名称"),
        ('{HYPERLINK "http://example.gov.cn"}《甲法》', "《甲法》"),
        ("《甲法》&nbsp;；&lt;乙&gt;", "《甲法》 ；<乙>"),
        ("甲&#12288;乙&amp;丙", "甲\u3000乙&丙"),
        ("\ufeff序\u200b号", "序号"),
        ("■政府网站?????? □公报??", "■政府网站  □公报 "),
        ("\uf0fe政府网站 \uf0a8公报", "☑政府网站 □公报"),
        ("\uf052政府网站 \uf0a3公报", "☑政府网站 □公报"),
        ("\uf0fc", "✓"),
    ],
)
def test_what_an_export_left_is_taken_out(printed: str, clean: str) -> None:
    assert without_residue(printed) == clean


@pytest.mark.parametrize(
    "text",
    [
        "县级(A级)",
        "政府网站(APP)",
        "单位(nei)名称",
        "内(外)网",
        "（nèi）单独印出",
        "A&B公司",
        "??",
        "何时公开?",
        "{甲}",
        "[2012]91号",
        "R&D;经费",
        "《甲法》（国务院令第711号）",
    ],
)
def test_what_was_printed_stays(text: str) -> None:
    assert without_residue(text) == text


def test_pinyin_is_said_once_for_a_row() -> None:
    notes = Notes("1", 1)
    for field in ("content", "legal_bases", "channels"):
        cleaning.drop_residue("內(nèi)容、依據(jù)", notes, field)
    assert [(one.code, one.field) for one in notes.found] == [("residue-removed", None)]


def test_field_codes_are_said_for_each_field() -> None:
    notes = Notes("1", 1)
    for field in ("content", "legal_bases"):
        cleaning.drop_residue("甲&nbsp;乙", notes, field)
    assert [one.field for one in notes.found] == ["content", "legal_bases"]


def test_signs_that_print_nothing_are_not_worth_a_word() -> None:
    notes = Notes("1", 1)
    assert cleaning.drop_residue("甲\u200b乙", notes, "content") == "甲乙"
    assert notes.found == []


@pytest.mark.parametrize(
    ("printed", "simple"),
    [("國務院令第711號", "国务院令第711号"), ("政府網站", "政府网站"), ("政府网站", "政府网站")],
)
def test_traditional_words_are_compared_as_simplified_ones(printed: str, simple: str) -> None:
    assert simplified(printed) == simple
    assert is_traditional(printed) == (printed != simple)


def test_a_name_is_given_back_as_it_was_printed() -> None:
    assert as_printed("学校名称", "1.學校名稱；2.地址") == "學校名稱"
    assert as_printed("学校编号", "1.學校名稱；2.編號") == "学校编号"


PIECES = st.sampled_from(
    [
        "內(nèi)",
        "公开",
        "(wǎng)",
        "&nbsp;",
        "\u200b",
        "[bookmark: x]",
        "{HYPERLINK a}",
        "\uf0fe",
        "（甲）",
    ]
)
TEXT = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=10).map("".join))


@given(TEXT)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    clean = without_residue(text)
    assert without_residue(clean) == clean
    assert residue.found_in(clean) == []
    assert cleaning.join_lines(cleaning.join_lines(text)) == cleaning.join_lines(text)


@given(st.text(alphabet="公开内容（）()甲乙A1《》〔〕■□√、；，。 \n", max_size=60))
def test_no_printed_sign_is_lost(text: str) -> None:
    assert without_residue(text) == text


@given(st.text(alphabet="公开甲乙\n \u3000", max_size=40))
def test_joining_lines_loses_only_white_space(text: str) -> None:
    assert cleaning.squash(cleaning.join_lines(text)) == cleaning.squash(text)
