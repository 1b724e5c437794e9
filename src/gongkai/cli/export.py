"""``gongkai catalog export``: a catalog in another format, that reads back as the same catalog."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.catalog_tables import check_choice
from gongkai.cli.output import write_bytes
from gongkai.refusals import Refused

_FORMATS = ("xlsx", "docx", "csv", "json", "md")
_SHOWN = ("csv", "json", "md")
_NAMED = 5  # values that are named; more are counted


def attach(app: typer.Typer) -> None:
    """Add the ``export`` command to ``app``."""
    app.command("export")(command)


def command(
    file: Annotated[str, typer.Argument(help="目录文件，格式同 catalog read。")],
    to: Annotated[str, typer.Option("--to", help="导出的格式：xlsx、docx、csv、json 或 md。")],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="写入这个文件；csv、json、md 可以不写，直接显示。"),
    ] = None,
) -> None:
    """把目录导出为另一种格式，按国家标准目录的表头；导出的文件读回来是同一份目录。"""
    check_choice(to, _FORMATS, "--to")
    if output is None and to not in _SHOWN:
        raise Refused("cli-output", f"{to} 不能直接显示；请用 --output 写明要写入的文件。")
    from gongkai.catalog import read_file  # inline: keeps --help fast
    from gongkai.catalog.vocabulary import field_label
    from gongkai.catalog.writing import export

    made = export(read_file(file).catalogs, to)
    write_bytes(made.data, output)
    for loss in made.losses[:_NAMED]:
        message = (
            f"“{loss.catalog}”第 {loss.position} 行的“{field_label(loss.field)}”"
            f"用 {to} 的格子写不完全，读回来会不同；要完整保留请导出为 json。"
        )
        typer.echo(f"注意：{message}", err=True)
    if len(made.losses) > _NAMED:
        typer.echo(f"注意：这样的格共有 {len(made.losses)} 处。", err=True)
