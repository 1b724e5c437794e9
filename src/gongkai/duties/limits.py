"""Which limit a duty's clock runs by, and every limit that speaks of it."""

from __future__ import annotations

import json
from functools import lru_cache

from gongkai.catalog import read_limit
from gongkai.catalog.formats.values import from_values
from gongkai.catalog.model import Origin, TimeLimit
from gongkai.duties.limit_order import (
    Candidate,
    Decided,
    LocalRule,
    Override,
    Question,
    decide,
)
from gongkai.duties.models import Duty, DutyLimit, DutyLimitKind, Item

__all__ = ["Candidate", "Decided", "candidates_of", "decided", "limit_of", "standing_limits"]

_ON_REQUEST = ["on_request"]


def limit_of(item: Item) -> TimeLimit:
    """Return the limit as an officer put it right; one that was printed is read again."""
    if item.origin.get("time_limit") == Origin.CORRECTED and item.time_limit:
        return _as_corrected(json.dumps(item.time_limit, ensure_ascii=False, sort_keys=True))
    return _as_printed(item.time_limit_text) if item.time_limit_text else TimeLimit("")


def candidates_of(duty: Duty) -> tuple[Candidate, ...]:
    """Return every limit that speaks of the duty, the one that decides marked, with reasons.

    The catalog's clauses for the whole item, the statutory rules about it, the local rule.
    """
    return decided(duty).candidates


def decided(duty: Duty) -> Decided:
    """Return the limit that decides for the duty (RULES.md §5, conflict resolver).

    Reads the duty's ``limits`` (prefetch them for lists) and its ``item``; equal words are
    decided once. An override of a candidate that is no longer there does not count.
    """
    item, local, override = duty.item, None, None
    for row in standing_limits(duty):
        if row.kind == DutyLimitKind.LOCAL:
            local = LocalRule(_as_printed(row.phrase), row.source)
        else:
            override = Override(row.chosen, row.reason)
    question = Question(
        heading=item.levels[-1] if item.levels else "",
        content=item.content,
        limit=limit_of(item),
        proactive=list(item.modes) != _ON_REQUEST,
        local=local,
        override=override,
    )
    return decide(question)


def standing_limits(duty: Duty) -> list[DutyLimit]:
    """Return the rows the body set for the duty that still stand, oldest first."""
    return [row for row in duty.limits.all() if row.ended_at is None]


@lru_cache(maxsize=4096)
def _as_printed(phrase: str) -> TimeLimit:
    return read_limit(phrase)


@lru_cache(maxsize=4096)
def _as_corrected(values: str) -> TimeLimit:
    blank = {"title": "", "items": [{"content": "", "time_limit": json.loads(values)}]}
    return from_values(blank)[0].items[0].time_limit or TimeLimit("")
