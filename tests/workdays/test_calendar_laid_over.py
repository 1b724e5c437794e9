"""A calendar with a year's notice loaded later, and with days changed for one place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.catalog import read_limit
from gongkai.refusals import Refused
from gongkai.workdays import Calendar, DayRow, Notice, StepKind, YearStatus, due, official

LOCAL = Notice("自治区人民政府关于“三月三”放假的通知", "桂政发〔2014〕14号", verified=True)
NOTICE = Notice("一份测试用的2027年通知", "测试〔2026〕1号", date(2026, 12, 1), verified=True)
YEAR = YearStatus(2027, "official", (NOTICE,))
TWENTY = read_limit("20个工作日内")


def off(*days: date, notice: Notice = LOCAL, name: str = "三月三") -> list[DayRow]:
    return [DayRow(day, off=True, name=name, notice=notice) for day in days]


def worked(day: date, notice: Notice = LOCAL) -> DayRow:
    return DayRow(day, off=False, name="三月三", notice=notice)


def half(day: date) -> DayRow:
    return DayRow(day, off=True, name="青年节", notice=LOCAL, half=True)


# Days changed for one place


def test_a_local_holiday_is_a_day_off_there_and_nowhere_else() -> None:
    there = official().with_days(off(date(2026, 4, 20), date(2026, 4, 21)))
    assert not there.is_working_day(date(2026, 4, 20))
    assert official().is_working_day(date(2026, 4, 20))
    assert due(TWENTY, date(2026, 4, 1)).due == date(2026, 4, 30)
    answer = due(TWENTY, date(2026, 4, 1), calendar=there)
    assert answer.due == date(2026, 5, 7)
    skipped = next(step for step in answer.steps if step.on == date(2026, 4, 20))
    assert skipped.text == "周一，三月三放假，不计"
    assert skipped.source == "《自治区人民政府关于“三月三”放假的通知》（桂政发〔2014〕14号）"


def test_a_local_day_wins_over_the_notice_of_the_year() -> None:
    holiday = date(2026, 10, 1)
    there = official().with_days([worked(holiday)])
    assert there.is_working_day(holiday)
    assert there.row(holiday) == worked(holiday)


def test_of_two_changes_of_one_day_the_later_wins() -> None:
    day = date(2026, 4, 20)
    once = official().with_days([*off(day), worked(day)])
    twice = official().with_days(off(day)).with_days([worked(day)])
    assert once == twice
    assert once.is_working_day(day)


def test_a_local_day_in_a_year_nobody_knows_counts_too() -> None:
    day = date(2031, 1, 23)
    assert not official().with_days(off(day)).is_working_day(day)


def test_half_a_day_off_is_a_working_day_and_the_step_says_so() -> None:
    monday = date(2026, 5, 11)
    there = official().with_days([half(monday)])
    assert there.is_working_day(monday)
    assert (there.row(monday), there.half(monday)) == (None, half(monday))
    answer = due(read_limit("3个工作日内"), date(2026, 5, 8), calendar=there)
    assert answer.due == due(read_limit("3个工作日内"), date(2026, 5, 8)).due
    step = next(step for step in answer.steps if step.on == monday)
    assert (step.kind, step.source) == (StepKind.COUNTED, LOCAL.cite())
    assert step.text == "周一，青年节放假半天，仍计一个工作日，第2个工作日"


@pytest.mark.parametrize("day", [date(2026, 5, 3), date(2026, 5, 16), date(2026, 10, 1)])
def test_half_a_day_off_on_a_day_off_leaves_it_a_day_off(day: date) -> None:
    assert not official().with_days([half(day)]).is_working_day(day)


def test_a_local_day_before_2004_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        official().with_days(off(date(2003, 5, 1)))
    assert refusal.value.code == "day_before_calendar"


# The notice of a year


def test_a_provisional_day_settles_when_its_notice_is_loaded() -> None:
    start = date(2026, 12, 4)
    before = due(TWENTY, start)
    assert (before.due, before.provisional) == (date(2027, 1, 4), True)
    rows = off(date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3), notice=NOTICE, name="元旦")
    loaded = official().with_year(YEAR, rows)
    settled = due(TWENTY, start, calendar=loaded)
    assert (settled.due, settled.provisional) == (date(2027, 1, 4), False)
    assert "CAL-09" not in settled.rule
    assert settled.calendar_version != before.calendar_version
    longer = [*rows, *off(date(2027, 1, 4), notice=NOTICE, name="元旦")]
    moved = due(TWENTY, start, calendar=official().with_year(YEAR, longer))
    assert (moved.due, moved.provisional) == (date(2027, 1, 5), False)


def test_a_notice_takes_the_place_of_all_that_stood_for_its_year() -> None:
    loaded = official().with_year(YEAR, [])
    assert loaded.is_working_day(date(2027, 2, 5))  # the Eve of 2027, which this notice lacks
    assert not loaded.is_working_day(date(2026, 10, 1))
    assert loaded.year_status(2027) == YEAR


def test_a_notice_may_name_the_last_days_of_the_year_before() -> None:
    eve = date(2026, 12, 31)
    loaded = official().with_year(YEAR, off(eve, notice=NOTICE, name="元旦"))
    assert not loaded.is_working_day(eve)
    again = loaded.with_year(YEAR, [])
    assert again.is_working_day(eve)


def test_a_notice_loaded_again_leaves_the_years_beside_it_alone() -> None:
    calendar = official()
    status = calendar.year_status(2018)
    rows = [row for row in calendar.rows if row.notice in status.notices]
    assert calendar.with_year(status, rows) == calendar
    newer = calendar.with_year(status, [])
    assert not newer.is_working_day(date(2018, 12, 30)) or newer.row(date(2018, 12, 30)) is None
    assert newer.row(date(2018, 12, 29)) == calendar.row(date(2018, 12, 29))  # told by 2019


def test_a_year_further_on_can_be_loaded_too() -> None:
    far = official().with_year(YearStatus(2030, "official", (NOTICE,)), off(date(2030, 1, 1)))
    assert [year.year for year in far.years][-2:] == [2027, 2030]
    assert far.year_status(2029).status == "unknown"


def test_a_local_day_stays_when_the_notice_comes_afterwards() -> None:
    day = date(2027, 4, 9)
    first = official().with_days(off(day)).with_year(YEAR, [worked(day, NOTICE)])
    last = official().with_year(YEAR, [worked(day, NOTICE)]).with_days(off(day))
    assert not first.is_working_day(day)
    assert (first, first.version) == (last, last.version)


def test_a_year_before_2004_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        official().with_year(YearStatus(2003, "official"), [])
    assert refusal.value.code == "day_before_calendar"


# The version


def test_the_version_is_of_what_the_calendar_says_and_not_of_how_it_came_to_say_it() -> None:
    day = date(2026, 4, 20)
    there = official().with_days(off(day))
    assert there.version != official().version
    assert there.version == official().with_days([worked(day)]).with_days(off(day)).version
    as_rows = Calendar(
        there.years,
        tuple(sorted((*there.rows, *off(day)), key=lambda row: row.on)),
        there.fixed,
    )
    assert as_rows.version == there.version
    assert official().with_days([]).version == official().version


def test_half_a_day_changes_the_version_since_the_steps_change() -> None:
    assert official().with_days([half(date(2026, 5, 4))]).version != official().version


# Looked up and walked to


changed = st.lists(
    st.builds(
        lambda day, rest: DayRow(day, off=rest, name="调整", notice=LOCAL),
        st.dates(date(2025, 12, 1), date(2028, 2, 1)),
        st.booleans(),
    ),
    max_size=40,
)


def count_up(calendar: Calendar, start: date, n: int) -> date:
    while n:
        start += timedelta(days=1)
        n -= calendar.is_working_day(start)
    return start


@settings(max_examples=40)  # each builds a calendar
@given(changed, st.dates(date(2025, 12, 1), date(2028, 3, 1)), st.integers(0, 60))
def test_working_days_looked_up_are_those_counted(
    rows: Iterable[DayRow], start: date, n: int
) -> None:
    calendar = official().with_days(rows)
    last = calendar.add_working_days(start, n)
    assert last == count_up(calendar, start, n)
    assert calendar.working_days_between(start, last) == n
    assert calendar.working_days_between(last, start) == 0
