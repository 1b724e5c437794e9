"""Counting a number of days, months or hours from a day, step by step (CAL-01 to CAL-04)."""

from __future__ import annotations

from datetime import date

from gongkai.catalog.model import LimitUnit
from gongkai.refusals import Refused
from gongkai.workdays.calendar import Calendar
from gongkai.workdays.span import LONGEST, MONTHS_A_YEAR, add_months, step
from gongkai.workdays.steps import Derivation, Step, StepKind, note, spoken, weekday

HOURS_A_DAY = 24
DAYS_A_WEEK = 7
MONTHS = {LimitUnit.MONTH: 1, LimitUnit.YEAR: MONTHS_A_YEAR}


def count(
    calendar: Calendar, start: date, n: int, unit: LimitUnit, *, back: bool = False
) -> Derivation:
    """Return the last day of ``n`` units after ``start``, or the latest day ``n`` units before.

    A limit in days, weeks, months or years that ends on a day off is moved to the next working
    day (CAL-02); one counted backwards is not, since moving it would shorten the notice given.
    Raises ``Refused`` for an ``n`` below 0 or beyond ``LONGEST`` days.
    """
    if n < 0 or n > LONGEST:
        raise Refused("count_out_of_range", f"期限须在 0 到 {LONGEST} 之间，现为 {n}。")
    if unit is LimitUnit.WORKING_DAY:
        return _working_days(calendar, start, n, back=back)
    if unit is LimitUnit.HOUR:
        return _hours(calendar, start, n, back=back)
    if unit in MONTHS:
        plain = _months(calendar, start, n * MONTHS[unit], back=back)
    else:
        days = n * DAYS_A_WEEK if unit is LimitUnit.WEEK else n
        plain = _days(calendar, start, days, back=back)
    return _aim_before(calendar, plain) if back else _roll(calendar, plain)


def touches_provisional(calendar: Calendar, one: date, other: date) -> bool:
    """Return whether a day between the two, both included, lies in a provisional year."""
    years = range(min(one, other).year, max(one, other).year + 1)
    return any(calendar.year_status(year).provisional for year in years)


def skipped(calendar: Calendar, day: date) -> Step:
    """Return the step that says why ``day`` is a day off."""
    row = calendar.row(day)
    if row is None:
        return Step(day, StepKind.SKIPPED, f"{weekday(day)}，休息日，不计")
    pending = "（法定假日，当年安排未发布）" if calendar.is_provisional(day) else ""
    return Step(
        day, StepKind.SKIPPED, f"{weekday(day)}，{row.name}放假{pending}，不计", row.notice.cite()
    )


def _working_days(calendar: Calendar, start: date, n: int, *, back: bool) -> Derivation:
    steps: list[Step] = []
    last, number = start, 0
    for day, works in calendar.walk(start, n, back=back):
        if not works:
            steps.append(skipped(calendar, day))
            continue
        last, number = day, number + 1
        row = calendar.row(day)
        extra = f"，{row.name}调休上班" if row else ""
        text = f"{weekday(day)}{extra}，{'倒数' if back else ''}第{number}个工作日"
        steps.append(Step(day, StepKind.COUNTED, text, row.notice.cite() if row else None))
    return _derived(calendar, start, last, ("CAL-01", "CAL-04", "CAL-07"), steps)


def _days(calendar: Calendar, start: date, n: int, *, back: bool) -> Derivation:
    steps = []
    last = start
    for number in range(1, n + 1):
        last = step(start, -number if back else number)
        text = f"{weekday(last)}，{'倒数' if back else ''}第{number}天（自然日）"
        steps.append(Step(last, StepKind.COUNTED, text))
    return _derived(calendar, start, last, ("CAL-01", "CAL-04"), steps)


def _months(calendar: Calendar, start: date, n: int, *, back: bool) -> Derivation:
    last = add_months(start, -n if back else n)
    length = f"{n // MONTHS_A_YEAR}年" if n % MONTHS_A_YEAR == 0 else f"{n}个月"
    end = "对应日" if last.day == start.day else "没有对应日，取月末日"
    text = f"{'提前' if back else '满'}{length}：{end}为{spoken(last)}"
    steps = [Step(last, StepKind.COUNTED, text)]
    return _derived(calendar, start, last, ("CAL-01", "CAL-03"), steps)


def _hours(calendar: Calendar, start: date, n: int, *, back: bool) -> Derivation:
    days = -(-n // HOURS_A_DAY)
    last = step(start, -days if back else days)
    steps = [
        note(
            f"按小时计的期限（{n}小时）从事发时刻起算；这里只知道日期，"
            f"按每24小时折一天、不足一天按一天，折为{days}天，请以实际时刻为准"
        )
    ]
    return _derived(calendar, start, last, ("CAL-03",), steps)


def _derived(
    calendar: Calendar, start: date, last: date, rules: tuple[str, ...], steps: list[Step]
) -> Derivation:
    first = last if last == start else step(start, 1 if last > start else -1)
    calendar.row(last)  # refuses a day before the calendar begins
    return Derivation(last, rules, tuple(steps), touches_provisional(calendar, first, last))


def _roll(calendar: Calendar, plain: Derivation) -> Derivation:
    target = calendar.next_working_day(plain.last)
    if target == plain.last:
        return plain
    off, why = [], plain.last
    while why < target:
        off.append(skipped(calendar, why))
        why = step(why, 1)
    text = f"最后一日{spoken(plain.last)}是休假日，顺延到休假结束的次日{spoken(target)}"
    return Derivation(
        target,
        (*plain.rules, "CAL-02", "CAL-07"),
        (*plain.steps, *off, Step(target, StepKind.ROLLED, text, off[0].source)),
        plain.provisional or touches_provisional(calendar, plain.last, target),
    )


def _aim_before(calendar: Calendar, plain: Derivation) -> Derivation:
    target = calendar.last_working_day(plain.last)
    if target == plain.last:
        return plain
    text = f"最迟日{spoken(plain.last)}是休假日，倒数的期限不顺延；内部按{spoken(target)}办结"
    return plain.then(note(text, on=target))
