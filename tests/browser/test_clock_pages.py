"""The pages of clocks in a real browser: open to everybody, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from gongkai.bodies.models import Officer
from gongkai.clocks.models import Cause
from gongkai.duties import actions
from gongkai.duties.models import Chain, DeclarationKind, Obligation
from tests import factories as made
from tests.browser.pages import be, fits
from tests.workspace.around import address

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]
PUNISHMENT = "行政处罚决定"
MEETING = "常务会议"


@pytest.fixture
def team() -> made.Team:
    """A body with an event, a pause, a local rule, a statement that waits, and a link."""
    team = made.a_team(made.a_body(slug="centre"))
    rows = [
        made.an_item(PUNISHMENT, elements=()),
        made.an_item(MEETING, limit="会议召开后3日内更新"),
        made.an_item(made.PLAIN, limit="及时公开"),
        made.an_item(made.POLICY),
    ]
    made.adopted(team.body, made.an_edition(rows))
    duty = made.a_duty(team.body, made.POLICY)
    today = timezone.localdate()
    _, opened = actions.register_event(
        actor=team.editor,
        body=team.body,
        name="文件印发",
        title="关于进一步加强保障性住房运营管理的若干意见",
        happened_on=today - timedelta(days=12),
        duties=[duty, made.a_duty(team.body, PUNISHMENT)],
    )
    actions.pause_obligation(
        actor=team.editor,
        obligation=opened[0],
        cause=Cause.THIRD_PARTY,
        started_on=today - timedelta(days=6),
        reason="征求三家企业的意见",
    )
    actions.set_local_limit(
        actor=team.administrator,
        duty=duty,
        phrase="自文件印发之日起15个工作日内",
        source="《临河县政府信息公开办法》（临政发〔2024〕9号）",
        reason="县里要求加快公开",
    )
    actions.declare(
        actor=team.editor,
        obligation=opened[1],
        kind=DeclarationKind.NOTHING,
        reason="本次印发的文件不涉及行政处罚。",
    )
    Chain.objects.create(duty=made.a_duty(team.body, MEETING), source=duty, inferred=True)
    return team


def _pages(team: made.Team) -> list[tuple[Officer, str]]:
    paused = Obligation.objects.get(duty__item__levels__contains=[made.POLICY])
    stated = Obligation.objects.get(duty__item__levels__contains=[PUNISHMENT])
    return [
        (team.editor, address("obligation", paused.pk)),
        (team.publisher, address("obligation", stated.pk)),
        (team.administrator, address("limits", paused.duty_id)),
        (team.editor, address("limits", made.a_duty(team.body, MEETING).pk)),
        (team.administrator, address("limits", made.a_duty(team.body, MEETING).pk)),
        (team.editor, address("events")),
        (team.editor, address("event_new") + "?name=会议召开"),
        (team.publisher, address("declarations")),
        (team.editor, address("declarations")),
        (team.editor, address("duty", paused.duty_id)),
    ]


def _look(page: Page, team: made.Team, origin: str, check: Check) -> None:
    for officer, url in _pages(team):
        be(page, officer, origin)
        page.goto(url)
        check(page)
        for summary in page.locator("main summary:visible").all():
            summary.click()
        check(page)
        assert fits(page), f"{url} 比屏幕宽"


def test_the_pages_keep_nobody_out_on_a_desk(page: Page, team: made.Team, axe: Check) -> None:
    _look(page, team, _origin(page), axe)


def test_the_pages_keep_nobody_out_on_a_phone(phone: Page, team: made.Team, axe: Check) -> None:
    _look(phone, team, _origin(phone), axe)


def _origin(page: Page) -> str:
    page.goto(address("sign_in"))
    return page.url.partition("/work")[0]


def test_an_event_is_registered_and_its_date_explained(page: Page, team: made.Team) -> None:
    origin = _origin(page)
    be(page, team.editor, origin)
    page.goto(address("events"))
    page.get_by_role("link", name="登记事件").click()
    page.get_by_role("link", name="会议召开").click()
    expect(page.get_by_label("事件", exact=False).first).to_have_value("会议召开")
    page.get_by_label("事由").fill("第12次常务会议")
    page.get_by_role("button", name="登记，开始计时").click()
    expect(page.get_by_role("status")).to_contain_text("1项开始计时")
    row = page.get_by_role("row", name="第12次常务会议")
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("最晚")
    expect(page.get_by_text("会议召开：第12次常务会议")).to_be_visible()
