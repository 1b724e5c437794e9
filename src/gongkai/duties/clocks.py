"""The bridge from an item's stored limit to the engine in ``gongkai.workdays``."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai import workdays
from gongkai.catalog import read_limit
from gongkai.catalog.formats.values import from_values
from gongkai.catalog.model import Origin, TimeLimit
from gongkai.duties.models import Item
from gongkai.refusals import Refused


@dataclass(frozen=True, slots=True)
class Clock:
    """A due date with its derivation as plain data (JSON)."""

    due_on: date
    provisional: bool
    derivation: dict[str, Any]


def derive(item: Item, formed_on: date) -> Clock:
    """Compute when information of ``item`` formed on ``formed_on`` is due.

    An item without a readable limit falls under 条例第26条 (PUB-26): 20 working days.
    """
    limit = _limit_of(item)
    result = workdays.due(limit, formed_on)
    if result.due is None:
        raise Refused("no-due-date", f"“{item.name}”的公开时限算不出到期日，请核对目录。")
    return Clock(
        due_on=result.due,
        provisional=result.provisional,
        derivation={
            "rule": result.rule,
            "article": result.article,
            "calendar_version": result.calendar_version,
            "phrase": item.time_limit_text,
            "steps": [_plain(step) for step in result.steps],
        },
    )


def _limit_of(item: Item) -> TimeLimit:
    """Return the limit as an officer put it right; one that was printed is read again."""
    if item.origin.get("time_limit") == Origin.CORRECTED and item.time_limit:
        blank = {"title": "", "items": [{"content": "", "time_limit": item.time_limit}]}
        return from_values(blank)[0].items[0].time_limit or TimeLimit("")
    return read_limit(item.time_limit_text) if item.time_limit_text else TimeLimit("")


def _plain(step: workdays.Step) -> dict[str, Any]:
    data = dataclasses.asdict(step)
    data["on"] = step.on.isoformat() if step.on else None
    return data
