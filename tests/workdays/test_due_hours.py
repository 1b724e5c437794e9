"""Limits in hours, and the clock of a machine that stands somewhere else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from gongkai.catalog import read_limit
from gongkai.catalog.model import Clause, LimitKind, LimitUnit, TimeLimit
from gongkai.refusals import Refused
from gongkai.workdays import Due, Extension, Ledger, Pause, Restart, StepKind, due

BEIJING = timezone(timedelta(hours=8))
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
HAPPENED = datetime(2026, 3, 2, 15, 30, tzinfo=BEIJING)
DAY_AFTER = read_limit("突发事件发生后24小时内")


@pytest.fixture(params=["Asia/Shanghai", "UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def machine_elsewhere(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


def texts(answer: Due, kind: StepKind) -> list[str]:
    return [step.text for step in answer.steps if step.kind is kind]


def test_a_day_and_a_night_from_half_past_three_end_at_half_past_three() -> None:
    answer = due(DAY_AFTER, HAPPENED)
    assert answer.at == HAPPENED + timedelta(hours=24)
    assert (answer.due, answer.rule) == (date(2026, 3, 3), "CAL-03")
    assert texts(answer, StepKind.TRIGGER)[0].endswith("2026年3月2日（周一）15:30，自该时刻起算")
    assert texts(answer, StepKind.RESULT) == ["截止日：2026年3月3日（周二）15:30"]


def test_five_hours_late_in_the_evening_end_the_next_day_even_on_a_day_off() -> None:
    friday_night = datetime(2026, 9, 18, 22, 0, tzinfo=BEIJING)
    answer = due(read_limit("事件发生后5小时内"), friday_night)
    assert answer.at == datetime(2026, 9, 19, 3, 0, tzinfo=BEIJING)
    assert answer.due == date(2026, 9, 19)  # a Saturday: hours are not moved (CAL-03)


def test_hours_from_a_day_whose_moment_is_not_known_say_so() -> None:
    answer = due(DAY_AFTER, date(2026, 3, 2))
    assert (answer.at, answer.due) == (None, date(2026, 3, 3))
    assert "请以实际时刻为准" in texts(answer, StepKind.NOTE)[0]


def test_hours_before_a_conference_are_counted_back_from_its_moment() -> None:
    limit = TimeLimit("", (Clause(LimitKind.BEFORE_EVENT, 24, LimitUnit.HOUR, "发布会"),))
    answer = due(limit, HAPPENED)
    assert answer.at == datetime(2026, 3, 1, 15, 30, tzinfo=BEIJING)
    assert answer.due == date(2026, 3, 1)


def test_a_pause_moves_the_moment_by_its_days() -> None:
    pause = Ledger(pauses=(Pause(date(2026, 3, 2), date(2026, 3, 5)),))
    answer = due(DAY_AFTER, HAPPENED, ledger=pause)
    assert answer.at == datetime(2026, 3, 6, 15, 30, tzinfo=BEIJING)
    assert answer.unpaused == date(2026, 3, 3)


def test_an_extension_keeps_the_hour_of_the_day() -> None:
    answer = due(DAY_AFTER, HAPPENED, ledger=Ledger(extensions=(Extension(4),)))
    assert answer.at == datetime(2026, 3, 9, 15, 30, tzinfo=BEIJING)


def test_a_restart_is_a_day_and_the_moment_is_then_no_longer_known() -> None:
    answer = due(DAY_AFTER, HAPPENED, ledger=Ledger(restarts=(Restart(date(2026, 3, 4)),)))
    assert (answer.at, answer.due) == (None, date(2026, 3, 5))


def test_a_moment_means_its_day_for_a_limit_in_days() -> None:
    answer = due(read_limit("信息形成后20个工作日内"), HAPPENED)
    assert answer == due(read_limit("信息形成后20个工作日内"), date(2026, 3, 2))


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        due(DAY_AFTER, datetime(2026, 3, 2, 15, 30))  # noqa: DTZ001
    assert refusal.value.code == "moment-without-zone"
    assert "\n" not in refusal.value.message


def test_hours_beyond_all_dates_are_refused() -> None:
    with pytest.raises(Refused) as refusal:
        due(DAY_AFTER, datetime(9999, 12, 31, 12, tzinfo=BEIJING))
    assert refusal.value.code == "day_out_of_range"


@pytest.mark.parametrize(
    "moment", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=timezone.max)]
)
def test_a_moment_that_has_no_day_in_beijing_is_refused(moment: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        due(DAY_AFTER, moment)
    assert refusal.value.code == "day_out_of_range"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 9, 18, 15, 59, 59, tzinfo=UTC), date(2026, 9, 18)),
        (datetime(2026, 9, 18, 16, 0, tzinfo=UTC), date(2026, 9, 19)),
        (datetime(2026, 9, 18, 9, 0, tzinfo=LOS_ANGELES), date(2026, 9, 19)),
        (datetime(2026, 9, 18, 0, 0, tzinfo=BEIJING), date(2026, 9, 18)),
        (datetime(2026, 9, 18, 23, 59, 59, tzinfo=BEIJING), date(2026, 9, 18)),
    ],
)
def test_the_day_of_a_moment_is_the_day_in_beijing(moment: datetime, day: date) -> None:
    limit = read_limit("信息形成后3个工作日内")
    answer = due(limit, moment)
    assert answer.steps[0].on == day
    assert answer.due == due(limit, day).due


def test_a_machine_in_another_time_zone_comes_to_the_same_days(machine_elsewhere: str) -> None:
    assert due(read_limit("20个工作日内"), date(2026, 9, 18)).due == date(2026, 10, 22)
    midnight = datetime(2026, 9, 18, 16, 0, tzinfo=UTC)
    answer = due(DAY_AFTER, midnight)
    assert answer.at == datetime(2026, 9, 20, 0, 0, tzinfo=BEIJING)
    assert answer.due == date(2026, 9, 20)
    assert texts(answer, StepKind.RESULT) == ["截止日：2026年9月20日（周日）00:00"]
