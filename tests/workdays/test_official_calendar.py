"""The official calendar: every day agrees with the published notices, every row has its source."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.refusals import Refused
from gongkai.workdays import load, official
from gongkai.workdays.official import data_folder

YEARS = range(2004, 2027)
known_days = st.dates(date(2004, 1, 1), date(2026, 10, 31))
counts = st.integers(0, 40)


def naive(trigger: date, n: int) -> date:
    day = trigger
    while n:
        day += timedelta(days=1)
        n -= chinese_calendar.is_workday(day)
    return day


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_a_year_is_what_the_notices_say(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    wrong = [
        day
        for day in days
        if day.year == year
        and official().is_working_day(day) is not chinese_calendar.is_workday(day)
    ]
    assert wrong == []


def test_2026_is_the_notice_of_november_2025() -> None:
    status = official().year_status(2026)
    assert (status.status, status.provisional) == ("official", False)
    assert status.notices[0].number == "国办发明电〔2025〕7号"
    assert status.notices[0].dated == date(2025, 11, 4)
    work = [row.on for row in official().rows if row.on.year == 2026 and not row.off]
    assert work == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]


def test_every_year_names_its_notice_and_says_so_where_the_number_is_not_known() -> None:
    for year in YEARS:
        status = official().year_status(year)
        assert status.status == "official"
        assert str(year) in status.notices[0].title
        for notice in status.notices:
            assert notice.verified is (notice.number is not None)
    unverified = official().year_status(2004).notices[0]
    assert unverified.cite() == "《国务院办公厅关于2004年部分节假日安排的通知》〔待核〕"


def test_no_day_is_named_twice_and_only_weekend_days_are_made_up() -> None:
    rows = official().rows
    assert len({row.on for row in rows}) == len(rows)
    assert [row.on for row in rows if not row.off and row.on.weekday() < 5] == []
    assert [row.on for row in rows] == sorted(row.on for row in rows)


def test_a_day_moved_by_a_later_notice_names_that_notice() -> None:
    calendar = official()
    extended = calendar.row(date(2020, 2, 1))
    assert extended is not None
    assert extended.off
    assert extended.notice.number == "国办发明电〔2020〕1号"
    victory = calendar.row(date(2015, 9, 3))
    assert victory is not None
    assert victory.notice.number == "国发明电〔2015〕1号"


def test_new_years_eve_worked_for_the_next_year_names_the_next_years_notice() -> None:
    row = official().row(date(2018, 12, 29))
    assert row is not None
    assert not row.off
    assert row.notice.number == "国办发明电〔2018〕15号"


def test_2027_is_provisional_and_has_its_statutory_days_off() -> None:
    calendar = official()
    assert calendar.year_status(2027).status == "provisional"
    off = [row.on for row in calendar.rows if row.on.year == 2027]
    assert [f"{day:%m-%d}" for day in off] == [
        "01-01",
        "02-05",
        "02-06",
        "02-07",
        "02-08",
        "04-05",
        "05-01",
        "05-02",
        "06-09",
        "09-15",
        "10-01",
        "10-02",
        "10-03",
    ]
    assert all(row.off for row in calendar.rows if row.on.year == 2027)
    assert calendar.is_provisional(date(2027, 1, 4))
    assert not calendar.is_provisional(date(2026, 12, 31))


def test_a_year_without_data_has_weekends_and_fixed_statutory_days_only() -> None:
    calendar = official()
    assert calendar.year_status(2031).status == "unknown"
    assert calendar.year_status(2031).provisional
    assert not calendar.is_working_day(date(2031, 5, 1))
    assert not calendar.is_working_day(date(2031, 10, 2))
    assert calendar.is_working_day(date(2031, 1, 23))  # 春节 2031: not known without a file
    assert not calendar.is_working_day(date(2031, 1, 25))
    row = calendar.row(date(2031, 1, 1))
    assert row is not None
    assert row.notice.number == "国务院令第795号"


def test_a_day_before_2004_is_refused_in_one_line() -> None:
    with pytest.raises(Refused) as refusal:
        official().is_working_day(date(2003, 12, 31))
    assert refusal.value.code == "day_before_calendar"
    assert "2004-01-01" in refusal.value.message
    assert "\n" not in refusal.value.message


@pytest.mark.parametrize("n", [-1, 3661, 10**9])
def test_an_absurd_count_is_refused(n: int) -> None:
    with pytest.raises(Refused) as refusal:
        official().add_working_days(date(2026, 1, 5), n)
    assert refusal.value.code == "count_out_of_range"


def test_the_end_of_all_dates_is_refused_not_a_crash() -> None:
    with pytest.raises(Refused) as refusal:
        official().add_working_days(date(9999, 12, 30), 20)
    assert refusal.value.code == "day_out_of_range"


def test_receipt_on_a_day_off_makes_a_worked_sunday_day_one() -> None:
    assert official().add_working_days(date(2026, 9, 19), 1) == date(2026, 9, 20)


def test_days_late_count_working_days_only() -> None:
    calendar = official()
    assert calendar.working_days_between(date(2026, 9, 30), date(2026, 10, 8)) == 1
    assert calendar.working_days_between(date(2026, 9, 30), date(2026, 10, 7)) == 0
    assert calendar.working_days_between(date(2026, 10, 8), date(2026, 9, 30)) == 0
    assert calendar.working_days_between(date(2026, 10, 9), date(2026, 10, 12)) == 2


def test_next_and_last_working_day_stand_still_on_a_working_day() -> None:
    calendar = official()
    assert calendar.next_working_day(date(2026, 10, 10)) == date(2026, 10, 10)
    assert calendar.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert calendar.last_working_day(date(2026, 10, 7)) == date(2026, 9, 30)


@given(known_days, counts)
def test_adding_working_days_is_counting_them_one_by_one(trigger: date, n: int) -> None:
    assert official().add_working_days(trigger, n) == naive(trigger, n)


@given(st.dates(date(2004, 1, 1), date(2040, 1, 1)), counts)
def test_a_later_trigger_is_never_due_earlier(trigger: date, n: int) -> None:
    calendar = official()
    later = trigger + timedelta(days=1)
    assert calendar.add_working_days(trigger, n) <= calendar.add_working_days(later, n)


@given(st.dates(date(2004, 1, 1), date(2040, 1, 1)), st.integers(1, 40))
def test_the_days_between_are_the_days_added(trigger: date, n: int) -> None:
    calendar = official()
    last = calendar.add_working_days(trigger, n)
    assert calendar.is_working_day(last)
    assert calendar.working_days_between(trigger, last) == n


def test_the_calendar_is_frozen_and_equal_data_give_one_version() -> None:
    calendar = official()
    again = load(data_folder() / "years")
    assert (again, again.version) == (calendar, calendar.version)
    with pytest.raises(dataclasses.FrozenInstanceError):
        calendar.rows = ()  # type: ignore[misc]


NOTICE_2027 = """
year = 2027
status = "official"
[[notice]]
title = "一份测试用的2027年通知"
number = "测试〔2026〕1号"
verified = true
[[holiday]]
name = "元旦"
off = [2027-01-01, 2027-01-03]
work = [2027-01-09]
"""


def test_an_office_loads_the_2027_notice_and_the_version_changes(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(NOTICE_2027, encoding="utf-8")
    calendar = load(data_folder() / "years", tmp_path)
    assert not calendar.year_status(2027).provisional
    assert calendar.is_working_day(date(2027, 1, 9))
    assert calendar.is_working_day(date(2027, 2, 5))  # this notice does not name it
    assert calendar.version != official().version
    assert not calendar.is_working_day(date(2026, 10, 1))


@pytest.mark.parametrize(
    "broken",
    [
        "year = ",
        'year = 2027\nstatus = "official"',
        NOTICE_2027.replace('"official"', '"maybe"'),
        NOTICE_2027.replace("off = [2027-01-01, 2027-01-03]", "off = [2027-01-03, 2027-01-01]"),
        NOTICE_2027.replace('name = "元旦"', 'name = "元旦"\nnotice = 7'),
    ],
)
def test_a_broken_year_file_is_refused_by_name(tmp_path: Path, broken: str) -> None:
    (tmp_path / "2027.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        load(tmp_path)
    assert refusal.value.code == "calendar_unreadable"
    assert "2027.toml" in refusal.value.message


def test_a_folder_without_years_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        load(tmp_path)
    assert refusal.value.code == "calendar_empty"
