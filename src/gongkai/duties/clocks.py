"""The bridge from a duty to the engine in ``gongkai.workdays``, and back to stored rows."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai import workdays
from gongkai.catalog import limit_to_dict
from gongkai.clocks.queries import calendar_for, overlay_of
from gongkai.duties.limits import limit_of
from gongkai.duties.models import Derivation, Duty
from gongkai.refusals import Refused
from gongkai.workdays.ledger import NOTHING, Ledger


@dataclass(frozen=True, slots=True)
class Clock:
    """A due date with its derivation, and what it was computed from (``Derivation.inputs``)."""

    phrase: str
    start_on: date
    due: workdays.Due
    inputs: dict[str, Any]

    @property
    def due_on(self) -> date:
        """The last permitted day."""
        if self.due.due is None:
            raise Refused("no-due-date", f"公开时限“{self.phrase}”算不出到期日，请核对目录。")
        return self.due.due

    @property
    def provisional(self) -> bool:
        """True where a year it goes through has no notice yet (CAL-09)."""
        return self.due.provisional


def derive(duty: Duty, start: date, *, ledger: Ledger = NOTHING) -> Clock:
    """Compute when what starts on ``start`` is due under ``duty``, by its body's calendar.

    An item without a readable limit falls under 条例第26条 (PUB-26): 20 working days. Raises
    ``Refused`` where there is no due date.
    """
    item = duty.item
    limit = limit_of(item)
    calendar = calendar_for(duty.body_id)
    due = workdays.due(limit, start, calendar=calendar)
    inputs = {
        "limit": limit_to_dict(limit),
        "phrase": item.time_limit_text,
        "start": start.isoformat(),
        "ledger": dataclasses.asdict(ledger),
        "overlay": list(overlay_of(duty.body_id)),
    }
    clock = Clock(item.time_limit_text, start, due, inputs)
    _ = clock.due_on  # refuses at once
    return clock


def keep(clock: Clock) -> Derivation:
    """Return the stored derivation of ``clock``, made now where there is none yet."""
    text = json.dumps(clock.inputs, ensure_ascii=False, sort_keys=True, default=str)
    found, _ = Derivation.objects.get_or_create(
        inputs_sha256=hashlib.sha256(text.encode()).hexdigest(),
        calendar_version=clock.due.calendar_version,
        defaults={
            "inputs": json.loads(text),
            "start_on": clock.start_on,
            "due_on": clock.due_on,
            "provisional": clock.provisional,
            "phrase": clock.phrase,
            "rule": clock.due.rule,
            "article": clock.due.article,
            "steps": [_plain(step) for step in clock.due.steps],
        },
    )
    return found


def _plain(step: workdays.Step) -> dict[str, Any]:
    data = dataclasses.asdict(step)
    data["on"] = step.on.isoformat() if step.on else None
    return data
