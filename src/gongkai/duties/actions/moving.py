"""Giving many open obligations the derivations that were computed again for them, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from gongkai.duties.clocks import Clock, keep_all
from gongkai.duties.models import Derivation, Obligation, ObligationChange

_MOVE = f"""
WITH reached(was, becomes, due_on, provisional, moved, told) AS (
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::boolean[],
                         %s::boolean[], %s::boolean[])
), changed AS (
    UPDATE {Obligation._meta.db_table} AS o
    SET derivation_id = r.becomes, due_on = r.due_on, provisional = r.provisional
    FROM reached r
    WHERE o.derivation_id = r.was AND o.fulfilled_on IS NULL AND o.excused_on IS NULL
      AND o.body_id = ANY(%s)
    RETURNING o.id, r.was, r.becomes, r.moved, r.told
), told AS (
    INSERT INTO {ObligationChange._meta.db_table}
        (obligation_id, cause, note, before_id, after_id, at, by_id)
    SELECT id, %s, %s, was, becomes, %s, %s FROM changed WHERE told
)
SELECT count(*), count(*) FILTER (WHERE moved), count(*) FILTER (WHERE told AND NOT moved)
FROM changed
"""  # noqa: S608 - names of our own tables


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What computing again did: how many derivations were computed again, how many obligations
    they hold, how many of these are due on another day, and how many keep their day and are
    provisional no more (or are so now)."""

    derivations: int = 0
    obligations: int = 0
    moved: int = 0
    settled: int = 0

    def __add__(self, other: Recomputed) -> Recomputed:
        return Recomputed(
            self.derivations + other.derivations,
            self.obligations + other.obligations,
            self.moved + other.moved,
            self.settled + other.settled,
        )


def move_all(
    clocks: Sequence[tuple[Derivation, Clock]],
    bodies: Sequence[int],
    *,
    cause: ObligationChange.Cause,
    note: str,
    actor_id: int | None,
) -> Recomputed:
    """Give the open obligations of ``bodies`` under these derivations the new ones.

    One statement, however many they are. A change is kept for each that is due on another day, or
    is provisional no more (or is so now).
    """
    if not clocks:
        return Recomputed()
    kept = keep_all([clock for _, clock in clocks])
    pairs = [(was, new) for (was, _), new in zip(clocks, kept, strict=True)]
    moved = [was.due_on != new.due_on for was, new in pairs]
    told = [
        day or was.provisional != new.provisional
        for day, (was, new) in zip(moved, pairs, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            [
                [was.pk for was, _ in pairs],
                [new.pk for _, new in pairs],
                [new.due_on for _, new in pairs],
                [new.provisional for _, new in pairs],
                moved,
                told,
                list(bodies),
                cause.value,
                note,
                timezone.now(),
                actor_id,
            ],
        )
        reached, days, settled = cursor.fetchone()
    return Recomputed(obligations=reached, moved=days, settled=settled)
