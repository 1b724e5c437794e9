"""Limits for parts of an item, days of the next period, targets, laws, and how long to show."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from gongkai.catalog import read_limit
from gongkai.catalog.model import Clause, LimitKind, LimitUnit, TimeLimit
from gongkai.refusals import Refused
from gongkai.workdays import (
    Due,
    Extension,
    Ledger,
    Pause,
    StepKind,
    Targets,
    due,
    lasts_until,
)
from gongkai.workdays.laws import law_of

FRIDAY = date(2026, 9, 18)
BEIJING = timezone(timedelta(hours=8))
DAY, WD = LimitUnit.DAY, LimitUnit.WORKING_DAY


def sources(answer: Due) -> list[str]:
    return [step.source for step in answer.steps if step.source]


# Parts


def test_each_part_of_an_item_has_its_own_day_and_its_own_steps() -> None:
    answer = due(read_limit("许可、处罚决定作出后7个工作日内，其他20个工作日内"), FRIDAY)
    first, rest = answer.parts
    assert (first.scope, first.due) == (None, date(2026, 9, 29))
    assert (rest.scope, rest.due) == ("其他", date(2026, 10, 22))
    assert rest.clause.n == 20
    assert sum(step.kind is StepKind.COUNTED for step in rest.steps) == 20
    assert rest.steps[-1].text == "截止日：2026年10月22日（周四）"
    assert (answer.due, answer.clause) == (first.due, first.clause)


def test_authority_in_five_hours_and_a_conference_in_a_day_are_two_moments() -> None:
    phrase = "5小时内发布权威信息，24小时内举行新闻发布会"
    answer = due(read_limit(phrase), datetime(2026, 3, 2, 22, 0, tzinfo=BEIJING))
    assert [(part.scope, part.at) for part in answer.parts] == [
        ("权威信息", datetime(2026, 3, 3, 3, 0, tzinfo=BEIJING)),
        ("新闻发布会", datetime(2026, 3, 3, 22, 0, tzinfo=BEIJING)),
    ]
    assert answer.at == datetime(2026, 3, 3, 3, 0, tzinfo=BEIJING)


def test_a_pause_and_an_extension_move_every_part() -> None:
    phrase = read_limit("许可、处罚决定作出后7个工作日内，其他20个工作日内")
    ledger = Ledger((Pause(FRIDAY, date(2026, 9, 22)),), (Extension(3),))
    parts = due(phrase, FRIDAY, ledger=ledger).parts
    assert [part.due for part in parts] == [date(2026, 10, 13), date(2026, 10, 30)]
    assert all({"RPL-33c", "RPL-33d"} <= set(part.rule.split()) for part in parts)


def test_a_part_that_reaches_into_2027_is_provisional_by_itself() -> None:
    phrase = read_limit("许可、处罚决定作出后7个工作日内，其他20个工作日内")
    answer = due(phrase, date(2026, 12, 10))
    assert [part.provisional for part in answer.parts] == [False, True]
    assert answer.parts[1].rule.split()[-2:] == ["CAL-07", "CAL-09"]
    assert not answer.provisional


@pytest.mark.parametrize("phrase", ["20个工作日内", "公示7个工作日", "看不懂", "实时更新"])
def test_a_phrase_with_one_limit_has_no_parts(phrase: str) -> None:
    assert due(read_limit(phrase), FRIDAY).parts == ()


# A day of this period, and a day of the next


@pytest.mark.parametrize(
    ("phrase", "start", "day"),
    [
        ("每月10日前", date(2026, 9, 3), date(2026, 9, 10)),
        ("次月10日前", date(2026, 9, 3), date(2026, 10, 10)),
        ("次月10日前", date(2026, 9, 10), date(2026, 10, 10)),
        ("次月10日前", date(2026, 12, 31), date(2027, 1, 10)),
        ("下月5日前公开", date(2026, 1, 31), date(2026, 2, 5)),
        ("次月15日前公布上月数据", date(2026, 9, 30), date(2026, 10, 15)),
        ("次月底前", date(2026, 1, 20), date(2026, 2, 28)),
        ("次年1月31日前", date(2026, 1, 15), date(2027, 1, 31)),
        ("每年1月31日前", date(2026, 1, 15), date(2026, 1, 31)),
        ("次年3月31日前", date(2025, 6, 1), date(2026, 3, 31)),
        ("下季度首月15日前", date(2026, 2, 3), date(2026, 4, 15)),
        ("每季度结束后次月15日前", date(2026, 4, 3), date(2026, 7, 15)),
        ("每季度第一个月15日前", date(2026, 4, 3), date(2026, 4, 15)),
    ],
)
def test_next_month_is_not_this_month(phrase: str, start: date, day: date) -> None:
    assert due(read_limit(phrase), start).due == day


def test_next_year_is_said_of_one_half_of_the_year_only() -> None:
    phrase = "每年7月底前公布上半年情况，次年1月底前公布全年情况"
    parts = due(read_limit(phrase), date(2026, 1, 5)).parts
    assert [(part.scope, part.due) for part in parts] == [
        ("上半年情况", date(2026, 7, 31)),
        ("全年情况", date(2027, 1, 31)),
    ]


@pytest.mark.parametrize("phrase", ["季后15日内", "每季度结束后15日内", "季度终了15日内"])
@pytest.mark.parametrize("start", [date(2026, 4, 1), date(2026, 5, 20), date(2026, 6, 30)])
def test_after_the_quarter_is_after_its_last_day_whatever_day_of_it_is_given(
    phrase: str, start: date
) -> None:
    answer = due(read_limit(phrase), start)
    assert (answer.due, answer.ceiling) == (date(2026, 7, 15), None)


@pytest.mark.parametrize("event", ["会议结束", "年中", "月饼", "公示期结束", None])
def test_other_events_are_no_period(event: str | None) -> None:
    limit = TimeLimit("", (Clause(LimitKind.AFTER_EVENT, 3, WD, event),))
    assert due(limit, FRIDAY).due == date(2026, 9, 22)


# The body's own targets


def test_timely_is_aimed_at_the_bodys_own_day_and_due_by_article_26() -> None:
    answer = due(read_limit("及时公开"), FRIDAY, targets=Targets(timely=5))
    assert (answer.target, answer.due) == (date(2026, 9, 24), date(2026, 10, 22))
    assert any("本机关自定的目标日2026年9月24日" in step.text for step in answer.steps)
    assert not any("提醒日" in step.text for step in answer.steps)


def test_timely_without_a_target_of_its_own_is_aimed_at_the_tenth_working_day() -> None:
    answer = due(read_limit("及时公开"), FRIDAY)
    assert (answer.target, answer.due) == (date(2026, 10, 9), date(2026, 10, 22))


def test_realtime_is_due_on_the_bodys_own_day_beside_the_ceiling() -> None:
    answer = due(read_limit("实时更新"), FRIDAY, targets=Targets(realtime=3))
    assert answer.due == answer.target == date(2026, 9, 22)
    assert answer.ceiling == date(2026, 10, 22)
    assert any("本机关自定：实时更新按3个工作日掌握" in step.text for step in answer.steps)
    assert not any("〔待核〕" in source for source in sources(answer))


def test_a_target_stands_still_with_the_clock() -> None:
    pause = Ledger(pauses=(Pause(FRIDAY, date(2026, 9, 22)),))
    answer = due(read_limit("及时公开"), FRIDAY, targets=Targets(timely=5), ledger=pause)
    assert answer.target == date(2026, 9, 30)


def test_a_number_in_the_phrase_leaves_no_room_for_a_target() -> None:
    answer = due(read_limit("信息形成后3个工作日内"), FRIDAY, targets=Targets(1, 1))
    assert (answer.due, answer.target) == (date(2026, 9, 22), None)


@pytest.mark.parametrize("n", [0, -1, 21])
def test_a_target_outside_article_26_is_refused(n: int) -> None:
    for name in ("realtime", "timely"):
        with pytest.raises(Refused) as refusal:
            Targets(**{name: n})
        assert refusal.value.code == "target-out-of-range"
        assert str(n) in refusal.value.message


# What 日 means in a law (CAL-05)


@pytest.mark.parametrize(
    ("law", "working", "calendar"),
    [
        ("行政处罚法", (2, 3, 5, 7), (1, 10, 15, 30)),
        ("行政许可法", (1, 3, 10, 20, 45), ()),
        ("行政强制法", (1, 3, 7, 10), (11, 30)),
        ("行政复议法", (3, 5, 7, 10), (15, 30, 60)),
        ("预算法", (), (15, 20)),
        ("重大行政决策程序暂行条例", (), (7, 30)),
    ],
)
def test_a_law_says_itself_which_of_its_days_are_working_days(
    law: str, working: tuple[int, ...], calendar: tuple[int, ...]
) -> None:
    for unit, numbers in ((WD, working), (DAY, calendar)):
        for n in numbers:
            days = TimeLimit("", (Clause(LimitKind.AFTER_EVENT, n, DAY),))
            same = TimeLimit("", (Clause(LimitKind.AFTER_EVENT, n, unit),))
            assert due(days, FRIDAY, law=law).due == due(same, FRIDAY).due, n


def test_seven_days_of_the_law_on_penalties_name_its_article() -> None:
    limit = read_limit("处罚决定作出后7日内")
    answer = due(limit, FRIDAY, law="《中华人民共和国行政处罚法》")
    assert (answer.due, answer.rule) == (date(2026, 9, 29), "CAL-01 CAL-04 CAL-05 CAL-07")
    assert any("第八十五条" in source for source in sources(answer))
    assert due(limit, FRIDAY).due == date(2026, 9, 28)  # 25 September and two days more are off


def test_days_before_a_hearing_of_that_law_are_working_days_too() -> None:
    limit = read_limit("听证会召开前7日")
    answer = due(limit, date(2026, 10, 12), law="行政处罚法")
    assert (answer.due, answer.rule.split()[2]) == (date(2026, 9, 24), "CAL-05")


def test_hours_months_and_working_days_mean_the_same_in_every_law() -> None:
    for phrase in ("作出后24小时内", "作出后3个月内", "作出后7个工作日内"):
        limit = read_limit("处罚决定" + phrase)
        assert due(limit, FRIDAY, law="行政处罚法") == due(limit, FRIDAY)


@pytest.mark.parametrize("title", [None, "", "预算法", "行政处罚法实施办法", "某省行政处罚法"])
def test_a_title_that_is_not_the_law_itself_changes_nothing(title: str | None) -> None:
    assert law_of(title) is None


# How long something is shown


@pytest.mark.parametrize(
    ("phrase", "until"),
    [
        ("公示期7日", date(2026, 9, 28)),  # the 25th to the 27th are days off
        ("公示期不少于7个工作日", date(2026, 9, 29)),
        ("公示5个工作日", date(2026, 9, 24)),
        ("保存两年", date(2028, 9, 18)),
        ("长期公开", None),
        ("任期内", None),
        ("20个工作日内", None),
        ("看不懂", None),
        ("公示7个工作日，公示结束后长期公开", None),
    ],
)
def test_a_list_is_taken_down_when_its_time_is_over(phrase: str, until: date | None) -> None:
    assert lasts_until(read_limit(phrase), FRIDAY) == until


def test_of_two_times_the_longer_one_counts() -> None:
    both = TimeLimit(
        "",
        (Clause(LimitKind.DURATION, 5, WD), Clause(LimitKind.DURATION, 10, WD, scope="名单")),
    )
    assert lasts_until(both, FRIDAY) == date(2026, 10, 9)


def test_an_absurd_time_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        lasts_until(TimeLimit("", (Clause(LimitKind.DURATION, 10**6, DAY),)), FRIDAY)
    assert refusal.value.code == "count_out_of_range"
