"""Obligations in words, as of a day: what lists, calendars and files show of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from gongkai.clocks.queries import calendar_for
from gongkai.disclosures.models import Disclosure
from gongkai.duties.models import Item, Obligation
from gongkai.duties.obligation_queries import end_of
from gongkai.duties.queries import STATE_NAMES

# One sign for each state, read at a glance beside its colour; the words are always there too.
SIGNS = {
    "upcoming": "○",
    "due": "近",
    "overdue": "逾",
    "met": "✓",
    "met_late": "迟",
    "excused": "免",
}
# Which of several states a cell shows: what has to be done first, then what went wrong.
WORST_FIRST = ("overdue", "due", "met_late", "upcoming", "excused", "met")
LEGEND = [(state, SIGNS[state], STATE_NAMES[state]) for state in WORST_FIRST]


@dataclass(frozen=True, slots=True)
class Line:
    """One obligation: ``row`` comes from ``board.standing``, ``late`` is in working days.

    ``disclosure`` is what was registered for it by the day that is shown, or None.
    """

    row: Any
    word: str
    late: int
    disclosure: Disclosure | None = None

    @property
    def pk(self) -> int:
        """The obligation's key."""
        return int(self.row.pk)

    @property
    def state(self) -> str:
        """The state, a key of ``STATE_NAMES``."""
        return str(self.row.state)

    @property
    def sign(self) -> str:
        """The sign of the state."""
        return SIGNS[self.state]

    @property
    def due(self) -> date:
        """The due date as it stood on the day."""
        return self.row.due  # type: ignore[no-any-return]

    @property
    def item(self) -> Item:
        """The catalog's item."""
        return self.row.duty.item  # type: ignore[no-any-return]

    @property
    def office(self) -> str:
        """The office that answers: the one that registered it, or the duty's."""
        return self.disclosure.office.name if self.disclosure else self.row.duty.lead.name

    @property
    def officer(self) -> str:
        """The person who answers, or an empty text where the whole office does."""
        person = (self.disclosure and self.disclosure.officer) or self.row.duty.officer
        return str(person or "")

    @property
    def ended_on(self) -> date | None:
        """The day it was met or excused, where that was by the day that is shown."""
        if self.state in {"met", "met_late"}:
            return self.row.fulfilled_on  # type: ignore[no-any-return]
        return self.row.excused_on if self.state == "excused" else None

    @property
    def how(self) -> str:
        """How it ended, in words; empty while it is open."""
        if self.state in {"met", "met_late"}:
            return str(self.row.get_outcome_display())
        return STATE_NAMES[self.state] if self.state == "excused" else ""


@dataclass(frozen=True, slots=True)
class Speller:
    """Puts states in words as of ``on``, a past day, or today where it is None.

    The working days late are counted once for each due date, by the body's calendar.
    """

    body_id: int
    on: date | None
    _known: dict[date, int] = field(default_factory=dict)

    def late(self, row: Any) -> int:
        """Return by how many working days ``row`` is or was late; 0 where it is not."""
        if row.state == "met_late":
            return int(row.late_working_days)
        if row.state != "overdue":
            return 0
        if row.due not in self._known:
            until = self.on or timezone.localdate()
            calendar = calendar_for(self.body_id)
            self._known[row.due] = calendar.working_days_between(row.due, until)
        return self._known[row.due]

    def word(self, row: Any) -> str:
        """Return the state of ``row`` in words, with the working days it is late by."""
        late = self.late(row)
        if not late:
            return STATE_NAMES[row.state]
        return f"逾期{late}个工作日完成" if row.state == "met_late" else f"已逾期{late}个工作日"

    def lines(self, rows: Iterable[Obligation]) -> list[Line]:
        """Return the lines of rows read with ``board.for_reading``."""
        return [Line(row, self.word(row), self.late(row), self._registered(row)) for row in rows]

    def _registered(self, row: Any) -> Disclosure | None:
        filing = getattr(row, "filing", None)
        if filing is None:
            return None
        disclosure: Disclosure = filing.disclosure
        too_late = self.on is not None and disclosure.registered_at >= end_of(self.on)
        return None if too_late else disclosure
