"""``gongkai calendar``: load a year's notice, show a year, change one day."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.refusals import Refused

if TYPE_CHECKING:
    from gongkai.bodies.models import Body
    from gongkai.clocks.comparing import DayDifference
    from gongkai.workdays import DayRow, Notice
    from gongkai.workdays.notices import YearNotice

app = typer.Typer(help="工作日历：载入放假通知，查看年度，调整一天。", no_args_is_help=True)

_STATUS = {"official": "正式", "provisional": "暂定", "unknown": "暂定（没有年度文件）"}


class Format(StrEnum):
    """What the answer is written as."""

    JSON = "json"
    TEXT = "text"


class Kind(StrEnum):
    """What a changed day is, as the command line says it."""

    OFF = "off"
    WORKING = "working"
    HALF = "half"
    AS_NOTICE = "as-notice"


Slug = Annotated[str, typer.Option("--body", help="机关的网址名；不写则是全站。")]


@app.command("import")
def import_(
    file: Annotated[str, typer.Argument(help="放假通知全文（.txt），或者年度文件（.toml）。")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只显示读到的内容和变化，不写入。")
    ] = False,
) -> None:
    """载入国务院办公厅的年度放假通知；该年此后不再是暂定，未办结的期限会重新计算。"""
    from gongkai.cli.running import say  # inline, here and below: keeps --help fast
    from gongkai.workdays.notices import read_notice

    data = _bytes_of(file)
    read = read_notice(data, Path(file).name)
    for line in lines_of(read):
        say(line)
    with _site():
        for line in store(read, Path(file).name, hashlib.sha256(data).hexdigest(), dry_run=dry_run):
            say(line)


@app.command("show")
def show(
    year: Annotated[int, typer.Argument(help="年度，例如 2027。")],
    body: Slug = "",
    form: Annotated[
        Format, typer.Option("--format", help="json 供程序读取，text 供人阅读。")
    ] = Format.TEXT,
) -> None:
    """显示一年的放假和调休上班，连同出处；没有通知的年度标明暂定。"""
    from gongkai.cli.running import say

    with _site():
        found = year_as_json(year, body)
    if form is Format.JSON:
        say(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for line in _year_lines(found):
        say(line)


@app.command("change")
def change(
    day: Annotated[str, typer.Argument(metavar="YYYY-MM-DD", help="要调整的日期。")],
    kind: Annotated[
        Kind,
        typer.Option(help="off 放假，working 上班，half 放假半天，as-notice 恢复为通知的安排。"),
    ],
    reason: Annotated[str, typer.Option(help="理由；必填。")],
    name: Annotated[str, typer.Option(help="节日名称，例如“三月三”。")] = "",
    source: Annotated[str, typer.Option(help="依据，例如文件名称和文号。")] = "",
    body: Slug = "",
) -> None:
    """调整一天：全站，或者一个机关连同它的下级（地方、民族节日和临时安排）。"""
    from gongkai.cli.running import say

    on = _day(day)
    with _site():
        say(change_one(on, kind, reason=reason, name=name, source=source, slug=body))


def lines_of(read: YearNotice) -> Iterator[str]:
    """Yield what was read of a notice, a line for each holiday."""
    yield f"读到{read.notice.cite()}"
    for name in dict.fromkeys(row.name for row in read.days):
        off = [row.on for row in read.off if row.name == name]
        work = [row.on.isoformat() for row in read.work if row.name == name]
        worked = f"；调休上班 {'、'.join(work)}" if work else ""
        yield f"  {name}：放假 {_spans(off)}，共{len(off)}天{worked}"


def store(read: YearNotice, name: str, digest: str, *, dry_run: bool) -> list[str]:
    """Store a notice, unless ``dry_run``; return the lines that say what changes.

    Django must be set up. Refuses as ``gongkai.clocks.actions.import_notice`` does.
    """
    from gongkai.clocks.actions import import_notice
    from gongkai.clocks.comparing import differences, reach_of
    from gongkai.clocks.queries import calendar_for, calendar_with

    before, after = calendar_for(), calendar_with(read)
    lines = list(_changes(differences(before, after, *reach_of(read.year)), read.year))
    if dry_run:
        return [*lines, "试读：没有写入。"]
    import_notice(actor=None, read=read, source_name=name, source_sha256=digest)
    return [*lines, f"已载入{read.year}年放假安排；日历版本 {calendar_for().version}。"]


def year_as_json(year: int, slug: str = "") -> dict[str, Any]:
    """Return one year of the calendar of a body (of the site where ``slug`` is empty)."""
    from gongkai.clocks.comparing import days_of
    from gongkai.clocks.queries import calendar_for

    body = _body(slug)
    calendar = calendar_for(body.pk if body else None)
    days = days_of(calendar, year)
    status = calendar.year_status(year)
    rows = [row for day in days if (row := calendar.row(day)) is not None]
    return {
        "year": year,
        "body": body.name if body else None,
        "status": status.status,
        "provisional": status.provisional,
        "remark": status.remark,
        "notices": [_notice(notice) for notice in status.notices],
        "working_days": sum(calendar.is_working_day(day) for day in days),
        "off": [_row(row) for row in rows if row.off],
        "work": [_row(row) for row in rows if not row.off],
        "half": [_row(half) for day in days if (half := calendar.half(day)) is not None],
        "version": calendar.version,
    }


def change_one(on: date, kind: Kind, *, reason: str, name: str, source: str, slug: str) -> str:
    """Change one day; return the line to show. Refuses as ``clocks.actions.change_day`` does."""
    from gongkai.clocks.actions import change_day
    from gongkai.clocks.comparing import words
    from gongkai.clocks.models import DayKind
    from gongkai.clocks.queries import calendar_for

    body = _body(slug)
    day_kind = DayKind(kind.value.replace("-", "_"))
    change_day(actor=None, body=body, on=on, kind=day_kind, reason=reason, name=name, source=source)
    now = words(calendar_for(body.pk if body else None), on)
    return f"{body or '全站'} {on}：{now}。未办结的期限会重新计算。"


@contextlib.contextmanager
def _site() -> Iterator[None]:
    """Have the site of this installation at hand, its tables up to date."""
    from django.db import connections, transaction

    from gongkai.runtime import database, site
    from gongkai.runtime.embedded.layout import default_home

    home = default_home()
    with database.at_hand(home) as url:
        site.set_environment(home, url)
        site.set_up()
        site.migrate()
        try:
            yield
        finally:
            if not transaction.get_connection().in_atomic_block:
                connections.close_all()


def _bytes_of(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise Refused("cli-input", f"无法读取文件 {file}；请核对文件名。") from error


def _body(slug: str) -> Body | None:
    from gongkai.bodies.models import Body

    if not slug:
        return None
    found = Body.objects.filter(slug=slug).first()
    if found is None:
        raise Refused("no-such-body", f"没有网址名为“{slug}”的机关；请核对 --body。")
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("bad_date", f"日期“{text}”不对，请写成 2026-09-18 这样的日期。") from None


def _changes(found: list[DayDifference], year: int) -> Iterator[str]:
    if not found:
        yield f"与现在的{year}年日历相比，没有哪天改为上班或放假。"
        return
    yield f"与现在的日历相比，{len(found)}天不同："
    for one in found:
        yield f"  {one.on}：{one.was} → {one.now}"


def _year_lines(found: dict[str, Any]) -> Iterator[str]:
    yield (
        f"{found['year']}年 {found['body'] or '全站'}：{_STATUS[found['status']]}，"
        f"工作日{found['working_days']}天"
    )
    for notice in found["notices"]:
        yield f"依据：{notice['citation']}"
    if found["remark"]:
        yield found["remark"]
    for key, label in (("off", "放假"), ("work", "调休上班"), ("half", "放假半天")):
        for row in found[key]:
            yield f"  {row['on']} {label} {row['name']}"
    yield f"日历版本：{found['version']}"


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "title": notice.title,
        "number": notice.number,
        "dated": notice.dated.isoformat() if notice.dated else None,
        "verified": notice.verified,
        "citation": notice.cite(),
    }


def _row(row: DayRow) -> dict[str, str]:
    return {"on": row.on.isoformat(), "name": row.name, "source": row.notice.title}


def _spans(days: list[date]) -> str:
    """Return days as spans: 2027-02-05 至 2027-02-11、2027-02-20."""
    found: list[list[date]] = []
    for day in days:
        if found and (day - found[-1][-1]).days == 1:
            found[-1].append(day)
        else:
            found.append([day])
    return "、".join(
        f"{span[0]} 至 {span[-1]}" if len(span) > 1 else str(span[0]) for span in found
    )
