"""A stored derivation as a page shows it: the steps that matter, every day, and small months."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.duties.models import Derivation
from gongkai.workdays import StepKind

_EVERY_DAY = (StepKind.COUNTED, StepKind.SKIPPED, StepKind.PAUSED)
# Three months side by side still fit a wide page; what runs longer is told by the list alone.
_MOST_MONTHS = 6
_WORDS = {
    StepKind.TRIGGER: "起算",
    StepKind.COUNTED: "计入",
    StepKind.SKIPPED: "不计",
    StepKind.PAUSED: "暂停",
    StepKind.EXTENDED: "延长",
    StepKind.RESTARTED: "重新起算",
    StepKind.ROLLED: "顺延",
    StepKind.RESULT: "截止",
    StepKind.CEILING: "上限",
    StepKind.NOTE: "说明",
}
# What a day is called where several steps speak of it: the first of these that does.
_LOUDEST = (
    StepKind.RESULT,
    StepKind.TRIGGER,
    StepKind.RESTARTED,
    StepKind.PAUSED,
    StepKind.SKIPPED,
    StepKind.COUNTED,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One step: its day (or none), its kind and the word for it, what it says and by what."""

    on: date | None
    kind: str
    word: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Square:
    """One day of a small month; ``kind`` and ``word`` are empty where nothing is said of it."""

    on: date
    inside: bool
    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month by weeks, Monday first."""

    name: str
    weeks: tuple[tuple[Square, ...], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a page shows of a derivation.

    ``main``: the steps that are no single days; ``days``: each day counted, skipped or paused,
    with ``counted``, ``skipped`` and ``paused`` of them; ``sources``: what is cited, once each;
    ``ceiling``: the last day of 条例 26, where it says more than the due date does.
    """

    main: tuple[Line, ...]
    days: tuple[Line, ...]
    counted: int
    skipped: int
    paused: int
    months: tuple[Month, ...]
    sources: tuple[str, ...]
    ceiling: date | None


def explain(derivation: Derivation) -> Explanation:
    """Return the explanation of a stored derivation; nothing is computed again."""
    lines = [_line(step) for step in derivation.steps]
    main = tuple(line for line in lines if line.kind not in _EVERY_DAY)
    days = tuple(line for line in lines if line.kind in _EVERY_DAY)
    kinds = [line.kind for line in days]
    return Explanation(
        main,
        days,
        kinds.count(StepKind.COUNTED),
        kinds.count(StepKind.SKIPPED),
        kinds.count(StepKind.PAUSED),
        _months(lines, derivation.due_on),
        tuple(dict.fromkeys(line.source for line in lines if line.source)),
        _ceiling(derivation),
    )


def _ceiling(derivation: Derivation) -> date | None:
    if derivation.ceiling or not derivation.target:
        return derivation.ceiling
    # 及时 is due on the last day of 条例 26, unless it was extended.
    extended = derivation.inputs.get("ledger", {}).get("extensions")
    return None if extended else derivation.due_on


def _line(step: dict[str, Any]) -> Line:
    on = date.fromisoformat(step["on"]) if step.get("on") else None
    kind = str(step.get("kind", ""))
    word = _WORDS[StepKind(kind)] if kind in set(StepKind) else ""
    return Line(on, kind, word, str(step.get("text", "")), str(step.get("source") or ""))


def _months(lines: Iterable[Line], due_on: date) -> tuple[Month, ...]:
    """Return the months from the first day counted to the due date; none where they are many."""
    spoken: dict[date, list[str]] = {}
    for line in lines:
        if line.on is not None and line.kind in _LOUDEST:
            spoken.setdefault(line.on, []).append(line.kind)
    if not spoken:
        return ()
    first, last = min(spoken), max(*spoken, due_on)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count > _MOST_MONTHS:
        return ()
    starts = [divmod(first.year * 12 + first.month - 1 + place, 12) for place in range(count)]
    return tuple(_month(year, month + 1, spoken) for year, month in starts)


def _month(year: int, month: int, spoken: dict[date, list[str]]) -> Month:
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    squares = tuple(tuple(_square(day, month, spoken) for day in week) for week in weeks)
    return Month(f"{year}年{month}月", squares)


def _square(day: date, month: int, spoken: dict[date, list[str]]) -> Square:
    kinds = spoken.get(day, ())
    if day.month != month or not kinds:
        return Square(day, day.month == month, "", "")
    loudest = next(kind for kind in _LOUDEST if kind in kinds)
    return Square(day, True, loudest, _WORDS[loudest])
