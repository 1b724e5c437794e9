"""The bridge from a duty to the engine in ``gongkai.workdays``, and back to stored rows."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from gongkai import workdays
from gongkai.catalog import limit_to_dict
from gongkai.catalog.formats.values import from_values
from gongkai.catalog.model import TimeLimit
from gongkai.clocks.queries import calendar_for, overlay_of, targets_of
from gongkai.duties.beside import beside
from gongkai.duties.limits import decided
from gongkai.duties.models import Derivation, Duty
from gongkai.refusals import Refused
from gongkai.workdays.ledger import NOTHING, Extension, Ledger, Pause, Restart
from gongkai.workdays.recurrence import recurring_part

# Part of what a derivation is known by: raise it when the engine answers otherwise than before.
ENGINE = 2
_NO_TARGETS = workdays.Targets()


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


def derive(
    duty: Duty,
    start: date,
    *,
    ledger: Ledger = NOTHING,
    moment: datetime | None = None,
    recurring: bool = False,
) -> Clock:
    """Compute when what starts on ``start`` is due under ``duty``, by its body's calendar.

    ``moment`` (aware) is the moment a limit in hours counts from; it lies on ``start``.
    ``recurring``: for a period, by the clauses its periods come from. A pause that is still open
    leaves out the days up to today. An item without a readable limit falls under 条例第26条
    (PUB-26): 20 working days. Raises ``Refused`` where there is no due date.
    """
    deciding = decided(duty)
    limit = deciding.limit
    if recurring:
        limit = recurring_part(limit) or limit
    inputs = {
        "engine": ENGINE,
        "limit": limit_to_dict(limit),
        "phrase": deciding.phrase,
        "chosen": deciding.source,
        "start": (timezone.localtime(moment) if moment else start).isoformat(),
        "overlay": list(overlay_of(duty.body_id)),
    }
    inputs |= _of_ledger(ledger) | _of_targets(limit, targets_of(duty.body_id))
    return compute(json.loads(_canonical(inputs)), calendar_for(duty.body_id))


def rederive(
    derivation: Derivation,
    calendar: workdays.Calendar,
    *,
    ledger: Ledger | None = None,
    overlay: Sequence[int] | None = None,
    targets: workdays.Targets | None = None,
) -> Clock:
    """Compute a stored derivation again from what it was computed from, by ``calendar``.

    ``ledger``, ``overlay`` and the body's own ``targets`` take the place of those that were kept,
    where they are given.
    Raises ``Refused`` for one whose inputs were not kept (``needs_its_duty``).
    """
    if needs_its_duty(derivation):
        raise Refused("inputs-not-kept", "这条期限推算没有保存推算所用的数据，须按责任重新推算。")
    inputs = {key: kept for key, kept in derivation.inputs.items() if key != "as_of"}
    inputs["engine"] = ENGINE
    inputs |= _of_ledger(_ledger(inputs["ledger"]) if ledger is None else ledger)
    if overlay is not None:
        inputs["overlay"] = list(overlay)
    if targets is not None:
        inputs.pop("targets", None)
        inputs |= _of_targets(_limit(_canonical(inputs["limit"])), targets)
    return compute(json.loads(_canonical(inputs)), calendar)


def moment_of(derivation: Derivation) -> datetime | None:
    """Return the moment its clock counts from, where it counts from one and not from a day."""
    start = derivation.inputs.get("start", "")
    return datetime.fromisoformat(start) if "T" in start else None


def needs_its_duty(derivation: Derivation) -> bool:
    """True for a derivation of before inputs were kept: only its duty can tell its limit."""
    return not derivation.inputs.get("limit")


def compute(inputs: dict[str, Any], calendar: workdays.Calendar) -> Clock:
    """Return the clock of ``inputs`` (as ``Derivation.inputs`` holds them) by ``calendar``."""
    limit = _limit(_canonical(inputs["limit"]))
    begun = datetime.fromisoformat(inputs["start"])
    exact = "T" in inputs["start"]
    start_on = timezone.localdate(begun) if exact else begun.date()
    due = workdays.due(
        limit,
        begun if exact else start_on,
        calendar=calendar,
        ledger=_ledger(inputs["ledger"]),
        as_of=_day(inputs["as_of"]) if inputs.get("as_of") else None,
        targets=workdays.Targets(**inputs.get("targets", {})),
    )
    clock = Clock(inputs["phrase"], start_on, due, inputs)
    _ = clock.due_on  # refuses at once
    return clock


def keep(clock: Clock) -> Derivation:
    """Return the stored derivation of ``clock``, made now where there is none yet."""
    return keep_all([clock])[0]


def keep_all(clocks: Sequence[Clock]) -> list[Derivation]:
    """Return the stored derivations of ``clocks`` in their order, in three statements at most."""
    rows = [_row(clock) for clock in clocks]
    found = _stored(rows)
    missing = {_key(row): row for row in rows if _key(row) not in found}
    if missing:
        # Whoever stores the same one at the same time made the same one.
        Derivation.objects.bulk_create(missing.values(), ignore_conflicts=True, batch_size=500)
        found |= _stored(list(missing.values()))
    return [found[_key(row)] for row in rows]


def _stored(rows: Sequence[Derivation]) -> dict[tuple[str, str], Derivation]:
    known = Derivation.objects.filter(
        inputs_sha256__in={row.inputs_sha256 for row in rows},
        calendar_version__in={row.calendar_version for row in rows},
    )
    return {_key(row): row for row in known}


def _key(row: Derivation) -> tuple[str, str]:
    return row.inputs_sha256, row.calendar_version


def _row(clock: Clock) -> Derivation:
    return Derivation(
        inputs=clock.inputs,
        inputs_sha256=hashlib.sha256(_canonical(clock.inputs).encode()).hexdigest(),
        calendar_version=clock.due.calendar_version,
        start_on=clock.start_on,
        due_on=clock.due_on,
        due_at=clock.due.at,
        provisional=clock.provisional,
        phrase=clock.phrase,
        rule=clock.due.rule,
        article=clock.due.article,
        steps=[_plain(step) for step in clock.due.steps],
        also=beside(clock.due),
    )


def _canonical(inputs: dict[str, Any]) -> str:
    return json.dumps(inputs, ensure_ascii=False, sort_keys=True, default=str)


def _plain(step: workdays.Step) -> dict[str, Any]:
    data = dataclasses.asdict(step)
    data["on"] = step.on.isoformat() if step.on else None
    return data


@lru_cache(maxsize=4096)
def _limit(canonical: str) -> TimeLimit:
    """Return a limit from its canonical JSON; a province's duties share a few hundred."""
    blank = {"title": "", "items": [{"content": "", "time_limit": json.loads(canonical)}]}
    return from_values(blank)[0].items[0].time_limit or TimeLimit("")


def targets_that_count(limit: TimeLimit, targets: workdays.Targets) -> workdays.Targets:
    """Return of a body's own targets those the limit reads: other bodies share what reads none."""
    if targets == _NO_TARGETS:
        return targets
    read = workdays.targets_read(limit)
    return workdays.Targets(
        realtime=targets.realtime if "realtime" in read else None,
        timely=targets.timely if "timely" in read else None,
    )


def _of_targets(limit: TimeLimit, targets: workdays.Targets) -> dict[str, Any]:
    """Return what a body's own targets add to the inputs: nothing where the limit reads none."""
    read = dataclasses.asdict(targets_that_count(limit, targets))
    own = {name: n for name, n in read.items() if n is not None}
    return {"targets": own} if own else {}


def _of_ledger(ledger: Ledger) -> dict[str, Any]:
    """Return what a ledger adds to the inputs: an open pause is looked at today."""
    data: dict[str, Any] = {"ledger": dataclasses.asdict(ledger)}
    if any(pause.closed is None for pause in ledger.pauses):
        data["as_of"] = timezone.localdate().isoformat()
    return data


def _ledger(data: dict[str, Any]) -> Ledger:
    return Ledger(
        pauses=tuple(
            Pause(_day(one["sent"]), _day(one["closed"]) if one["closed"] else None, one["cause"])
            for one in data["pauses"]
        ),
        extensions=tuple(Extension(**one) for one in data["extensions"]),
        restarts=tuple(Restart(_day(one["on"]), one["cause"]) for one in data["restarts"]),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
