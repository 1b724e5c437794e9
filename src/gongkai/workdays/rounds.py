"""Limits that come round: once in every period, every so many days, on a day of the year."""

from __future__ import annotations

from datetime import date

from gongkai.catalog.model import LimitUnit
from gongkai.refusals import Refused
from gongkai.workdays.counting import count, touches_provisional
from gongkai.workdays.defaults import defaults
from gongkai.workdays.next_period import next_period
from gongkai.workdays.periods import next_day_inside, next_fixed_date, period_end
from gongkai.workdays.question import Question, at_the_ceiling, unreadable
from gongkai.workdays.steps import Derivation, Step, StepKind, note, spoken


def periodic(question: Question) -> Derivation:
    """Return when this period's publication is due: after its end, on its day, every n units."""
    clause = question.clause
    if clause.on is not None:
        first = next_period(clause, question.phrase, _day(question))
        return _on_a_day(question, next_day_inside(clause.period, clause.on, first))
    if clause.period is None and clause.n is not None and clause.unit is not None:
        return _every(question, clause.n, clause.unit)
    if clause.period == "term":
        why = "按学期公开，没有校历，算不出一期止于哪天，按《条例》第26条上限"
        return at_the_ceiling(question, why)
    return after_a_period(question, clause.period)


def fixed_date(question: Question) -> Derivation:
    """Return the next time the date of the year comes round."""
    clause = question.clause
    first = next_period(clause, question.phrase, _day(question))
    return _on_a_day(question, next_fixed_date(clause.period, first))


def _day(question: Question) -> date:
    # Which period it is, and which date comes next, is told by the event and not by a restart.
    return question.running.trigger


def _every(question: Question, n: int, unit: LimitUnit) -> Derivation:
    if n == 0:
        raise Refused("count_out_of_range", "“每0个”单位公开一次算不出日期，请核对公开时限。")
    running = question.running
    trigger = Step(running.trigger, StepKind.TRIGGER, f"上一次公开：{question.moment()}")
    plain = count(question.counted_from(), n, unit)
    return plain.after(trigger, *question.restarted()).then(rules=question.rules)


def after_a_period(question: Question, period: str | None) -> Derivation:
    """Count from the end of the period; from a restart, where that is later (COR-30)."""
    clause, day = question.clause, _day(question)
    end = period_end(period, day)
    if end is None:
        return unreadable(question)
    steps = [
        Step(day, StepKind.TRIGGER, f"{spoken(day)}所在的一期"),
        note(f"本期止于{spoken(end)}，自次日起计", on=end),
    ]
    counts_from = end
    rules: tuple[str, ...] = ()
    if question.running.restart and question.start > end:
        counts_from, rules = question.start, question.rules
        steps.extend(question.restarted())
    of = question.counted_from(counts_from)
    if clause.n is not None and clause.unit is not None:
        plain = count(of, clause.n, clause.unit)
    else:
        grace = defaults().grace
        plain = count(of, grace.n, LimitUnit.WORKING_DAY)
        steps.append(note(grace.source))
    return plain.after(*steps).then(rules=rules)


def _on_a_day(question: Question, day: date | None) -> Derivation:
    """Return the derivation of a day that the phrase itself names (CAL-06)."""
    calendar, running = question.calendar, question.running
    if day is None:
        return unreadable(question)
    steps = [
        Step(running.trigger, StepKind.TRIGGER, f"自{spoken(running.trigger)}起看"),
        note(f"写明的日期，下一次是{spoken(day)}，遇休假日不顺延", on=day),
    ]
    if running.pauses or running.restart:
        steps.append(note("写明的日期不因暂停、重新起算而变"))
    target = calendar.last_working_day(day)
    if target != day:
        steps.append(note(f"当日是休假日，内部按{spoken(target)}办结（CAL-06）", on=target))
    return Derivation(day, ("CAL-06",), tuple(steps), touches_provisional(calendar, target, day))
