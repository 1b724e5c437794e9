"""Telling everyone concerned, once: the reminders of a day, in one transaction.

What was told is a row that the database keeps unique, and a day is told wholly or not at all: a
worker that dies leaves nothing half done. Only obligations that reach a mark are looked at, by
their due dates; and those opened or moved since the last pass, which may have passed it already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from gongkai.duties.models import Obligation
from gongkai.reminders.groups import Group, groups
from gongkai.reminders.models import Pass
from gongkai.reminders.steps import Step, steps
from gongkai.reminders.whom import WHOM

# A row may become visible after a younger one: transactions end in any order.
_LATE_COMMIT = timedelta(days=1)
_LATE_KEYS = 20_000
# How far back the very first pass looks for due dates that moved.
_FIRST_LOOK = timedelta(days=30)
# More than any body has days off in a row.
_PASSES_LOOKED_AT = 60
_COLUMNS = ("due_on", "kind", "days", "most")

_BEGIN = """
INSERT INTO reminders_pass ("on", told, obligations_until, done_at)
VALUES (%(today)s, 0, 0, %(now)s) ON CONFLICT ("on") DO NOTHING RETURNING id
"""

_INTO = """
INSERT INTO reminders_reminder
    (officer_id, obligation_id, kind, due_on, days, change_id, "on")
"""
_OUT = """
SELECT officer_id, obligation_id, kind, due_on, days, change_id, %(today)s FROM whom
ON CONFLICT DO NOTHING
"""
_STEPS = """
WITH step AS (
    SELECT * FROM unnest(%(due_on)s::date[], %(kind)s::text[], %(days)s::int[], %(most)s::int[])
                  AS step(due_on, kind, days, most)
),
"""
_TELL = """
told AS MATERIALIZED (
    SELECT o.id AS obligation_id, o.body_id, o.duty_id, o.due_on, step.kind, step.days,
           NULL::bigint AS change_id
    FROM step JOIN duties_obligation o ON o.due_on = step.due_on
    WHERE o.fulfilled_on IS NULL AND o.excused_on IS NULL AND o.body_id = ANY(%(bodies)s)
      AND NOT EXISTS (
          SELECT 1 FROM reminders_reminder r
          WHERE r.obligation_id = o.id AND r.due_on = o.due_on
            AND (r.kind = step.kind OR step.kind = 'on_the_day' AND r.kind = 'before')
            AND r.days <= step.most)
"""
_TOLD = _TELL + "),"
_TOLD_FRESH = _TELL + " AND o.id IN (SELECT id FROM fresh)),"  # noqa: S608 - our own text
_FRESH = """
fresh AS MATERIALIZED (
    SELECT id FROM duties_obligation WHERE id > %(after)s
    UNION
    SELECT obligation_id FROM duties_obligationchange WHERE at > %(since)s
),
"""
_FIRST_FRESH = (
    "WITH "
    + _FRESH.strip().removesuffix(",")
    + """
SELECT min(o.due_on) FROM duties_obligation o JOIN fresh ON fresh.id = o.id
WHERE o.fulfilled_on IS NULL AND o.excused_on IS NULL AND o.body_id = ANY(%(bodies)s)
"""
)
_MOVED = """
WITH told AS MATERIALIZED (
    SELECT o.id AS obligation_id, o.body_id, o.duty_id, after.due_on,
           'moved' AS kind, 0 AS days, change.id AS change_id
    FROM duties_obligationchange change
    JOIN duties_obligation o ON o.id = change.obligation_id
    JOIN duties_derivation before ON before.id = change.before_id
    JOIN duties_derivation after ON after.id = change.after_id
    WHERE change.cause = 'calendar' AND change.at > %(since)s AND before.due_on <> after.due_on
      AND o.fulfilled_on IS NULL AND o.excused_on IS NULL AND o.body_id = ANY(%(bodies)s)
      AND NOT EXISTS (SELECT 1 FROM reminders_reminder r WHERE r.change_id = change.id)
),
"""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the passes before knew: their days, the last first, and how far they had read."""

    days: tuple[date, ...]
    changes_until: datetime | None
    obligations_until: int

    def last(self, group: Group) -> date | None:
        """Return the last day on which these bodies were told: a day off told them nothing."""
        return next((day for day in self.days if group.works(day)), None)


def tell(today: date) -> int:
    """Make the reminders of ``today`` and return how many; 0 where they were made before.

    Nothing is told on a body's day off. What days without a pass missed is told now, once, with
    the working days it truly has left. A day before the last pass is not told of again.
    """
    with transaction.atomic():
        return _tell(today)


def told_on(today: date) -> bool:
    """Return whether the pass of this day (or of a later one) is done.

    A pass of a day that has not come yet was made by a clock that ran ahead: it silences nothing.
    """
    now = max(today, timezone.localdate())
    return Pass.objects.filter(on__gte=today, on__lte=now).exists()


def _tell(today: date) -> int:
    if told_on(today):
        return 0
    everybody = groups()
    working = [group for group in everybody if group.works(today)]
    row = _begin(today) if working else None
    if row is None:
        return 0
    seen = _seen_before(today)
    reached = Obligation.objects.aggregate(until=Max("pk"))["until"] or 0
    row.told = sum(_tell_group(group, seen, today) for group in working)
    # Whoever had a day off still has to hear of what changed since.
    all_heard = len(working) == len(everybody)
    row.changes_until = row.done_at if all_heard else seen.changes_until
    row.obligations_until = reached if all_heard else seen.obligations_until
    row.save()
    return row.told


def _seen_before(today: date) -> _Seen:
    passes = list(Pass.objects.filter(on__lt=today)[:_PASSES_LOOKED_AT])
    if not passes:
        return _Seen((), None, 0)
    last = passes[0]
    return _Seen(tuple(one.on for one in passes), last.changes_until, last.obligations_until)


def _begin(today: date) -> Pass | None:
    """Return the pass of ``today``, or None where another one has just done it."""
    with connection.cursor() as cursor:
        # The unique day is the lock: a second pass at once waits here for the end of the first.
        cursor.execute(_BEGIN, {"today": today, "now": timezone.now()})
        found = cursor.fetchone()
    return Pass.objects.get(pk=found[0]) if found else None


def _tell_group(group: Group, seen: _Seen, today: date) -> int:
    bodies = {"bodies": list(group.bodies), "today": today}
    since = (seen.changes_until or timezone.now() - _FIRST_LOOK) - _LATE_COMMIT
    fresh = {"since": since, "after": max(0, seen.obligations_until - _LATE_KEYS)}
    told = _execute(_MOVED, {**bodies, "since": since})
    last = seen.last(group)
    # Only a first pass looks back further than its marks.
    first = today if last else _first_due(bodies)
    if first is not None:
        found = steps(group.calendar, group.times, since=last, today=today, first=first)
        told += _execute(_STEPS + _TOLD, {**bodies, **_columns(found)})
    if last is not None and (first := _first_fresh({**bodies, **fresh})) is not None:
        found = steps(group.calendar, group.times, since=None, today=today, first=first)
        told += _execute(_STEPS + _FRESH + _TOLD_FRESH, {**bodies, **fresh, **_columns(found)})
    return told


def _first_due(bodies: Mapping[str, Any]) -> date | None:
    """Return the oldest due date of what these bodies still owe."""
    still_open = Obligation.objects.filter(fulfilled_on=None, excused_on=None)
    mine = still_open.filter(body__in=bodies["bodies"])
    found: date | None = mine.aggregate(first=Min("due_on"))["first"]
    return found


def _first_fresh(fresh: Mapping[str, Any]) -> date | None:
    """Return the oldest due date of what was opened or moved since the last pass."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_FRESH, fresh)
        found: date | None = cursor.fetchone()[0]
    return found


def _columns(found: Sequence[Step]) -> dict[str, list[Any]]:
    return {name: [getattr(step, name) for step in found] for name in _COLUMNS}


def _execute(source: str, values: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_INTO + source + WHOM + _OUT, values)
        told: int = cursor.rowcount
    return told
