"""``gongkai catalog``: read a catalog, read a time limit; its other commands join it here."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli import diff, explain, export, lint
from gongkai.cli.catalog_tables import (
    SEVERITIES,
    check_choice,
    console,
    day_of_period,
    print_catalog,
    print_json,
    table,
    word,
)

app = typer.Typer(help="读取和检查标准目录。", no_args_is_help=True)

_FORMATS = ("json", "table")

FormatOption = Annotated[str, typer.Option("--format", "-f", help="输出格式：json 或 table。")]


@app.command("read")
def read(
    file: Annotated[
        str,
        typer.Argument(help="目录文件：文本、Word、Excel、PDF、网页、CSV，或本程序导出的 JSON。"),
    ],
    format_: FormatOption = "table",
) -> None:
    """读取一份标准目录：逐项列出公开事项、要素、时限、渠道，以及读不准的地方。"""
    check_choice(format_, _FORMATS)
    from gongkai.catalog import read_file, to_dict  # inline: keeps --help fast

    reading = read_file(file)
    if format_ == "json":
        print_json({"catalogs": [to_dict(catalog) for catalog in reading.catalogs]})
        return
    to = console()
    for catalog in reading.catalogs:
        print_catalog(catalog, to, reading.format)


@app.command("limit")
def limit(
    phrase: Annotated[str, typer.Argument(help="公开时限的原话，如“信息形成之日起20个工作日内”。")],
    format_: FormatOption = "table",
) -> None:
    """解读一句公开时限：从什么时候算起、多少天、是工作日还是自然日。"""
    check_choice(format_, _FORMATS)
    from gongkai.catalog import limit_to_dict, read_limit  # inline: keeps --help fast

    found = limit_to_dict(read_limit(phrase))
    if format_ == "json":
        print_json(found)
        return
    from rich.text import Text

    to = console()
    clauses = table("种类", "数量", "单位", "起算事件", "周期或日期", "适用范围")
    for clause in found["clauses"]:
        cells = [clause[key] for key in ("kind", "n", "unit", "event")]
        when = word(clause["period"]) + day_of_period(clause["period"], clause["on"])
        clauses.add_row(*(Text(word(cell)) for cell in (*cells, when, clause["scope"])))
    to.print(Text(found["text"], style="bold"))
    to.print(clauses)
    for finding in found["findings"]:
        to.print(Text(f"{SEVERITIES[finding['severity']]}：{finding['message']}"))


diff.attach(app)
export.attach(app)
explain.attach(app)
lint.attach(app)
