"""Who heads what and answers for what; limits set by the bodies, clocks that stand still, what
waits for a second person, and the reminders of the last days."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from django.db.models import F, QuerySet

from gongkai.bodies.actions import set_body_head, set_email, set_office_head
from gongkai.bodies.models import Officer, Role
from gongkai.clocks.actions import change_day
from gongkai.clocks.models import Cause, DayKind
from gongkai.clocks.queries import calendar_for
from gongkai.demo.periods import editor_for
from gongkai.demo.plan import last_day, working_days_before
from gongkai.demo.registers import Cast
from gongkai.demo.seeds import data
from gongkai.demo.steps import Step, moment
from gongkai.disclosures.actions import assign_duty
from gongkai.disclosures.models import Disclosure, State
from gongkai.duties.actions import (
    declare,
    extend_obligation,
    override_limit,
    pause_obligation,
    set_local_limit,
)
from gongkai.duties.models import DeclarationKind, Duty, Obligation, Trigger
from gongkai.reminders.telling import tell

# Reserved for examples (RFC 2606): a letter to it reaches nobody.
_MAIL = "@example.test"
_ASSIGNED = 4
_LOCAL_DAYS, _OVERRIDE_DAYS, _OVERLAY_DAYS = 45, 38, 9
_HOLIDAY_AHEAD = 30
_EXTRA_DAYS = 5
_STANDS = 4
_UNDER_WAY = (State.CONTENT_REVIEW, State.SECRECY_REVIEW, State.READY, State.DRAFT)


def set_up(casts: Sequence[Cast]) -> None:
    """Let the administrator of each body say who is written to, who heads what, who answers."""
    for cast in casts:
        administrator = cast.single[Role.ADMINISTRATOR]
        people = [*cast.editors, *cast.single.values()]
        for officer in people:
            set_email(actor=administrator, officer=officer, email=officer.username + _MAIL)
        first = administrator.office
        set_office_head(actor=administrator, office=first, head=cast.single[Role.REVIEWER])
        set_body_head(actor=administrator, body=cast.body, head=cast.single[Role.PUBLISHER])
        for editor in cast.editors:
            if editor.office_id != first.pk:
                set_office_head(actor=administrator, office=editor.office, head=editor)
    for cast in casts[:2]:
        _assign(cast, cast.editors[1] if cast.key == "city" else cast.editors[0])


def _assign(cast: Cast, editor: Officer) -> None:
    led = [duty for duty in cast.duties if duty.applies and duty.lead_id == editor.office_id]
    for duty in led[:_ASSIGNED]:
        assign_duty(actor=cast.single[Role.ADMINISTRATOR], duty=duty, officer=editor)


class Choices:
    """What officers decided about single limits and clocks in the last weeks."""

    def __init__(self, casts: Sequence[Cast], today: date, rng: random.Random) -> None:
        self._casts = {cast.key: cast for cast in casts}
        self._rng = rng
        self._known = data("rounds.toml")
        self._last = last_day(today)
        self._today = today

    def steps(self) -> Iterator[Step]:
        """Yield the choices in the order they are told."""
        for days, do in (
            (_LOCAL_DAYS, self._local),
            (_OVERRIDE_DAYS, self._override),
            (_OVERLAY_DAYS, self._overlay),
        ):
            day = calendar_for().last_working_day(self._last - timedelta(days=days))
            yield Step(moment(self._rng, day, 11), do)
        yield Step(moment(self._rng, self._last, 16), self._clocks)
        yield Step(moment(self._rng, self._last, 17), self._waiting)
        before = working_days_before(self._last, 1)
        yield Step(moment(self._rng, before, 18), partial(self._tell, before))
        yield Step(moment(self._rng, self._last, 18), partial(self._tell, self._last))

    @staticmethod
    def _tell(day: date) -> None:
        # Letters are left to the worker: the demo's go to the console.
        tell(day)

    def _local(self) -> None:
        row = self._known["local"]
        cast, duty = self._named(row)
        set_local_limit(
            actor=cast.single[Role.ADMINISTRATOR],
            duty=duty,
            phrase=row["phrase"],
            source=row["source"],
            reason=row["reason"],
        )

    def _override(self) -> None:
        row = self._known["override"]
        cast, duty = self._named(row)
        override_limit(
            actor=cast.single[Role.ADMINISTRATOR],
            duty=duty,
            chosen=row["chosen"],
            reason=row["reason"],
        )

    def _overlay(self) -> None:
        row = self._known["overlay"]
        cast = self._casts[row["body"]]
        change_day(
            actor=cast.single[Role.ADMINISTRATOR],
            body=cast.body,
            on=calendar_for().next_working_day(self._today + timedelta(days=_HOLIDAY_AHEAD)),
            kind=DayKind.OFF,
            name=row["name"],
            source=row["source"],
            reason=row["reason"],
        )

    def _clocks(self) -> None:
        """Let one clock stand still, and one run longer."""
        words = self._known["words"]
        for place, one in enumerate(self._written()[:2]):
            filing = one.filings.select_related("obligation__duty").exclude(obligation=None)[0]
            obligation = filing.obligation
            if obligation is None or one.officer is None:
                continue
            if place == 0:
                pause_obligation(
                    actor=one.officer, obligation=obligation, cause=Cause.THIRD_PARTY,
                    started_on=max(obligation.formed_on, working_days_before(self._last, _STANDS)),
                    reason=words["pause"],
                )  # fmt: skip
                continue
            cast = next(c for c in self._casts.values() if c.body.pk == one.body_id)
            extend_obligation(
                actor=cast.single[Role.REVIEWER], obligation=obligation,
                working_days=_EXTRA_DAYS, cause=Cause.OTHER_BODY, reason=words["extension"],
            )  # fmt: skip

    def _written(self) -> QuerySet[Disclosure]:
        """Return what is being written for a clock that has not run out, soonest due first."""
        return (
            Disclosure.objects.filter(
                state__in=_UNDER_WAY,
                public=None,
                filings__obligation__fulfilled_on=None,
                filings__obligation__due_on__gt=self._today + timedelta(days=1),
                filings__obligation__formed_on__lt=self._last,
            )
            .select_related("officer__office")
            .order_by(F("filings__obligation__due_on"), "pk")
        )

    def _waiting(self) -> None:
        """Leave an absence and an excuse to the second person."""
        words = self._known["words"]
        kinds = (
            (DeclarationKind.NOTHING, words["absence_waiting"], ("linzi", "city")),
            (DeclarationKind.EXCUSE, words["excuse_waiting"], ("city", "linzi")),
        )
        for kind, reason, keys in kinds:
            for key in keys:
                if self._declare(self._casts[key], kind, reason):
                    break

    def _declare(self, cast: Cast, kind: DeclarationKind, reason: str) -> bool:
        waiting = Obligation.objects.filter(
            body=cast.body, trigger=Trigger.PERIOD, fulfilled_on=None, excused_on=None,
            filing=None, declarations=None,
        )  # fmt: skip
        found = waiting.order_by("due_on", "pk").first()
        if found is None:
            return False
        duty = next(one for one in cast.duties if one.pk == found.duty_id)
        declare(actor=editor_for(cast, duty), obligation=found, kind=kind, reason=reason)
        return True

    def _named(self, row: dict[str, str]) -> tuple[Cast, Duty]:
        cast = self._casts[row["body"]]
        return cast, next(
            duty for duty in cast.duties if duty.applies and duty.item.path.endswith(row["item"])
        )
