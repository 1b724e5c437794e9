"""One derivation for each kind of clause (RULES.md §0 and §5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.catalog.model import Clause, LimitKind, LimitUnit
from gongkai.workdays.calendar import Calendar
from gongkai.workdays.counting import count, touches_provisional
from gongkai.workdays.defaults import Default, defaults
from gongkai.workdays.periods import next_day_inside, next_fixed_date, period_end
from gongkai.workdays.steps import Derivation, Step, StepKind, note, spoken

FROM_AN_EVENT = (LimitKind.AFTER_EVENT, LimitKind.REALTIME)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a kind: one clause of one phrase, from one day, on one calendar."""

    clause: Clause
    phrase: str
    start: date
    calendar: Calendar


def derive(question: Question) -> Derivation:
    """Return the derivation of one clause; a clause that cannot be counted gets the ceiling."""
    return _KINDS[question.clause.kind](question)


def at_the_ceiling(calendar: Calendar, start: date, why: str) -> Derivation:
    """Return the last day 条例 26 allows, with a note that says why it is used (PUB-26)."""
    ceiling = defaults().ceiling
    plain = count(calendar, start, ceiling.n, LimitUnit.WORKING_DAY)
    steps = (_trigger(start, "信息形成或者变更"), note(why, source=ceiling.source), *plain.steps)
    return Derivation(plain.last, ("PUB-26",), steps, plain.provisional)


def unreadable(calendar: Calendar, start: date) -> Derivation:
    """Return the ceiling for a phrase, or a clause, out of which no limit can be read."""
    return at_the_ceiling(calendar, start, "时限读不出，按《条例》第26条上限")


def _trigger(start: date, label: str) -> Step:
    return Step(start, StepKind.TRIGGER, f"{label}：{spoken(start)}，当日不计")


def _after_event(question: Question) -> Derivation:
    clause, start = question.clause, question.start
    if clause.n is None or clause.unit is None:
        return unreadable(question.calendar, start)
    plain = count(question.calendar, start, clause.n, clause.unit)
    trigger = _trigger(start, clause.event or "信息形成或者变更")
    return Derivation(plain.last, plain.rules, (trigger, *plain.steps), plain.provisional)


def _before_event(question: Question) -> Derivation:
    clause, start = question.clause, question.start
    n, unit = clause.n, clause.unit
    notes: tuple[Step, ...] = ()
    if n is None and unit is None and clause.event:
        # 开学前: any day before the event will do, and the last such day is the day before it.
        n, unit = 1, LimitUnit.DAY
        notes = (note("原文没有写明提前多少天，最迟为事项发生的前一日"),)
    if n is None or unit is None:
        return unreadable(question.calendar, start)
    plain = count(question.calendar, start, n, unit, back=True)
    trigger = _trigger(start, clause.event or "事项发生")
    return Derivation(plain.last, plain.rules, (trigger, *notes, *plain.steps), plain.provisional)


def _realtime(question: Question) -> Derivation:
    clause, calendar, start = question.clause, question.calendar, question.start
    if clause.n is not None and clause.unit is not None:
        return _after_event(question)
    chosen = _default_for(clause.event or "", question.phrase)
    if chosen is None:
        return at_the_ceiling(calendar, start, "没有写明天数，按《条例》第26条上限")
    plain = count(calendar, start, chosen.n, LimitUnit.WORKING_DAY)
    steps = [_trigger(start, "信息形成或者变更"), note(chosen.source), *plain.steps]
    if chosen.warn is not None:
        day = calendar.add_working_days(start, chosen.warn)
        steps.append(note(f"提醒日{spoken(day)}（第{chosen.warn}个工作日）", on=day))
    rules = ("PUB-26",) if chosen.n == defaults().ceiling.n else plain.rules
    return Derivation(plain.last, rules, tuple(steps), plain.provisional)


def _default_for(event: str, phrase: str) -> Default | None:
    for text in (event, phrase):
        for default in defaults().realtime:
            if any(word in text for word in default.words):
                return default
    return None


def _as_required(question: Question) -> Derivation:
    why = "原文只说按规定公开，没有写明天数，按《条例》第26条上限；有专门规定的从其规定"
    return at_the_ceiling(question.calendar, question.start, why)


def _duration(question: Question) -> Derivation:
    event = question.clause.event
    long = f"公开多久（到{event}为止）" if event else "公示期（持续多久）"
    why = f"原文说的是{long}，不是公开时限；何时公开按《条例》第26条上限"
    return at_the_ceiling(question.calendar, question.start, why)


def _periodic(question: Question) -> Derivation:
    clause, calendar, start = question.clause, question.calendar, question.start
    if clause.on is not None:
        return _on_a_day(question, next_day_inside(clause.period, clause.on, start))
    if clause.period is None and clause.n is not None and clause.unit is not None:
        plain = count(calendar, start, clause.n, clause.unit)
        steps = (Step(start, StepKind.TRIGGER, f"上一次公开：{spoken(start)}，当日不计"),)
        return Derivation(plain.last, plain.rules, (*steps, *plain.steps), plain.provisional)
    if clause.period == "term":
        why = "按学期公开，没有校历，算不出一期止于哪天，按《条例》第26条上限"
        return at_the_ceiling(calendar, start, why)
    end = period_end(clause.period, start)
    if end is None:
        return unreadable(calendar, start)
    periods = [
        Step(start, StepKind.TRIGGER, f"{spoken(start)}所在的一期"),
        note(f"本期止于{spoken(end)}，自次日起计", on=end),
    ]
    if clause.n is not None and clause.unit is not None:
        plain = count(calendar, end, clause.n, clause.unit)
    else:
        grace = defaults().grace
        plain = count(calendar, end, grace.n, LimitUnit.WORKING_DAY)
        periods.append(note(grace.source))
    return Derivation(plain.last, plain.rules, (*periods, *plain.steps), plain.provisional)


def _fixed_date(question: Question) -> Derivation:
    return _on_a_day(question, next_fixed_date(question.clause.period, question.start))


def _on_a_day(question: Question, day: date | None) -> Derivation:
    """Return the derivation of a day that the phrase itself names (CAL-06)."""
    calendar, start = question.calendar, question.start
    if day is None:
        return unreadable(calendar, start)
    steps = [
        Step(start, StepKind.TRIGGER, f"自{spoken(start)}起看"),
        note(f"写明的日期，下一次是{spoken(day)}，遇休假日不顺延", on=day),
    ]
    target = calendar.last_working_day(day)
    if target != day:
        steps.append(note(f"当日是休假日，内部按{spoken(target)}办结（CAL-06）", on=target))
    return Derivation(day, ("CAL-06",), tuple(steps), touches_provisional(calendar, target, day))


_KINDS: dict[LimitKind, Callable[[Question], Derivation]] = {
    LimitKind.AFTER_EVENT: _after_event,
    LimitKind.BEFORE_EVENT: _before_event,
    LimitKind.REALTIME: _realtime,
    LimitKind.AS_REQUIRED: _as_required,
    LimitKind.PERIODIC: _periodic,
    LimitKind.FIXED_DATE: _fixed_date,
    LimitKind.DURATION: _duration,
}
