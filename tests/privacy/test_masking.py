"""Masking identity numbers and phones. Every number here belongs to nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.privacy import (
    already_masked,
    find_identity_numbers,
    mask_identity_number,
    mask_phone,
    mask_text,
    preset,
    presets,
    visible_positions,
)
from gongkai.privacy.identity import check_character
from gongkai.refusals import Refused


def number(first17: str) -> str:
    return first17 + check_character(first17)


FUTURE = number("37030529990312123")
OLD = "999999900101001"
WITH_X = next(made for seq in range(1000) if (made := number(f"37030529990312{seq:03}"))[-1] == "X")
NAMES = [found.name for found in presets()]

numbers = st.integers(0, 10**8 - 1).map(
    lambda n: number(f"{n // 100:06}299903{n % 28 + 1:02}{n % 1000:03}")
)
names = st.sampled_from(NAMES)


# Presets


def test_the_default_is_6_10_2_and_comes_first() -> None:
    assert presets()[0].name == preset().name == "6-10-2"
    assert {"6-12-0", "6-8-4"} <= set(NAMES)


def test_every_preset_is_what_its_name_says_and_has_its_source() -> None:
    for found in presets():
        hidden = 18 - found.head - found.tail
        assert found.name == f"{found.head}-{hidden}-{found.tail}"
        assert hidden >= 8
        assert found.source
        assert found.candidates > 0


def test_the_presets_of_old_lists_need_a_recorded_reason() -> None:
    assert {found.name for found in presets() if found.needs_reason} == {"6-8-4", "4-10-4"}
    assert all(found.candidates < 100 for found in presets() if found.needs_reason)


def test_an_unknown_preset_is_refused_with_the_choices() -> None:
    with pytest.raises(Refused) as refusal:
        mask_identity_number(FUTURE, "0-0-18")
    assert refusal.value.code == "unknown_preset"
    assert "6-10-2" in refusal.value.message


# One number


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("6-10-2", f"370305**********{FUTURE[-2:]}"),
        ("6-12-0", "370305************"),
        ("6-8-4", f"370305********{FUTURE[-4:]}"),
        ("2-16-0", "37****************"),
        ("1-16-1", f"3****************{FUTURE[-1]}"),
    ],
)
def test_a_number_under_each_preset(name: str, masked: str) -> None:
    assert mask_identity_number(FUTURE, name) == masked


def test_the_x_is_written_large_and_separators_go() -> None:
    assert mask_identity_number(WITH_X.lower())[-1] == "X"
    assert mask_identity_number(f"{FUTURE[:6]} {FUTURE[6:]}") == mask_identity_number(FUTURE)


def test_an_old_number_becomes_18_characters_so_that_its_kind_stays_plain() -> None:
    assert mask_identity_number(OLD) == f"999999**********{number('99999919900101001')[-2:]}"


def test_a_mistyped_number_is_masked_all_the_same() -> None:
    wrong = FUTURE[:-1] + ("0" if FUTURE[-1] != "0" else "1")
    assert mask_identity_number(wrong) == f"370305**********{wrong[-2:]}"


@pytest.mark.parametrize("text", ["", "无", FUTURE[:-1], FUTURE + "1", "13800000000"])
def test_what_is_no_number_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        mask_identity_number(text)
    assert refusal.value.code == "not_identity_number"
    assert not text or text not in refusal.value.message


@given(numbers, names)
def test_a_mask_keeps_18_characters_and_shows_only_the_positions_of_its_preset(
    right: str, name: str
) -> None:
    masked = mask_identity_number(right, name)
    assert len(masked) == 18
    assert visible_positions(masked) == preset(name).visible
    assert all(masked[at] == right[at] for at in preset(name).visible)


@given(numbers, names, names)
def test_masking_again_hides_more_and_never_less(right: str, first: str, second: str) -> None:
    twice = mask_identity_number(mask_identity_number(right, first), second)
    assert visible_positions(twice) == preset(first).visible & preset(second).visible


# Text


def test_every_number_in_a_text_is_masked_and_counted() -> None:
    text = f"甲{FUTURE}，乙 {WITH_X[:6]} {WITH_X[6:]}；电话13800000000。"
    first, second = mask_identity_number(FUTURE), mask_identity_number(WITH_X)
    assert mask_text(text) == (f"甲{first}，乙 {second}；电话13800000000。", 2)


def test_html_keeps_everything_but_the_number() -> None:
    html = f'<td class="c18" data-n="20260918">{FUTURE}</td>'
    masked, count = mask_text(html, "6-12-0")
    assert masked == '<td class="c18" data-n="20260918">370305************</td>'
    assert count == 1


def test_a_text_without_numbers_comes_back_as_it_was() -> None:
    text = "国办发〔2016〕80号，自2026-09-18起20个工作日。"
    assert mask_text(text) == (text, 0)


@given(
    st.lists(
        st.one_of(numbers, st.text(alphabet="0123456789X -\u3000a张", max_size=25)), max_size=6
    ),
    st.sampled_from(["", " ", "-", "，"]),
    names,
)
def test_a_masked_text_has_no_number_left(pieces: list[str], between: str, name: str) -> None:
    text = between.join(pieces)
    masked, count = mask_text(text, name)
    assert find_identity_numbers(masked) == ()
    assert (count == 0) is (masked == text)
    assert mask_text(masked, name) == (masked, 0)


def test_what_stays_visible_does_not_join_its_neighbours_into_a_new_number() -> None:
    digits = FUTURE[-2:]
    rest = next(
        made[2:]
        for seq in range(1000)
        if (made := number(f"{digits}030529990312{seq:03}")) and made[-1] != "X"
    )
    masked, count = mask_text(f"{FUTURE} {rest}")
    assert find_identity_numbers(masked) == ()
    assert count == 2


# Cells that are masked already


@pytest.mark.parametrize(
    "value",
    [
        "370305**********36",
        "370305＊＊＊＊＊＊＊＊＊＊36",
        "370305××××××××××3X",
        "37030529990312xxxx",
        "370305●●●●●●●●1234",
        "370305****1234",
        "3****************X",
        "******************",
    ],
)
def test_a_cell_that_hides_a_part_is_masked_already(value: str) -> None:
    assert already_masked(value)


@pytest.mark.parametrize(
    "value", ["", FUTURE, WITH_X, OLD, "无", "2*3", "张**", "*" * 19, "**住房**"]
)
def test_a_cell_that_hides_nothing_is_not(value: str) -> None:
    assert not already_masked(value)


def test_the_visible_positions_of_another_offices_mask_are_read() -> None:
    assert visible_positions("37030529990312xxxx") == frozenset(range(14))
    assert visible_positions("370305××××××××××3X") == preset("6-10-2").visible
    assert visible_positions("3****************X") == preset("1-16-1").visible
    assert visible_positions(FUTURE) is None
    assert visible_positions("370305****1234") is None


def test_two_masks_of_one_person_give_away_their_union() -> None:
    head = visible_positions("37030529990312****")
    tail = visible_positions("**************1236")
    assert head is not None
    assert tail is not None
    assert head | tail == frozenset(range(18))


# Phones


@pytest.mark.parametrize(
    "text",
    ["13800001234", "138 0000 1234", "138-0000-1234", "+86 13800001234", "１３８００００１２３４"],
)
def test_a_mobile_number_keeps_its_first_three_and_last_four(text: str) -> None:
    assert mask_phone(text) == "138****1234"


@pytest.mark.parametrize("text", ["", "12345", "0533-1234567", "12800001234", "138000012345"])
def test_what_is_no_mobile_number_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        mask_phone(text)
    assert refusal.value.code == "not_mobile_number"
