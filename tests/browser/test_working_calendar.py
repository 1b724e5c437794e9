"""The calendar's pages in a browser: a day changed by keyboard, a notice loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from gongkai.bodies.models import Role
from gongkai.clocks.models import DayChange, NoticeYear
from tests import factories as made
from tests.browser.pages import be, fits
from tests.clocks.letters import LETTER

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_liang_changes_a_day_and_loads_a_notice(
    screen: str,
    request: pytest.FixtureRequest,
    axe: Callable[[Page], None],
    live_server: LiveServer,
) -> None:
    page: Page = request.getfixturevalue(screen)
    county = made.a_body("临河县人民政府")
    liang = made.an_officer(county, Role.ADMINISTRATOR, name="梁管理")
    be(page, liang, live_server.url)

    page.goto("/workspace/calendar/2026/")
    axe(page)
    form = page.get_by_role("form", name="调整一天")
    form.get_by_label("日期").fill("2026-04-20")
    form.get_by_label("名称").fill("三月三")
    form.get_by_label("理由").fill("民族节日")
    form.get_by_label("理由").press("Enter")
    expect(page.get_by_text("日历已调整")).to_be_visible()
    april = page.get_by_role("table", name="4月")
    expect(april.get_by_role("cell", name="20日放假（三月三），有调整")).to_be_visible()
    axe(page)
    assert DayChange.objects.get().recorded_by == liang

    page.goto("/workspace/calendar/2027/")
    expect(page.get_by_text("暂定", exact=True)).to_be_visible()
    page.get_by_role("link", name="载入放假通知").click()
    axe(page)
    page.get_by_label("或者粘贴通知全文").fill(LETTER)
    page.get_by_role("button", name="读一遍，先不写入").click()
    page.get_by_text("逐日看").click()
    axe(page)
    page.get_by_role("button", name="已对照原文核对，载入").click()
    expect(page.get_by_text("已载入2027年放假安排")).to_be_visible()
    expect(page.get_by_text("正式", exact=True)).to_be_visible()
    assert NoticeYear.objects.get().year == 2027
    assert fits(page)
