"""Counting a number of days, months or hours from a day, step by step (CAL-01 to CAL-04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gongkai.catalog.model import LimitUnit
from gongkai.refusals import Refused
from gongkai.workdays.calendar import Calendar
from gongkai.workdays.ledger import Pause
from gongkai.workdays.running import pause_on
from gongkai.workdays.span import LONGEST, MONTHS_A_YEAR, add_months, step
from gongkai.workdays.steps import Derivation, Step, StepKind, note, spoken, weekday

HOURS_A_DAY = 24
DAYS_A_WEEK = 7
MONTHS = {LimitUnit.MONTH: 1, LimitUnit.YEAR: MONTHS_A_YEAR}
PAUSED = "RPL-33d"


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted: from ``start`` (at the moment ``at``, if known), leaving out ``pauses``."""

    calendar: Calendar
    start: date
    pauses: tuple[Pause, ...] = ()
    at: datetime | None = None


def count(of: Count, n: int, unit: LimitUnit) -> Derivation:
    """Return the last day of ``n`` units after the start.

    A limit in days, weeks, months or years that ends on a day off is moved to the next working
    day (CAL-02). Under a pause no law says how such a limit goes on; as with 征求意见所需时间 in
    条例33(3), the time of the pause is not reckoned, so the end moves by as many calendar days as
    the pause took, and then to a working day. Working days in a pause are not counted (RPL-33d).
    Raises ``Refused`` for an ``n`` below 0 or beyond ``LONGEST`` days.
    """
    _check(n)
    if unit is LimitUnit.WORKING_DAY:
        return _working_days(of, n)
    if unit is LimitUnit.HOUR:
        return _hours(of, n)
    if unit in MONTHS:
        plain = _shift(of, _months(of, n * MONTHS[unit]))
    else:
        plain = _days(of, n * DAYS_A_WEEK if unit is LimitUnit.WEEK else n)
    return _roll(of, plain)


def count_back(of: Count, n: int, unit: LimitUnit) -> Derivation:
    """Return the latest day that lies ``n`` units before the start; no pause moves it.

    It is not moved off a day off either, since that would shorten the notice given. Raises
    ``Refused`` as ``count`` does.
    """
    _check(n)
    if unit is LimitUnit.WORKING_DAY:
        return _working_days(of, n, back=True)
    if unit is LimitUnit.HOUR:
        return _hours(of, -n)
    if unit in MONTHS:
        plain = _months(of, -n * MONTHS[unit])
    else:
        plain = _days(of, n * DAYS_A_WEEK if unit is LimitUnit.WEEK else n, back=True)
    return _aim_before(of.calendar, plain)


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


def _check(n: int) -> None:
    if n < 0 or n > LONGEST:
        raise Refused("count_out_of_range", f"期限须在 0 到 {LONGEST} 之间，现为 {n}。")


def _working_days(of: Count, n: int, *, back: bool = False) -> Derivation:
    calendar, day = of.calendar, of.start
    pauses = () if back else of.pauses
    steps: list[Step] = []
    number = 0
    while number < n:
        day = step(day, -1 if back else 1)
        pause = pause_on(pauses, day)
        if not calendar.is_working_day(day):
            steps.append(skipped(calendar, day))
        elif pause is not None:
            steps.append(_paused(day, pause))
        else:
            number += 1
            steps.append(_counted(calendar, day, f"{'倒数' if back else ''}第{number}个工作日"))
    return _derived(of, day, ("CAL-01", "CAL-04", "CAL-07"), steps)


def _counted(calendar: Calendar, day: date, place: str) -> Step:
    row, half = calendar.row(day), calendar.half(day)
    told = [weekday(day)]
    if row:
        told.append(f"{row.name}调休上班")
    if half:
        told.append(f"{half.name}放假半天，仍计一个工作日")
    source = row.notice.cite() if row else half.notice.cite() if half else None
    return Step(day, StepKind.COUNTED, "，".join([*told, place]), source)


def _paused(day: date, pause: Pause) -> Step:
    return Step(day, StepKind.PAUSED, f"{weekday(day)}，{pause.cause}期间，不计")


def _days(of: Count, n: int, *, back: bool = False) -> Derivation:
    pauses = () if back else of.pauses
    steps: list[Step] = []
    last, number = of.start, 0
    while number < n:
        last = step(last, -1 if back else 1)
        pause = pause_on(pauses, last)
        if pause is not None:
            steps.append(_paused(last, pause))
            continue
        number += 1
        text = f"{weekday(last)}，{'倒数' if back else ''}第{number}天（自然日）"
        steps.append(Step(last, StepKind.COUNTED, text))
    return _derived(of, last, ("CAL-01", "CAL-04"), steps)


def _months(of: Count, n: int) -> Derivation:
    last = add_months(of.start, n)
    months = abs(n)
    length = f"{months // MONTHS_A_YEAR}年" if months % MONTHS_A_YEAR == 0 else f"{months}个月"
    end = "对应日" if last.day == of.start.day else "没有对应日，取月末日"
    text = f"{'提前' if n < 0 else '满'}{length}：{end}为{spoken(last)}"
    return _derived(of, last, ("CAL-01", "CAL-03"), [Step(last, StepKind.COUNTED, text)])


def _hours(of: Count, n: int) -> Derivation:
    """A limit in hours runs from the stated moment, day or night, with no next-day shift."""
    if of.at is None:
        hours = abs(n)
        days = -(-hours // HOURS_A_DAY)
        last = step(of.start, -days if n < 0 else days)
        why = (
            f"按小时计的期限（{hours}小时）从事发时刻起算；这里只知道日期，"
            f"按每24小时折一天、不足一天按一天，折为{days}天，请以实际时刻为准"
        )
        plain = _derived(of, last, ("CAL-03",), [note(why)])
        return plain if n < 0 else _shift(of, plain)
    try:
        at = of.at + timedelta(hours=n)
    except OverflowError:
        raise Refused("day_out_of_range", f"从 {of.at} 起算的期限超出可表示的日期。") from None
    text = f"{'倒数' if n < 0 else '满'}{abs(n)}小时：{spoken(at.date())}{at:%H:%M}"
    steps = [Step(at.date(), StepKind.COUNTED, text)]
    plain = _derived(of, at.date(), ("CAL-03",), steps, at=at)
    return plain if n < 0 else _shift(of, plain)


def _derived(
    of: Count, last: date, rules: tuple[str, ...], steps: list[Step], at: datetime | None = None
) -> Derivation:
    start = of.start
    first = last if last == start else step(start, 1 if last > start else -1)
    of.calendar.row(last)  # refuses a day before the calendar begins
    if any(one.kind is StepKind.PAUSED for one in steps):
        rules = (*rules, PAUSED)
    provisional = touches_provisional(of.calendar, first, last)
    return Derivation(last, rules, tuple(steps), provisional, at)


def _shift(of: Count, plain: Derivation) -> Derivation:
    """Move an end by the calendar days of each pause that began before it."""
    last, steps = plain.last, []
    for pause in of.pauses:
        if pause.closed is None or pause.closed <= of.start or pause.sent >= last:
            continue
        days = (pause.closed - max(pause.sent, of.start)).days
        last = step(last, days)
        text = f"{pause.cause}至{spoken(pause.closed)}，停{days}天，止日移到{spoken(last)}"
        steps.append(Step(last, StepKind.PAUSED, text))
    if not steps:
        return plain
    return Derivation(
        last,
        (*plain.rules, PAUSED),
        (*plain.steps, *steps),
        touches_provisional(of.calendar, of.start, last),
        plain.at + (last - plain.last) if plain.at else None,
    )


def _roll(of: Count, plain: Derivation) -> Derivation:
    """Move an end off a day off (CAL-02); no further days run in a pause that began meanwhile."""
    calendar, target = of.calendar, plain.last
    away: list[Step] = []
    while True:
        pause = pause_on(of.pauses, target)
        if not calendar.is_working_day(target):
            away.append(skipped(calendar, target))
        elif away and pause is not None:
            away.append(_paused(target, pause))
        else:
            break
        target = step(target, 1)
    if not away:
        return plain
    stood = any(one.kind is StepKind.PAUSED for one in away)
    where = "休假和暂停" if stood else "休假"
    text = f"最后一日{spoken(plain.last)}是休假日，顺延到{where}结束的次日{spoken(target)}"
    rules = ("CAL-02", "CAL-07", *((PAUSED,) if stood else ()))
    return Derivation(
        target,
        (*plain.rules, *rules),
        (*plain.steps, *away, Step(target, StepKind.ROLLED, text, away[0].source)),
        plain.provisional or touches_provisional(calendar, plain.last, target),
    )


def _aim_before(calendar: Calendar, plain: Derivation) -> Derivation:
    target = calendar.last_working_day(plain.last)
    if target == plain.last:
        return plain
    text = f"最迟日{spoken(plain.last)}是休假日，倒数的期限不顺延；内部按{spoken(target)}办结"
    return plain.then(note(text, on=target))
