"""``gongkai catalog explain``: one item beside the cells it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.cli.catalog_tables import ORIGINS, check_choice, console, path_of, print_json, table
from gongkai.refusals import Refused

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.catalog.model import Catalog, Item, SourceCell

_FORMATS = ("table", "json")
_FIELDS = (
    *("seq", "process", "levels", "content", "elements", "legal_bases", "time_limit", "publisher"),
    *("channels", "audiences", "modes", "tiers", "form", "remarks"),
)
_NAMED = 10  # numbers that are named in a refusal; more are counted


def attach(app: typer.Typer) -> None:
    """Add the ``explain`` command to ``app``."""
    app.command("explain")(command)


def command(
    file: Annotated[str, typer.Argument(help="目录文件，格式同 catalog read。")],
    item: Annotated[
        str, typer.Option("--item", "-i", help="哪一项：原文的序号，或 #5 表示文件里的第五项。")
    ],
    format_: Annotated[
        str, typer.Option("--format", "-f", help="输出格式：table 或 json。")
    ] = "table",
) -> None:
    """说明一项是怎样读出来的：每一栏的值、来源，旁边是原文的格子和它的位置。"""
    check_choice(format_, _FORMATS)
    from gongkai.catalog import read_file  # inline: keeps --help fast

    catalog, position = _find(read_file(file).catalogs, item.strip(), file)
    if format_ == "json":
        print_json(_values(catalog, position))
    else:
        _print(catalog, position, console())


def _find(catalogs: tuple[Catalog, ...], wanted: str, file: str) -> tuple[Catalog, int]:
    """Return the catalog and the position in it; refuses where none or several are meant."""
    every = [(one, place) for one in catalogs for place in range(len(one.items))]
    if wanted.startswith(("#", "＃")):
        number = wanted[1:].strip()
        if not (number.isascii() and number.isdigit() and 0 < int(number[:9]) <= len(every)):
            raise Refused(
                "explain-none", f"文件 {file} 里没有第 {number} 项；共有 {len(every)} 项。"
            )
        return every[int(number) - 1]
    found = [
        place for place, (one, row) in enumerate(every) if (one.items[row].seq or "") == wanted
    ]
    if not wanted or not found:
        raise Refused("explain-none", _none(wanted, file, every))
    if len(found) > 1:
        places = "、".join(f"#{place + 1}" for place in found[:_NAMED])
        raise Refused(
            "explain-several",
            f"文件 {file} 里序号“{wanted}”有 {len(found)} 项；请用位置指明，如 --item {places}。",
        )
    return every[found[0]]


def _none(wanted: str, file: str, every: list[tuple[Catalog, int]]) -> str:
    numbers = list(dict.fromkeys(one.items[row].seq for one, row in every if one.items[row].seq))
    if not numbers:
        return f"文件 {file} 的事项没有序号；请用位置指明，从 #1 到 #{len(every)}。"
    shown = "、".join(str(number) for number in numbers[:_NAMED])
    return (
        f"文件 {file} 里没有序号为“{wanted}”的事项；"
        f"有的序号是 {shown}{'等' if len(numbers) > _NAMED else ''}，"
        f"也可以用位置指明，从 #1 到 #{len(every)}。"
    )


def _values(catalog: Catalog, position: int) -> dict[str, Any]:
    """Return the item, its findings and its catalog as plain values."""
    from gongkai.catalog import to_dict

    whole = to_dict(catalog)
    item = catalog.items[position]
    return {
        "catalog": catalog.title,
        "position": position + 1,
        "item": whole["items"][position],
        "findings": [
            finding
            for finding, found in zip(whole["findings"], catalog.findings, strict=True)
            if _is_about(found.seq, found.line, item)
        ],
    }


def _is_about(seq: str | None, line: int | None, item: Item) -> bool:
    return line is not None and line == item.line and seq == item.seq


def _print(catalog: Catalog, position: int, to: Console) -> None:
    """Print every field with its value and origin, beside the cells it came from."""
    from rich.text import Text

    from gongkai.catalog.vocabulary import field_label

    item = catalog.items[position]
    to.print(Text(f"{catalog.title}　第 {position + 1} 项", style="bold"))
    to.print(Text(path_of(item) or "（没有名称）"))
    rows = table("栏目", "读作", "来源", "原文的格子", "位置")
    for field in _FIELDS:
        rows.add_row(*map(Text, (field_label(field), *_row(catalog, position, field))))
    for heading, text in item.extras:
        cells = [cell for cell in item.cells if cell.heading == heading]
        places = "\n".join(cell.place.label for cell in cells)
        printed = "\n".join(cell.text for cell in cells)
        rows.add_row(*map(Text, (heading, text, ORIGINS["printed"], printed, places)))
    to.print(rows)
    for finding in catalog.findings:
        if _is_about(finding.seq, finding.line, item):
            to.print(Text(f"注意：{finding.message}（{finding.code}）"))


def _row(catalog: Catalog, position: int, field: str) -> tuple[str, str, str, str]:
    """Return a field's value, its origin in words, and its cells with their places."""
    from gongkai.catalog.diff.fields import shown

    item = catalog.items[position]
    source = "content" if field == "elements" else field
    cells = [
        _held(catalog, position, cell, number)
        for number, cell in enumerate(cell for cell in item.cells if cell.field == source)
    ]
    value = shown(item, field)
    if field in ("audiences", "modes", "tiers"):
        value += "".join(
            f"（{text}）"
            for heading, text in item.details
            if any(cell.heading == heading for cell in cells)
        )
    several = len(cells) > 1
    printed = (f"{cell.heading}：{cell.text}" if several else cell.text for cell in cells)
    return (
        value,
        _origin(item, field),
        "（同公开内容）" if field == "elements" and cells else "\n".join(printed),
        "\n".join(cell.place.label for cell in cells),
    )


def _origin(item: Item, field: str) -> str:
    """Return where a value came from in a word; of headings column by column, if they differ."""
    each = [one for name, one in item.origin.items() if name.startswith(f"{field}.")]
    told = each or [item.origin[field]] if field in item.origin else []
    return " / ".join(ORIGINS[one.value] for one in told)


def _held(catalog: Catalog, position: int, cell: SourceCell, number: int) -> SourceCell:
    """Return the cell that holds the text: of a merged cell the one above that prints it."""
    origins = catalog.items[position].origin
    origin = origins.get(f"{cell.field}.{number}", origins.get(cell.field))
    if cell.text or origin is None or origin.value != "carried":
        return cell
    for item in reversed(catalog.items[:position]):
        above = [one for one in item.cells if one.field == cell.field and one.text]
        same = [one for one in above if one.heading == cell.heading]
        if same:
            return same[0]
    return cell
