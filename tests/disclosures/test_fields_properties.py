"""What holds of every form and everything that can be typed into it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog.model import ElementKind
from gongkai.disclosures.fields import (
    FieldSpec,
    FieldValue,
    fill,
    from_json,
    missing,
    tables,
    to_json,
)

Typed = Mapping[str, tuple[str, ...]]

_CELLS = st.one_of(st.sampled_from(["", " ", "\u3000", "余晚舟", " 59.80 "]), st.text(max_size=6))
_REASONS = st.sampled_from(["", " ", "本批没有"])
_NAMES = st.sampled_from(["姓名", "面积", "日期", "租金", "地址"])
_GROUPS = st.sampled_from(["", "", "审核结果", "房源"])


@st.composite
def forms(draw: st.DrawFn) -> tuple[FieldSpec, ...]:
    """Draw a form: no key twice, groups in any order."""
    places = draw(st.lists(st.tuples(_GROUPS, _NAMES), unique=True, max_size=7))
    return tuple(
        FieldSpec(
            key=f"{group}/{name}",
            name=name,
            group=group,
            kind=draw(st.sampled_from(ElementKind)),
            masked=draw(st.booleans()),
            inferred=draw(st.booleans()),
        )
        for group, name in places
    )


@st.composite
def typed_in(draw: st.DrawFn) -> tuple[tuple[FieldSpec, ...], Typed, dict[str, str]]:
    """Draw a form with what was typed into it; some keys left out, one of no field."""
    specs = draw(forms())
    cells = st.lists(_CELLS, max_size=4).map(tuple)
    keys = [*(spec.key for spec in specs if draw(st.booleans())), "没有/这一项"]
    return specs, {key: draw(cells) for key in keys}, {key: draw(_REASONS) for key in keys}


@st.composite
def filled_in(draw: st.DrawFn) -> tuple[FieldValue, ...]:
    """Draw what a form came to."""
    return fill(*draw(typed_in()))


def _height(values: tuple[FieldValue, ...]) -> int:
    return max((len(value.values) for value in values), default=0)


@given(typed_in())
def test_every_field_of_the_form_comes_back_once_and_in_order(
    typed: tuple[tuple[FieldSpec, ...], Typed, dict[str, str]],
) -> None:
    specs, values, waivers = typed
    filled = fill(specs, values, waivers)
    assert [(one.key, one.name, one.group, one.kind, one.masked) for one in filled] == [
        (spec.key, spec.name, spec.group, spec.kind, spec.masked) for spec in specs
    ]


@given(typed_in())
def test_filling_again_with_what_was_kept_changes_nothing(
    typed: tuple[tuple[FieldSpec, ...], Typed, dict[str, str]],
) -> None:
    specs, values, waivers = typed
    once = fill(specs, values, waivers)
    again = fill(
        specs, {one.key: one.values for one in once}, {one.key: one.waiver for one in once}
    )
    assert again == once


@given(typed_in())
def test_no_word_that_was_typed_is_lost_and_none_is_added(
    typed: tuple[tuple[FieldSpec, ...], Typed, dict[str, str]],
) -> None:
    specs, values, waivers = typed
    for one in fill(specs, values, waivers):
        words = [cell.strip() for cell in values.get(one.key, ()) if cell.strip()]
        assert [cell for cell in one.values if cell] == words
        assert one.waiver == waivers.get(one.key, "").strip()


@given(typed_in())
def test_cells_of_one_row_stay_in_one_row(
    typed: tuple[tuple[FieldSpec, ...], Typed, dict[str, str]],
) -> None:
    specs, values, waivers = typed
    filled = fill(specs, values, waivers)
    for group in {spec.group for spec in specs if spec.group}:
        inside = [one for one in filled if one.group == group]
        height = max((len(values.get(one.key, ())) for one in inside), default=0)
        sent = [
            tuple(
                column[row].strip() if row < len(column) else ""
                for column in (values.get(one.key, ()) for one in inside)
            )
            for row in range(height)
        ]
        kept = [
            tuple(one.values[row] if one.values else "" for one in inside)
            for row in range(_height(tuple(inside)))
        ]
        assert kept == [row for row in sent if any(row)]


@given(filled_in())
def test_filled_columns_of_a_group_are_equally_long(filled: tuple[FieldValue, ...]) -> None:
    for group in {one.group for one in filled if one.group}:
        heights = {len(one.values) for one in filled if one.group == group and one.values}
        assert len(heights) <= 1


@given(filled_in())
def test_missing_is_what_is_neither_filled_nor_waived(filled: tuple[FieldValue, ...]) -> None:
    lacking = missing(filled)
    for one in filled:
        blank = not one.values or "" in one.values
        assert (one in lacking) == (blank and not one.waiver)
    assert [one for one in filled if one in lacking] == list(lacking)


@given(filled_in())
def test_a_reason_for_each_missing_field_leaves_nothing_missing(
    filled: tuple[FieldValue, ...],
) -> None:
    lacking = missing(filled)
    waived = [replace(one, waiver="本批没有") if one in lacking else one for one in filled]
    assert missing(waived) == ()


@given(filled_in())
def test_a_version_row_gives_back_what_it_was_given(filled: tuple[FieldValue, ...]) -> None:
    assert from_json(json.loads(json.dumps(to_json(filled)))) == filled
    assert to_json(from_json(to_json(filled))) == to_json(filled)


@given(filled_in())
def test_tables_show_every_value_once_in_the_order_of_the_form(
    filled: tuple[FieldValue, ...],
) -> None:
    arranged = tables(filled)
    assert [table.name for table in arranged] == list(dict.fromkeys(one.group for one in filled))
    shown = [column for table in arranged for column in table.columns]
    assert sorted(shown, key=filled.index) == [one for one in filled if one.values]
    for table in arranged:
        assert len(table.rows) == _height(table.columns)
        for number, column in enumerate(table.columns):
            cells = [row[number] for row in table.rows]
            assert tuple(cells[: len(column.values)]) == column.values
            assert not any(cells[len(column.values) :])


@given(filled_in())
def test_tables_name_what_was_waived_and_left_blank(filled: tuple[FieldValue, ...]) -> None:
    waived = [one for table in tables(filled) for one in table.waived]
    assert sorted(waived, key=filled.index) == [
        one for one in filled if one.waiver and not one.values
    ]


def test_a_blank_row_between_two_households_goes() -> None:
    specs = tuple(
        FieldSpec(f"审核结果/{name}", name, "审核结果", ElementKind.TEXT, False, False)
        for name in ("姓名", "面积")
    )
    typed = {"审核结果/姓名": (" 余晚舟 ", "", "温如许"), "审核结果/面积": ("59.80", " ")}
    (table,) = tables(fill(specs, typed, {}))
    assert table.rows == (("余晚舟", "59.80"), ("温如许", ""))
    assert [one.name for one in missing(fill(specs, typed, {}))] == ["面积"]
