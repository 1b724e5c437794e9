"""``gongkai catalog load``: import a catalog file into the site of this installation."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gongkai.catalog import Reading

Label = Annotated[str, typer.Option(help="版次名称，例如“2026年版”；默认用文件名。")]
Domain = Annotated[str, typer.Option(help="领域，例如“住房保障”；可不填。")]

_LONGEST_LABEL = 60


def attach(app: typer.Typer) -> None:
    """Add ``load`` to ``gongkai catalog``."""
    app.command("load")(load)


def load(
    file: Annotated[str, typer.Argument(help="目录文件：Word、Excel、PDF、网页、CSV 或纯文本。")],
    label: Label = "",
    domain: Domain = "",
) -> None:
    """把一份标准目录导入本网站：一个文件里的各份目录，或者全部导入，或者都不导入。"""
    from gongkai.catalog import read_file  # inline, here and below: keeps --help fast
    from gongkai.cli.running import say

    say(f"正在读取 {file} ……")
    reading = read_file(file)
    digest = hashlib.sha256(Path(file).read_bytes()).hexdigest()

    from gongkai.runtime import database, site
    from gongkai.runtime.embedded.layout import default_home

    home = default_home()
    with database.at_hand(home) as url:
        site.set_environment(home, url)
        site.set_up()
        site.migrate()
        chosen = label or Path(file).stem[:_LONGEST_LABEL]
        for line in store(reading, Path(file).name, digest, chosen, domain):
            say(line)


def store(reading: Reading, name: str, digest: str, label: str, domain: str) -> list[str]:
    """Import each catalog of ``reading``, all or none; return one line for each.

    Django must be set up. Refuses as ``gongkai.duties.actions.import_edition`` does.
    """
    from django.db import connections, transaction

    from gongkai.duties.actions import import_edition

    lines = []
    try:
        with transaction.atomic():
            for read in reading.catalogs:
                edition = import_edition(
                    actor=None,
                    read=read,
                    source_name=name[:200],
                    source_sha256=digest,
                    label=label,
                    domain=domain,
                )
                lines.append(
                    f"已导入 {edition}：{len(read.items)} 项公开事项，"
                    f"{len(read.findings)} 处读取提示（版次编号 {edition.pk}）。"
                )
    finally:
        if not transaction.get_connection().in_atomic_block:
            connections.close_all()
    return lines
