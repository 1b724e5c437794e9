"""What sets the demo's clocks off: events, and publications that ask for another."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from gongkai.clocks.queries import calendar_for
from gongkai.demo.cases import Case
from gongkai.demo.periods import editor_for
from gongkai.demo.pieces import Piece
from gongkai.demo.plan import last_day, working_days_before
from gongkai.demo.registers import Cast
from gongkai.demo.seeds import data
from gongkai.demo.steps import Step, moment
from gongkai.disclosures.waiting import fits, waiting_under
from gongkai.duties.actions import register_event
from gongkai.duties.models import Duty, EventOrigin, Obligation, Trigger

# Which of the interpretations was late, and by how many working days.
_LATE, _LATE_BY = 3, 2
_DAYS = 3


def answered_by(case: Case) -> dict[Duty, Obligation]:
    """Return what waits under the duties of a case that is published: its event, or a period."""
    if case.answers is not None:
        return {case.duties[0]: case.answers}
    if not case.settled:
        return {}
    found: dict[Duty, Obligation] = {}
    waiting = waiting_under(case.duties)
    for duty in case.duties:
        rows = [one for one in waiting[duty.pk] if _of(case, one)]
        if rows:
            found[duty] = rows[0]
    return found


def _of(case: Case, one: Obligation) -> bool:
    if one.trigger == Trigger.EVENT:
        return bool(case.piece.event) and fits(one, case.formed_on)
    if one.trigger != Trigger.PERIOD or one.period_end is None or one.period_start is None:
        return False
    if case.piece.months:
        return one.period_end < case.formed_on
    return one.period_start <= case.formed_on


def tell_event(case: Case) -> None:
    """Register what the information of a case came of: an officer, or a business system."""
    piece, title = case.piece, case.words["title"]
    by_system = bool(piece.system)
    register_event(
        actor=None if by_system else case.editor,
        body=case.cast.body,
        name=piece.event,
        title=title,
        happened_on=case.formed_on,
        duties=case.duties,
        origin=EventOrigin.SYSTEM if by_system else EventOrigin.OFFICER,
        reference=f"{piece.system}-{case.formed_on:%Y%m%d}" if by_system else "",
    )


class SettingOff:
    """Follows a publication up, and tells the events that nothing answers yet."""

    def __init__(self, casts: Sequence[Cast], today: date, rng: random.Random) -> None:
        self._casts = {cast.key: cast for cast in casts}
        self._today, self._rng = today, rng
        self._known = data("rounds.toml")
        # A corrected document is published again, and sets nothing off again.
        self._followed: set[int] = set()

    def follow_ups(self, case: Case) -> list[Case]:
        """Return what the publication of ``case``, made today, asks for and will bring."""
        reference = f"disclosure:{case.told().pk}"
        owed = Obligation.objects.filter(
            trigger=Trigger.PUBLICATION, event__reference=reference, body=case.cast.body
        ).exclude(pk__in=self._followed)
        return [one for row in owed.order_by("pk") if (one := self._follow_up(case, row))]

    def happenings(self) -> Iterable[Step]:
        """Yield the events of the last days."""
        for row in self._known["happening"]:
            day = working_days_before(last_day(self._today), row["days"])
            yield Step(moment(self._rng, day, 9), partial(self._tell, row, day))

    def _tell(self, row: dict[str, Any], day: date) -> None:
        cast = self._casts[row["body"]]
        duties = [
            duty for duty in cast.duties if duty.applies and duty.item.path.endswith(row["item"])
        ]
        reference = row.get("reference", "")
        register_event(
            actor=None if reference else editor_for(cast, duties[0]),
            body=cast.body,
            name=row["name"],
            title=row["title"],
            happened_on=day,
            duties=duties,
            origin=EventOrigin.SYSTEM if reference else EventOrigin.OFFICER,
            reference=reference,
        )

    def _follow_up(self, case: Case, owed: Obligation) -> Case | None:
        calendar, last = calendar_for(), last_day(self._today)
        formed_on = calendar.next_working_day(owed.formed_on + timedelta(days=1))
        if formed_on > last:
            return None
        self._followed.add(owed.pk)
        days = self._rng.randint(0, _DAYS - 1)
        done_on = min(calendar.add_working_days(formed_on, days), owed.due_on)
        if len(self._followed) == _LATE:
            done_on = calendar.add_working_days(owed.due_on, _LATE_BY)
        duty = next(one for one in case.cast.duties if one.pk == owed.duty_id)
        editor = editor_for(case.cast, duty)
        piece = self._piece(case.words["title"])
        return Case(
            case.cast, piece, (duty,), editor, "", formed_on, min(done_on, last), answers=owed
        )

    def _piece(self, document: str) -> Piece:
        row = {key: text.replace("{document}", document) for key, text in self._rows().items()}
        return Piece(
            item="", title=row["title"], summary=row["summary"], body=row["body"], months=0,
            subjects=(), document="", attach=(), also=(), only=(), waive="",
        )  # fmt: skip

    def _rows(self) -> dict[str, str]:
        rows: dict[str, str] = self._known["chained"]
        return rows
