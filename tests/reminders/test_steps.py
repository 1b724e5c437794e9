"""Which due dates are told of, against a walk from day to day over any of them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.reminders.models import ReminderKind
from gongkai.reminders.steps import Count, Step, steps
from gongkai.reminders.times import Times, default_times
from gongkai.workdays import official
from tests.reminders.owing import FRI_9, HOLIDAY, SAT_10, THU_8, THU_24, TUE_29, WED_30

CALENDAR = official()
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
TIMES = st.builds(
    Times,
    days_before=st.sets(st.integers(0, 9), min_size=1).map(
        lambda days: tuple(sorted(days, reverse=True))
    ),
    to_office_head_after=st.integers(1, 4),
    to_body_head_after=st.integers(4, 8),
    by_mail=st.booleans(),
)


def on(today: date, since: date | None = None, times: Times | None = None) -> list[Step]:
    return steps(
        CALENDAR, times or default_times(), since=since, today=today, first=date(2024, 6, 1)
    )


def of(due_on: date, found: list[Step]) -> list[tuple[str, int]]:
    return [(step.kind.value, step.days) for step in found if step.due_on == due_on]


def test_the_defaults_are_five_two_and_the_day_itself() -> None:
    assert default_times() == Times((5, 2, 0), 1, 3, True)


def test_the_day_before_the_holiday_speaks_of_what_is_due_after_it() -> None:
    found = on(WED_30, TUE_29)
    assert of(FRI_9, found) == [("before", 2)]
    assert of(HOLIDAY, found) == [("on_the_day", 0)]
    assert of(SAT_10, found) == []


def test_five_working_days_before_the_ninth_of_october_is_the_day_before_mid_autumn() -> None:
    assert of(FRI_9, on(THU_24, THU_24 - timedelta(days=1))) == [("before", 5)]


def test_the_eighth_speaks_of_everything_that_ended_in_the_holiday() -> None:
    found = on(THU_8, WED_30)
    assert of(HOLIDAY, found) == [("late", 1), ("to_office_head", 1)]
    assert of(THU_8, found) == [("on_the_day", 0)]


@given(DAYS, DAYS)
def test_counts_looked_up_are_counts_made_day_by_day(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    assert Count(CALENDAR, first, last).between(first, last) == (
        CALENDAR.working_days_between(first, last)
    )


@given(DAYS, TIMES)
def test_each_mark_of_a_due_date_is_told_on_exactly_one_day(due_on: date, times: Times) -> None:
    told: list[tuple[str, int]] = []
    day = due_on - timedelta(days=25)
    last = day - timedelta(days=1)
    while day <= due_on + timedelta(days=25):
        if CALENDAR.is_working_day(day):
            told += of(due_on, on(day, last, times))
            last = day
        day += timedelta(days=1)
    before = [(("before", n) if n else ("on_the_day", 0)) for n in times.days_before]
    assert told[: len(before)] == before
    assert sorted(told[len(before) :]) == sorted(
        [
            ("late", 1),
            ("to_office_head", times.to_office_head_after),
            ("to_body_head", times.to_body_head_after),
        ]
    )


@given(DAYS, st.integers(0, 40), TIMES)
def test_after_any_pause_a_due_date_is_told_of_once_with_its_true_days(
    since: date, pause: int, times: Times
) -> None:
    since = CALENDAR.next_working_day(since)
    today = CALENDAR.next_working_day(since + timedelta(days=pause + 1))
    heads = {ReminderKind.TO_OFFICE_HEAD, ReminderKind.TO_BODY_HEAD}
    plain = [step for step in on(today, since, times) if step.kind not in heads]
    assert len({step.due_on for step in plain}) == len(plain)
    for step in plain:
        if step.kind is ReminderKind.LATE:
            assert step.days == CALENDAR.working_days_between(step.due_on, today)
        else:
            assert step.days == CALENDAR.working_days_between(today, step.due_on)


@given(DAYS, st.integers(1, 30), st.integers(1, 30), TIMES)
def test_two_passes_together_tell_of_the_marks_of_one(
    since: date, first: int, second: int, times: Times
) -> None:
    middle = CALENDAR.next_working_day(since + timedelta(days=first))
    today = CALENDAR.next_working_day(middle + timedelta(days=second))
    reached = _marks(on(today, since, times))
    assert reached <= _marks([*on(middle, since, times), *on(today, middle, times)])


def _marks(found: list[Step]) -> set[tuple[date, str]]:
    # A mark before the due date that is told on the day itself is told as that.
    day_itself = {ReminderKind.ON_THE_DAY: ReminderKind.BEFORE}
    return {(step.due_on, day_itself.get(step.kind, step.kind)) for step in found}
