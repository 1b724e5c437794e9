"""One derivation for each kind of clause (RULES.md §0 and §5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gongkai.catalog.model import LimitKind, LimitUnit, TimeLimit
from gongkai.workdays.counting import PAUSED, Count, count, count_back
from gongkai.workdays.defaults import Default, defaults
from gongkai.workdays.next_period import ended_period
from gongkai.workdays.question import CHANGED, Question, at_the_ceiling, unreadable
from gongkai.workdays.rounds import after_a_period, fixed_date, periodic
from gongkai.workdays.steps import Derivation, Step, StepKind, note, spoken

FROM_AN_EVENT = (LimitKind.AFTER_EVENT, LimitKind.REALTIME)
OWN = {"realtime": "实时更新", "timely": "及时公开"}


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
            plain.target,
        )
    return plain


def _after_event(question: Question) -> Derivation:
    clause = question.clause
    if clause.n is None or clause.unit is None:
        return unreadable(question)
    period = ended_period(clause.event)
    if period is not None:
        return after_a_period(question, period)
    unit, steps, rules = _by_law(question, clause.n, clause.unit)
    plain = count(question.counted_from(), clause.n, unit)
    opening = question.opening(clause.event or CHANGED)
    return plain.after(*opening, *steps).then(rules=(*question.rules, *rules))


def _by_law(
    question: Question, n: int, unit: LimitUnit
) -> tuple[LimitUnit, tuple[Step, ...], tuple[str, ...]]:
    """Return the unit that 日 means in the law the limit rests on, and why (CAL-05)."""
    law = question.law
    if law is None or unit is not LimitUnit.DAY or not law.means_working_days(n):
        return unit, (), ()
    why = note(f"依《{law.title}》，这里的“{n}日”按工作日计", source=law.article)
    return LimitUnit.WORKING_DAY, (why,), ("CAL-05",)


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
    unit, steps, rules = _by_law(question, n, unit)
    plain = count_back(Count(question.calendar, running.trigger, at=running.at), n, unit)
    trigger = f"{clause.event or '事项发生'}：{question.moment()}"
    opening = Step(running.trigger, StepKind.TRIGGER, trigger)
    return plain.after(opening, *notes, *steps).then(rules=rules)


def _realtime(question: Question) -> Derivation:
    clause = question.clause
    if clause.n is not None and clause.unit is not None:
        return _after_event(question)
    default = _default_for(clause.event or "", question.phrase)
    if default is None:
        return at_the_ceiling(question, "没有写明天数，按《条例》第26条上限")
    if default.n < defaults().ceiling.n:
        return _as_default(question, default)
    return _aimed(question, default)


def _as_default(question: Question, default: Default) -> Derivation:
    """实时: due on the working day that the body, or the data, set for it."""
    own = question.targets.of(default)
    why = default.source if own is None else f"本机关自定：{OWN[default.name]}按{own}个工作日掌握"
    plain = count(question.counted_from(), own or default.n, LimitUnit.WORKING_DAY)
    plain = plain.after(*question.opening(CHANGED), note(why)).then(rules=question.rules)
    return replace(plain, target=plain.last)


def _aimed(question: Question, default: Default) -> Derivation:
    """及时: due on the last day 条例 26 allows, and aimed at an earlier one (PUB-26)."""
    of = question.counted_from()
    plain = count(of, default.n, LimitUnit.WORKING_DAY)
    rules = ("PUB-26", *(rule for rule in plain.rules if rule == PAUSED), *question.rules)
    plain = replace(plain.after(*question.opening(CHANGED), note(default.source)), rules=rules)
    own = question.targets.of(default)
    n = default.warn if own is None else own
    if n is None:
        return plain
    day = count(of, n, LimitUnit.WORKING_DAY).last
    name = "提醒日" if own is None else "本机关自定的目标日"
    return replace(plain.then(note(f"{name}{spoken(day)}（第{n}个工作日）", on=day)), target=day)


def targets_read(limit: TimeLimit) -> frozenset[str]:
    """Return which of a body's own targets (``Targets``) the due date of ``limit`` depends on."""
    vague = [
        one for one in limit.clauses if one.kind is LimitKind.REALTIME and not (one.n and one.unit)
    ]
    found = (_default_for(one.event or "", limit.text) for one in vague)
    return frozenset(default.name for default in found if default is not None)


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
