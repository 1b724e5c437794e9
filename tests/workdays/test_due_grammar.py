"""Every clause the grammar of 公开时限 can give is counted, or refused in one line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import read_limit
from gongkai.catalog.model import Clause, LimitKind, LimitUnit, TimeLimit
from gongkai.refusals import Refused
from gongkai.workdays import Due, StepKind, due

PHRASES = Path(__file__).parents[1] / "catalog" / "limits" / "phrases.json"
WD = LimitUnit.WORKING_DAY


def last(phrase: str, start: date) -> date | None:
    return due(read_limit(phrase), start).due


def notes(clause: Clause, start: date) -> str:
    answer = due(TimeLimit("", (clause,)), start)
    return "；".join(step.text for step in answer.steps if step.kind is StepKind.NOTE)


@pytest.mark.parametrize(
    ("phrase", "start", "day"),
    [
        ("每季度第一个月15日前", date(2026, 4, 10), date(2026, 4, 15)),
        ("每季度第一个月15日前", date(2026, 4, 15), date(2026, 4, 15)),
        ("每季度第一个月15日前", date(2026, 4, 16), date(2026, 7, 15)),
        ("每季度第一个月15日前", date(2026, 11, 2), date(2027, 1, 15)),
        ("每季度末月25日前", date(2026, 1, 5), date(2026, 3, 25)),
        ("每季度末", date(2026, 5, 5), date(2026, 6, 30)),
        ("每月5日前", date(2026, 9, 3), date(2026, 9, 5)),
        ("每月5日前", date(2026, 9, 7), date(2026, 10, 5)),
        ("每月5日前", date(2026, 12, 7), date(2027, 1, 5)),
        ("月底前", date(2026, 2, 3), date(2026, 2, 28)),
        ("每半年首月10日前", date(2026, 2, 3), date(2026, 7, 10)),
        ("每周一", date(2026, 9, 8), date(2026, 9, 14)),
        ("每周一", date(2026, 9, 7), date(2026, 9, 7)),
        ("每周五前更新", date(2026, 9, 8), date(2026, 9, 11)),
    ],
)
def test_a_day_inside_a_period_is_the_next_such_day(phrase: str, start: date, day: date) -> None:
    assert last(phrase, start) == day


def test_a_day_inside_a_period_that_is_a_day_off_stays_and_is_aimed_earlier() -> None:
    answer = due(read_limit("每月5日前"), date(2026, 9, 1))
    assert (answer.due, answer.rule) == (date(2026, 9, 5), "CAL-06")
    assert any("内部按2026年9月4日（周五）办结" in step.text for step in answer.steps)


def test_every_twenty_working_days_counts_from_the_last_time() -> None:
    answer = due(read_limit("每20个工作日更新"), date(2026, 9, 18))
    assert answer.due == date(2026, 10, 22)
    assert answer.steps[0].text.startswith("上一次公开")


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("每半月更新", date(2026, 9, 3), date(2026, 9, 15)),
        ("每半月更新", date(2026, 9, 16), date(2026, 9, 30)),
        ("每旬", date(2026, 2, 11), date(2026, 2, 20)),
        ("每旬", date(2026, 2, 21), date(2026, 2, 28)),
    ],
)
def test_parts_of_a_month_end_on_their_day(phrase: str, start: date, end: date) -> None:
    answer = due(read_limit(phrase), start)
    assert end in [step.on for step in answer.steps if step.kind is StepKind.NOTE]


def test_a_term_of_school_has_no_calendar_so_article_26_decides() -> None:
    answer = due(read_limit("每学期"), date(2026, 9, 18))
    assert (answer.due, answer.rule) == (date(2026, 10, 22), "PUB-26")
    assert "没有校历" in notes(Clause(LimitKind.PERIODIC, period="term"), date(2026, 9, 18))


def test_as_long_as_an_office_lasts_is_no_limit_so_article_26_decides() -> None:
    assert last("任期内", date(2026, 9, 18)) == date(2026, 10, 22)
    assert "到任期为止" in notes(Clause(LimitKind.DURATION, event="任期"), date(2026, 9, 18))


def test_before_an_event_with_no_number_is_the_day_before() -> None:
    answer = due(read_limit("开学前"), date(2026, 9, 1))
    assert answer.due == date(2026, 8, 31)
    assert any("没有写明提前多少天" in step.text for step in answer.steps)


def test_together_with_an_event_is_its_day_or_the_next_that_works() -> None:
    assert last("与政策文件同步公开", date(2026, 9, 18)) == date(2026, 9, 18)
    assert last("与政策文件同步公开", date(2026, 9, 19)) == date(2026, 9, 20)


def test_hours_are_rounded_up_to_days() -> None:
    assert last("交易完成后24小时内", date(2026, 9, 18)) == date(2026, 9, 19)


def test_another_law_for_a_part_does_not_decide_for_the_whole() -> None:
    phrase = "除法律、法规另有规定外，自信息形成之日起5个工作日内公开"
    assert last(phrase, date(2026, 9, 18)) == date(2026, 9, 24)


@pytest.mark.parametrize("on", ["", "x", "0-1", "4-1", "1-0", "1-32", "1", "-", "²-1"])
def test_a_day_no_period_has_is_due_at_the_ceiling(on: str) -> None:
    clause = Clause(LimitKind.PERIODIC, period="quarter", on=on)
    assert "时限读不出" in notes(clause, date(2026, 9, 18))


def all_phrases() -> list[str]:
    groups = json.loads(PHRASES.read_text("utf-8"))
    return [one["phrase"] for group in groups.values() for one in group]


@pytest.mark.parametrize("start", [date(2026, 9, 18), date(2024, 2, 29), date(2030, 1, 31)])
def test_every_known_phrase_is_due_on_some_day(start: date) -> None:
    for phrase in all_phrases():
        assert due(read_limit(phrase), start).due is not None, phrase


clauses = st.builds(
    Clause,
    st.sampled_from(LimitKind),
    n=st.none() | st.integers(0, 9999),
    unit=st.none() | st.sampled_from(LimitUnit),
    event=st.none() | st.just("任期"),
    period=st.none()
    | st.sampled_from(["day", "week", "ten_days", "half_month", "month", "quarter", "half_year"])
    | st.sampled_from(["year", "term", "03-31", "moon"]),
    on=st.none() | st.sampled_from(["1", "7", "8", "1-15", "3-31", "6-30", "12-31", "x"]),
)


@given(clauses, st.dates(date(2005, 1, 1), date(2090, 1, 1)))
def test_any_clause_is_counted_or_refused_in_one_line(clause: Clause, start: date) -> None:
    limit = TimeLimit("", (clause,))
    answer: Due | Refused
    try:
        answer = due(limit, start)
    except Refused as refusal:
        answer = refusal
    if isinstance(answer, Refused):
        assert answer.code in ("count_out_of_range", "day_out_of_range", "day_before_calendar")
        assert "\n" not in answer.message
    else:
        assert answer.due is not None
