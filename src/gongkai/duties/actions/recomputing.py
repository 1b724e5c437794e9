"""Computing due dates again: after a calendar changed, after a duty's limit changed.

Only what is open is touched; what was on time when it was done stays on time. Obligations share
derivations, so a changed calendar costs one computation per derivation it reaches and one
statement per chunk of them, however many obligations there are.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from gongkai.audit.actions import Act, record, record_all
from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Body, Officer
from gongkai.clocks.queries import calendar_for, ledger_of, overlays_of
from gongkai.duties.actions.events import moment_for
from gongkai.duties.actions.moving import Recomputed, move_all
from gongkai.duties.actions.obligations import locked, move
from gongkai.duties.actions.opening import schedule_openings
from gongkai.duties.clocks import (
    Clock,
    derive,
    keep,
    moment_of,
    needs_its_duty,
    rederive,
)
from gongkai.duties.models import Derivation, Duty, Obligation, ObligationChange, Trigger
from gongkai.duties.obligation_queries import STILL_OPEN
from gongkai.refusals import Refused

log = logging.getLogger(__name__)

# Derivations in one transaction; thousands of bodies may share each of them.
CHUNK = 50
_VERB = "duties.recompute"


@dataclass(frozen=True, slots=True)
class _Change:
    """What happened to a calendar: which days may count otherwise, whose, and what to write."""

    first: date
    last: date
    note: str
    actor_id: int | None

    def actor(self) -> Officer | None:
        """Who changed the calendar; None for the system."""
        return None if self.actor_id is None else Officer.objects.get(pk=self.actor_id)

    def reached(self) -> Q:
        """Derivations that count a changed day, or wait for the notice of its year (CAL-09)."""
        first, last = self.first, self.last
        ahead = Q(start_on__lte=last, due_on__gte=first)
        back = Q(due_on__lte=last, start_on__gte=first)
        waits = Q(
            provisional=True,
            start_on__lte=date(last.year, 12, 31),
            due_on__gte=date(first.year, 1, 1),
        )
        return ahead | back | waits


def recompute(
    first: date,
    last: date,
    body_id: int | None,
    note: str,
    *,
    actor_id: int | None = None,
    since: datetime | None = None,
) -> Recomputed:
    """Compute again every open obligation that counts a day from ``first`` to ``last``.

    ``body_id``: the body whose calendar changed, with all bodies below it; None for every body.
    ``note`` (Chinese) is kept with each change. ``since`` (aware) names the run: one that was
    stopped and runs again with the same moment writes each body's audit entry once. What it has
    done it does not do again, so it may be stopped anywhere.
    """
    since = since or timezone.now()
    change = _Change(first, last, note[:300], actor_id)
    total = Recomputed()
    for overlay, bodies in _groups(body_id).items():
        after = 0
        while True:
            done, after = _recompute_some(change, overlay, bodies, after)
            if not after:
                break
            total += done
            log.info("日历有变，已重算：%s", total)
    _record(change, since)
    return total


@transaction.atomic
def recompute_duty(*, actor: Officer | None, duty: Duty, note: str) -> int:
    """Compute a duty's open obligations again after its limit changed; return how many moved.

    The day each counts from, its moment and its ledger stay. Refuses where the new limit gives no
    due date: then nothing is changed.
    """
    duty = Duty.objects.select_related("item", "body").get(pk=duty.pk)
    moved = 0
    for row in duty.obligations.filter(STILL_OPEN).order_by("pk"):
        obligation = locked(row)
        before = obligation.due_on
        clock = _by_its_duty(obligation, duty)
        cause = ObligationChange.Cause.LIMIT
        move(obligation, keep(clock), cause=cause, actor=actor, note=note)
        moved += obligation.due_on != before
    schedule_openings([duty])
    record(
        "duties.recompute_duty",
        duty,
        actor=actor,
        body_id=duty.body_id,
        after={"moved": moved},
        reason=note,
    )
    return moved


def _groups(body_id: int | None) -> dict[tuple[int, ...], list[int]]:
    """Return the bodies concerned by the calendar they count by: nearly all share one."""
    parents = dict(Body.objects.values_list("pk", "parent_id"))
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for pk, overlay in overlays_of(parents).items():
        if body_id is None or body_id in _line(pk, parents):
            groups[overlay].append(pk)
    return groups


def _line(pk: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    """Yield the body and those above it."""
    at: int | None = pk
    while at is not None:
        yield at
        at = parents.get(at)


@transaction.atomic
def _recompute_some(
    change: _Change, overlay: tuple[int, ...], bodies: Sequence[int], after: int
) -> tuple[Recomputed, int]:
    """Recompute the next derivations of a group; return what came of it and the last of them."""
    calendar = calendar_for(bodies[0])
    mine = Obligation.objects.filter(STILL_OPEN, body__in=bodies)
    found: QuerySet[Derivation] = (
        Derivation.objects.filter(change.reached(), pk__gt=after)
        .exclude(calendar_version=calendar.version)
        .filter(Exists(mine.filter(derivation=OuterRef("pk"))))
        .order_by("pk")
    )
    rows = list(found[:CHUNK])
    if not rows:
        return Recomputed(), 0
    done = Recomputed(derivations=len(rows))
    clocks: list[tuple[Derivation, Clock]] = []
    for row in rows:
        if needs_its_duty(row):
            done += _recompute_legacy(mine.filter(derivation=row), change)
            continue
        try:
            clocks.append((row, rederive(row, calendar, overlay=overlay)))
        except Refused as refusal:
            log.error("推算 %s 算不出新的期限，保持原样：%s", row.pk, refusal)
    cause = ObligationChange.Cause.CALENDAR
    done += move_all(clocks, bodies, cause=cause, note=change.note, actor_id=change.actor_id)
    return done, rows[-1].pk


def _recompute_legacy(rows: QuerySet[Obligation], change: _Change) -> Recomputed:
    """Compute by their duties what was opened before derivations kept what they come from."""
    done = Recomputed()
    for row in rows.order_by("pk"):
        obligation = locked(row)
        was = obligation.derivation
        new = keep(_by_its_duty(obligation, obligation.duty))
        moved = was.due_on != new.due_on
        settled = not moved and was.provisional != new.provisional
        if moved or settled:
            cause = ObligationChange.Cause.CALENDAR
            move(obligation, new, cause=cause, actor=change.actor(), note=change.note)
        else:
            Obligation.objects.filter(pk=row.pk).update(derivation=new)
        done += Recomputed(obligations=1, moved=moved, settled=settled)
    return done


def _by_its_duty(obligation: Obligation, duty: Duty) -> Clock:
    # A clock in days kept no moment; its event knows it, where the limit now counts hours.
    known = obligation.event.happened_at if obligation.event else moment_of(obligation.derivation)
    return derive(
        duty,
        obligation.formed_on,
        ledger=ledger_of(obligation.ledger.all()),
        moment=moment_for(duty, known),
        recurring=obligation.trigger == Trigger.PERIOD,
    )


@transaction.atomic
def _record(change: _Change, since: datetime) -> None:
    """Write an entry for each body with the numbers of this run, counted from what it wrote."""
    rows = ObligationChange.objects.filter(
        cause=ObligationChange.Cause.CALENDAR, note=change.note, at__gte=since
    )
    moved = Count("pk", filter=~Q(before__due_on=F("after__due_on")))
    by_body = (
        rows.order_by()
        .values("obligation__body_id")
        .annotate(moved=moved, changed=Count("pk"))
        .values_list("obligation__body_id", "moved", "changed")
    )
    entries = AuditEntry.objects.filter(verb=_VERB, at__gte=since)
    known = set(entries.filter(after__since=since.isoformat()).values_list("object_id", flat=True))
    numbers = {body: counts for body, *counts in by_body if body not in known}
    actor, bodies = change.actor(), Body.objects.in_bulk(numbers)
    acts = [
        Act(
            bodies[pk],
            pk,
            after={"moved": days, "settled": changed - days, "since": since.isoformat()},
        )
        for pk, (days, changed) in sorted(numbers.items())
    ]
    record_all(_VERB, acts, actor, change.note)
