"""What the worker does at night, and after a calendar changed. All of it is rolled back again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from benchmarks.province.clock import stop_the_clock
from benchmarks.province.timing import once
from gongkai.bodies.models import Body
from gongkai.bodies.queries import subtree_ids
from gongkai.clocks.actions import change_day
from gongkai.clocks.models import DayKind
from gongkai.clocks.queries import calendar_for
from gongkai.duties.actions.opening import open_periods
from gongkai.duties.actions.recomputing import recompute
from gongkai.duties.models import Duty, Obligation
from gongkai.reminders.letters import write_letters
from gongkai.reminders.models import Pass
from gongkai.reminders.telling import tell

HEADING = f"{'':<58} {'own s':>8} {'by clock':>8} {'done':>9}"


def measure_passes(today: date) -> None:
    """Print seconds (``own``: without waiting for others on the machine) and how many obligations
    were opened, reminders or letters made, due dates computed again."""
    print(HEADING)
    month = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    _a_city_alone(today)
    _calendars(today)
    _night("an ordinary night", today)
    _night("the night a month begins", month)
    _night("the night a year begins", date(month.year + 1, 1, 1))


def _night(name: str, day: date) -> None:
    """Open, tell and write letters, as after a night before on which all of it was done."""
    stop_the_clock(day)
    with _undone():
        Pass.objects.create(
            on=day - timedelta(days=1),
            changes_until=timezone.now(),
            obligations_until=Obligation.objects.aggregate(until=Max("pk"))["until"],
            done_at=timezone.now(),
        )
        _time(f"{name}: periods opened", lambda: open_periods(day))
        _time(f"{name}: reminders", lambda: tell(day))
        _time(f"{name}: letters written", lambda: write_letters(day))


def _calendars(today: date) -> None:
    day = _working_day_after(today, 6)
    with _undone():
        change_day(actor=None, body=None, on=day, kind=DayKind.OFF, name="台风", reason="台风停工")
        _time("one day changed for every body", lambda: _recomputed(day))


def _a_city_alone(today: date) -> None:
    """The same numbers whatever else the province holds: run it on a small one too."""
    stop_the_clock(today)
    city = Body.objects.filter(parent=None).order_by("pk")[0]
    day = _working_day_after(today, 6)
    with _undone():
        change_day(actor=None, body=city, on=day, kind=DayKind.OFF, name="州庆", reason="州庆放假")
        _time("one day changed for one city", lambda: _recomputed(day, city.pk))
    with _undone():
        waiting = Duty.objects.filter(body__in=subtree_ids(city), next_opens_on__isnull=False)
        waiting.update(next_opens_on=today)
        _time("periods opened in one city", lambda: open_periods(today))


def _recomputed(day: date, body_id: int | None = None) -> int:
    return recompute(day, day, body_id, "日历有变").obligations


def _working_day_after(day: date, days: int) -> date:
    return calendar_for().add_working_days(day, days)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    connection.close()


def _time(name: str, work: Callable[[], int]) -> None:
    took, done = once(work)
    print(f"{name:<58} {took.own:>8.1f} {took.clock:>8.1f} {done:>9}", flush=True)
