"""Periods tile the calendar, are called what people call them, and name the day they end on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import read_limit
from gongkai.workdays import due
from gongkai.workdays.recurrence import (
    Period,
    follows_the_last,
    period_after,
    period_containing,
    recurring_part,
)

TODAY = date(2026, 11, 21)  # a Saturday
PHRASES = (
    "每日更新",
    "每周更新",
    "每旬",
    "每半月更新",
    "月度更新",
    "季度更新",
    "每半年更新",
    "年度更新",
    "每周五",
    "每月5日前",
    "每月5日、20日",
    "每月31日前",
    "每年1月31日前",
    "每年3月31日、9月30日前",
    "每年2月29日前",
    "次月5日前",
    "次年1月31日前",
    "每季度结束后10日内",
    "月度公开，次月10日前",
)


def on(phrase: str, day: date = TODAY) -> Period:
    found = period_containing(read_limit(phrase), day)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("phrase", "start", "end", "label"),
    [
        ("每日更新", date(2026, 11, 21), date(2026, 11, 21), "2026年11月21日"),
        ("每周更新", date(2026, 11, 16), date(2026, 11, 22), "2026年第47周"),
        ("每旬", date(2026, 11, 21), date(2026, 11, 30), "2026年11月下旬"),
        ("每半月更新", date(2026, 11, 16), date(2026, 11, 30), "2026年11月下半月"),
        ("月度更新", date(2026, 11, 1), date(2026, 11, 30), "2026年11月"),
        ("季度更新", date(2026, 10, 1), date(2026, 12, 31), "2026年第4季度"),
        ("每半年更新", date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        ("年度更新", date(2026, 1, 1), date(2026, 12, 31), "2026年度"),
        ("每周五", date(2026, 11, 21), date(2026, 11, 27), "2026年11月27日前"),
        ("每月5日前", date(2026, 11, 6), date(2026, 12, 5), "2026年12月5日前"),
        ("每月5日、20日", date(2026, 11, 21), date(2026, 12, 5), "2026年12月5日前"),
        ("每年1月31日前", date(2026, 2, 1), date(2027, 1, 31), "2027年1月31日前"),
        ("每年3月31日、9月30日前", date(2026, 10, 1), date(2027, 3, 31), "2027年3月31日前"),
        ("次月5日前", date(2026, 11, 1), date(2026, 11, 30), "2026年11月"),
        ("次年1月31日前", date(2026, 1, 1), date(2026, 12, 31), "2026年度"),
        ("每季度结束后10日内", date(2026, 10, 1), date(2026, 12, 31), "2026年第4季度"),
    ],
)
def test_the_period_a_day_lies_in(phrase: str, start: date, end: date, label: str) -> None:
    assert on(phrase) == Period(start, end, label)


@pytest.mark.parametrize(
    ("phrase", "day", "label"),
    [
        ("每周更新", date(2027, 1, 3), "2026年第53周"),
        ("每周更新", date(2027, 1, 4), "2027年第1周"),
        ("每旬", date(2026, 11, 10), "2026年11月上旬"),
        ("每旬", date(2026, 11, 11), "2026年11月中旬"),
        ("每旬", date(2026, 12, 31), "2026年12月下旬"),
        ("每半月更新", date(2026, 2, 15), "2026年2月上半月"),
        ("季度更新", date(2026, 9, 30), "2026年第3季度"),
        ("每半年更新", date(2026, 6, 30), "2026年上半年"),
        ("每年2月29日前", date(2027, 2, 1), "2027年2月28日前"),
        ("每年2月29日前", date(2028, 2, 29), "2028年2月29日前"),
    ],
)
def test_what_a_period_is_called(phrase: str, day: date, label: str) -> None:
    assert on(phrase, day).label == label


def test_a_named_day_ends_its_period_and_the_next_begins_the_day_after() -> None:
    limit = read_limit("每年1月31日前")
    first = on("每年1月31日前", date(2027, 1, 31))
    following = period_after(limit, first)
    assert following == Period(date(2027, 2, 1), date(2028, 1, 31), "2028年1月31日前")


@pytest.mark.parametrize(
    "phrase", ["自信息形成之日起20个工作日内", "及时公开", "每学期", "长期公开", "看不懂", ""]
)
def test_what_has_no_periods(phrase: str) -> None:
    limit = read_limit(phrase)
    assert period_containing(limit, TODAY) is None
    assert recurring_part(limit) is None
    assert not follows_the_last(limit)


def test_every_so_many_days_follows_the_last_publication_and_has_no_periods() -> None:
    limit = read_limit("每20个工作日更新")
    assert follows_the_last(limit)
    assert period_containing(limit, TODAY) is None


def test_only_the_recurring_clauses_count_for_a_period() -> None:
    limit = read_limit("每年一次，形成后20个工作日内")
    part = recurring_part(limit)
    assert part is not None
    assert [clause.period for clause in part.clauses] == ["year"]
    assert part.text == limit.text


def test_the_earlier_of_two_days_for_one_month_is_kept() -> None:
    part = recurring_part(read_limit("月度公开，次月10日前"))
    assert part is not None
    assert due(part, date(2026, 11, 1)).due == date(2026, 12, 10)


@pytest.mark.parametrize(
    ("phrase", "due_on"),
    [
        ("每周五", date(2026, 11, 27)),
        ("每月5日前", date(2026, 12, 5)),
        ("每年1月31日前", date(2027, 1, 31)),
        ("次月5日前", date(2026, 12, 5)),
        ("次年1月31日前", date(2027, 1, 31)),
    ],
)
def test_the_engine_counts_from_the_first_day_of_a_period_to_its_named_day(
    phrase: str, due_on: date
) -> None:
    assert due(read_limit(phrase), on(phrase).start).due == due_on


@given(
    st.sampled_from(PHRASES),
    st.dates(min_value=date(2005, 1, 1), max_value=date(2060, 12, 31)),
)
def test_periods_tile_the_calendar_without_gap_or_overlap(phrase: str, day: date) -> None:
    limit = read_limit(phrase)
    period = on(phrase, day)
    assert period.start <= day <= period.end
    assert on(phrase, period.start) == period == on(phrase, period.end)
    after = period_after(limit, period)
    assert after is not None
    assert after.start == period.end + timedelta(days=1)
    before = on(phrase, period.start - timedelta(days=1))
    assert before.end == period.start - timedelta(days=1)
    assert len({before.label, period.label, after.label}) == 3


@given(
    st.sampled_from(PHRASES),
    st.dates(min_value=date(2005, 1, 1), max_value=date(2060, 12, 31)),
)
def test_nothing_is_due_before_its_period_has_begun(phrase: str, day: date) -> None:
    part = recurring_part(read_limit(phrase))
    assert part is not None
    period = on(phrase, day)
    last = due(part, period.start).due
    assert last is not None
    assert last >= period.end or period.label.endswith("日前")
    assert last >= period.start
