"""What a due date has beside the one day: parts, the safe date, the body's own day, the ceiling."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from gongkai.duties.limit_words import clause_in_words
from gongkai.workdays import Due, PartDue


def beside(due: Due) -> dict[str, Any]:
    """Return it as ``Derivation.also`` keeps it: days in ISO 8601, nothing where there is nothing.

    ``parts`` of a limit that says one thing for some of an item and another for the rest;
    ``unpaused`` only where pauses moved the day (RPL-33d); ``paused_since``, ``target`` and
    ``ceiling`` as in ``workdays.Due`` (PUB-26).
    """
    days: dict[str, date | None] = {
        "unpaused": due.unpaused if due.unpaused != due.due else None,
        "paused_since": due.paused_since,
        "target": due.target,
        "ceiling": due.ceiling,
    }
    kept: dict[str, Any] = {name: day.isoformat() for name, day in days.items() if day}
    if due.parts:
        kept["parts"] = [_part(one) for one in due.parts]
    return kept


def _part(part: PartDue) -> dict[str, Any]:
    clause = dataclasses.asdict(part.clause)
    return {
        "scope": part.scope or "",
        "words": clause_in_words(clause | {"scope": None}),
        "due": part.due.isoformat(),
        "at": part.at.isoformat() if part.at else None,
        "provisional": part.provisional,
    }
