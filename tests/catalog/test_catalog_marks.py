"""Ticks, the words that stand in their place, and choices written as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import marks
from gongkai.catalog.marks import Tick
from gongkai.catalog.notes import Notes
from gongkai.catalog.vocabulary import load


def tick(text: str, heading: str = "特定群体", choice: str | None = "specific") -> Tick:
    field = {"specific": "audiences", "everyone": "audiences", "proactive": "modes"}
    return marks.tick(text, heading, field.get(choice or "", "tiers"), choice, Notes("1", 1))


def codes(text: str, heading: str, field: str, choice: str) -> list[str]:
    notes = Notes("1", 1)
    marks.tick(text, heading, field, choice, notes)
    return [finding.code for finding in notes.found]


def words(text: str, field: str) -> tuple[tuple[str, ...], tuple[str, ...], bool, list[str]]:
    notes = Notes("1", 1)
    chosen, details = marks.read_words(text, field, notes)
    return chosen, details, field in notes.doubtful, [finding.code for finding in notes.found]


@pytest.mark.parametrize("sign", ["√", "✓", "☑", "●", "■", "▲", "★", "V", "v", "R", "þ", "是", "1"])
def test_every_sign_of_a_tick_is_a_tick(sign: str) -> None:
    assert tick(sign) == Tick(chosen=True)


@pytest.mark.parametrize(
    "sign", ["×", "否", "无", "□", "☐", "○", "〇", "/", "—", "－", "-", "不涉及"]
)
def test_every_sign_of_an_empty_cell_leaves_it_unticked(sign: str) -> None:
    assert tick(sign).chosen is False


@pytest.mark.parametrize("sign", ["/", "—", "－", "无"])
def test_a_stroke_is_told_from_a_cell_left_blank(sign: str) -> None:
    assert tick(sign).struck
    assert not tick(sign).blank
    assert tick(" ").blank


@pytest.mark.parametrize(
    ("printed", "group"),
    [
        ("教师", "教师"),
        ("√（申请人）", "申请人"),
        ("√面向本村成员", "面向本村成员"),
        ("V申请人", "申请人"),
        ("学生家长√", "学生家长"),
        ("低保户、\n特困人员", "低保户、特困人员"),
    ],
)
def test_words_under_the_specific_audience_name_it(printed: str, group: str) -> None:
    assert tick(printed) == Tick(chosen=True, words=group)


@pytest.mark.parametrize("printed", ["某县民政局", "■政府网站", "政府网站", "《甲法》", "长" * 41])
def test_words_of_another_column_are_no_audience(printed: str) -> None:
    assert tick(printed).chosen is None
    assert codes(printed, "特定群体", "audiences", "specific") == ["tick-unread"]


def test_a_question_mark_is_no_answer() -> None:
    assert tick("？").chosen is None


def test_a_group_under_the_whole_public_is_not_the_whole_public() -> None:
    assert tick("村民", "全社会", "everyone") == Tick(chosen=None, words="村民")
    assert codes("村民", "全社会", "audiences", "everyone") == ["tick-word"]


def test_the_columns_own_name_is_a_tick() -> None:
    assert tick("全社会", "全社会", "everyone") == Tick(chosen=True)
    assert tick("主动公开", "主动", "proactive") == Tick(chosen=True)
    assert tick("区级", "县级", "county") == Tick(chosen=True)


def test_two_tiers_in_one_column_are_kept_as_words() -> None:
    assert tick("县级/州级", "县级", "county") == Tick(chosen=True, words="县级/州级")


def test_another_tier_under_a_tier_is_no_tick() -> None:
    assert tick("乡级", "县级", "county").chosen is None
    assert codes("乡级", "县级", "tiers", "county") == ["tick-word"]


@pytest.mark.parametrize(
    ("printed", "field", "chosen"),
    [
        ("全社会", "audiences", ("everyone",)),
        ("面向社會", "audiences", ("everyone",)),
        ("公民、法人和其他组织", "audiences", ("everyone",)),
        ("全社\n会", "audiences", ("everyone",)),
        ("主动公开、依申请公开", "modes", ("proactive", "on_request")),
        ("主动/依申请", "modes", ("proactive", "on_request")),
        ("主动公开\n依申请公开", "modes", ("proactive", "on_request")),
        ("■主动 □依申请", "modes", ("proactive",)),
        ("主动□ 依申请√", "modes", ("on_request",)),
        ("[√]主动公开 [ ]依申请公开", "modes", ("proactive",)),
        ("R主动 £依申请", "modes", ("proactive",)),
        ("县级、乡级", "tiers", ("county", "township")),
        ("县（区）级", "tiers", ("county",)),
        ("县级乡级", "tiers", ("county", "township")),
        ("市县级", "tiers", ("city", "county")),
        ("县、乡级", "tiers", ("county", "township")),
    ],
)
def test_choices_in_one_column_of_words(printed: str, field: str, chosen: tuple[str, ...]) -> None:
    assert words(printed, field) == (chosen, (), False, [])


def test_a_group_behind_the_specific_audience_is_its_detail() -> None:
    assert words("特定群体：申请人、当事人", "audiences") == (
        ("specific",),
        ("申请人、当事人",),
        False,
        [],
    )
    assert words("全社会；特定群体（低保户）", "audiences") == (
        ("everyone", "specific"),
        ("低保户",),
        False,
        [],
    )


@pytest.mark.parametrize(
    ("printed", "field"), [("看情况", "modes"), ("村级", "tiers"), ("主动、看情况", "modes")]
)
def test_a_word_that_names_no_choice_leaves_the_field_unresolved(printed: str, field: str) -> None:
    _, details, doubtful, found = words(printed, field)
    assert (details, doubtful, found) == ((), True, ["choice-unread"])


def test_a_group_alone_is_kept_and_not_guessed() -> None:
    assert words("村民", "audiences") == ((), ("村民",), True, ["choice-unread"])


@pytest.mark.parametrize("printed", ["主动√ 依申请", "□主动 □依申请", "主动 ■依申请"])
def test_boxes_that_may_belong_to_either_side_choose_nothing(printed: str) -> None:
    assert words(printed, "modes") == ((), (), True, ["choice-unread"])


@given(st.text(max_size=30), st.sampled_from(["everyone", "specific", "proactive", "county"]))
def test_a_cell_is_ticked_only_by_a_sign_or_by_words_that_are_kept(text: str, choice: str) -> None:
    field = {"proactive": "modes", "county": "tiers"}.get(choice, "audiences")
    notes = Notes("1", 1)
    read = marks.tick(text, "某栏", field, choice, notes)
    assert (read.chosen is None) == bool(notes.found)
    if read.chosen and read.words:
        assert set("".join(read.words.split())) <= set(text)


@given(st.text(max_size=30), st.sampled_from(["audiences", "modes", "tiers"]))
def test_a_column_of_words_is_read_or_left_unresolved(text: str, field: str) -> None:
    chosen, _, doubtful, _ = words(text, field)
    assert chosen or doubtful


def test_no_sign_is_both_a_filled_box_and_an_empty_one() -> None:
    glyphs = load("glyphs")
    for table in ("boxes", "ticks"):
        assert not set(glyphs[table]["filled"]) & set(glyphs[table]["empty"])
    boxes = glyphs["boxes"]
    assert not set(boxes["filled_letters"]) & set(boxes["empty_letters"])
    assert not set(glyphs["legend"]["must"]) & set(glyphs["legend"]["choice"])


def test_every_private_sign_becomes_one_that_can_be_read() -> None:
    for code, sign in load("glyphs")["private"].items():
        assert 0xF000 <= int(code, 16) <= 0xF0FF
        assert len(sign) == 1
        assert not 0xE000 <= ord(sign) <= 0xF8FF


def test_no_word_names_two_choices_of_one_field() -> None:
    found: dict[tuple[str, str], str] = {}
    for entry in load("words")["choice_word"]:
        for name in entry["names"]:
            assert found.setdefault((entry["field"], name), entry["value"]) == entry["value"]


@pytest.mark.parametrize(
    ("printed", "words"), [("×（不公开）", "不公开"), ("×不涉及", "不涉及"), ("✗ 教师", "教师")]
)
def test_a_cross_with_words_is_no_tick_and_the_words_are_kept(printed: str, words: str) -> None:
    assert tick(printed) == Tick(chosen=False, words=words)


@pytest.mark.parametrize("printed", ["N", "不", "否", "不公开", "（不公开）"])
def test_a_word_that_says_no_is_never_a_tick(printed: str) -> None:
    assert tick(printed).chosen in (False, None)
    assert tick(printed, "全社会", "everyone").chosen in (False, None)


@pytest.mark.parametrize(
    "printed",
    ["√?", "√？", "除外", "部分", "部分公开", "√（不公开）", "教师除外", "不向社会公开", "n"],
)
def test_a_doubtful_word_is_no_tick_and_is_named(printed: str) -> None:
    for heading, choice in (("特定群体", "specific"), ("全社会", "everyone")):
        assert tick(printed, heading, choice).chosen is None
        (code,) = codes(printed, heading, "audiences", choice)
        assert code in ("tick-word", "tick-unread")


def test_words_with_brackets_at_their_end_are_kept_whole() -> None:
    assert tick("教师（在职）") == Tick(chosen=True, words="教师（在职）")
    assert tick("未成年人") == Tick(chosen=True, words="未成年人")
    assert tick("不动产权利人") == Tick(chosen=True, words="不动产权利人")
