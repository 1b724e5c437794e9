"""``gongkai event``: business systems say that something happened (批复、会议召开)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from gongkai.refusals import Refused

app = typer.Typer(help="登记触发事件：会议召开、批复、执法决定作出。", no_args_is_help=True)

Items = Annotated[
    list[str] | None,
    typer.Option("--item", help="公开事项的序号或者名称，可写多次；不写则按公开时限找。"),
]


@app.command("add")
def add(
    body: Annotated[str, typer.Option(help="机关的网址名，例如 zjj。")],
    name: Annotated[str, typer.Option(help="发生了什么，例如“会议召开”。")],
    title: Annotated[str, typer.Option(help="是哪一件，例如“第12次局长办公会”。")],
    on: Annotated[str, typer.Option(help="日期或者时刻，如 2026-11-16、2026-11-16T09:30。")],
    reference: Annotated[str, typer.Option(help="业务系统里的编号；同一编号只登记一次。")],
    item: Items = None,
) -> None:
    """登记一个事件，回答登记了哪些应公开任务（JSON）。"""
    data = {
        "body": body, "name": name, "title": title, "on": on, "reference": reference,
        "items": item or [],
    }  # fmt: skip
    with _site():
        _answer(add_one(data))


@app.command("load")
def load(
    file: Annotated[str, typer.Argument(help="JSON Lines 文件，一行一个事件，UTF-8。")],
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="有错的行跳过，其余照样登记。")
    ] = False,
) -> None:
    """登记文件里的事件，回答每行的结果（JSON）；有错的行写明行号和原因。

    有一行出错就一个也不登记，除非写 --keep-going。
    """
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise Refused("cli-input", f"无法读取文件 {file}；请核对文件名和权限。") from error
    with _site():
        answer = load_lines(data, keep_going=keep_going)
    _answer(answer)
    if answer["refused"]:
        raise typer.Exit(2)


def add_one(data: dict[str, Any]) -> dict[str, Any]:
    """Register one event, all of it or nothing. Django must be set up."""
    from django.db import transaction

    from gongkai.duties.intake import read_told, tell

    with transaction.atomic():
        return tell(read_told(data))


def load_lines(data: bytes, *, keep_going: bool) -> dict[str, Any]:
    """Register the events of a JSON Lines file. Django must be set up.

    ``events`` and ``refused`` each give the line; without ``keep_going`` one refused line leaves
    nothing written (``written`` is false, ``events`` empty).
    """
    from django.db import transaction

    from gongkai.duties.intake import read_told, tell

    events: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    with transaction.atomic():
        for number, line in _lines(data):
            try:
                with transaction.atomic():
                    events.append({"line": number, **tell(read_told(_json(line)))})
            except Refused as refusal:
                reason = {"line": number, "code": refusal.code, "message": refusal.message}
                refused.append(reason)
        written = keep_going or not refused
        if not written:
            transaction.set_rollback(True)
    return {"written": written, "events": events if written else [], "refused": refused}


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that hold something, numbered from 1."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _json(line: bytes) -> object:
    try:
        return json.loads(line.decode())
    except (ValueError, RecursionError):
        raise Refused("bad-line", "这一行不是 UTF-8 编码的 JSON，请核对文件。") from None


def _answer(answer: dict[str, Any]) -> None:
    from gongkai.cli.output import write_text

    write_text(json.dumps(answer, ensure_ascii=False, indent=2) + "\n", None)


@contextmanager
def _site() -> Iterator[None]:
    """This installation's database, ready for use; its connections are closed at the end."""
    from gongkai.runtime import database, site  # inline, here and above: keeps --help fast
    from gongkai.runtime.embedded.layout import default_home

    home = default_home()
    with database.at_hand(home) as url:
        site.set_environment(home, url)
        site.set_up()
        site.migrate()
        from django.db import connections

        try:
            yield
        finally:
            connections.close_all()
