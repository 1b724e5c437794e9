"""One derivation for each kind of clause (RULES.md §0 and §5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gongkai.catalog.model import LimitKind, LimitUnit
from gongkai.workdays.counting import PAUSED, Count, count, count_back
from gongkai.workdays.defaults import Default, defaults
from gongkai.workdays.question import CHANGED, Question, at_the_ceiling, unreadable
from gongkai.workdays.rounds import fixed_date, periodic
from gongkai.workdays.steps import Derivation, Step, StepKind, note, spoken

FROM_AN_EVENT = (LimitKind.AFTER_EVENT, LimitKind.REALTIME)


def derive(question: Question) -> Derivation:
    """Return the derivation of one clause; a clause that cannot be counted gets the ceiling."""
    return _KINDS[question.clause.kind](question)


def extend(question: Question, plain: Derivation) -> Derivation:
    """Return ``plain`` with so many working days more: deadline2 = deadline1 + k (RPL-33c).

    A limit that counts backwards has none: more days would shorten the notice given.
    """
    extensions = question.running.extensions
    if not extensions or question.clause.kind is LimitKind.BEFORE_EVENT:
        return plain
    for entry in extensions:
        of = replace(question.counted_from(plain.last), at=None)
        more = count(of, entry.working_days, LimitUnit.WORKING_DAY)
        text = f"{entry.cause}{entry.working_days}个工作日，自{spoken(plain.last)}的次日起计"
        plain = Derivation(
            more.last,
            (*plain.rules, *more.rules, "RPL-33c"),
            (*plain.steps, Step(plain.last, StepKind.EXTENDED, text), *more.steps),
            plain.provisional or more.provisional,
            plain.at + (more.last - plain.last) if plain.at else None,
        )
    return plain


def _after_event(question: Question) -> Derivation:
    clause = question.clause
    if clause.n is None or clause.unit is None:
        return unreadable(question)
    plain = count(question.counted_from(), clause.n, clause.unit)
    return plain.after(*question.opening(clause.event or CHANGED)).then(rules=question.rules)


def _before_event(question: Question) -> Derivation:
    clause, running = question.clause, question.running
    n, unit = clause.n, clause.unit
    notes: tuple[Step, ...] = ()
    if n is None and unit is None and clause.event:
        # 开学前: any day before the event will do, and the last such day is the day before it.
        n, unit = 1, LimitUnit.DAY
        notes = (note("原文没有写明提前多少天，最迟为事项发生的前一日"),)
    if n is None or unit is None:
        return unreadable(question)
    if running.pauses or running.extensions or running.restart:
        notes = (*notes, note("倒数的期限从事项发生之日往前数，不因暂停、延长、重新起算而变"))
    plain = count_back(Count(question.calendar, running.trigger, at=running.at), n, unit)
    trigger = f"{clause.event or '事项发生'}：{spoken(running.trigger)}，当日不计"
    return plain.after(Step(running.trigger, StepKind.TRIGGER, trigger), *notes)


def _realtime(question: Question) -> Derivation:
    clause, calendar, start = question.clause, question.calendar, question.start
    if clause.n is not None and clause.unit is not None:
        return _after_event(question)
    chosen = _default_for(clause.event or "", question.phrase)
    if chosen is None:
        return at_the_ceiling(question, "没有写明天数，按《条例》第26条上限")
    plain = count(question.counted_from(), chosen.n, LimitUnit.WORKING_DAY)
    steps = [*question.opening(CHANGED), note(chosen.source), *plain.steps]
    if chosen.warn is not None:
        day = calendar.add_working_days(start, chosen.warn)
        steps.append(note(f"提醒日{spoken(day)}（第{chosen.warn}个工作日）", on=day))
    rules = plain.rules
    if chosen.n == defaults().ceiling.n:
        rules = ("PUB-26", *(rule for rule in rules if rule == PAUSED))
    return Derivation(plain.last, (*rules, *question.rules), tuple(steps), plain.provisional)


def _default_for(event: str, phrase: str) -> Default | None:
    for text in (event, phrase):
        for default in defaults().realtime:
            if any(word in text for word in default.words):
                return default
    return None


def _as_required(question: Question) -> Derivation:
    why = "原文只说按规定公开，没有写明天数，按《条例》第26条上限；有专门规定的从其规定"
    return at_the_ceiling(question, why)


def _duration(question: Question) -> Derivation:
    event = question.clause.event
    long = f"公开多久（到{event}为止）" if event else "公示期（持续多久）"
    why = f"原文说的是{long}，不是公开时限；何时公开按《条例》第26条上限"
    return at_the_ceiling(question, why)


_KINDS: dict[LimitKind, Callable[[Question], Derivation]] = {
    LimitKind.AFTER_EVENT: _after_event,
    LimitKind.BEFORE_EVENT: _before_event,
    LimitKind.REALTIME: _realtime,
    LimitKind.AS_REQUIRED: _as_required,
    LimitKind.PERIODIC: periodic,
    LimitKind.FIXED_DATE: fixed_date,
    LimitKind.DURATION: _duration,
}
