"""``gongkai catalog lint``: what is wrong with a catalog, and what to print instead."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.catalog_tables import SEVERITIES, check_choice, console, table
from gongkai.cli.output import write_bytes, write_text
from gongkai.refusals import Refused

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.catalog.model import Catalog, Finding

    Linted = tuple[Catalog, tuple[Finding, ...]]

_FORMATS = ("table", "json", "docx")
_LEVELS = ("info", "warning", "error")  # the least first


def attach(app: typer.Typer) -> None:
    """Add the ``lint`` command to ``app``."""
    app.command("lint")(command)


def command(
    file: Annotated[str, typer.Argument(help="目录文件，格式同 catalog read。")],
    reference: Annotated[
        str | None,
        typer.Option(help="参照目录的文件（如国家标准目录）：指出它有、本目录没有的事项。"),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="输出格式：table、json 或 docx（检查报告）。")
    ] = "table",
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="写入这个文件；docx 必须写明。")
    ] = None,
    level: Annotated[
        str, typer.Option(help="从哪一级起显示：info 全部，warning 不含提示，error 只有错误。")
    ] = "info",
    today: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="按哪一天检查；默认今天。")
    ] = None,
) -> None:
    """检查一份标准目录：依据失效、时限过长、勾选矛盾、错字等，逐格指出；有错误时退出码为 1。"""
    check_choice(format_, _FORMATS)
    check_choice(level, _LEVELS, "--level")
    if format_ == "docx" and output is None:
        raise Refused("cli-output", "docx 要写入文件，请用 --output 写明文件名。")
    day = _day(today)
    from gongkai.catalog import read_file  # inline, here and below: keeps --help fast
    from gongkai.catalog.lint import lint

    catalogs = read_file(file).catalogs
    references = _references(reference, catalogs)
    linted = [
        (catalog, _from(level, lint(catalog, today=day, reference=against)))
        for catalog, against in zip(catalogs, references, strict=True)
    ]
    _write(linted, format_, output, day, Path(file).name)
    if any(finding.severity == "error" for _, findings in linted for finding in findings):
        raise typer.Exit(1)


def _references(path: str | None, catalogs: Sequence[Catalog]) -> Sequence[Catalog | None]:
    """Return the catalog to hold each against: the one alike in title where a file has several."""
    if path is None:
        return [None] * len(catalogs)
    from gongkai.catalog import read_file
    from gongkai.catalog.diff import compare_all

    found = read_file(path).catalogs
    if len(found) == 1 and len(catalogs) == 1:
        return found
    against = {id(new): old for old, new, _ in compare_all(found, catalogs) if _any(old, found)}
    chosen = [against.get(id(catalog)) for catalog in catalogs]
    if not any(chosen):
        raise Refused(
            "lint-reference",
            f"参照目录 {path} 里没有与本文件标题相近的目录；请换一个文件，或者只留要对照的一份。",
        )
    return chosen


def _any(catalog: Catalog, among: Sequence[Catalog]) -> bool:
    return any(catalog is one for one in among)


def _from(level: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    wanted = _LEVELS[_LEVELS.index(level) :]
    return tuple(finding for finding in findings if finding.severity.value in wanted)


def _write(
    linted: Sequence[Linted], format_: str, output: str | None, day: date, name: str
) -> None:
    if format_ == "docx":
        from gongkai.catalog.lint.word import docx

        write_bytes(docx(linted, day, name), output)
        return
    if format_ == "json":
        from gongkai.catalog.lint.report import to_dict

        values = {"catalogs": [to_dict(catalog, findings) for catalog, findings in linted]}
        write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", output)
        return
    to = console()
    with to.capture() as shown:
        for catalog, findings in linted:
            _print(catalog, findings, to)
    write_text(shown.get(), output)


def _print(catalog: Catalog, findings: Sequence[Finding], to: Console) -> None:
    """Print the findings of one catalog by item, then how many there are."""
    from rich.text import Text

    from gongkai.catalog.lint.report import counts, sections

    to.print(Text(f"{catalog.title}（{len(catalog.items)} 项）", style="bold"))
    for section in sections(catalog, findings):
        rows = table("位置", "程度", "规则", "说明", "建议改为")
        for remark in section.remarks:
            severity = SEVERITIES[remark.severity.value]
            rule = f"{remark.title}\n{remark.code}"
            said = (remark.place, severity, rule, remark.sentence, remark.suggestion)
            rows.add_row(*map(Text, said))
        to.print(Text(section.title, style="bold"))
        to.print(rows)
    number = counts(findings)
    totals = [f"{SEVERITIES[one.value]} {count} 处" for one, count in number.items() if count]
    to.print(Text("，".join(totals) + "。" if findings else "没有发现问题。"))


def _day(text: str | None) -> date:
    if text is None:
        return date.today()  # noqa: DTZ011  the day of the machine the officer sits at
    try:
        if len(text) == len("2026-01-31"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused("bad_date", f"--today 后的日期“{text}”不对，请写成 2026-09-18 这样的日期。")
