"""``gongkai due``: the due date of a phrase, and how it came to be."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from gongkai.catalog.model import TimeLimit
from gongkai.refusals import Refused
from gongkai.workdays import Due, StepKind, due
from gongkai.workdays.steps import spoken

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
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
        str, typer.Option("--from", metavar="YYYY-MM-DD", help="信息形成、变更或者事项发生的日期。")
    ],
    explain: Annotated[
        bool, typer.Option("--explain", help="逐日列出计入和不计的日子及依据。")
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", help="json 供程序读取，text 供人阅读。")
    ] = Format.JSON,
) -> None:
    """算出一条公开时限的截止日，并说明理由。"""
    day = _day(start)
    from gongkai.catalog import read_limit  # inline: other commands need not load the reader

    limit = read_limit(phrase)
    answer = due(limit, day)
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
        "provisional": answer.provisional,
        "rule": answer.rule,
        "article": answer.article,
        "ceiling": _iso(answer.ceiling),
        "calendar_version": answer.calendar_version,
        "clause": asdict(answer.clause) if answer.clause else None,
        "findings": [asdict(finding) for finding in limit.findings],
        "steps": [
            {"on": _iso(step.on), "kind": step.kind, "text": step.text, "source": step.source}
            for step in answer.steps
            if explain or step.kind not in EVERY_DAY
        ],
    }


def _print(answer: Due, limit: TimeLimit, *, explain: bool) -> None:
    console = Console(highlight=False)
    day = spoken(answer.due) if answer.due else "无"
    console.print(f"截止日：[bold]{day}[/bold]{'（暂定）' if answer.provisional else ''}")
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


def _day(text: str) -> date:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused("bad_date", f"--from 后的日期“{text}”不对，请写成 2026-09-18 这样的日期。")
