"""Telling, finding and matching identity numbers. Every number here belongs to nobody.

The dates of birth lie in the far future, or the region code was never given out.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.privacy import (
    Hit,
    canonical,
    find_identity_numbers,
    fingerprint,
    is_identity_number,
)
from gongkai.privacy.identity import check_character
from gongkai.refusals import Refused

KEY = b"a key for tests only"


def number(first17: str) -> str:
    return first17 + check_character(first17)


FUTURE = number("37030529990312123")
RESIDENT_OF_TAIWAN = number("83000029990312123")
PERMANENT_RESIDENT = number("91100029990312123")
NO_SUCH_REGION = number("99999919900101001")
OLD = "999999900101001"
WITH_X = next(made for seq in range(1000) if (made := number(f"37030529990312{seq:03}"))[-1] == "X")

first17s = st.builds(
    lambda region, year, month, day, seq: f"{region:06}{year}{month:02}{day:02}{seq:03}",
    st.integers(0, 999999),
    st.integers(2900, 2999),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 999),
)
numbers = first17s.map(number)


@pytest.mark.parametrize(
    "text", [FUTURE, RESIDENT_OF_TAIWAN, PERMANENT_RESIDENT, NO_SUCH_REGION, OLD, WITH_X]
)
def test_a_number_with_the_right_check_character_is_one(text: str) -> None:
    assert is_identity_number(text)


def test_a_small_x_full_width_digits_and_blanks_are_read_as_plain() -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in WITH_X)
    assert is_identity_number(WITH_X.lower())
    assert is_identity_number(wide)
    assert is_identity_number(f" {FUTURE[:6]} {FUTURE[6:14]}-{FUTURE[14:]} ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        FUTURE[:-1],
        FUTURE + "1",
        WITH_X[:-1] + "Y",
        "X" + FUTURE[1:],
        "999999901301001",  # a 15-digit number born in a 13th month
        "999999900230001",  # or on 30 February
        "身份证号",
    ],
)
def test_what_is_no_identity_number(text: str) -> None:
    assert not is_identity_number(text)


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(right: str, place: int, by: int) -> None:
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]
    assert is_identity_number(right)
    assert not is_identity_number(wrong)


def test_numbers_are_found_in_running_text_with_their_places() -> None:
    text = f"甲方，{FUTURE}；乙方（{WITH_X.lower()}）。"
    assert find_identity_numbers(text) == (
        Hit(3, 21, FUTURE),
        Hit(25, 43, WITH_X),
    )


def test_a_full_width_number_is_found_at_its_own_place() -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in WITH_X)
    text = f"号码：{wide}。"
    (hit,) = find_identity_numbers(text)
    assert (text[hit.start : hit.end], hit.number) == (wide, WITH_X)


@pytest.mark.parametrize(
    "between", [" ", "-", "\u3000", "\u00a0", "－", "–", "\u200b", "&nbsp;", "- "]
)
def test_a_number_split_by_blanks_or_hyphens_is_found_whole(between: str) -> None:
    split = between.join((FUTURE[:6], FUTURE[6:14], FUTURE[14:]))
    (hit,) = find_identity_numbers(f"证件 {split}，")
    assert hit == Hit(3, 3 + len(split), FUTURE)


def test_a_number_split_at_every_digit_is_found() -> None:
    assert [hit.number for hit in find_identity_numbers(" ".join(WITH_X))] == [WITH_X]


@pytest.mark.parametrize("text", [f"1{FUTURE}", f"{FUTURE}1", f"00{OLD}", f"{OLD}00"])
def test_nothing_is_found_inside_a_longer_string_of_digits(text: str) -> None:
    assert find_identity_numbers(text) == ()


@pytest.mark.parametrize("text", ["12", "2026", "第1", "13800000000"])
def test_a_number_is_found_beside_other_numbers(text: str) -> None:
    assert [hit.number for hit in find_identity_numbers(f"{text} {FUTURE} {text}")] == [FUTURE]


def test_numbers_on_two_lines_or_in_two_cells_are_not_joined() -> None:
    assert find_identity_numbers(f"{FUTURE[:8]}\n{FUTURE[8:]}") == ()
    assert find_identity_numbers(f"{FUTURE[:8]}\t{FUTURE[8:]}") == ()


def test_dates_and_amounts_side_by_side_are_not_taken_for_a_number() -> None:
    text = "".join(f"2026-09-01 2026-09-30 {n:02}\n" for n in range(100))
    assert find_identity_numbers(text) == ()


def test_an_old_number_is_found_only_in_one_piece() -> None:
    assert [hit.number for hit in find_identity_numbers(f"旧证{OLD}，")] == [OLD]
    assert find_identity_numbers(f"{OLD[:6]} {OLD[6:]}") == ()
    assert [hit.number for hit in find_identity_numbers(f"{OLD} 123")] == [OLD]


def test_a_number_in_html_is_found() -> None:
    html = f'<td class="id">{FUTURE}</td><td>{WITH_X}</td>'
    assert [hit.number for hit in find_identity_numbers(html)] == [FUTURE, WITH_X]


@given(st.text(), numbers, st.text())
def test_a_number_between_any_two_texts_is_found_unless_digits_touch_it(
    before: str, right: str, after: str
) -> None:
    found = [hit.number for hit in find_identity_numbers(f"{before}\n{right}\n{after}")]
    assert right in found


@given(st.text(alphabet="0123456789X -\u3000１a", max_size=80))
def test_hits_are_in_order_apart_and_true(text: str) -> None:
    end = 0
    for hit in find_identity_numbers(text):
        assert end <= hit.start < hit.end <= len(text)
        assert is_identity_number(hit.number)
        end = hit.end


def test_both_forms_of_a_number_have_one_canonical_form() -> None:
    assert canonical(OLD) == NO_SUCH_REGION
    assert canonical(WITH_X.lower()) == WITH_X


def test_a_fingerprint_matches_one_person_and_needs_the_key() -> None:
    print_ = fingerprint(FUTURE, KEY)
    assert len(print_) == 64
    assert FUTURE not in print_
    assert fingerprint(f"{FUTURE[:6]} {FUTURE[6:]}", KEY) == print_
    assert fingerprint(OLD, KEY) == fingerprint(NO_SUCH_REGION, KEY)
    assert fingerprint(FUTURE, b"another key") != print_
    assert fingerprint(WITH_X, KEY) != print_


def test_a_fingerprint_without_a_key_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        fingerprint(FUTURE, b"")
    assert refusal.value.code == "key_missing"


@pytest.mark.parametrize("text", ["", "1234", "370305**********36", FUTURE + "0"])
def test_a_fingerprint_of_what_is_no_number_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        fingerprint(text, KEY)
    assert refusal.value.code == "not_identity_number"
    assert not text or text not in refusal.value.message
