"""Opening what a period asks for: each period of each duty once, however long nobody looked.

One audit entry is written per body and pass, and not per obligation: a quarter begins for
hundreds of thousands of duties in the same night, nobody acted, and each obligation carries its
own day and moment of opening already.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from gongkai.audit.actions import Act, record_all
from gongkai.bodies.models import Body
from gongkai.clocks.queries import calendar_for, overlay_of, targets_of
from gongkai.duties.clocks import derive, keep, targets_that_count
from gongkai.duties.limits import Decided, decided
from gongkai.duties.models import Derivation, Duty, DutyLimit, Obligation, Trigger
from gongkai.refusals import Refused
from gongkai.workdays.recurrence import Period, period_after, period_containing

log = logging.getLogger(__name__)

# Duties taken in one transaction; periods one duty is caught up by in it (a site that was off for
# a year opens 365 of a daily duty, in several transactions).
CHUNK = 1000
PERIODS_AT_ONCE = 60
# Names the advisory lock: one worker opens periods at a time, and a second has nothing to do.
_LOCK = 26_000_001
_DAY = timedelta(days=1)

_INSERT = f"""
INSERT INTO {Obligation._meta.db_table}
    (duty_id, body_id, occasion, period_start, period_end, formed_on, derivation_id, due_on,
     provisional, trigger, opened_at, outcome)
SELECT r.*, %s, %s, '' FROM unnest(
    %s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::date[], %s::date[], %s::bigint[],
    %s::date[], %s::boolean[]) AS r
ON CONFLICT DO NOTHING
RETURNING body_id
"""  # noqa: S608 - names of our own tables


@dataclass(slots=True)
class _Known:
    """What one run need not ask again: limits of items, derivations and plans by what they are of.

    A catalog's items are the same for thousands of bodies.
    """

    limits: dict[int, Decided] = field(default_factory=dict)
    derivations: dict[tuple[object, ...], Derivation] = field(default_factory=dict)
    plans: dict[tuple[object, ...], _Plan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A duty as far as opening needs it, with the day its next period opens."""

    pk: int
    body_id: int
    item_id: int
    applies: bool
    ends_on: date | None
    opens_on: date


def open_periods(today: date | None = None, *, limit: int = CHUNK) -> int:
    """Open an obligation for every period that has begun by ``today``; return how many were new.

    ``today`` is a day in Asia/Shanghai, today by default; ``limit`` how many duties one
    transaction takes. Reads only duties whose ``next_opens_on`` has come. A duty that is not in
    force when a period begins, or does not apply, gets none. May be stopped anywhere and run
    again, by several workers at once: nothing is lost and nothing opened twice.
    """
    day = today or timezone.localdate()
    opened, known = 0, _Known()
    while (found := _open_some(day, limit, known)) is not None:
        opened += found
    if opened:
        log.info("新开的周期任务：%s", opened)
    return opened


@transaction.atomic
def schedule_openings(duties: Iterable[Duty], today: date | None = None) -> int:
    """Say when each duty's next period opens, and open those that run ``today`` at once.

    For duties that are new, whose days moved or whose limit changed. What was opened stays; the
    next to open is the period after it, or for a duty without any the one that runs today (or on
    the day the duty starts, where that lies ahead). Returns how many obligations were opened.
    """
    day = today or timezone.localdate()
    rows = list(_with_limits(Duty.objects.filter(pk__in=[duty.pk for duty in duties])))
    known = _last_days(rows)
    for duty in rows:
        last = known.get(duty.pk)
        first = last + _DAY if last else max(duty.starts_on, day)
        duty.next_opens_on = first if _opens(duty, first) else None
    Duty.objects.bulk_update(rows, ["next_opens_on"], batch_size=CHUNK)
    waiting = [
        _Waiting(duty.pk, duty.body_id, duty.item_id, duty.applies, duty.ends_on, opens_on)
        for duty in rows
        if (opens_on := duty.next_opens_on) is not None and opens_on <= day
    ]
    return _open(waiting, day, _Known()) if waiting else 0


def _opens(duty: Duty, day: date) -> bool:
    over = duty.ends_on is not None and duty.ends_on < day
    return duty.applies and not over and period_containing(decided(duty).limit, day) is not None


def _last_days(rows: Sequence[Duty]) -> dict[int, date]:
    """Return the last day of the latest period each duty was opened for."""
    found = Obligation.objects.filter(
        duty__in=rows, trigger=Trigger.PERIOD, period_end__isnull=False
    )
    ends = found.order_by().values_list("duty").annotate(last=Max("period_end"))
    return dict(ends)


@transaction.atomic
def _open_some(day: date, limit: int, known: _Known) -> int | None:
    """Open the periods of some duties; None where there is nothing to do, or another does it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return None
    duties = (
        Duty.objects.filter(next_opens_on__lte=day)
        .order_by("next_opens_on")
        .select_for_update(skip_locked=True, no_key=True)
        .values_list("pk", "body_id", "item_id", "applies", "ends_on", "next_opens_on")
    )
    waiting = [
        _Waiting(pk, body_id, item_id, applies, ends_on, opens_on)
        for pk, body_id, item_id, applies, ends_on, opens_on in duties[:limit]
        if opens_on is not None
    ]
    return _open(waiting, day, known) if waiting else None


def _with_limits(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    return duties.select_related("item").prefetch_related("limits")


def _open(waiting: Sequence[_Waiting], day: date, known: _Known) -> int:
    """Open what has begun by ``day`` under these duties, and move the days of the next on."""
    limits = _limits_of(waiting, known)
    plans = {duty.pk: _planned(duty, limits[duty.pk], day, known) for duty in waiting}
    taken = _opened_before([duty.pk for duty in waiting])
    calendars = {pk: (overlay_of(pk), calendar_for(pk)) for pk in {one.body_id for one in waiting}}
    rows = []
    for duty in waiting:
        for period in plans[duty.pk].periods:
            if (duty.pk, period.start) in taken:
                continue
            overlay, calendar = calendars[duty.body_id]
            of = limits[duty.pk]
            own = targets_that_count(of.limit, targets_of(duty.body_id))
            key = (of.limit, of.phrase, of.source, period.start, overlay, calendar.version, own)
            try:
                if key not in known.derivations:
                    known.derivations[key] = _derivation(duty, period)
                rows.append((duty, period, known.derivations[key]))
            except Refused as refusal:
                # One duty whose limit cannot be computed must not keep all the others closed; it
                # is tried again every day, so that a limit put right is followed at once.
                log.error("责任 %s 的%s开不了：%s", duty.pk, period.label, refusal)
                plans[duty.pk] = replace(plans[duty.pk], next_opens_on=day + _DAY)
    opened = _store(rows) if rows else Counter()
    _move_on(plans)
    _record(opened)
    return opened.total()


def _limits_of(waiting: Sequence[_Waiting], known: _Known) -> dict[int, Decided]:
    """Return what decides for each duty: what its item says, unless its body set a limit."""
    keys = [duty.pk for duty in waiting]
    own = set(
        DutyLimit.objects.filter(duty__in=keys, ended_at=None).values_list("duty_id", flat=True)
    )
    speaking = {
        duty.item_id: duty.pk
        for duty in waiting
        if duty.pk not in own and duty.item_id not in known.limits
    }
    asked = [*own, *speaking.values()]
    found: dict[int, Decided] = {}
    if asked:
        found = {one.pk: decided(one) for one in _with_limits(Duty.objects.filter(pk__in=asked))}
    known.limits.update({item: found[pk] for item, pk in speaking.items()})
    return {
        duty.pk: found[duty.pk] if duty.pk in own else known.limits[duty.item_id]
        for duty in waiting
    }


@dataclass(frozen=True, slots=True)
class _Plan:
    """The periods to open under a duty, oldest first, and the day the one after them opens."""

    periods: tuple[Period, ...] = ()
    next_opens_on: date | None = None


def _planned(duty: _Waiting, limit: Decided, day: date, known: _Known) -> _Plan:
    """Return the plan of a duty, which all duties of its item with the same days share."""
    key = (limit.limit, duty.applies, duty.opens_on, duty.ends_on, day)
    if key not in known.plans:
        known.plans[key] = _plan(duty, limit, day)
    return known.plans[key]


def _plan(duty: _Waiting, limit: Decided, day: date) -> _Plan:
    begins = duty.opens_on
    if not duty.applies:
        return _Plan()
    periods: list[Period] = []
    period = period_containing(limit.limit, begins)
    while period is not None and (duty.ends_on is None or begins <= duty.ends_on):
        if begins > day or len(periods) == PERIODS_AT_ONCE:
            return _Plan(tuple(periods), begins)
        periods.append(period)
        period = period_after(limit.limit, period)
        begins = period.start if period else begins
    return _Plan(tuple(periods))


def _move_on(plans: Mapping[int, _Plan]) -> None:
    """Set the days of the next openings: few days, so few statements."""
    by_day: dict[date | None, list[int]] = defaultdict(list)
    for pk, plan in plans.items():
        by_day[plan.next_opens_on].append(pk)
    for day, keys in by_day.items():
        Duty.objects.filter(pk__in=keys).update(next_opens_on=day)


def _opened_before(duties: Sequence[int]) -> set[tuple[int, date | None]]:
    """Return what need not be opened: opened already, or under the duty this one continues.

    An edition that takes effect within a quarter does not make the quarter owed twice.
    """
    own = Obligation.objects.filter(duty__in=duties, trigger=Trigger.PERIOD)
    old = Obligation.objects.filter(duty__continued_by__in=duties, trigger=Trigger.PERIOD)
    return {
        *own.order_by().values_list("duty_id", "period_start"),
        *old.order_by().values_list("duty__continued_by", "period_start"),
    }


def _derivation(waiting: _Waiting, period: Period) -> Derivation:
    duty = _with_limits(Duty.objects.filter(pk=waiting.pk)).get()
    return keep(derive(duty, period.start, recurring=True))


def _store(rows: Sequence[tuple[_Waiting, Period, Derivation]]) -> Counter[int]:
    """Store an obligation for each row in one statement; return how many were new, by body."""
    columns: list[Any] = [
        [duty.pk for duty, _, _ in rows],
        [duty.body_id for duty, _, _ in rows],
        [period.label for _, period, _ in rows],
        [period.start for _, period, _ in rows],
        [period.end for _, period, _ in rows],
        [period.start for _, period, _ in rows],
        [derivation.pk for _, _, derivation in rows],
        [derivation.due_on for _, _, derivation in rows],
        [derivation.provisional for _, _, derivation in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [Trigger.PERIOD.value, timezone.now(), *columns])
        return Counter(body for (body,) in cursor.fetchall())


def _record(opened: Counter[int]) -> None:
    bodies = Body.objects.in_bulk(opened)
    acts = [Act(bodies[pk], pk, after={"opened": count}) for pk, count in sorted(opened.items())]
    record_all("duties.open_periods", acts, actor=None)
