"""A body under two catalogs that say some things twice."""

from __future__ import annotations

from gongkai.bodies.models import Body
from gongkai.catalog.model import Element, ElementKind
from gongkai.duties import actions
from gongkai.duties.models import Duty, Edition, Mapping
from tests import factories as made
from tests.duties.renewing import row

GENERAL = "临河县政府部门主动公开基本目录"
DOMAIN = "临河县住房保障领域政务公开标准目录"
POLICY, HOUSING, PERSONNEL = "住房保障政策文件", "保障性住房房源信息", "人事任免"
SEVEN_DAYS = "自信息形成或者变更之日起7个工作日内"


def domain_rows() -> tuple[object, ...]:
    return (
        row(POLICY, "文件名称", "文号", "咨询电话", publisher="办公室"),
        row(HOUSING, "地址", "租金", "套数", publisher=made.SERVICE_OFFICE),
    )


def general_rows() -> tuple[object, ...]:
    """Policy again with a stricter limit and one element of another kind; and what is no twin."""
    return (
        made.an_item(
            POLICY,
            levels=("政策法规", POLICY),
            content="文件名称；文号；发布日期",
            elements=(
                Element("文件名称", None, ElementKind.RICH_TEXT),
                Element("文号"),
                Element("发布日期", None, ElementKind.DATE),
            ),
            publisher=made.SERVICE_OFFICE,
            limit=SEVEN_DAYS,
        ),
        made.an_item(
            PERSONNEL, levels=("机构职能", PERSONNEL), content="任免事项、公示", publisher="办公室"
        ),
    )


def two_catalogs(body: Body) -> tuple[Edition, Edition]:
    """Have ``body`` adopt both catalogs; return the domain's edition and the general one."""
    editions = (
        made.an_edition(domain_rows(), title=DOMAIN),  # type: ignore[arg-type]
        made.an_edition(general_rows(), title=GENERAL),  # type: ignore[arg-type]
    )
    for edition in editions:
        made.adopted(body, edition)
    return editions


def duty_in(edition: Edition, name: str) -> Duty:
    return Duty.objects.select_related("item", "body", "lead").get(
        item__edition=edition, item__levels__contains=[name]
    )


def proposed(team: made.Team) -> Mapping:
    """Have the administrator compare the catalogs; return the one proposal."""
    (mapping,) = actions.propose_mappings(actor=team.administrator, body=team.body)
    return mapping


def confirmed(team: made.Team) -> Mapping:
    return actions.confirm_mapping(actor=team.administrator, mapping=proposed(team))
