"""What the commands of :mod:`gongkai.cli.serve` do.

A module of its own because it pulls in the database driver and the account functions of Unix,
which ``gongkai catalog`` and ``gongkai due`` do without.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from gongkai.cli import fresh
from gongkai.runtime import database, service, site
from gongkai.runtime.embedded.layout import default_home
from gongkai.runtime.jobs import Worker
from gongkai.runtime.ports import Address
from gongkai.runtime.stopping import Stopped, StopSignals, end_with_parent

# What a shell reports for a command that Ctrl-C broke off.
_BROKEN_OFF = 130


def serve(address: Address, workers: int, *, die_with_parent: bool) -> None:
    """Serve the site of this installation until a signal comes."""
    plan = service.Plan(default_home(), address, workers)
    _run(plan, service.Hooks(ready=lambda: _say_addresses(address)), die_with_parent)


def demo(address: Address, *, fresh_start: bool, die_with_parent: bool) -> None:
    """Serve the demonstration, in a home of its own, until a signal comes."""
    home = default_home() / "demo"
    # Letters are shown where everything else is said; the demonstration sends none to anybody.
    os.environ["GONGKAI_MAIL"] = "console:"
    hooks = service.Hooks(
        before=(lambda: fresh.clear(home, say)) if fresh_start else lambda: None,
        load=_load_demo,
        ready=lambda: _say_demo(address),
    )
    _run(service.Plan(home, address, workers=1), hooks, die_with_parent)


def migrate() -> None:
    """Bring the tables of this installation up to date."""
    home = default_home()
    with database.at_hand(home) as url:
        _set_up(home, url)
        site.migrate()
    say("表结构已是最新。")


def worker(*, die_with_parent: bool) -> None:
    """Do the deferred jobs until a signal comes."""
    home = default_home()
    if die_with_parent:
        end_with_parent()
    try:
        with StopSignals() as signals, database.at_hand(home) as url:
            _set_up(home, url)
            running = Worker()
            running.start()
            signals.calm()
            say("后台任务正在运行，按 Ctrl-C 停止。")
            while running.alive() and not signals.wait(1):
                pass
            running.stop()
    except Stopped:
        raise typer.Exit(_BROKEN_OFF) from None


def manage(arguments: list[str]) -> None:
    """Run one of Django's management commands on this installation's database."""
    home = default_home()
    with database.at_hand(home) as url:
        site.set_environment(home, url)
        from django.core.management import execute_from_command_line  # inline: slow to import

        execute_from_command_line(["gongkai manage", *arguments])


def say(line: str) -> None:
    """Print one line at once, into a pipe too."""
    typer.echo(line)
    sys.stdout.flush()


def _run(plan: service.Plan, hooks: service.Hooks, die_with_parent: bool) -> None:
    if die_with_parent:
        end_with_parent()
    try:
        service.run(plan, say, hooks)
    except Stopped:
        raise typer.Exit(_BROKEN_OFF) from None


def _set_up(home: Path, url: str) -> None:
    site.set_environment(home, url)
    site.set_up()


def _load_demo() -> None:
    from django.db import connections  # inline: Django must be set up first

    from gongkai.demo import load

    try:
        if not load.is_loaded():
            say("正在载入演示数据（第一次或 --fresh 时）……")
            load.load_demo(say)
    finally:
        connections.close_all()


def _say_addresses(address: Address) -> None:
    say(f"公开网站  {address.url}")
    say(f"工作台    {address.url}workspace/")
    if address.everywhere:
        say("从别的电脑访问时，把这台机器的名称或地址写进 GONGKAI_HOSTS。")
    say("按 Ctrl-C 停止。")


def _say_demo(address: Address) -> None:
    from gongkai.demo import load  # inline: as above

    say("")
    for name, username, password, what in load.sign_ins():
        say(f"登录  {username} / {password}  （{name}，{what}）")
    _say_addresses(address)
