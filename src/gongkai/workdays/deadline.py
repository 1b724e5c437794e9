"""``due``: the last day on which something may lawfully be made public, with its reasons."""

from __future__ import annotations

from datetime import date

from gongkai.catalog.model import Clause, LimitKind, TimeLimit
from gongkai.workdays.calendar import Calendar
from gongkai.workdays.counting import touches_provisional
from gongkai.workdays.defaults import cite, defaults
from gongkai.workdays.kinds import FROM_AN_EVENT, Question, derive, unreadable
from gongkai.workdays.official import official
from gongkai.workdays.steps import Derivation, Due, Step, StepKind, note, spoken


def due(limit: TimeLimit, start: date, *, calendar: Calendar | None = None) -> Due:
    """Return the due date of ``limit`` counted from ``start``, as a value that explains itself.

    ``start``: the day of the event (for a clause that counts backwards, the event day itself).
    ``calendar``: the official one unless given. Of several clauses the earliest without a scope
    decides and the others become notes; a phrase that cannot be read gets the 20 working days of
    条例 26. Raises ``Refused`` for a day before the calendar and for absurd numbers.
    Source: RULES.md CAL-01 to CAL-10, PUB-26 and the phrase dictionary of §5.
    """
    calendar = calendar or official()
    answers = [
        (clause, derive(Question(clause, limit.text, start, calendar))) for clause in limit.clauses
    ]
    if not answers:
        return _finish(calendar, start, None, unreadable(calendar, start), ())
    clause, chosen = min(_deciding(answers), key=_last)
    others = tuple(
        note(_aside(other, answer), on=answer.last)
        for other, answer in answers
        if answer is not chosen
    )
    return _finish(calendar, start, clause, chosen, others)


def _deciding(answers: list[tuple[Clause, Derivation]]) -> list[tuple[Clause, Derivation]]:
    """Return the clauses that may decide: those that are limits, and of these those for all."""
    limits = [answer for answer in answers if answer[0].kind is not LimitKind.DURATION] or answers
    return [answer for answer in limits if answer[0].scope is None] or limits


def _last(answer: tuple[Clause, Derivation]) -> date:
    return answer[1].last


def _aside(clause: Clause, answer: Derivation) -> str:
    if clause.kind is LimitKind.DURATION:
        return "同一时限另写有公示期，到期按公示期撤下"
    what = f"“{clause.scope}”" if clause.scope else "全部内容"
    return f"同一时限的另一条，针对{what}：截止{spoken(answer.last)}"


def _finish(
    calendar: Calendar,
    start: date,
    clause: Clause | None,
    chosen: Derivation,
    others: tuple[Step, ...],
) -> Due:
    ceiling, about_ceiling = _ceiling(calendar, start, clause, chosen)
    rules = (*chosen.rules, "CAL-09") if chosen.provisional else chosen.rules
    rules = tuple(sorted(set(rules)))
    pending = "，暂定" if chosen.provisional else ""
    result = Step(chosen.last, StepKind.RESULT, f"截止日：{spoken(chosen.last)}{pending}")
    steps = (*chosen.steps, result, *about_ceiling, *others)
    if chosen.provisional:
        why = "涉及的年度尚无国务院办公厅放假安排通知，日期为暂定，通知发布后重算"
        steps = (*steps, note(why))
    return Due(
        due=chosen.last,
        provisional=chosen.provisional,
        rule=" ".join(rules),
        article=cite(rules),
        steps=steps,
        calendar_version=calendar.version,
        clause=clause,
        ceiling=ceiling,
    )


def _ceiling(
    calendar: Calendar, start: date, clause: Clause | None, chosen: Derivation
) -> tuple[date | None, tuple[Step, ...]]:
    """Return the last day 条例 26 allows and its step, where that is another day (PUB-26)."""
    if clause is None or clause.kind not in FROM_AN_EVENT:
        return None, ()
    default = defaults().ceiling
    day = calendar.add_working_days(start, default.n)
    if day == chosen.last:
        return None, ()
    pending = "（暂定）" if touches_provisional(calendar, start, day) else ""
    text = f"《条例》第26条的上限是第{default.n}个工作日：{spoken(day)}{pending}"
    if chosen.last > day:
        text += "；原文时限更长，须有法律、法规另行规定为据"
    return day, (Step(day, StepKind.CEILING, text, default.source),)
