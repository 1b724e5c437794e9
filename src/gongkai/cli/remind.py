"""``gongkai remind``: the reminders of a day, for those who run it by cron, or to look."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from gongkai.refusals import Refused

On = Annotated[
    str, typer.Option("--on", metavar="YYYY-MM-DD", help="哪一天的提醒；默认今天（北京时间）。")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只列出会提醒什么，什么都不改，也不发信。")]


def attach(app: typer.Typer) -> None:
    """Add the ``remind`` command to ``app``."""
    app.command("remind")(command)


def command(on: On = "", dry_run: DryRun = False) -> None:
    """生成一天的提醒并发出邮件；已经提醒过的不会重复。后台任务每天自动做一次。"""
    day = _day(on)
    from gongkai.cli.running import say  # inline, here and below: keeps --help fast
    from gongkai.runtime import database, site
    from gongkai.runtime.embedded.layout import default_home

    home = default_home()
    with database.at_hand(home) as url:
        site.set_environment(home, url)
        site.set_up()
        for line in look(day) if dry_run else do(day):
            say(line)


def do(day: date | None) -> list[str]:
    """Do what is left of the reminders of ``day`` (today: None); return what to say.

    Refuses a day to come: once it was told of, every day before it would be silent.
    """
    from django.db import connections
    from django.utils import timezone

    from gongkai.reminders.passing import remind

    try:
        today = timezone.localdate()
        day = day or today
        if day > today:
            raise Refused("day-to-come", f"{day}还没有到，不能提前提醒；想先看看请加 --dry-run。")
        done = remind(day)
    finally:
        _close(connections)
    sent = done.sent
    made = f"{day}：新提醒{done.told}条，写信{done.letters}封；"
    return [f"{made}发出{sent.handed_over}封，被拒{sent.refused}封，不明{sent.unclear}封。"]


def look(day: date | None) -> list[str]:
    """Return the reminders that ``day`` would bring, one a line, and leave everything as it is."""
    from django.db import connections, transaction
    from django.utils import timezone

    from gongkai.reminders.models import Reminder
    from gongkai.reminders.telling import tell
    from gongkai.reminders.wording import says

    try:
        day = day or timezone.localdate()
        with transaction.atomic():
            number = tell(day)
            told = Reminder.objects.filter(on=day).select_related(
                "officer", "obligation__duty__item", "change__before"
            )
            rows = list(told.order_by("-pk")[:number])
            transaction.set_rollback(True)
    finally:
        _close(connections)
    lines = [
        f"{one.officer.body.short_name} {one.officer.name}  "
        f"{one.obligation.duty.item.name}：{one.obligation.occasion}  {says(one)}"
        for one in reversed(rows)
    ]
    return [*lines, f"{day}：会有{number}条新提醒；什么都没有改动。"]


def _close(connections: object) -> None:
    from django.db import transaction

    if not transaction.get_connection().in_atomic_block:
        connections.close_all()  # type: ignore[attr-defined]


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("day-unreadable", f"“{text}”不是日期，请写成 2026-10-09。") from None
