"""A due date and the steps it came by: one value, made by one derivation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from gongkai.catalog.model import Clause
from gongkai.workdays.calendar import WEEKDAYS


class StepKind(StrEnum):
    """What one step of a derivation is."""

    TRIGGER = "trigger"  # the day the limit is counted from
    COUNTED = "counted"
    SKIPPED = "skipped"
    PAUSED = "paused"  # a day that would count, were the clock not standing still (RPL-33d)
    EXTENDED = "extended"  # so many working days more (RPL-33c)
    RESTARTED = "restarted"  # counted anew from this day (COR-30)
    ROLLED = "rolled"  # the last day was a day off and moved (CAL-02)
    RESULT = "result"
    CEILING = "ceiling"  # the last day 条例 26 would allow, where it is another day
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``text`` is Chinese; ``source`` cites the notice or document behind it."""

    on: date | None
    kind: StepKind
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """A last day, the rule ids used and the steps that led there.

    ``provisional`` is true where a day it went through lies in a year without its notice. ``at``
    is the exact moment of a limit in hours, in Beijing time, where it is known. ``target`` is the
    body's own day for a limit without a number.
    """

    last: date
    rules: tuple[str, ...]
    steps: tuple[Step, ...]
    provisional: bool = False
    at: datetime | None = None
    target: date | None = None

    def then(self, *steps: Step, rules: tuple[str, ...] = ()) -> Derivation:
        """Return this derivation with ``steps`` and ``rules`` added at the end."""
        return replace(self, steps=self.steps + steps, rules=self.rules + rules)

    def after(self, *steps: Step) -> Derivation:
        """Return this derivation with ``steps`` set before its own."""
        return replace(self, steps=steps + self.steps)


@dataclass(frozen=True, slots=True)
class PartDue:
    """The due date of one clause of several; ``scope`` is the part it is for, None for all.

    ``at``, ``rule`` and ``provisional`` are as in ``Due``; ``steps`` end in its result.
    """

    scope: str | None
    due: date
    provisional: bool
    rule: str
    steps: tuple[Step, ...]
    clause: Clause
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The last permitted day, and how it came to be.

    ``due``: that day, to the close of business. ``provisional``: must be recomputed when the
    holiday notice of a year it touches is loaded (CAL-09). ``rule``: rule ids of RULES.md,
    separated by spaces; ``article``: their citation. ``clause``: the clause it rests on, None
    where the phrase could not be read. ``ceiling``: the last day 条例 26 allows, where the limit
    counts from the same event and comes to another day.

    ``at``: the exact moment, in Beijing time, of a limit in hours whose start is a moment
    (CAL-03). ``paused_since``: the first day of a pause that is still open; ``due`` then stands
    as of the day looked at. ``unpaused``: the safe date, as if the clock had never stood still
    (RPL-33d); equal to ``due`` where there are no pauses. ``target``: the body's own day for 实时
    and 及时, beside the statutory one. ``parts``: where the phrase holds several limits, the due
    date of each, in the order printed; ``due`` is that of the whole item.
    """

    due: date | None
    provisional: bool
    rule: str
    article: str
    steps: tuple[Step, ...]
    calendar_version: str
    clause: Clause | None = None
    ceiling: date | None = None
    at: datetime | None = None
    paused_since: date | None = None
    unpaused: date | None = None
    target: date | None = None
    parts: tuple[PartDue, ...] = ()


def spoken(day: date) -> str:
    """Return a date as a page says it: 2026年10月22日（周四）."""
    return f"{day.year}年{day.month}月{day.day}日（{weekday(day)}）"


def weekday(day: date) -> str:
    """Return 周一 to 周日."""
    return f"周{WEEKDAYS[day.weekday()]}"


def note(text: str, *, on: date | None = None, source: str | None = None) -> Step:
    """Return a note step."""
    return Step(on, StepKind.NOTE, text, source)
