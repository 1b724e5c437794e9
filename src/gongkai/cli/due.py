"""``gongkai due``: the due date of a phrase, and how it came to be."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from gongkai.catalog.model import TimeLimit
from gongkai.cli import due_options as options
from gongkai.workdays import Due, PartDue, Step, StepKind, due
from gongkai.workdays.steps import spoken

EVERY_DAY = (StepKind.COUNTED, StepKind.SKIPPED, StepKind.PAUSED)
KINDS = {
    StepKind.TRIGGER: "起算",
    StepKind.COUNTED: "计入",
    StepKind.SKIPPED: "不计",
    StepKind.PAUSED: "暂停",
    StepKind.EXTENDED: "延长",
    StepKind.RESTARTED: "重算",
    StepKind.ROLLED: "顺延",
    StepKind.RESULT: "截止",
    StepKind.CEILING: "上限",
    StepKind.NOTE: "说明",
}


class Format(StrEnum):
    """What the answer is written as."""

    JSON = "json"
    TEXT = "text"


def attach(app: typer.Typer) -> None:
    """Add the ``due`` command to ``app``."""
    app.command("due")(command)


def command(
    phrase: Annotated[str, typer.Argument(metavar="时限", help="目录里写的公开时限原文。")],
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="YYYY-MM-DD",
            help="信息形成、变更或者事项发生的日期；按小时计的写到时刻，如 2026-03-02T15:30。",
        ),
    ],
    pause: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A..B", help="暂停：A 的次日到 B 不计，可写多次；写成 A.. 的尚未结束。"
        ),
    ] = None,
    extend: Annotated[
        list[str] | None, typer.Option(metavar="N", help="延长 N 个工作日，接在原期限之后。")
    ] = None,
    restart: Annotated[
        list[str] | None, typer.Option(metavar="D", help="自 D 重新起算，D 当日不计。")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="D", help="按 D 那天看：尚未结束的暂停算到 D。")
    ] = None,
    calendar: Annotated[
        str | None,
        typer.Option(metavar="文件", help="叠加在官方日历上的年度文件，或者放这些文件的文件夹。"),
    ] = None,
    law: Annotated[
        str | None,
        typer.Option(metavar="法律", help="时限出自哪部法律，如行政处罚法：它的“日”可能是工作日。"),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="逐日列出计入和不计的日子及依据。")
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", help="json 供程序读取，text 供人阅读。")
    ] = Format.JSON,
) -> None:
    """算出一条公开时限的截止日，并说明理由。"""
    begins = options.start(start)
    entries = options.ledger(pause or [], extend or [], restart or [])
    seen = options.day(as_of, "--as-of") if as_of is not None else None
    days = options.calendar(calendar)
    from gongkai.catalog import read_limit  # inline: other commands need not load the reader

    limit = options.limit_of(phrase, read_limit(phrase))
    answer = due(limit, begins, calendar=days, ledger=entries, as_of=seen, law=law)
    if form is Format.JSON:
        typer.echo(
            json.dumps(as_json(answer, limit, explain=explain), ensure_ascii=False, indent=2)
        )
    else:
        _print(answer, limit, explain=explain)


def as_json(answer: Due, limit: TimeLimit, *, explain: bool) -> dict[str, Any]:
    """Return the answer as plain JSON values; days are ISO 8601, absent values null.

    Without ``explain`` the steps leave out the days counted and skipped one by one.
    """
    return {
        "due": _iso(answer.due),
        "at": answer.at.isoformat() if answer.at else None,
        "provisional": answer.provisional,
        "rule": answer.rule,
        "article": answer.article,
        "unpaused": _iso(answer.unpaused),
        "paused_since": _iso(answer.paused_since),
        "target": _iso(answer.target),
        "ceiling": _iso(answer.ceiling),
        "calendar_version": answer.calendar_version,
        "clause": asdict(answer.clause) if answer.clause else None,
        "parts": [_part(part, explain=explain) for part in answer.parts],
        "findings": [asdict(finding) for finding in limit.findings],
        "steps": _steps(answer.steps, explain=explain),
    }


def _part(part: PartDue, *, explain: bool) -> dict[str, Any]:
    return {
        "scope": part.scope,
        "due": _iso(part.due),
        "at": part.at.isoformat() if part.at else None,
        "provisional": part.provisional,
        "rule": part.rule,
        "clause": asdict(part.clause),
        "steps": _steps(part.steps, explain=explain),
    }


def _steps(steps: tuple[Step, ...], *, explain: bool) -> list[dict[str, Any]]:
    return [
        {"on": _iso(step.on), "kind": step.kind, "text": step.text, "source": step.source}
        for step in steps
        if explain or step.kind not in EVERY_DAY
    ]


def _print(answer: Due, limit: TimeLimit, *, explain: bool) -> None:
    console = Console(highlight=False)
    day = spoken(answer.due) if answer.due else "无"
    moment = f"{answer.at:%H:%M}" if answer.at else ""
    console.print(f"截止日：[bold]{day}{moment}[/bold]{'（暂定）' if answer.provisional else ''}")
    console.print(f"依据：{answer.article}", markup=False)
    steps = [step for step in answer.steps if explain or step.kind not in EVERY_DAY]
    table = Table("日期", "", "说明", box=None, padding=(0, 1))
    table.columns[-1].overflow = "fold"
    for step in steps:
        on = step.on.isoformat() if step.on else ""
        table.add_row(on, KINDS[step.kind], _plain(step.text))
    console.print(table)
    for source in dict.fromkeys(step.source for step in steps if step.source):
        console.print(f"出处：{source}", markup=False)
    for finding in limit.findings:
        console.print(f"注意：{finding.message}", markup=False)
    console.print(f"日历版本：{answer.calendar_version}", markup=False)


def _plain(text: str) -> str:
    # Rich would read square brackets out of a catalog as its own markup.
    return text.replace("[", r"\[")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
