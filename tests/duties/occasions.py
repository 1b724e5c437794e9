"""A body whose items wait for a meeting, an approval, a policy's publication, a quarter."""

from __future__ import annotations

from gongkai.bodies.models import Body
from gongkai.catalog.model import Item as Row
from gongkai.duties.models import Duty, Edition
from tests import factories as made

MEETING, BUDGET = "政府会议", "部门预算"
POLICY, RULES, READING = "部门文件", "规范性文件", "政策解读"
QUARTERLY, PLAIN = "棚改进展", "工作动态"
TITLE = "临河县信息主动公开责任分工"


def rows() -> tuple[Row, ...]:
    return (
        made.an_item(MEETING, limit="会议召开后3日内更新"),
        made.an_item(BUDGET, limit="本级政府财政部门批复后20日内"),
        made.an_item(POLICY),
        made.an_item(RULES),
        made.an_item(READING, limit="政策文件公开后的3个工作日之内更新", publisher="相关科室"),
        made.an_item(QUARTERLY, limit="季度更新"),
        made.an_item(PLAIN, limit=None),
        made.an_item("信息公开申请", modes=("on_request",)),
        made.an_item("全市年度计划", tiers=("city",)),
    )


def a_waiting_body(body: Body | None = None) -> Body:
    """Return a body that adopted an edition with these rows."""
    body = body or made.a_body()
    edition = Edition.objects.filter(catalog__title=TITLE).first()
    made.adopted(body, edition or made.an_edition(rows(), title=TITLE))
    return body


def a_waiting_team() -> made.Team:
    """Return a whole team of such a body."""
    team = made.a_team()
    a_waiting_body(team.body)
    return team


def duty(body: Body, name: str) -> Duty:
    return made.a_duty(body, name)
