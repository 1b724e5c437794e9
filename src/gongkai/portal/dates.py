"""The two dates of an item, updated and last confirmed, and what was stated not to exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from gongkai.bodies.models import Body
from gongkai.disclosures.dormancy import freshness
from gongkai.disclosures.models import Disclosure
from gongkai.duties.declaration_queries import last_confirmed, stated_absences
from gongkai.duties.models import Duty, Item

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class BodyDates:
    """When one body last changed what is public under an item, and last found it still true."""

    body: Body
    updated_on: date | None
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class Absence:
    """A stated absence (无此类信息): for what occasion or period, why, since when."""

    body: Body
    occasion: str
    reason: str
    on: date


def dates_of(item: Item, body: Body | None = None) -> list[BodyDates]:
    """Return the two dates of every body that answers for ``item`` (or of ``body`` alone)."""
    duties = Duty.objects.filter(item=item, applies=True).select_related("body", "item")
    if body is not None:
        duties = duties.filter(body=body)
    return [
        BodyDates(one.duty.body, one.updated_on, one.confirmed_on)
        for one in freshness(duties.order_by("body_id"))
        if one.updated_on or one.confirmed_on
    ]


def absences_under(item: Item, body: Body | None = None) -> list[Absence]:
    """Return what was stated not to exist under ``item``, the latest first; the newest few."""
    return [
        Absence(
            row.obligation.body,
            row.obligation.occasion,
            row.reason,
            timezone.localdate(row.decided_at),
        )
        for row in stated_absences(item, body)[:_SHOWN]
    ]


def confirmed_on(disclosure: Disclosure) -> date | None:
    """Return the last day on which an item of ``disclosure`` was checked since its last change."""
    days = last_confirmed(Duty.objects.filter(filings__disclosure=disclosure)).values()
    found = max(days, default=None)
    updated = disclosure.updated_at
    since = found is None or updated is None or found >= timezone.localdate(updated)
    return found if since else None
