"""Every kind of time limit: the day it comes to, the rule it names, the steps it keeps."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog.model import Clause, LimitKind, LimitUnit, TimeLimit
from gongkai.refusals import Refused
from gongkai.workdays import Due, StepKind, due, load, official
from gongkai.workdays.official import data_folder

AFTER, BEFORE = LimitKind.AFTER_EVENT, LimitKind.BEFORE_EVENT
WD, DAY = LimitUnit.WORKING_DAY, LimitUnit.DAY
days = st.dates(date(2004, 3, 1), date(2035, 1, 1))


def limit(*clauses: Clause, text: str = "") -> TimeLimit:
    return TimeLimit(text, clauses)


def after(n: int, unit: LimitUnit, **rest: str) -> Clause:
    return Clause(AFTER, n, unit, **rest)


def texts(answer: Due, kind: StepKind) -> list[str]:
    return [step.text for step in answer.steps if step.kind is kind]


def only(answer: Due, kind: StepKind) -> str:
    (text,) = texts(answer, kind)
    return text


# The explanation


def test_each_day_counted_and_skipped_is_a_step_with_its_notice() -> None:
    answer = due(limit(after(3, WD, event="政策文件公开")), date(2026, 9, 24))
    assert [(step.on, step.kind.value) for step in answer.steps[:8]] == [
        (date(2026, 9, 24), "trigger"),
        (date(2026, 9, 25), "skipped"),
        (date(2026, 9, 26), "skipped"),
        (date(2026, 9, 27), "skipped"),
        (date(2026, 9, 28), "counted"),
        (date(2026, 9, 29), "counted"),
        (date(2026, 9, 30), "counted"),
        (date(2026, 9, 30), "result"),
    ]
    assert answer.steps[0].text == "政策文件公开：2026年9月24日（周四），当日不计"
    assert answer.steps[1].text == "周五，中秋节放假，不计"
    assert "国办发明电〔2025〕7号" in (answer.steps[1].source or "")
    assert answer.steps[4].text == "周一，第1个工作日"
    assert answer.steps[4].source is None


def test_a_make_up_day_counts_and_names_its_notice() -> None:
    answer = due(limit(after(1, WD)), date(2026, 9, 19))
    counted = next(step for step in answer.steps if step.kind is StepKind.COUNTED)
    assert counted.on == date(2026, 9, 20)
    assert counted.text == "周日，国庆节调休上班，第1个工作日"
    assert "国办发明电〔2025〕7号" in (counted.source or "")


def test_the_answer_cites_its_articles_in_plain_chinese() -> None:
    answer = due(limit(after(20, DAY)), date(2026, 9, 15))
    assert answer.article.startswith("《民法典》第二百零一条")
    assert "《民法典》第二百零三条" in answer.article
    assert answer.calendar_version == official().version


def test_the_answer_is_frozen() -> None:
    answer = due(limit(after(1, WD)), date(2026, 9, 1))
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.due = None  # type: ignore[misc]


@given(days, st.integers(1, 40))
def test_a_limit_in_working_days_ends_on_a_working_day_it_counted_last(start: date, n: int) -> None:
    answer = due(limit(after(n, WD)), start)
    assert answer.due == official().add_working_days(start, n)
    assert official().is_working_day(answer.due)
    counted = [step.on for step in answer.steps if step.kind is StepKind.COUNTED]
    assert (len(counted), counted[-1]) == (n, answer.due)


@given(days, st.integers(0, 60), st.sampled_from([DAY, LimitUnit.WEEK, LimitUnit.MONTH]))
def test_a_limit_in_calendar_units_never_ends_on_a_day_off(
    start: date, n: int, unit: LimitUnit
) -> None:
    answer = due(limit(after(n, unit)), start)
    assert answer.due is not None
    assert official().is_working_day(answer.due)


@given(days, st.integers(0, 60), st.sampled_from(LimitUnit))
def test_a_later_event_is_never_due_earlier(start: date, n: int, unit: LimitUnit) -> None:
    earlier = due(limit(after(n, unit)), start).due
    later = due(limit(after(n, unit)), start + timedelta(days=1)).due
    assert earlier is not None
    assert later is not None
    assert earlier <= later


@given(days, st.integers(1, 40), st.sampled_from(LimitUnit))
def test_provisional_says_exactly_that_a_day_lies_in_a_year_without_its_notice(
    start: date, n: int, unit: LimitUnit
) -> None:
    answer = due(limit(after(n, unit)), start)
    assert answer.due is not None
    assert answer.provisional is (answer.due.year > 2026)
    assert ("CAL-09" in answer.rule) is answer.provisional


# After an event


@pytest.mark.parametrize(
    ("start", "n", "unit", "last", "rule"),
    [
        (date(2026, 3, 10), 1, LimitUnit.WEEK, date(2026, 3, 17), "CAL-01 CAL-04"),
        (date(2026, 2, 10), 1, LimitUnit.WEEK, date(2026, 2, 24), "CAL-01 CAL-02 CAL-04 CAL-07"),
        (date(2026, 3, 10), 1, LimitUnit.MONTH, date(2026, 4, 10), "CAL-01 CAL-03"),
        (date(2025, 10, 31), 1, LimitUnit.MONTH, date(2025, 12, 1), "CAL-01 CAL-02 CAL-03 CAL-07"),
        (date(2025, 11, 30), 3, LimitUnit.MONTH, date(2026, 2, 28), "CAL-01 CAL-03"),
        (date(2024, 2, 29), 1, LimitUnit.YEAR, date(2025, 2, 28), "CAL-01 CAL-03"),
        (date(2026, 3, 10), 0, DAY, date(2026, 3, 10), "CAL-01 CAL-04"),
    ],
)
def test_weeks_months_and_years_end_on_their_day_and_roll_off_holidays(
    start: date, n: int, unit: LimitUnit, last: date, rule: str
) -> None:
    answer = due(limit(after(n, unit)), start)
    assert (answer.due, answer.rule) == (last, rule)


@pytest.mark.parametrize(("hours", "last"), [(5, 2), (24, 2), (25, 3), (48, 3)])
def test_hours_are_rounded_up_to_days_and_the_note_says_so(hours: int, last: int) -> None:
    answer = due(limit(after(hours, LimitUnit.HOUR)), date(2026, 10, 1))
    assert answer.due == date(2026, 10, last)  # a holiday does not stop an hour clock
    assert answer.rule == "CAL-03"
    assert f"{hours}小时" in texts(answer, StepKind.NOTE)[0]
    assert "请以实际时刻为准" in texts(answer, StepKind.NOTE)[0]


def test_the_twenty_working_days_of_article_26_are_shown_beside_a_shorter_limit() -> None:
    answer = due(limit(after(3, WD)), date(2026, 9, 18))
    assert (answer.due, answer.ceiling) == (date(2026, 9, 22), date(2026, 10, 22))
    assert "2026年10月22日" in only(answer, StepKind.CEILING)


def test_a_limit_longer_than_article_26_is_kept_but_asks_for_its_law() -> None:
    answer = due(limit(after(30, WD)), date(2026, 3, 2))
    assert answer.due == date(2026, 4, 14)
    assert answer.ceiling == date(2026, 3, 30)
    assert "须有法律、法规另行规定为据" in only(answer, StepKind.CEILING)


def test_twenty_working_days_have_no_other_ceiling() -> None:
    answer = due(limit(after(20, WD)), date(2026, 9, 18))
    assert answer.ceiling is None
    assert texts(answer, StepKind.CEILING) == []


# Before an event


def test_working_days_before_a_hearing_are_counted_backwards() -> None:
    answer = due(limit(Clause(BEFORE, 3, WD, event="听证会召开")), date(2026, 10, 12))
    assert answer.due == date(2026, 10, 8)
    assert answer.rule == "CAL-01 CAL-04 CAL-07"
    assert texts(answer, StepKind.COUNTED)[-1] == "周四，倒数第3个工作日"
    assert answer.ceiling is None


def test_calendar_days_before_an_event_are_not_rolled_but_aimed_earlier() -> None:
    answer = due(limit(Clause(BEFORE, 7, DAY)), date(2026, 10, 12))
    assert answer.due == date(2026, 10, 5)
    assert "内部按2026年9月30日（周三）办结" in only(answer, StepKind.NOTE)


def test_counting_back_before_the_calendar_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        due(limit(Clause(BEFORE, 30, DAY)), date(2004, 1, 10))
    assert refusal.value.code == "day_before_calendar"


# No number in the phrase


def test_realtime_is_one_working_day_and_marked_unverified() -> None:
    answer = due(limit(Clause(LimitKind.REALTIME), text="实时更新"), date(2026, 9, 30))
    assert answer.due == date(2026, 10, 8)
    assert answer.rule == "CAL-01 CAL-04 CAL-07"
    assert texts(answer, StepKind.NOTE)[0].endswith("〔待核〕")
    assert answer.ceiling == date(2026, 11, 3)


def test_timely_is_article_26_with_a_reminder_on_day_ten() -> None:
    answer = due(limit(Clause(LimitKind.REALTIME), text="及时公开"), date(2026, 9, 18))
    assert (answer.due, answer.rule) == (date(2026, 10, 22), "PUB-26")
    assert answer.ceiling is None
    reminder = next(step for step in answer.steps if "提醒日" in step.text)
    assert reminder.on == date(2026, 10, 9)


def test_a_phrase_that_is_both_realtime_and_timely_is_taken_at_its_strictest() -> None:
    answer = due(limit(Clause(LimitKind.REALTIME), text="实时更新、及时公开"), date(2026, 9, 30))
    assert answer.due == date(2026, 10, 8)


def test_realtime_in_other_words_falls_back_to_article_26() -> None:
    answer = due(limit(Clause(LimitKind.REALTIME), text="尽快"), date(2026, 9, 18))
    assert (answer.due, answer.rule) == (date(2026, 10, 22), "PUB-26")


def test_realtime_with_a_number_is_that_number() -> None:
    answer = due(limit(Clause(LimitKind.REALTIME, 2, WD), text="2个工作日内"), date(2026, 9, 18))
    assert answer.due == date(2026, 9, 21)


def test_as_required_by_law_is_article_26_and_says_the_phrase_names_no_number() -> None:
    answer = due(limit(Clause(LimitKind.AS_REQUIRED), text="按照规定公开"), date(2026, 9, 18))
    assert (answer.due, answer.rule) == (date(2026, 10, 22), "PUB-26")
    assert "没有写明天数" in only(answer, StepKind.NOTE)


def test_a_publicity_period_is_no_limit_so_article_26_decides() -> None:
    answer = due(limit(Clause(LimitKind.DURATION, 7, DAY), text="公示7天"), date(2026, 9, 18))
    assert (answer.due, answer.rule) == (date(2026, 10, 22), "PUB-26")
    assert "公示期" in only(answer, StepKind.NOTE)


UNREADABLE = [
    (),
    (Clause(AFTER),),
    (Clause(AFTER, 5),),
    (Clause(BEFORE, unit=DAY),),
    (Clause(LimitKind.PERIODIC, period="moon"),),
    (Clause(LimitKind.PERIODIC),),
    (Clause(LimitKind.FIXED_DATE),),
    (Clause(LimitKind.FIXED_DATE, period="02-30"),),
    (Clause(LimitKind.FIXED_DATE, period="13-01"),),
    (Clause(LimitKind.FIXED_DATE, period="年底"),),
]


@pytest.mark.parametrize("clauses", UNREADABLE)
def test_a_limit_that_cannot_be_read_is_due_at_the_ceiling(clauses: tuple[Clause, ...]) -> None:
    answer = due(limit(*clauses, text="另行通知"), date(2026, 9, 18))
    assert (answer.due, answer.rule) == (date(2026, 10, 22), "PUB-26")
    assert only(answer, StepKind.NOTE) == "时限读不出，按《条例》第26条上限"
    assert answer.clause == (clauses[0] if clauses else None)


# Periods and fixed dates


@pytest.mark.parametrize(
    ("period", "end", "last"),
    [
        ("day", date(2026, 2, 11), date(2026, 3, 17)),
        ("week", date(2026, 2, 15), date(2026, 3, 20)),
        ("month", date(2026, 2, 28), date(2026, 3, 27)),
        ("quarter", date(2026, 3, 31), date(2026, 4, 29)),
        ("half_year", date(2026, 6, 30), date(2026, 7, 28)),
    ],
)
def test_a_period_is_due_twenty_working_days_after_it_ends(
    period: str, end: date, last: date
) -> None:
    answer = due(limit(Clause(LimitKind.PERIODIC, period=period)), date(2026, 2, 11))
    assert answer.due == last
    notes = [step for step in answer.steps if step.kind is StepKind.NOTE]
    assert notes[0].on == end
    assert notes[1].text.endswith("〔待核〕")


def test_a_year_that_ends_with_2026_is_due_in_2027_and_so_provisional() -> None:
    answer = due(limit(Clause(LimitKind.PERIODIC, period="year")), date(2026, 2, 11))
    assert (answer.due, answer.provisional) == (date(2027, 1, 29), True)


def test_a_period_with_its_own_number_uses_it() -> None:
    clause = Clause(LimitKind.PERIODIC, 10, WD, period="quarter")
    assert due(limit(clause), date(2026, 5, 20)).due == date(2026, 7, 14)


@pytest.mark.parametrize(
    ("month_day", "start", "last"),
    [
        ("01-31", date(2026, 1, 31), date(2026, 1, 31)),
        ("01-31", date(2025, 2, 1), date(2026, 1, 31)),
        ("03-31", date(2026, 1, 5), date(2026, 3, 31)),
        ("02-29", date(2025, 3, 1), date(2026, 2, 28)),
        ("02-29", date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_a_fixed_date_is_the_next_such_date(month_day: str, start: date, last: date) -> None:
    answer = due(limit(Clause(LimitKind.FIXED_DATE, period=month_day)), start)
    assert (answer.due, answer.rule) == (last, "CAL-06")


def test_a_fixed_date_on_a_sunday_stays_and_is_aimed_at_the_friday_before() -> None:
    answer = due(limit(Clause(LimitKind.FIXED_DATE, period="01-31")), date(2026, 11, 20))
    assert (answer.due, answer.provisional) == (date(2027, 1, 31), True)
    assert any("内部按2027年1月29日（周五）办结" in text for text in texts(answer, StepKind.NOTE))


# Several clauses


def test_the_earliest_clause_decides_and_the_others_are_notes() -> None:
    slow, fast = after(20, WD), after(3, WD)
    answer = due(limit(slow, fast), date(2026, 9, 18))
    assert (answer.due, answer.clause) == (date(2026, 9, 22), fast)
    assert any("2026年10月22日" in text for text in texts(answer, StepKind.NOTE))


def test_a_clause_for_a_part_does_not_decide_for_the_whole() -> None:
    part, whole = after(7, WD, scope="行政处罚决定"), after(20, WD)
    answer = due(limit(part, whole), date(2026, 9, 18))
    assert (answer.due, answer.clause) == (date(2026, 10, 22), whole)
    assert any("“行政处罚决定”" in text for text in texts(answer, StepKind.NOTE))


def test_where_every_clause_is_for_a_part_the_earliest_decides() -> None:
    first, second = after(7, WD, scope="处罚"), after(20, WD, scope="其他")
    assert due(limit(second, first), date(2026, 9, 18)).clause == first


def test_a_publicity_period_beside_a_limit_never_decides() -> None:
    clauses = (after(30, WD), Clause(LimitKind.DURATION, 5, WD))
    answer = due(limit(*clauses), date(2026, 3, 2))
    assert (answer.due, answer.clause) == (date(2026, 4, 14), clauses[0])
    assert "同一时限另写有公示期，到期按公示期撤下" in texts(answer, StepKind.NOTE)


# Refusals and other calendars


def test_a_start_before_the_calendar_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        due(limit(after(20, WD)), date(2003, 12, 1))
    assert refusal.value.code == "day_before_calendar"


@pytest.mark.parametrize("unit", LimitUnit)
def test_an_absurd_number_is_refused_in_one_line(unit: LimitUnit) -> None:
    with pytest.raises(Refused) as refusal:
        due(limit(after(10**9, unit)), date(2026, 9, 18))
    assert refusal.value.code == "count_out_of_range"
    assert "\n" not in refusal.value.message


def test_another_calendar_gives_its_own_date_and_version() -> None:
    years = load(data_folder() / "years")
    without = dataclasses.replace(
        years, rows=tuple(row for row in years.rows if row.on.year != 2026)
    )
    answer = due(limit(after(3, WD)), date(2026, 9, 24), calendar=without)
    assert answer.due == date(2026, 9, 29)
    assert answer.calendar_version == without.version != official().version
