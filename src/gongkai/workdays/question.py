"""What is asked of a kind of limit, and the answers every kind may fall back on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.catalog.model import Clause, LimitUnit
from gongkai.workdays.calendar import Calendar
from gongkai.workdays.counting import Count, count
from gongkai.workdays.defaults import Targets, defaults
from gongkai.workdays.laws import Law
from gongkai.workdays.running import Running
from gongkai.workdays.steps import Derivation, Step, StepKind, note, spoken

CHANGED = "信息形成或者变更"


@dataclass(frozen=True, slots=True)
class Question:
    """One clause of one phrase, on one calendar, with a clock that runs as its ledger says."""

    clause: Clause
    phrase: str
    running: Running
    calendar: Calendar
    targets: Targets
    law: Law | None

    @property
    def start(self) -> date:
        """The day counted from: the last restart, or the day of the event."""
        return self.running.start

    def counted_from(self, start: date | None = None) -> Count:
        """Return what ``count`` counts: from the start, or from another day (a period's end)."""
        at = self.running.at if start is None else None
        return Count(self.calendar, start or self.start, self.running.pauses, at)

    def opening(self, label: str) -> tuple[Step, ...]:
        """Return the steps that say what set the clock off, and what set it off anew."""
        running = self.running
        text = f"{label}：{self.moment()}"
        return (Step(running.trigger, StepKind.TRIGGER, text), *self.restarted())

    def moment(self) -> str:
        """Return the start in words: a limit in hours runs from its moment (CAL-03)."""
        running = self.running
        if running.at and self.clause.unit is LimitUnit.HOUR:
            return f"{spoken(running.trigger)}{running.at:%H:%M}，自该时刻起算"
        return f"{spoken(running.trigger)}，当日不计"

    def restarted(self) -> tuple[Step, ...]:
        """Return the step that says that all is counted anew, where it is (COR-30, FEE-06c)."""
        restart = self.running.restart
        if restart is None:
            return ()
        text = f"{restart.cause}：自{spoken(restart.on)}重新起算，当日不计"
        return (Step(restart.on, StepKind.RESTARTED, text),)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of what is done to the whole clock."""
        return ("COR-30",) if self.running.restart else ()


def at_the_ceiling(question: Question, why: str) -> Derivation:
    """Return the last day 条例 26 allows, with a note that says why it is used (PUB-26)."""
    ceiling = defaults().ceiling
    plain = count(question.counted_from(), ceiling.n, LimitUnit.WORKING_DAY)
    steps = (*question.opening(CHANGED), note(why, source=ceiling.source), *plain.steps)
    rules = ("PUB-26", *question.rules, *(rule for rule in plain.rules if rule == "RPL-33d"))
    return Derivation(plain.last, rules, steps, plain.provisional)


def unreadable(question: Question) -> Derivation:
    """Return the ceiling for a phrase, or a clause, out of which no limit can be read."""
    return at_the_ceiling(question, "时限读不出，按《条例》第26条上限")
