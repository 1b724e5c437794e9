"""Periods of the story: opened by the real action on the first of each month, settled in time."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from gongkai.bodies.models import Officer, Role
from gongkai.clocks.queries import calendar_for
from gongkai.demo.plan import first_day, last_day, working_days_before
from gongkai.demo.registers import Cast
from gongkai.demo.seeds import data
from gongkai.demo.steps import Step, moment
from gongkai.disclosures.actions import confirm_unchanged
from gongkai.disclosures.models import Filing
from gongkai.disclosures.queries import published
from gongkai.duties.actions import decide_declaration, declare, open_periods
from gongkai.duties.models import DeclarationKind, Duty, Obligation, Trigger
from gongkai.workdays.span import add_months

_LATE_IN_A_HUNDRED = 8
# Of what an office can confirm, how much is confirmed; else it brought nothing, and is so stated.
_CONFIRMED_IN_A_HUNDRED = 70
# Nobody has settled what fell due so few days ago: somebody is overdue on the day of the demo.
_LEFT_DAYS = 12
_LEFT = 2


class Periods:
    """Opens periods, and settles what no piece of information has answered by its time."""

    def __init__(self, casts: Sequence[Cast], today: date, rng: random.Random) -> None:
        self._duties = {duty.pk: (cast, duty) for cast in casts for duty in cast.duties}
        self._today, self._rng = today, rng
        self._known = data("rounds.toml")
        self._seen = 0
        self._left = 0
        self._excused = False

    def openings(self) -> Iterator[Step]:
        """Yield the openings: at adoption, and on the first of every month before today."""
        first = first_day(self._today)
        day = date(first.year, first.month, 1)
        yield Step(moment(self._rng, first, 8), self._settle_later)
        while (day := add_months(day, 1)) < self._today:
            yield Step(moment(self._rng, day, 0), partial(self._open, day))

    def _open(self, day: date) -> Iterator[Step]:
        open_periods(day)
        return self._settle_later()

    def _settle_later(self) -> Iterator[Step]:
        """Return how what was opened since the last time will be settled."""
        new = Obligation.objects.filter(pk__gt=self._seen, trigger=Trigger.PERIOD)
        for obligation in new.order_by("pk"):
            self._seen = obligation.pk
            day = self._settled_on(obligation)
            if day is not None:
                yield Step(moment(self._rng, day, 10), partial(self._settle, obligation))

    def _settled_on(self, obligation: Obligation) -> date | None:
        """Return the day it will be settled on; None where that is not yet."""
        calendar, last = calendar_for(), last_day(self._today)
        late = self._rng.randrange(100) < _LATE_IN_A_HUNDRED
        due_on = obligation.due_on
        if due_on < self._today and (last - due_on).days < _LEFT_DAYS and self._left < _LEFT:
            self._left += 1
            return None
        if late:
            day = calendar.add_working_days(due_on, self._rng.randint(1, 4))
        else:
            day = working_days_before(due_on, self._rng.randint(1, 6))
        return day if day <= last else (last if due_on < last else None)

    def _settle(self, obligation: Obligation) -> None:
        """State or confirm what nothing has answered."""
        obligation.refresh_from_db(fields=["fulfilled_on", "excused_on"])
        if obligation.fulfilled_on or Filing.objects.filter(obligation=obligation).exists():
            return
        cast, duty = self._duties[obligation.duty_id]
        editor = editor_for(cast, duty)
        public = published().filter(filings__duty=duty).exists()
        if public and self._rng.randrange(100) < _CONFIRMED_IN_A_HUNDRED:
            confirm_unchanged(actor=editor, duty=duty, obligation=obligation)
            return
        words = self._known["words"]
        kind, reason, note = DeclarationKind.NOTHING, self._absence(duty), ""
        if not self._excused and cast.key == "linzi":
            self._excused = True
            kind, reason, note = DeclarationKind.EXCUSE, words["excuse"], words["excuse_note"]
        said = declare(actor=editor, obligation=obligation, kind=kind, reason=reason)
        decide_declaration(
            actor=cast.single[Role.REVIEWER], declaration=said, granted=True, note=note
        )

    def _absence(self, duty: Duty) -> str:
        reasons: dict[str, str] = self._known["absence"]
        found = (why for item, why in reasons.items() if duty.item.path.endswith(item))
        return next(found, str(self._known["words"]["absence"]))


def editor_for(cast: Cast, duty: Duty) -> Officer:
    """Return an editor who may act for a duty; it is an error of the data where there is none."""
    editor = cast.editor_for(duty)
    if editor is None:
        raise LookupError(f"{cast.key}: no editor for {duty.item.path}")
    return editor
