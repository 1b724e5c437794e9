"""The stored rows of the calendar, and of targets, as this process has them.

Reading a calendar is asked for thousands of times in one page or one nightly pass, so the rows
are held in memory. What says whether they are still right is a marker of one cheap query, asked
once in a transaction (it then sees one calendar throughout) or, outside one, once in a request.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from django.db import connection, transaction

from gongkai.bodies.models import Body
from gongkai.clocks.laying import holding
from gongkai.clocks.models import BodyTargets, DayChange, NoticeYear
from gongkai.workdays import Targets

# Rows are only ever added, so the last of them and their number tell one set from another. The
# tree of bodies counts only where a body has a change of its own.
_MARKER = f"""
SELECT n.last, n.number, n.at, c.last, c.number, c.at,
       CASE WHEN c.of_bodies THEN
            (SELECT sum(hashint8extended(id, coalesce(parent_id, 0))::numeric)
             FROM {Body._meta.db_table})
       END,
       t.last, t.number, t.at
FROM (SELECT coalesce(max(id), 0) AS last, count(*) AS number, max(recorded_at) AS at
      FROM {NoticeYear._meta.db_table}) n,
     (SELECT coalesce(max(id), 0) AS last, count(*) AS number, max(recorded_at) AS at,
             coalesce(bool_or(body_id IS NOT NULL), false) AS of_bodies
      FROM {DayChange._meta.db_table}) c,
     (SELECT coalesce(max(id), 0) AS last, count(*) AS number, max(set_at) AS at
      FROM {BodyTargets._meta.db_table}) t
"""  # noqa: S608 - names of our own tables

# Where in it the calendars' part ends and that of the bodies' own targets begins.
_OF_CALENDARS = 7

_ABOVE = f"""
WITH RECURSIVE under AS (
    SELECT DISTINCT body_id AS changed, body_id AS id, 0 AS depth
    FROM {DayChange._meta.db_table} WHERE body_id IS NOT NULL AND id <= %s
    UNION
    SELECT under.changed, child.id, under.depth + 1
    FROM {Body._meta.db_table} child JOIN under ON child.parent_id = under.id
)
SELECT id, changed FROM under ORDER BY id, depth
"""  # noqa: S608 - names of our own tables


@dataclass(frozen=True, eq=False)
class Standing:
    """Every stored row at one moment, and for each body the changed bodies above it.

    ``above`` has the body itself or the nearest body with changes first; a body that no change
    reaches is not in it.
    """

    notices: tuple[NoticeYear, ...] = ()
    changes: tuple[DayChange, ...] = ()
    above: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _parts: dict[tuple[int, int], Standing] = field(default_factory=dict)

    @cached_property
    def layers(self) -> dict[int | None, dict[date, DayChange]]:
        """The changes that hold, by body (None: the whole site); none where all were undone."""
        rows: dict[int | None, list[DayChange]] = {}
        for row in self.changes:
            rows.setdefault(row.body_id, []).append(row)
        found = {body: holding(of_body) for body, of_body in rows.items()}
        return {body: days for body, days in found.items() if days}

    def overlay(self, body_id: int | None) -> tuple[int, ...]:
        """Return the bodies whose changes count for this body, innermost first."""
        if body_id is None:
            return ()
        return tuple(body for body in self.above.get(body_id, ()) if body in self.layers)

    def known_at(self, moment: datetime) -> Standing:
        """Return the rows recorded until ``moment``, that included."""
        notices = tuple(row for row in self.notices if row.recorded_at <= moment)
        changes = tuple(row for row in self.changes if row.recorded_at <= moment)
        if len(notices) == len(self.notices) and len(changes) == len(self.changes):
            return self
        # What was known at an earlier moment is a part of what was known later: equal numbers are
        # the same rows, and one value keeps the calendars built from it.
        part = Standing(notices, changes, self.above)
        return self._parts.setdefault((len(notices), len(changes)), part)


class _Held(threading.local):
    """What one thread (one connection) holds, and the sign that it still holds."""

    standing: Standing | None = None
    targets: Mapping[int, Targets] = MappingProxyType({})
    still: Callable[[], bool] | None = None
    in_request = False


_held = _Held()


def standing() -> Standing:
    """Return the rows as they stand for the transaction or request under way."""
    if _held.standing is None or _held.still is None or not _held.still():
        _held.standing, _held.targets = _now()
        _held.still = _until_it_ends()
    return _held.standing


def targets() -> Mapping[int, Targets]:
    """Return every body's own targets as they stand, held and looked for like the calendars."""
    standing()
    return _held.targets


def forget(**_signal: Any) -> None:
    """Look again at the next question; called whenever this process wrote a row."""
    _held.standing = _held.still = None


def begin_request(**_signal: Any) -> None:
    """A request begins: what was held before it may be old."""
    forget()
    _held.in_request = True


def end_request(**_signal: Any) -> None:
    """A request has ended: from now on only a transaction holds the rows."""
    forget()
    _held.in_request = False


def _until_it_ends() -> Callable[[], bool]:
    """Return what says whether the transaction (or request) of this moment is still under way."""
    if not connection.in_atomic_block:
        outside = _held.in_request
        return lambda: outside and _held.in_request and not connection.in_atomic_block
    # Django drops the hooks of a transaction at its end, and those of a savepoint when it is
    # rolled back: exactly when rows seen in it may be no more. Nothing else tells it as surely.
    place = len(connection.run_on_commit)

    def over() -> None:
        forget()

    transaction.on_commit(over)

    def still() -> bool:
        hooks = connection.run_on_commit
        return place < len(hooks) and hooks[place][1] is over

    return still


def _now() -> tuple[Standing, Mapping[int, Targets]]:
    with connection.cursor() as cursor:
        cursor.execute(_MARKER)
        marker = cursor.fetchone()
    # Tests, and a site that is moved, use more than one database in one process.
    where = tuple(str(connection.settings_dict.get(key)) for key in ("HOST", "PORT", "NAME"))
    calendars, targets = tuple(marker[:_OF_CALENDARS]), tuple(marker[_OF_CALENDARS:])
    return _read(where, calendars), _read_targets(where, targets)


@lru_cache(maxsize=8)
def _read(_where: tuple[str, ...], marker: tuple[Any, ...]) -> Standing:
    last_notice, _, _, last_change, _, _, of_bodies = marker
    # Not beyond the marker: a row written since belongs to the next one.
    notices = NoticeYear.objects.filter(pk__lte=last_notice) if last_notice else ()
    changes = DayChange.objects.filter(pk__lte=last_change) if last_change else ()
    return Standing(
        tuple(sorted(notices, key=lambda row: row.pk)),
        tuple(sorted(changes, key=lambda row: row.pk)),
        {} if of_bodies is None else _above(last_change),
    )


@lru_cache(maxsize=8)
def _read_targets(_where: tuple[str, ...], marker: tuple[Any, ...]) -> Mapping[int, Targets]:
    last, _, _ = marker
    if not last:
        return MappingProxyType({})
    rows = BodyTargets.objects.filter(pk__lte=last).order_by("body", "-pk").distinct("body")
    found = rows.values_list("body", "realtime", "timely")
    return MappingProxyType({body: Targets(real, timely) for body, real, timely in found})


def _above(last_change: int) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [last_change])
        for body, changed in cursor.fetchall():
            found[body] = (*found.get(body, ()), changed)
    return found
