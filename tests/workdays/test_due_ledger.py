"""What stops a clock, lengthens it or starts it anew, and which entries cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.catalog import read_limit
from gongkai.catalog.model import Clause, LimitKind, LimitUnit, TimeLimit
from gongkai.refusals import Refused
from gongkai.workdays import NOTHING, Due, Extension, Ledger, Pause, Restart, StepKind, due

WD = LimitUnit.WORKING_DAY
RECEIVED = date(2026, 3, 2)
ASKED, HEARD = date(2026, 3, 10), date(2026, 3, 20)
CAUSE = "征求第三方意见"


def after(n: int, unit: LimitUnit = WD) -> TimeLimit:
    return TimeLimit("", (Clause(LimitKind.AFTER_EVENT, n, unit, "收到申请"),))


def paused(sent: date, closed: date | None) -> Ledger:
    return Ledger(pauses=(Pause(sent, closed, CAUSE),))


def texts(answer: Due, kind: StepKind) -> list[str]:
    return [step.text for step in answer.steps if step.kind is kind]


# Pauses


def test_the_day_of_asking_counts_and_the_day_of_the_answer_does_not() -> None:
    answer = due(after(20), RECEIVED, ledger=paused(ASKED, HEARD))
    counted = [step.on for step in answer.steps if step.kind is StepKind.COUNTED]
    standing = [step.on for step in answer.steps if step.kind is StepKind.PAUSED]
    assert ASKED in counted
    assert (standing[0], standing[-1], len(standing)) == (date(2026, 3, 11), HEARD, 8)
    assert date(2026, 3, 23) in counted
    assert texts(answer, StepKind.PAUSED)[0] == "周三，征求第三方意见期间，不计"
    assert answer.rule == "CAL-01 CAL-04 CAL-07 RPL-33d"
    assert "第三十三条第三款" in answer.article


def test_a_weekend_inside_a_pause_is_a_day_off_as_ever() -> None:
    answer = due(after(20), RECEIVED, ledger=paused(ASKED, HEARD))
    saturday = next(step for step in answer.steps if step.on == date(2026, 3, 14))
    assert saturday.kind is StepKind.SKIPPED


def test_two_pauses_that_touch_are_one_long_one() -> None:
    middle = date(2026, 3, 13)
    both = Ledger(pauses=(Pause(middle, HEARD), Pause(ASKED, middle)))
    one = due(after(20), RECEIVED, ledger=paused(ASKED, HEARD))
    assert due(after(20), RECEIVED, ledger=both).due == one.due


def test_a_pause_after_the_last_day_changes_nothing() -> None:
    answer = due(after(5), RECEIVED, ledger=paused(ASKED, HEARD))
    assert answer.due == answer.unpaused == date(2026, 3, 9)
    assert answer.rule == "CAL-01 CAL-04 CAL-07"


def test_a_pause_moves_calendar_days_by_its_length_and_then_to_a_working_day() -> None:
    answer = due(after(20, LimitUnit.DAY), date(2026, 9, 1), ledger=paused(ASKED_9, HEARD_9))
    assert answer.unpaused == date(2026, 9, 21)
    assert answer.due == date(2026, 10, 8)  # 21 September and 14 days: 5 October, a day off
    assert len(texts(answer, StepKind.ROLLED)) == 1


def test_a_pause_that_begins_on_a_sunday_the_end_fell_on_holds_up_the_monday_after_it() -> None:
    sunday, friday = date(2026, 3, 15), date(2026, 3, 20)
    ten_days = after(10, LimitUnit.DAY)
    answer = due(ten_days, date(2026, 3, 5), ledger=paused(sunday, friday))
    assert (answer.due, answer.unpaused) == (date(2026, 3, 23), date(2026, 3, 16))
    assert len(texts(answer, StepKind.PAUSED)) == 5
    assert texts(answer, StepKind.ROLLED) == [
        "最后一日2026年3月15日（周日）是休假日，顺延到休假和暂停结束的次日2026年3月23日（周一）"
    ]
    assert answer.rule.endswith("RPL-33d")
    over_on_sunday = due(ten_days, date(2026, 3, 5), ledger=paused(sunday, sunday))
    assert over_on_sunday.due == date(2026, 3, 16)


ASKED_9, HEARD_9 = date(2026, 9, 7), date(2026, 9, 21)


def test_a_pause_moves_the_end_of_two_months_by_its_days() -> None:
    answer = due(after(2, LimitUnit.MONTH), RECEIVED, ledger=paused(ASKED, HEARD))
    assert (answer.due, answer.unpaused) == (date(2026, 5, 12), date(2026, 5, 6))
    assert texts(answer, StepKind.PAUSED) == [
        "征求第三方意见至2026年3月20日（周五），停10天，止日移到2026年5月12日（周二）"
    ]


def test_a_pause_still_open_leaves_out_the_days_up_to_the_day_looked_at() -> None:
    waiting = paused(ASKED, None)
    monday = due(after(20), RECEIVED, ledger=waiting, as_of=date(2026, 3, 16))
    tuesday = due(after(20), RECEIVED, ledger=waiting, as_of=date(2026, 3, 17))
    assert (monday.due, tuesday.due) == (date(2026, 4, 3), date(2026, 4, 7))
    assert monday.paused_since == tuesday.paused_since == ASKED
    assert monday.unpaused == date(2026, 3, 30)
    assert any("尚未结束" in text for text in texts(monday, StepKind.NOTE))


def test_an_open_pause_looked_at_from_no_day_leaves_nothing_out_yet() -> None:
    answer = due(after(20), RECEIVED, ledger=paused(ASKED, None))
    assert (answer.due, answer.paused_since) == (date(2026, 3, 30), ASKED)


def test_a_pause_had_not_begun_on_a_day_before_it() -> None:
    answer = due(after(20), RECEIVED, ledger=paused(ASKED, None), as_of=date(2026, 3, 9))
    assert (answer.due, answer.paused_since) == (date(2026, 3, 30), None)


def test_the_ceiling_of_article_26_stands_still_with_the_clock() -> None:
    timely = read_limit("及时公开")
    answer = due(timely, RECEIVED, ledger=paused(ASKED, HEARD))
    assert (answer.due, answer.ceiling) == (date(2026, 4, 10), None)
    assert answer.rule == "PUB-26 RPL-33d"
    three = due(after(3), RECEIVED, ledger=paused(ASKED, HEARD))
    assert (three.due, three.ceiling) == (date(2026, 3, 5), date(2026, 4, 10))


# Extensions


def test_an_extension_goes_on_from_the_first_deadline() -> None:
    answer = due(after(20), RECEIVED, ledger=Ledger(extensions=(Extension(10, "延期答复"),)))
    assert answer.due == date(2026, 4, 14)
    assert texts(answer, StepKind.EXTENDED) == [
        "延期答复10个工作日，自2026年3月30日（周一）的次日起计"
    ]
    assert answer.rule == "CAL-01 CAL-04 CAL-07 RPL-33c"
    assert answer.ceiling is None  # the limit itself is no longer than article 26 allows


def test_a_pause_during_the_extension_stops_it_too() -> None:
    ledger = Ledger(
        pauses=(Pause(date(2026, 4, 1), date(2026, 4, 10), CAUSE),), extensions=(Extension(10),)
    )
    answer = due(after(20), RECEIVED, ledger=ledger)
    assert (answer.due, answer.unpaused) == (date(2026, 4, 22), date(2026, 4, 14))


def test_two_extensions_follow_each_other() -> None:
    both = due(after(20), RECEIVED, ledger=Ledger(extensions=(Extension(5), Extension(5))))
    one = due(after(20), RECEIVED, ledger=Ledger(extensions=(Extension(10),)))
    assert both.due == one.due
    assert len(texts(both, StepKind.EXTENDED)) == 2


# Restarts


def test_a_corrected_request_starts_the_clock_anew_in_full() -> None:
    corrected = date(2026, 3, 16)
    answer = due(after(20), RECEIVED, ledger=Ledger(restarts=(Restart(corrected, "收到补正"),)))
    assert answer.due == due(after(20), corrected).due == date(2026, 4, 14)
    assert [step.kind for step in answer.steps[:2]] == [StepKind.TRIGGER, StepKind.RESTARTED]
    assert answer.steps[1].text == "收到补正：自2026年3月16日（周一）重新起算，当日不计"
    assert "COR-30" in answer.rule.split()


def test_the_last_restart_wins_in_whatever_order_they_are_kept() -> None:
    early, late = Restart(date(2026, 3, 9)), Restart(date(2026, 3, 16))
    for both in ((early, late), (late, early)):
        assert due(after(20), RECEIVED, ledger=Ledger(restarts=both)).due == date(2026, 4, 14)


def test_a_pause_that_began_before_the_restart_is_over_with_it() -> None:
    ledger = Ledger(
        pauses=(Pause(ASKED, date(2026, 3, 25), CAUSE),), restarts=(Restart(date(2026, 3, 16)),)
    )
    assert due(after(20), RECEIVED, ledger=ledger).due == date(2026, 4, 14)
    still_open = Ledger(pauses=(Pause(ASKED, None, CAUSE),), restarts=ledger.restarts)
    answer = due(after(20), RECEIVED, ledger=still_open, as_of=date(2026, 3, 30))
    assert (answer.due, answer.paused_since) == (date(2026, 4, 14), None)


# Limits that no ledger moves


def test_days_before_a_hearing_are_counted_from_the_hearing_whatever_stood_still() -> None:
    hearing = date(2026, 10, 12)
    ledger = Ledger((Pause(hearing, None),), (Extension(5),), (Restart(date(2026, 10, 15)),))
    answer = due(read_limit("听证会召开前7日"), hearing, ledger=ledger)
    assert answer.due == answer.unpaused == date(2026, 10, 5)
    notes = texts(answer, StepKind.NOTE)
    assert notes[0] == "倒数的期限从事项发生之日往前数，不因暂停、延长、重新起算而变"
    assert not any("往后移" in text for text in notes)


def test_a_date_of_the_year_stands_still_for_no_pause_but_can_be_extended() -> None:
    start = date(2026, 1, 5)
    pause = paused(date(2026, 1, 6), date(2026, 3, 1))
    assert due(read_limit("每年3月31日前"), start, ledger=pause).due == date(2026, 3, 31)
    longer = Ledger(extensions=(Extension(5),))
    assert due(read_limit("每年3月31日前"), start, ledger=longer).due == date(2026, 4, 8)


def test_nothing_in_the_ledger_is_no_ledger() -> None:
    assert due(after(20), RECEIVED, ledger=NOTHING) == due(after(20), RECEIVED)
    assert not NOTHING
    assert paused(ASKED, None)


# Entries that cannot be


@pytest.mark.parametrize(
    ("code", "ledger"),
    [
        ("pause-before-start", paused(date(2026, 3, 1), HEARD)),
        ("pause-too-long", paused(ASKED, date(2046, 3, 10))),
        ("restart-before-start", Ledger(restarts=(Restart(date(2026, 3, 1)),))),
        (
            "restart-before-start",
            Ledger(restarts=(Restart(date(2026, 3, 1)), Restart(date(2026, 3, 9)))),
        ),
    ],
)
def test_an_entry_that_cannot_be_is_refused_in_one_line(code: str, ledger: Ledger) -> None:
    with pytest.raises(Refused) as refusal:
        due(after(20), RECEIVED, ledger=ledger)
    assert refusal.value.code == code
    assert "\n" not in refusal.value.message
    assert "2026-03" in refusal.value.message


def test_an_open_pause_looked_at_from_another_age_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        due(after(20), RECEIVED, ledger=paused(ASKED, None), as_of=date(9999, 1, 1))
    assert refusal.value.code == "pause-too-long"


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="早于开始日"):
        Pause(HEARD, ASKED)


@pytest.mark.parametrize("closed", [None, date(2026, 3, 13)])
def test_pauses_that_overlap_are_refused(closed: date | None) -> None:
    with pytest.raises(Refused, match="重叠"):
        Ledger(pauses=(Pause(ASKED, closed), Pause(date(2026, 3, 12), HEARD)))


@pytest.mark.parametrize("k", [0, -1])
def test_an_extension_of_nothing_is_refused(k: int) -> None:
    with pytest.raises(Refused, match="须大于0"):
        Extension(k)


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        (Clause(LimitKind.AFTER_EVENT, -1, WD), "count_out_of_range"),
        (Clause(LimitKind.BEFORE_EVENT, -3, LimitUnit.DAY), "count_out_of_range"),
        (Clause(LimitKind.PERIODIC, 0, WD), "count_out_of_range"),
        (Clause(LimitKind.PERIODIC, -2, WD, period="month"), "count_out_of_range"),
        (Clause(LimitKind.AFTER_EVENT, -1, LimitUnit.HOUR), "count_out_of_range"),
    ],
)
def test_a_period_of_nothing_or_less_is_refused(clause: Clause, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        due(TimeLimit("", (clause,)), RECEIVED)
    assert refusal.value.code == code


@pytest.mark.parametrize("phrase", ["每年1月31日前", "20个工作日内", "看不懂", "每月10日前"])
def test_a_trigger_before_2004_is_refused_whatever_the_limit(phrase: str) -> None:
    with pytest.raises(Refused) as refusal:
        due(read_limit(phrase), date(2003, 12, 31))
    assert refusal.value.code == "day_before_calendar"
