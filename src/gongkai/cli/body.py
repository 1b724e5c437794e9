"""``gongkai body add``: a body with its first office and administrator, on a new site."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated

import typer

app = typer.Typer(help="新建机关。", no_args_is_help=True)

Password = Annotated[
    str,
    typer.Option(
        "--password",
        help="系统管理员的口令；不写则提示输入，不显示。",
        prompt="系统管理员的口令",
        confirmation_prompt="再输一次",
        hide_input=True,
    ),
]


class Tier(enum.StrEnum):
    """公开层级, as the command line says it."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class NewBody:
    """What is needed to begin: the body, its open government office, its administrator."""

    name: str
    short_name: str
    slug: str
    code: str
    tier: Tier
    office: str
    username: str
    password: str


@app.callback()
def _group() -> None:
    """Keep ``add`` a sub-command even while it is the only one."""


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="机关全称，例如“示例县住房和城乡建设局”。")],
    slug: Annotated[str, typer.Option(help="网址名，小写字母、数字和连字符，例如 zjj。")],
    code: Annotated[str, typer.Option(help="机构代码，用在索引号里。")],
    password: Password,
    short_name: Annotated[str, typer.Option(help="简称；默认与全称相同。")] = "",
    tier: Annotated[Tier, typer.Option(help="层级：city 市级，county 县级，township 乡级。")] = (
        Tier.COUNTY
    ),
    office: Annotated[str, typer.Option(help="政府信息公开工作机构（科室）。")] = "办公室",
    username: Annotated[str, typer.Option(help="系统管理员的登录名。")] = "admin",
) -> None:
    """新建一个机关，连同公开工作机构和系统管理员；其余人员由系统管理员在工作台里添加。"""
    from gongkai.cli.running import say  # inline, here and below: keeps --help fast
    from gongkai.runtime import database, site
    from gongkai.runtime.embedded.layout import default_home

    new = NewBody(name, short_name or name[:40], slug, code, tier, office, username, password)
    home = default_home()
    with database.at_hand(home) as url:
        site.set_environment(home, url)
        site.set_up()
        site.migrate()
        say(create(new))


def create(new: NewBody) -> str:
    """Make all of it or none of it; return the line to show.

    Django must be set up. Refuses a name, address name, code or sign-in name in use, and a weak
    password.
    """
    from django.db import connections, transaction

    from gongkai.bodies import actions
    from gongkai.bodies.models import Role

    try:
        with transaction.atomic():
            body = actions.create_body(
                actor=None,
                name=new.name,
                short_name=new.short_name,
                slug=new.slug,
                code=new.code,
                tier=new.tier.value,
            )
            office = actions.create_office(
                actor=None, body=body, name=new.office, runs_open_government=True
            )
            officer = actions.create_officer(
                actor=None,
                office=office,
                username=new.username,
                name="系统管理员",
                password=new.password,
            )
            actions.grant_role(actor=None, officer=officer, role=Role.ADMINISTRATOR)
    finally:
        if not transaction.get_connection().in_atomic_block:
            connections.close_all()
    return f"已新建{body}和{office}；系统管理员请用 {officer.username} 登录工作台。"
