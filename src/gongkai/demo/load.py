"""Loads the demo into an empty database: all of it, or nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Body, Role
from gongkai.demo import registers, standing
from gongkai.demo.batch import look_at_sizes, without_savepoints
from gongkai.demo.clock import Clock, settable_clock
from gongkai.demo.periods import Periods
from gongkai.demo.plan import first_day, plan
from gongkai.demo.setting_off import SettingOff
from gongkai.demo.steps import Queue
from gongkai.demo.telling import Teller
from gongkai.disclosures.models import Disclosure
from gongkai.refusals import Refused

# The same demo each time, but for its dates.
_SEED = 711
_STEPS_A_LINE = 500


def is_loaded() -> bool:
    """Tell whether the database holds anything already: the demo, or a site's own data."""
    return Body.objects.exists()


def load_demo(progress: Callable[[str], None]) -> None:
    """Load bodies, officers, catalogs and two years of disclosures, counted back from today.

    One transaction: what is interrupted leaves nothing. Refuses a database that holds bodies.
    """
    if is_loaded():
        raise Refused("demo-loaded", "数据库里已有机关，不再载入演示数据。")
    rng = random.Random(_SEED)  # noqa: S311 (invented data, no secret)
    today = timezone.localdate()
    teller = Teller(rng, today)
    try:
        with settable_clock() as clock, transaction.atomic(), without_savepoints():
            _tell(rng, today, teller, clock, progress)
    except BaseException:
        # The database forgets by itself; files do not.
        for name in teller.stored:
            default_storage.delete(name)
        raise


def sign_ins() -> list[tuple[str, str, str, str]]:
    """Return (name, username, password, what it is): everyone of the first body, then the first
    editor of each other; their other accounts are named alike."""
    first, *others = [registers.accounts(row) for row in registers.rows()]
    shown = [*first, *(accounts[0] for accounts in others)]
    return [
        (one.name, one.username, registers.password(), f"{one.body}{Role(one.role).label}")
        for one in shown
    ]


def _tell(
    rng: random.Random,
    today: date,
    teller: Teller,
    clock: Clock,
    progress: Callable[[str], None],
) -> None:
    start = first_day(today)
    clock.set(timezone.make_aware(datetime.combine(start, time(8, 0))))
    casts = registers.make_bodies(progress)
    registers.adopt_catalogs(casts, start, progress)
    registers.map_catalogs(casts, progress)
    standing.set_up(casts)
    look_at_sizes()
    teller.setting_off = SettingOff(casts, today, rng)
    cases = plan(casts, today, rng)
    queue = Queue()
    queue.put(Periods(casts, today, rng).openings())
    queue.put(teller.setting_off.happenings())
    queue.put(standing.Choices(casts, today, rng).steps())
    queue.put(step for case in cases for step in teller.steps(case))
    # Everything happens in the order of time, so that numbers given out follow it too.
    count = 0
    while (step := queue.take()) is not None:
        clock.set(step.at)
        queue.put(step.do() or ())
        count += 1
        if count % _STEPS_A_LINE == 0:
            look_at_sizes()
            progress(f"办理记录{count}步")
    progress(f"公开信息{Disclosure.objects.count()}条")
