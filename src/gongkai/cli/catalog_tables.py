"""Shows catalogs and time limits as tables in a terminal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import typer

from gongkai.refusals import Refused

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from gongkai.catalog.model import Catalog, Item

ORIGINS = {
    "printed": "原文",
    "carried": "沿用上格",
    "corrected": "已更正",
    "inferred": "推断",
    "absent": "无",
    "unresolved": "待核对",
}
SEVERITIES = {"error": "错误", "warning": "请核对", "info": "提示"}
KINDS = {
    "after_event": "事后期限",
    "before_event": "事前期限",
    "realtime": "随时更新",
    "periodic": "定期更新",
    "fixed_date": "固定日期",
    "duration": "公开时长",
    "as_required": "按规定",
}
WORDS = KINDS | {
    "working_day": "工作日",
    "day": "日",
    "week": "周",
    "month": "月",
    "year": "年",
    "hour": "小时",
    "quarter": "季度",
    "half_year": "半年",
}
_TOLD_ORIGINS = ("carried", "inferred", "unresolved")
_NARROWEST = 120  # columns of a table that goes to a file or a pipe


def check_choice(name: str, known: tuple[str, ...], option: str = "--format") -> None:
    """Refuse an output format that is not one of ``known`` (``cli-format``)."""
    if name not in known:
        choices = "、".join(known)
        raise Refused("cli-format", f"不认识输出格式“{name}”；{option} 可以是 {choices}。")


def print_json(value: dict[str, Any]) -> None:
    """Print plain values as JSON in UTF-8."""
    # As bytes: the terminal's encoding must not decide whether Chinese can be written.
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2).encode())


def console() -> Console:
    """Return where tables are printed."""
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=_NARROWEST)


def table(*headings: str) -> Table:
    """Return an empty table with these headings."""
    from rich.box import ROUNDED
    from rich.table import Table

    made = Table(box=ROUNDED, show_lines=True)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    return made


def word(value: object) -> str:
    """Return the plain word for a value of a clause."""
    return "" if value is None else WORDS.get(str(value), str(value))


def day_of_period(period: str | None, on: str | None) -> str:
    """Return the day inside a period in plain words: 季度 and 1-15 make 第1个月15日."""
    if on is None:
        return ""
    month, dash, day = on.partition("-")
    if not dash:
        weekday = "一二三四五六日"[int(on) - 1] if on in tuple("1234567") else on
        return f"（周{weekday}）"
    if period == "month":
        return f"{day}日"
    return f"{month}月{day}日" if period == "year" else f"第{month}个月{day}日"


def path_of(item: Item) -> str:
    """Return the headings of an item in one line."""
    return " / ".join(part for part in (item.process, *item.levels) if part)


def print_catalog(catalog: Catalog, to: Console, file_format: str) -> None:
    """Print one catalog: its items, then what the reader noticed."""
    from rich.text import Text

    to.print(Text(catalog.title, style="bold"))
    issuer = catalog.issuer or "标题未写明"
    kind = "" if file_format == "text" else f"　文件格式：{file_format}"
    to.print(Text(f"发布机构：{issuer}　公开事项：{len(catalog.items)} 项{kind}"))
    headings = ["序号", "公开事项", "要素", "公开时限", "公开主体", "必选渠道"]
    more = any(item.extras or item.details for item in catalog.items)
    items = table(*headings, *(["其他栏目"] if more else []), "来源说明")
    for item in catalog.items:
        others = [_others(item)] if more else []
        items.add_row(*(Text(cell) for cell in (*_cells(item), *others, _origins(item))))
    to.print(items)
    if not catalog.findings:
        return
    findings = table("程度", "说明", "代码")
    for finding in catalog.findings:
        severity = SEVERITIES[finding.severity.value]
        findings.add_row(Text(severity), Text(finding.message), Text(finding.code))
    to.print(Text(f"读取时发现 {len(catalog.findings)} 处：", style="bold"))
    to.print(findings)


def _cells(item: Item) -> list[str]:
    elements = "、".join(
        (f"{element.group}：" if element.group else "") + element.name for element in item.elements
    )
    return [
        item.seq or "？",
        path_of(item) or "？",
        elements or ("（成段文字）" if item.content else "？"),
        item.time_limit.text if item.time_limit else "？",
        item.publisher or "？",
        "、".join(channel.name for channel in item.channels if channel.required),
    ]


def _others(item: Item) -> str:
    """Return the columns without a field of their own, and the words beside ticks."""
    return "\n".join(f"{heading}：{text}" for heading, text in (*item.details, *item.extras))


def _origins(item: Item) -> str:
    """Name the fields that were carried, inferred or are unresolved."""
    from gongkai.catalog.vocabulary import field_label

    lines = []
    for origin in _TOLD_ORIGINS:
        fields = [
            name for name, found in item.origin.items() if found == origin and "." not in name
        ]
        if fields:
            lines.append(f"{ORIGINS[origin]}：" + "、".join(field_label(name) for name in fields))
    return "\n".join(lines)
