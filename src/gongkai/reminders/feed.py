"""An officer's due dates as a calendar (RFC 5545) behind a private address."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from icalendar import Calendar, Event

from gongkai.bodies.models import Officer
from gongkai.duties.models import Obligation
from gongkai.reminders.models import CalendarFeed
from gongkai.reminders.queries import mine

# A calendar program reads this every few hours: what is far off can wait until it is nearer.
_MOST = 500
_DAY = timedelta(days=1)


def token_of(feed: CalendarFeed) -> str:
    """Return the signed part of the address; it says whose it is to nobody but this site."""
    return _signer().sign(f"{feed.officer_id}-{feed.serial}")


def address_of(feed: CalendarFeed) -> str:
    """Return the path of the calendar."""
    return reverse("workspace:feed", args=[token_of(feed)])


def reader_of(token: str) -> Officer | None:
    """Return whose address ``token`` is; None for a forged or renewed one and for who left."""
    try:
        officer, serial = map(int, _signer().unsign(token).split("-"))
    except (BadSignature, ValueError):
        return None
    feed = (
        CalendarFeed.objects.select_related("officer__office__body")
        .filter(officer=officer, serial=serial, officer__is_active=True)
        .first()
    )
    return feed.officer if feed else None


def calendar_of(officer: Officer) -> bytes:
    """Return the calendar: an all-day event for each open obligation the officer answers for.

    It says what and when, and no more: no names, no contents.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//gongkai//due dates//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"政务公开到期日 · {officer.body.short_name}")
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for obligation in mine(officer)[:_MOST]:
        calendar.add_component(_event(obligation))
    written: bytes = calendar.to_ical()
    return written


def _event(obligation: Obligation) -> Event:
    event = Event()
    event.add("uid", f"obligation-{obligation.pk}@{_place()}")
    event.add("dtstamp", obligation.opened_at)
    event.add("dtstart", obligation.due_on)
    event.add("dtend", obligation.due_on + _DAY)
    event.add(
        "summary", f"{'（暂定）' if obligation.provisional else ''}公开到期：{obligation.label}"
    )
    event.add("status", "TENTATIVE" if obligation.provisional else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if settings.PUBLIC_ADDRESS:
        page = reverse("workspace:obligation", args=[obligation.pk])
        event.add("url", f"{settings.PUBLIC_ADDRESS}{page}")
    return event


def _place() -> str:
    return urlsplit(settings.PUBLIC_ADDRESS).hostname or "gongkai.invalid"


def _signer() -> Signer:
    return Signer(sep=".", salt="gongkai.reminders.feed")
