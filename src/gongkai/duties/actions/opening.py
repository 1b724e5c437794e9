"""Opening what a period asks for: each period of each duty once, however long nobody looked.

One audit entry is written per body and pass, and not per obligation: a quarter begins for
hundreds of thousands of duties in the same night, nobody acted, and each obligation carries its
own day and moment of opening already.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Body
from gongkai.clocks.queries import overlay_of
from gongkai.duties.clocks import derive, keep
from gongkai.duties.limits import Decided, decided
from gongkai.duties.models import Derivation, Duty, Obligation, Trigger
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
_FIELDS = (
    "body_id",
    "starts_on",
    "ends_on",
    "next_opens_on",
    "item__levels",
    "item__content",
    "item__modes",
    "item__origin",
    "item__time_limit",
    "item__time_limit_text",
)


def open_periods(today: date | None = None, *, limit: int = CHUNK) -> int:
    """Open an obligation for every period that has begun by ``today``; return how many were new.

    ``today`` is a day in Asia/Shanghai, today by default; ``limit`` how many duties one
    transaction takes. Reads only duties whose ``next_opens_on`` has come. A duty that is not in
    force when a period begins, or does not apply, gets none. May be stopped anywhere and run
    again, by several workers at once: nothing is lost and nothing opened twice.
    """
    day = today or timezone.localdate()
    opened = 0
    while (found := _open_some(day, limit)) is not None:
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
    return _open(_due(rows, day), day)


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
def _open_some(day: date, limit: int) -> int | None:
    """Open the periods of some duties; None where there is nothing to do, or another does it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return None
    waiting = Duty.objects.filter(next_opens_on__lte=day).order_by("next_opens_on")
    held = _with_limits(waiting).select_for_update(of=("self",), skip_locked=True, no_key=True)
    duties = list(held[:limit])
    return _open(duties, day) if duties else None


def _with_limits(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    return duties.select_related("item").prefetch_related("limits").only("applies", *_FIELDS)


def _due(duties: Iterable[Duty], day: date) -> list[Duty]:
    return [duty for duty in duties if duty.next_opens_on and duty.next_opens_on <= day]


def _open(duties: Sequence[Duty], day: date) -> int:
    """Open what has begun by ``day`` under these duties, and move the days of the next on."""
    if not duties:
        return 0
    plans = {duty.pk: _plan(duty, decided(duty), day) for duty in duties}
    taken = _opened_before(duties)
    known: dict[tuple[object, ...], Derivation] = {}
    rows = []
    for duty in duties:
        for period in plans[duty.pk].periods:
            if (duty.pk, period.start) in taken:
                continue
            try:
                rows.append(_row(duty, plans[duty.pk].limit, period, known))
            except Refused as refusal:
                # One duty whose limit cannot be computed must not keep all the others closed; it
                # is tried again every day, so that a limit put right is followed at once.
                log.error("责任 %s 的%s开不了：%s", duty.pk, period.label, refusal)
                plans[duty.pk] = replace(plans[duty.pk], next_opens_on=day + _DAY)
    Obligation.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    _move_on(plans)
    _record(Counter(row.body_id for row in rows))
    return len(rows)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The periods to open under a duty, oldest first, and the day the one after them opens."""

    limit: Decided
    periods: tuple[Period, ...] = ()
    next_opens_on: date | None = None


def _plan(duty: Duty, limit: Decided, day: date) -> _Plan:
    begins = duty.next_opens_on
    if begins is None or not duty.applies:
        return _Plan(limit)
    periods: list[Period] = []
    period = period_containing(limit.limit, begins)
    while period is not None and (duty.ends_on is None or begins <= duty.ends_on):
        if begins > day or len(periods) == PERIODS_AT_ONCE:
            return _Plan(limit, tuple(periods), begins)
        periods.append(period)
        period = period_after(limit.limit, period)
        begins = period.start if period else begins
    return _Plan(limit, tuple(periods))


def _move_on(plans: Mapping[int, _Plan]) -> None:
    """Set the days of the next openings: few days, so few statements."""
    by_day: dict[date | None, list[int]] = defaultdict(list)
    for pk, plan in plans.items():
        by_day[plan.next_opens_on].append(pk)
    for day, keys in by_day.items():
        Duty.objects.filter(pk__in=keys).update(next_opens_on=day)


def _opened_before(duties: Sequence[Duty]) -> set[tuple[int, date | None]]:
    """Return what need not be opened: opened already, or under the duty this one continues.

    An edition that takes effect within a quarter does not make the quarter owed twice.
    """
    own = Obligation.objects.filter(duty__in=duties, trigger=Trigger.PERIOD)
    old = Obligation.objects.filter(duty__continued_by__in=duties, trigger=Trigger.PERIOD)
    return {
        *own.order_by().values_list("duty_id", "period_start"),
        *old.order_by().values_list("duty__continued_by", "period_start"),
    }


def _row(
    duty: Duty, limit: Decided, period: Period, known: dict[tuple[object, ...], Derivation]
) -> Obligation:
    overlay = overlay_of(duty.body_id)
    key = (limit.limit, limit.phrase, limit.source, period.start, overlay)
    if key not in known:
        known[key] = keep(derive(duty, period.start, recurring=True))
    derivation = known[key]
    return Obligation(
        body_id=duty.body_id,
        duty=duty,
        occasion=period.label,
        trigger=Trigger.PERIOD,
        period_start=period.start,
        period_end=period.end,
        formed_on=period.start,
        due_on=derivation.due_on,
        provisional=derivation.provisional,
        derivation=derivation,
        opened_at=timezone.now(),
    )


def _record(opened: Counter[int]) -> None:
    bodies = Body.objects.in_bulk(opened)
    for pk, count in sorted(opened.items()):
        record("duties.open_periods", bodies[pk], actor=None, body_id=pk, after={"opened": count})
