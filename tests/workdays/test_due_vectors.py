"""The worked dates of RULES.md §0, cell by cell."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.catalog.model import Clause, LimitKind, LimitUnit, TimeLimit
from gongkai.workdays import Extension, Ledger, Pause, due, official

TABLE = """
2025-01-20 2025-01-23 2025-02-05 2025-02-14 2025-02-21 2025-03-21
2025-01-26 2025-02-06 2025-02-11 2025-02-21 2025-02-28 2025-03-28
2025-10-01 2025-10-11 2025-10-16 2025-10-28 2025-11-04 2025-12-02
2026-01-30 2026-02-04 2026-02-10 2026-02-27 2026-03-05 2026-04-02
2026-02-13 2026-02-25 2026-03-02 2026-03-12 2026-03-19 2026-04-17
2026-02-14 2026-02-26 2026-03-03 2026-03-13 2026-03-20 2026-04-20
2026-02-15 2026-02-26 2026-03-03 2026-03-13 2026-03-20 2026-04-20
2026-04-30 2026-05-08 2026-05-13 2026-05-25 2026-06-01 2026-06-30
2026-09-18 2026-09-22 2026-09-29 2026-10-15 2026-10-22 2026-11-19
2026-09-19 2026-09-22 2026-09-29 2026-10-15 2026-10-22 2026-11-19
2026-09-20 2026-09-23 2026-09-30 2026-10-16 2026-10-23 2026-11-20
2026-09-30 2026-10-10 2026-10-15 2026-10-27 2026-11-03 2026-12-01
2026-11-20 2026-11-25 2026-12-01 2026-12-11 2026-12-18
2026-11-21 2026-11-25 2026-12-01 2026-12-11 2026-12-18
"""
COLUMNS = (3, 7, 15, 20, 40)
CELLS = [
    (trigger, n, last)
    for trigger, *row in (
        map(date.fromisoformat, line.split()) for line in TABLE.split("\n") if line
    )
    for n, last in zip(COLUMNS, row, strict=False)
]


def after(n: int, unit: LimitUnit) -> TimeLimit:
    return TimeLimit("", (Clause(LimitKind.AFTER_EVENT, n, unit),))


@pytest.mark.parametrize(("trigger", "n", "last"), CELLS)
def test_a_cell_of_the_table(trigger: date, n: int, last: date) -> None:
    answer = due(after(n, LimitUnit.WORKING_DAY), trigger)
    assert (answer.due, answer.provisional) == (last, False)
    assert answer.rule == "CAL-01 CAL-04 CAL-07"


@pytest.mark.parametrize(("trigger", "n", "last"), [cell for cell in CELLS if cell[1] == 40])
def test_an_extension_is_counted_on_from_the_first_deadline(
    trigger: date, n: int, last: date
) -> None:
    calendar = official()
    first = calendar.add_working_days(trigger, n // 2)
    assert calendar.add_working_days(first, n // 2) == last


def test_twenty_and_twenty_from_november_needs_the_notice_of_2027() -> None:
    answer = due(after(40, LimitUnit.WORKING_DAY), date(2026, 11, 20))
    assert answer.provisional
    assert answer.rule == "CAL-01 CAL-04 CAL-07 CAL-09"


@pytest.mark.parametrize(
    ("trigger", "unrolled", "last"),
    [
        (date(2026, 9, 15), "2026年10月5日", date(2026, 10, 8)),
        (date(2026, 1, 30), "2026年2月19日", date(2026, 2, 24)),
    ],
)
def test_twenty_calendar_days_that_end_in_a_holiday_roll_on(
    trigger: date, unrolled: str, last: date
) -> None:
    answer = due(after(20, LimitUnit.DAY), trigger)
    assert answer.due == last
    assert answer.rule == "CAL-01 CAL-02 CAL-04 CAL-07"
    rolled = [step for step in answer.steps if step.kind == "rolled"]
    assert len(rolled) == 1
    assert unrolled in rolled[0].text
    assert "国办发明电〔2025〕7号" in (rolled[0].source or "")


def test_twenty_calendar_days_that_end_on_a_working_day_do_not_roll() -> None:
    answer = due(after(20, LimitUnit.DAY), date(2026, 9, 20))  # ends on Saturday 10-10, worked
    assert answer.due == date(2026, 10, 10)
    assert answer.rule == "CAL-01 CAL-04"


def test_the_last_receipt_whose_twenty_days_stay_inside_2026_is_3_december() -> None:
    inside = due(after(20, LimitUnit.WORKING_DAY), date(2026, 12, 3))
    assert (inside.due, inside.provisional) == (date(2026, 12, 31), False)
    beyond = due(after(20, LimitUnit.WORKING_DAY), date(2026, 12, 4))
    assert (beyond.due, beyond.provisional) == (date(2027, 1, 4), True)


def test_calendar_days_and_rolls_into_2027_are_provisional_too() -> None:
    assert due(after(27, LimitUnit.DAY), date(2026, 12, 4)).provisional is False  # 12-31
    assert due(after(28, LimitUnit.DAY), date(2026, 12, 4)).provisional is True


WD, DAY = LimitUnit.WORKING_DAY, LimitUnit.DAY
RECEIVED = date(2026, 3, 2)


def consulted(closed: date) -> Ledger:
    return Ledger(pauses=(Pause(date(2026, 3, 10), closed, "征求第三方意见"),))


TWENTY_MORE = Ledger(extensions=(Extension(20),))
ALL = [
    *((trigger, n, WD, Ledger(), last, False) for trigger, n, last in CELLS),
    # 20+20WD: the second deadline is counted from the first (RPL-33c).
    *((one[0], 20, WD, TWENTY_MORE, one[2], False) for one in CELLS if one[1] == 40),
    (date(2026, 11, 20), 20, WD, TWENTY_MORE, date(2027, 1, 18), True),
    (date(2026, 11, 21), 20, WD, TWENTY_MORE, date(2027, 1, 18), True),
    # The last receipt whose twenty days stay inside 2026, and the first whose do not (CAL-09).
    (date(2026, 12, 3), 20, WD, Ledger(), date(2026, 12, 31), False),
    (date(2026, 12, 4), 20, WD, Ledger(), date(2027, 1, 4), True),
    # ND20 that ends in a holiday (CAL-02).
    (date(2026, 9, 15), 20, DAY, Ledger(), date(2026, 10, 8), False),
    (date(2026, 1, 30), 20, DAY, Ledger(), date(2026, 2, 24), False),
    # Received on 2 March; a third party is asked from 10 March (RPL-33d, TPY-32).
    (RECEIVED, 20, WD, Ledger(), date(2026, 3, 30), False),
    (RECEIVED, 20, WD, consulted(date(2026, 3, 20)), date(2026, 4, 10), False),
    (RECEIVED, 20, WD, consulted(date(2026, 3, 31)), date(2026, 4, 21), False),
]


@pytest.mark.parametrize(("trigger", "n", "unit", "ledger", "last", "provisional"), ALL)
def test_every_worked_date_of_the_rules(
    trigger: date, n: int, unit: LimitUnit, ledger: Ledger, last: date, provisional: bool
) -> None:
    answer = due(after(n, unit), trigger, ledger=ledger)
    assert (answer.due, answer.provisional) == (last, provisional)


def test_the_third_party_who_is_asked_has_fifteen_working_days() -> None:
    assert due(after(15, WD), date(2026, 3, 10)).due == date(2026, 3, 31)


def test_the_safe_date_without_the_consultation_is_always_there() -> None:
    paused = due(after(20, WD), RECEIVED, ledger=consulted(date(2026, 3, 20)))
    assert (paused.due, paused.unpaused) == (date(2026, 4, 10), date(2026, 3, 30))
    assert due(after(20, WD), RECEIVED).unpaused == date(2026, 3, 30)


def test_the_last_day_of_january_2027_is_a_sunday_and_stays() -> None:
    annual = TimeLimit("", (Clause(LimitKind.FIXED_DATE, period="01-31"),))
    answer = due(annual, date(2026, 12, 1))
    assert (answer.due, answer.provisional) == (date(2027, 1, 31), True)
    assert any(step.on == date(2027, 1, 29) for step in answer.steps)
