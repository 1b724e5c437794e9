"""``gongkai catalog``: read a catalog, read a time limit."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.refusals import Refused

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from gongkai.catalog.model import Catalog, Item

app = typer.Typer(help="读取和检查标准目录。", no_args_is_help=True)

_FORMATS = ("json", "table")
_NARROWEST = 120  # columns of a table that goes to a file or a pipe
_ORIGINS = {"carried": "合并格", "unresolved": "待核对"}
_KINDS = {
    "after_event": "事后期限",
    "before_event": "事前期限",
    "realtime": "随时更新",
    "periodic": "定期更新",
    "fixed_date": "固定日期",
    "duration": "公开时长",
    "as_required": "按规定",
}
_WORDS = _KINDS | {
    "working_day": "工作日",
    "day": "日",
    "week": "周",
    "month": "月",
    "year": "年",
    "hour": "小时",
    "quarter": "季度",
    "half_year": "半年",
}
_SEVERITIES = {"error": "错误", "warning": "请核对", "info": "提示"}

FormatOption = Annotated[str, typer.Option("--format", "-f", help="输出格式：json 或 table。")]


@app.command("read")
def read(
    file: Annotated[str, typer.Argument(help="目录文本文件（UTF-8、GB18030 或带标记的 UTF-16）。")],
    format_: FormatOption = "table",
) -> None:
    """读取一份标准目录：逐项列出公开事项、要素、时限、渠道，以及读不准的地方。"""
    _check_format(format_)
    from gongkai.catalog import read_file, to_dict  # inline: keeps --help fast

    catalogs = read_file(file).catalogs
    if format_ == "json":
        _print_json({"catalogs": [to_dict(catalog) for catalog in catalogs]})
        return
    console = _console()
    for catalog in catalogs:
        _print_catalog(catalog, console)


@app.command("limit")
def limit(
    phrase: Annotated[str, typer.Argument(help="公开时限的原话，如“信息形成之日起20个工作日内”。")],
    format_: FormatOption = "table",
) -> None:
    """解读一句公开时限：从什么时候算起、多少天、是工作日还是自然日。"""
    _check_format(format_)
    from gongkai.catalog import limit_to_dict, read_limit  # inline: keeps --help fast

    found = limit_to_dict(read_limit(phrase))
    if format_ == "json":
        _print_json(found)
        return
    from rich.text import Text

    console = _console()
    table = _table("种类", "数量", "单位", "起算事件", "周期或日期", "适用范围")
    for clause in found["clauses"]:
        table.add_row(*(Text(_word(value)) for value in clause.values()))
    console.print(Text(found["text"], style="bold"))
    console.print(table)
    for finding in found["findings"]:
        console.print(Text(f"{_SEVERITIES[finding['severity']]}：{finding['message']}"))


def _word(value: object) -> str:
    return "" if value is None else _WORDS.get(str(value), str(value))


def _check_format(name: str) -> None:
    if name not in _FORMATS:
        known = "、".join(_FORMATS)
        raise Refused("cli-format", f"不认识输出格式“{name}”；--format 可以是 {known}。")


def _print_json(value: dict[str, Any]) -> None:
    # As bytes: the terminal's encoding must not decide whether Chinese can be written.
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2).encode())


def _console() -> Console:
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=_NARROWEST)


def _table(*headings: str) -> Table:
    from rich.box import ROUNDED
    from rich.table import Table

    table = Table(box=ROUNDED, show_lines=True)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _print_catalog(catalog: Catalog, console: Console) -> None:
    """Print one catalog: its items, then what the reader noticed."""
    from rich.text import Text

    console.print(Text(catalog.title, style="bold"))
    issuer = catalog.issuer or "标题未写明"
    console.print(Text(f"发布机构：{issuer}　公开事项：{len(catalog.items)} 项"))
    items = _table("序号", "公开事项", "要素", "公开时限", "公开主体", "必选渠道", "来源说明")
    for item in catalog.items:
        items.add_row(*(Text(cell) for cell in _cells(item)))
    console.print(items)
    if not catalog.findings:
        return
    findings = _table("程度", "说明", "代码")
    for finding in catalog.findings:
        severity = _SEVERITIES[finding.severity.value]
        findings.add_row(Text(severity), Text(finding.message), Text(finding.code))
    console.print(Text(f"读取时发现 {len(catalog.findings)} 处：", style="bold"))
    console.print(findings)


def _cells(item: Item) -> list[str]:
    path = " / ".join(part for part in (item.process, *item.levels) if part)
    elements = "、".join(
        (f"{element.group}：" if element.group else "") + element.name for element in item.elements
    )
    return [
        item.seq or "？",
        path or "？",
        elements or ("（成段文字）" if item.content else "？"),
        item.time_limit.text if item.time_limit else "？",
        item.publisher or "？",
        "、".join(channel.name for channel in item.channels if channel.required),
        _origins(item),
    ]


def _origins(item: Item) -> str:
    """Name the fields that were carried or are unresolved."""
    from gongkai.catalog.vocabulary import field_label

    lines = []
    for origin, label in _ORIGINS.items():
        fields = [
            name for name, found in item.origin.items() if found == origin and "." not in name
        ]
        if fields:
            lines.append(f"{label}：" + "、".join(field_label(name) for name in fields))
    return "\n".join(lines)
