"""A body under the 2025 edition and the 2026 edition that is to take its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongkai.bodies.models import Body
from gongkai.catalog.model import Element, ElementKind
from gongkai.catalog.model import Item as Row
from gongkai.duties import actions
from gongkai.duties.models import Adoption, Duty, Edition, Item
from tests import factories as made

ADOPTED_ON = date(2025, 1, 2)
NEW_YEAR = date(2027, 1, 1)

POLICY, HOUSING, LEAVING, RENT = "政策文件", "房源信息", "经济适用住房上市交易", "租赁补贴发放"

_KINDS = {"咨询电话": ElementKind.PHONE, "联系方式": ElementKind.PHONE, "套数": ElementKind.COUNT}


def row(name: str, *elements: str, **changes: object) -> Row:
    """Return a row whose content and elements are these names."""
    made_of = tuple(Element(one, None, _KINDS.get(one, ElementKind.TEXT)) for one in elements)
    return made.an_item(name, elements=made_of, **changes)


def old_rows() -> tuple[Row, ...]:
    return (
        row(POLICY, "文件名称", "咨询电话", publisher="办公室"),
        row(HOUSING, "地址", "租金", "套数", publisher=made.SERVICE_OFFICE),
        row(LEAVING, "上市条件", "办理程序", publisher="办公室"),
    )


def new_rows() -> tuple[Row, ...]:
    """Policy as it was, housing with another form, publisher and limit, one gone, one come."""
    return (
        row(POLICY, "文件名称", "咨询电话", publisher="办公室"),
        row(
            HOUSING, "地址", "租金", "联系方式",
            publisher="办公室", limit="自信息形成或者变更之日起7个工作日内",
        ),
        row(RENT, "发放对象", "补贴标准", "发放金额", publisher=made.SERVICE_OFFICE),
    )  # fmt: skip


def two_editions(
    old: tuple[Row, ...] | None = None, new: tuple[Row, ...] | None = None
) -> tuple[Edition, Edition]:
    """Return the present edition and the one to come, of one catalog."""
    return (
        made.an_edition(old or old_rows(), label="2025版"),
        made.an_edition(new or new_rows(), label="2026版"),
    )


def renumbered(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the same rows under other numbers."""
    return tuple(replace(one, seq=str(900 + place)) for place, one in enumerate(rows))


def the_duty(body: Body, edition: Edition, name: str) -> Duty:
    """Return the body's duty for the item of this name in that edition."""
    return Duty.objects.select_related("item", "body", "lead", "adoption").get(
        body=body, item=the_item(edition, name)
    )


def the_item(edition: Edition, name: str) -> Item:
    return edition.items.get(levels__contains=[name])


def renewed(team: made.Team, edition: Edition, **changes: object) -> Adoption:
    """Have the team's administrator renew with ``edition`` on New Year's Day, or as ``changes``."""
    given = {"actor": team.administrator, "default_start": NEW_YEAR, **changes}
    return actions.renew_adoption(body=team.body, edition=edition, **given)  # type: ignore[arg-type]
