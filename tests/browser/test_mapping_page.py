"""目录对应 in a real browser: compared, confirmed and declined by keyboard; on a desk, a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from gongkai.duties import actions
from gongkai.duties.models import Edition, Mapping, MappingState
from tests import factories as made
from tests.browser.pages import be, fits
from tests.duties.mapped import DOMAIN, GENERAL, POLICY, domain_rows, duty_in, general_rows
from tests.workspace.around import address

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


@pytest.fixture
def team() -> made.Team:
    team = made.a_team()
    made.adopted(team.body, made.an_edition(domain_rows(), title=DOMAIN))  # type: ignore[arg-type]
    both = (*general_rows(), domain_rows()[1])
    made.adopted(team.body, made.an_edition(both, title=GENERAL))  # type: ignore[arg-type]
    return team


def _decide(page: Page, team: made.Team, origin: str, check: Check) -> None:
    be(page, team.administrator, origin)
    page.goto(address("mappings"))
    check(page)
    page.get_by_role("button", name="比对目录").focus()
    page.keyboard.press("Enter")
    page.get_by_text("比对完毕，新提出2对").wait_for()
    check(page)
    assert fits(page)
    page.get_by_role("button", name="不对应").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("不再提出").wait_for()
    # The next pair has the focus: the next key goes to its links and buttons.
    page.locator(".panel.mapping:focus").wait_for()
    page.get_by_role("button", name="确认对应").focus()
    page.keyboard.press("Enter")
    page.get_by_text("以后登记一次，两边都满足").wait_for()
    page.get_by_role("link", name="已对应 1").click()
    page.get_by_text("取消对应").first.click()
    check(page)
    assert fits(page)
    states = set(Mapping.objects.values_list("state", flat=True))
    assert states == {MappingState.CONFIRMED, MappingState.DECLINED}


def test_the_administrator_decides_by_keyboard_on_a_desk(
    page: Page, team: made.Team, live_server: object, axe: Check
) -> None:
    _decide(page, team, str(live_server), axe)


def test_the_administrator_decides_on_a_phone(
    phone: Page, team: made.Team, live_server: object, axe: Check
) -> None:
    _decide(phone, team, str(live_server), axe)


def test_registering_shows_what_else_is_fulfilled_and_so_does_the_draft(
    page: Page, team: made.Team, live_server: object, axe: Check
) -> None:
    for mapping in actions.propose_mappings(actor=None, body=team.body):
        actions.confirm_mapping(actor=team.administrator, mapping=mapping)
    duty = duty_in(Edition.objects.get(catalog__title=DOMAIN), POLICY)
    be(page, team.editor, str(live_server))
    page.goto(address("register"))
    page.locator(f"#duty-{duty.pk}").check()
    page.get_by_text("本机关已确认这些事项对应").wait_for()
    axe(page)
    page.get_by_label("标题").fill("公租房管理办法")
    page.get_by_role("button", name="登记并开始填写").click()
    page.wait_for_url("**/edit/")
    page.goto(page.url.removesuffix("edit/"))
    page.get_by_text("公开一次，各项同时完成").wait_for()
    axe(page)
