"""``gongkai remind``: doing the reminders of a day, or only looking."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.cli import remind
from gongkai.refusals import Refused
from gongkai.reminders import tasks
from gongkai.reminders.models import Letter, Pass, Reminder
from tests import factories as make
from tests.reminders.owing import FRI_9, HOLIDAY, WED_30, House, a_house, owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    house = a_house()
    house.lin.email = "lin@example.gov.cn"
    house.lin.save()
    owed(house.duty, FRI_9)
    return house


def test_it_says_what_it_did_and_a_second_time_that_nothing_was_left(house: House) -> None:
    assert remind.do(WED_30) == ["2026-09-30：新提醒2条，写信1封；发出1封，被拒0封，不明0封。"]
    assert remind.do(WED_30) == ["2026-09-30：新提醒0条，写信0封；发出0封，被拒0封，不明0封。"]


def test_looking_names_each_reminder_and_changes_nothing(house: House) -> None:
    lines = remind.look(WED_30)
    assert (
        lines[0]
        == ("房保障中心 林填报  保障资格审核结果：第三季度房源  10月9日到期，还有2个工作日。")
        or "林填报  保障资格审核结果：第三季度房源  10月9日到期，还有2个工作日。" in lines[0]
    )
    assert lines[-1] == "2026-09-30：会有2条新提醒；什么都没有改动。"
    assert not Reminder.objects.exists()
    assert not Pass.objects.exists()
    assert not Letter.objects.exists()
    assert remind.do(WED_30)[0].startswith("2026-09-30：新提醒2条")


def test_a_day_off_brings_nothing(house: House) -> None:
    assert remind.look(HOLIDAY) == ["2026-10-03：会有0条新提醒；什么都没有改动。"]


@pytest.mark.parametrize("day", ["2026-13-01", "明天", "10/09"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(Refused, match="不是日期"):
        remind.command(on=day)


def test_a_day_to_come_is_refused_since_it_would_silence_the_days_before_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.set_today(monkeypatch, WED_30)
    with pytest.raises(Refused) as refusal:
        remind.do(FRI_9)
    assert refusal.value.code == "day-to-come"
    assert not Pass.objects.exists()
    assert remind.look(FRI_9)[-1].startswith("2026-10-09：会有")
    assert remind.do(WED_30)[0].startswith("2026-09-30：新提醒2条")


def test_without_a_day_it_is_today_in_shanghai(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.set_today(monkeypatch, WED_30, hour=1)
    assert remind.do(None)[0].startswith("2026-09-30")


def test_the_worker_does_the_same_every_ten_minutes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.set_today(monkeypatch, date(2026, 9, 30), hour=9)
    tasks.remind(0)
    tasks.remind(600)
    assert Reminder.objects.count() == 2
    assert Letter.objects.get().state == "sent"
