"""``gongkai catalog diff``: what changed between two editions of a catalog."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.catalog_tables import check_choice, console, table
from gongkai.cli.output import write_text

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.catalog.diff import Comparison, FieldChange
    from gongkai.catalog.model import Catalog

_FORMATS = ("table", "json", "html")
_AROUND = 8  # characters shown on each side of a change in a long text
_SHORT = 30  # a text up to this long is shown whole


def attach(app: typer.Typer) -> None:
    """Add the ``diff`` command to ``app``."""
    app.command("diff")(command)


def command(
    old: Annotated[str, typer.Argument(help="旧版目录文件，格式同 catalog read。")],
    new: Annotated[str, typer.Argument(help="新版目录文件。")],
    format_: Annotated[
        str, typer.Option("--format", "-f", help="输出格式：table、json 或 html（一个网页文件）。")
    ] = "table",
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="写入这个文件；不写则显示出来。")
    ] = None,
) -> None:
    """比较目录的两个版次：增、删、移、拆、并、改写的事项，以及每一栏的变化。按意思对应，不按序号。"""
    check_choice(format_, _FORMATS)
    from gongkai.catalog import read_file  # inline: keeps --help fast
    from gongkai.catalog.diff import compare_all
    from gongkai.catalog.diff.words import to_dict

    compared = compare_all(read_file(old).catalogs, read_file(new).catalogs)
    if format_ == "json":
        values = {"comparisons": [to_dict(found, a, b) for a, b, found in compared]}
        write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", output)
        return
    if format_ == "html":
        from gongkai.catalog.diff.page import page

        write_text(page(compared), output)
        return
    to = console()
    with to.capture() as shown:
        for a, b, found in compared:
            _print(a, b, found, to)
    write_text(shown.get(), output)


def _print(old: Catalog, new: Catalog, comparison: Comparison, to: Console) -> None:
    """Print every change of one pair of catalogs, then what holds for all of it."""
    from rich.text import Text

    from gongkai.catalog.diff.changes import ChangeKind
    from gongkai.catalog.diff.words import item_label, kinds_label, numbers, remarks, summary

    to.print(Text(f"旧版：{comparison.old_title}（{len(old.items)} 项）", style="bold"))
    to.print(Text(f"新版：{comparison.new_title}（{len(new.items)} 项）", style="bold"))
    changed = [one for one in comparison.changes if ChangeKind.SAME not in one.kinds]
    rows = table("变化", "旧序号", "新序号", "公开事项", "差别")
    for change in changed:
        items = [new.items[b] for b in change.new] or [old.items[a] for a in change.old]
        cells = (
            kinds_label(change),
            numbers(change.old, old),
            numbers(change.new, new),
            "\n".join(dict.fromkeys(map(item_label, items))),
            "\n".join(_line(field) for field in change.fields if field.field != "seq"),
        )
        rows.add_row(*map(Text, cells))
    if changed:
        to.print(rows)
    to.print(Text(summary(comparison) + "。"))
    for remark in remarks(comparison):
        to.print(Text(remark))


def _line(field: FieldChange) -> str:
    """Return one field's change in a line: short texts whole, of long ones the changed places."""
    from gongkai.catalog.diff.words import label

    note = f"（{field.note}）" if field.note else ""
    if max(len(field.before), len(field.after)) <= _SHORT:
        change = f"{field.before or '（无）'} → {field.after or '（无）'}"
    else:
        change = _places(field.before, field.after)
    return f"{label(field.field)}：{change}{note}".replace("\n", " ")


def _places(before: str, after: str) -> str:
    from gongkai.catalog.diff.marking import runs

    shown = ""
    for mark, text in runs(before, after):
        if mark == "both":
            long = len(text) > 2 * _AROUND
            shown += f"{text[:_AROUND]}…{text[-_AROUND:]}" if long else text
        else:
            shown += f"［{'删' if mark == 'gone' else '增'}：{text}］"
    return shown
