"""``gongkai serve``, ``demo``, ``migrate``, ``worker`` and ``manage``: the running site."""

from __future__ import annotations

from typing import Annotated

import typer

Host = Annotated[str, typer.Option(help="在哪个地址上提供服务。")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="端口。")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="网站进程数。")]
Fresh = Annotated[bool, typer.Option("--fresh", help="先清空演示数据，从头载入。")]
DieWithParent = Annotated[
    bool, typer.Option("--die-with-parent", help="启动本命令的进程一结束，就跟着停止。")
]


def attach(app: typer.Typer) -> None:
    """Add the commands of the running site to ``app``."""
    app.command("serve")(serve)
    app.command("demo")(demo)
    app.command("migrate")(migrate)
    app.command("worker")(worker)
    # Everything after ``manage`` is Django's, --help included.
    everything = {
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "help_option_names": [],
    }
    app.command("manage", context_settings=everything)(manage)


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 1,
    die_with_parent: DieWithParent = False,
) -> None:
    """启动网站：数据库、网站服务和后台任务，一起启动，一起停止。"""
    from gongkai.cli import running  # inline, here and below: see that module
    from gongkai.runtime.ports import Address

    running.serve(Address(host, port), workers, die_with_parent=die_with_parent)


def demo(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    fresh: Fresh = False,
    die_with_parent: DieWithParent = False,
) -> None:
    """启动带演示数据的网站；演示数据与正式数据分开存放。"""
    from gongkai.cli import running
    from gongkai.runtime.ports import Address

    running.demo(Address(host, port), fresh_start=fresh, die_with_parent=die_with_parent)


def migrate() -> None:
    """更新数据库的表结构。"""
    from gongkai.cli import running

    running.migrate()


def worker(die_with_parent: DieWithParent = False) -> None:
    """只运行后台任务（网站另行启动时用）。"""
    from gongkai.cli import running

    running.worker(die_with_parent=die_with_parent)


def manage(context: typer.Context) -> None:
    """运行 Django 管理命令，例如 gongkai manage showmigrations。"""
    from gongkai.cli import running

    running.manage(context.args)
