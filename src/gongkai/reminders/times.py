"""When a body wants its officers reminded: its own times, or those of ``data/reminders.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.bodies.models import Body
from gongkai.reminders.models import ReminderSettings

_DATA = Path(__file__).parent / "data" / "reminders.toml"


@dataclass(frozen=True, slots=True)
class Times:
    """Working days. ``days_before`` is in falling order; 0 in it means on the day itself."""

    days_before: tuple[int, ...]
    to_office_head_after: int
    to_body_head_after: int
    by_mail: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """How often a refused letter is handed over again, and how long one that was not confirmed
    is listed in the next; for how long letters that were not written are made up for (days)."""

    tries: int
    relist_days: int
    catch_up_days: int


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


@cache
def default_times() -> Times:
    """Return the times of a body that set none."""
    data = _data()
    return Times(
        days_before=tuple(sorted(data["before"]["days"], reverse=True)),
        to_office_head_after=data["escalation"]["to_office_head_after"],
        to_body_head_after=data["escalation"]["to_body_head_after"],
        by_mail=data["mail"]["by_mail"],
    )


@cache
def sending() -> Sending:
    """Return how letters are tried again."""
    return Sending(**{key: _data()["sending"][key] for key in Sending.__slots__})


def own_times() -> dict[int, Times]:
    """Return the times of every body that set its own, by body."""
    return {row.body_id: _times(row) for row in ReminderSettings.objects.all()}


def times_of(body: Body) -> Times:
    """Return the times that hold for ``body``."""
    row = ReminderSettings.objects.filter(body=body).first()
    return _times(row) if row else default_times()


def _times(row: ReminderSettings) -> Times:
    return Times(
        days_before=tuple(sorted(set(row.days_before), reverse=True)),
        to_office_head_after=row.escalate_to_office_after,
        to_body_head_after=row.escalate_to_body_after,
        by_mail=row.by_mail,
    )
