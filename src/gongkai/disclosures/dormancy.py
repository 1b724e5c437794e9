"""Items that are empty, or that nobody has touched for too long (RULES.md WEB-V4, §4.3).

The thresholds are data. A confirmation that nothing has changed counts as an update, a stated
absence (无此类信息) fills an empty item: what an office said of a thing is not silence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from gongkai.bodies.models import Body
from gongkai.clocks.queries import calendar_for
from gongkai.disclosures.models import Filing
from gongkai.disclosures.queries import published
from gongkai.duties.continuing import lines_of
from gongkai.duties.models import Confirmation, Declaration, DeclarationKind, Duty
from gongkai.duties.queries import duties_of
from gongkai.workdays.span import add_months, step

_MIDNIGHT = time(0)


class Standing(StrEnum):
    """How a duty looks to an inspection."""

    FRESH = "fresh"
    DORMANT = "dormant"  # something is there, and too old
    EMPTY = "empty"  # nothing is there, and nobody has said that there is nothing
    NEW = "new"  # the duty has just begun


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of item and how old its newest date may be."""

    code: str
    name: str
    words: tuple[str, ...]
    days: int | None
    months: int | None
    source: str

    def oldest(self, on: date) -> date:
        """Return the first day that is not too old on ``on``."""
        if self.days is not None:
            return step(on, -self.days)
        return add_months(on, -(self.months or 0))


@dataclass(frozen=True, slots=True)
class Freshness:
    """One duty on one day. ``touched_on`` is the newest of its dates, or None."""

    duty: Duty
    kind: Kind
    standing: Standing
    updated_on: date | None = None
    confirmed_on: date | None = None
    absent_on: date | None = None

    @property
    def touched_on(self) -> date | None:
        """The newest of the three dates."""
        days = (self.updated_on, self.confirmed_on, self.absent_on)
        return max((day for day in days if day), default=None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One threshold of the whole body: how many there are, from how many it fails."""

    name: str
    number: int
    fails_from: int
    source: str

    @property
    def fails(self) -> bool:
        """True where an inspection would fail the whole site."""
        return self.number >= self.fails_from


@cache
def _data() -> dict[str, Any]:
    source = resources.files("gongkai.disclosures").joinpath("data/dormancy.toml")
    return tomllib.loads(source.read_text("utf-8"))


def _cited(row: dict[str, Any]) -> str:
    return str(row["source"]) + ("" if row["verified"] else "〔待核〕")


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the sorts of item in the order in which they are tried."""
    return tuple(
        Kind(
            row["code"], row["name"], tuple(row["words"]), row.get("days"), row.get("months"),
            _cited(row),
        )
        for row in _data()["kind"]
    )  # fmt: skip


def kind_of(duty: Duty) -> Kind:
    """Return the sort of the duty's item, by the words of its headings."""
    said = "".join(duty.item.levels) or duty.item.name
    return next(one for one in kinds() if not one.words or any(word in said for word in one.words))


def freshness(duties: Iterable[Duty], on: date | None = None) -> list[Freshness]:
    """Return how each duty stands on ``on`` (today by default), in the order given.

    ``duties`` have their items at hand. Asks the same few questions however many they are.
    """
    day = on or timezone.localdate()
    rows = list(duties)
    # What was done under the duty of the edition before is not undone by a new one.
    lines = lines_of(rows)
    keys = sorted(set().union(*lines.values()))
    dates = [found(keys, day) for found in (_updated, _confirmed, _absent)]
    return [_stand(duty, day, *(_newest(lines[duty.pk], one) for one in dates)) for duty in rows]


def silent(body: Body, on: date | None = None) -> list[Freshness]:
    """Return the empty and the dormant duties of a body that apply, longest silent first."""
    duties = duties_of(body, on).filter(applies=True, item__modes__contains=["proactive"])
    found = [
        one for one in freshness(duties, on) if one.standing in (Standing.EMPTY, Standing.DORMANT)
    ]
    return sorted(found, key=lambda one: (one.touched_on or date.min, one.duty.pk))


def verdicts(found: Sequence[Freshness]) -> list[Verdict]:
    """Return what ``silent`` comes to for the body as a whole."""
    return [
        Verdict(
            row["name"],
            sum(one.standing == row["state"] and one.kind.code in row["kinds"] for one in found),
            row["from"],
            _cited(row),
        )
        for row in _data()["verdict"]
    ]


def _stand(
    duty: Duty, day: date, updated: date | None, confirmed: date | None, absent: date | None
) -> Freshness:
    kind = kind_of(duty)
    touched = max((one for one in (updated, confirmed, absent) if one), default=None)
    if touched is not None:
        standing = Standing.FRESH if touched >= kind.oldest(day) else Standing.DORMANT
    else:
        grace = calendar_for(duty.body_id).add_working_days(
            duty.starts_on, _data()["new"]["working_days"]
        )
        standing = Standing.NEW if day <= grace else Standing.EMPTY
    return Freshness(duty, kind, standing, updated, confirmed, absent)


def _newest(line: Iterable[int], days: Mapping[int, date]) -> date | None:
    return max((days[key] for key in line if key in days), default=None)


def _updated(keys: list[int], day: date) -> dict[int, date]:
    """Return the last day something public under each duty was published or changed."""
    end = _end_of(day)
    first, changed = "disclosure__first_published_at", "disclosure__updated_at"
    rows = (
        Filing.objects.filter(duty__in=keys, disclosure__in=published().order_by().values("pk"))
        .filter(**{f"{first}__lt": end})
        .order_by()
        .values_list("duty")
        .annotate(first=Max(first), changed=Max(changed, filter=Q(**{f"{changed}__lt": end})))
    )
    return {duty: timezone.localdate(max(at for at in (one, two) if at)) for duty, one, two in rows}


def _confirmed(keys: list[int], day: date) -> dict[int, date]:
    rows = Confirmation.objects.filter(duty__in=keys, on__lte=day).order_by()
    return dict(rows.values_list("duty").annotate(last=Max("on")))


def _absent(keys: list[int], day: date) -> dict[int, date]:
    rows = Declaration.objects.filter(
        obligation__duty__in=keys,
        kind=DeclarationKind.NOTHING,
        granted=True,
        decided_at__lt=_end_of(day),
    ).order_by()
    found = rows.values_list("obligation__duty").annotate(last=Max("decided_at"))
    return {duty: timezone.localdate(at) for duty, at in found}


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), _MIDNIGHT))
