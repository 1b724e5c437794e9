"""``due``: the last day on which something may lawfully be made public, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from gongkai.catalog.model import Clause, LimitKind, LimitUnit, TimeLimit
from gongkai.workdays.calendar import Calendar
from gongkai.workdays.counting import count, touches_provisional
from gongkai.workdays.defaults import Targets, cite, defaults
from gongkai.workdays.kinds import FROM_AN_EVENT, derive, extend
from gongkai.workdays.laws import law_of
from gongkai.workdays.ledger import NOTHING, Ledger
from gongkai.workdays.next_period import ended_period
from gongkai.workdays.official import official
from gongkai.workdays.question import Question, unreadable
from gongkai.workdays.running import settle
from gongkai.workdays.steps import Derivation, Due, PartDue, Step, StepKind, note, spoken

NO_LIMIT = Clause(LimitKind.AS_REQUIRED)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One clause, its derivation before any extension (``plain``) and with all of them."""

    question: Question
    plain: Derivation
    full: Derivation

    @property
    def clause(self) -> Clause:
        return self.question.clause


def due(
    limit: TimeLimit,
    start: date | datetime,
    *,
    calendar: Calendar | None = None,
    ledger: Ledger = NOTHING,
    as_of: date | None = None,
    targets: Targets | None = None,
    law: str | None = None,
) -> Due:
    """Return the due date of ``limit`` counted from ``start``, as a value that explains itself.

    ``start``: the day of the event (for a clause that counts backwards, the event day itself), or
    its moment, aware and taken in Beijing time. ``calendar``: the official one unless given.
    ``ledger``: pauses, extensions and restarts. ``as_of``: the day looked at; an open pause leaves
    out the days up to it. ``targets``: the body's own for 实时 and 及时. ``law``: the title of the
    law the limit rests on, for what 日 means in it (CAL-05).

    Of several clauses the earliest without a scope decides and the others become notes; ``parts``
    has each. A phrase that cannot be read gets the 20 working days of 条例 26. Raises ``Refused``
    for a day before the calendar, for absurd numbers and for ledger entries that cannot be
    (``running.settle``).
    Source: RULES.md CAL-01 to CAL-10, RPL-33c/d, COR-30, PUB-26, phrase dictionary of §5.
    """
    calendar = calendar or official()
    running = settle(start, ledger, as_of)
    calendar.row(running.trigger)  # refuses a trigger before the calendar, whatever the limit
    asked = Question(NO_LIMIT, limit.text, running, calendar, targets or Targets(), law_of(law))
    answers = _answers(limit, asked)
    chosen = min(_deciding(answers), key=_last)
    unpaused = chosen
    if running.pauses:
        safe = _answers(limit, replace(asked, running=running.without_pauses()))
        unpaused = min(_deciding(safe), key=_last)
    others = tuple(_aside(answer) for answer in answers if answer is not chosen)
    whole = _finish(chosen, others, bool(limit.clauses), unpaused.full.last)
    return replace(whole, parts=_parts(answers))


def _answers(limit: TimeLimit, asked: Question) -> list[_Answer]:
    answers = []
    for clause in limit.clauses or (NO_LIMIT,):
        question = replace(asked, clause=clause)
        plain = derive(question) if limit.clauses else unreadable(question)
        answers.append(_Answer(question, plain, extend(question, plain)))
    return answers


def _deciding(answers: list[_Answer]) -> list[_Answer]:
    """Return the clauses that may decide: those that are limits, and of these those for all."""
    limits = [one for one in answers if one.clause.kind is not LimitKind.DURATION] or answers
    return [one for one in limits if one.clause.scope is None] or limits


def _parts(answers: list[_Answer]) -> tuple[PartDue, ...]:
    limits = [one for one in answers if one.clause.kind is not LimitKind.DURATION]
    if len(limits) < 2:
        return ()
    return tuple(
        PartDue(
            scope=one.clause.scope,
            due=one.full.last,
            provisional=one.full.provisional,
            rule=" ".join(_rules(one.full)),
            steps=(*one.full.steps, _result(one.full)),
            clause=one.clause,
            at=one.full.at,
        )
        for one in limits
    )


def _rules(full: Derivation) -> tuple[str, ...]:
    return tuple(sorted({*full.rules, *(("CAL-09",) if full.provisional else ())}))


def _result(full: Derivation) -> Step:
    pending = "，暂定" if full.provisional else ""
    moment = f"{full.at:%H:%M}" if full.at else ""
    return Step(full.last, StepKind.RESULT, f"截止日：{spoken(full.last)}{moment}{pending}")


def _last(answer: _Answer) -> date:
    return answer.full.last


def _aside(answer: _Answer) -> Step:
    clause, last = answer.clause, answer.full.last
    if clause.kind is LimitKind.DURATION:
        return note("同一时限另写有公示期，到期按公示期撤下", on=last)
    what = f"“{clause.scope}”" if clause.scope else "全部内容"
    return note(f"同一时限的另一条，针对{what}：截止{spoken(last)}", on=last)


def _finish(chosen: _Answer, others: tuple[Step, ...], read: bool, unpaused: date) -> Due:
    calendar, running = chosen.question.calendar, chosen.question.running
    full = chosen.full
    ceiling, about_ceiling = _ceiling(chosen) if read else (None, ())
    rules = _rules(full)
    closing = [*full.steps, _result(full), *_about_pauses(chosen, unpaused)]
    closing += [*about_ceiling, *others]
    if full.provisional:
        why = "涉及的年度尚无国务院办公厅放假安排通知，日期为暂定，通知发布后重算"
        closing.append(note(why))
    return Due(
        due=full.last,
        provisional=full.provisional,
        rule=" ".join(rules),
        article=cite(rules),
        steps=tuple(closing),
        calendar_version=calendar.version,
        clause=chosen.clause if read else None,
        ceiling=ceiling,
        at=full.at,
        paused_since=running.paused_since,
        unpaused=unpaused,
        target=full.target,
    )


def _about_pauses(chosen: _Answer, unpaused: date) -> tuple[Step, ...]:
    steps = []
    since = chosen.question.running.paused_since
    if since is not None and _can_wait(chosen.clause):
        text = f"{spoken(since)}开始的暂停尚未结束，截止日还会往后移"
        steps.append(note(text, on=since))
    if unpaused != chosen.full.last:
        steps.append(note(f"不计暂停的稳妥日期：{spoken(unpaused)}", on=unpaused))
    return tuple(steps)


def _can_wait(clause: Clause) -> bool:
    """Return whether a pause moves such a limit: no day named, and none counted backwards."""
    named = clause.kind is LimitKind.FIXED_DATE or clause.on is not None
    return not named and clause.kind is not LimitKind.BEFORE_EVENT


def _ceiling(chosen: _Answer) -> tuple[date | None, tuple[Step, ...]]:
    """Return the last day 条例 26 allows and its step, where that is another day (PUB-26)."""
    clause = chosen.clause
    if clause.kind not in FROM_AN_EVENT or ended_period(clause.event) is not None:
        return None, ()
    default, last = defaults().ceiling, chosen.plain.last
    of = chosen.question.counted_from()
    if of.pauses:
        day = count(of, default.n, LimitUnit.WORKING_DAY).last
    else:
        day = of.calendar.add_working_days(of.start, default.n)
    if day == last:
        return None, ()
    pending = "（暂定）" if touches_provisional(of.calendar, of.start, day) else ""
    text = f"《条例》第26条的上限是第{default.n}个工作日：{spoken(day)}{pending}"
    if last > day:
        text += "；原文时限更长，须有法律、法规另行规定为据"
    return day, (Step(day, StepKind.CEILING, text, default.source),)
