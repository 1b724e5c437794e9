"""The lists of obligations in a real browser: open to everybody, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from gongkai.bodies.models import Officer
from gongkai.duties import actions
from gongkai.duties.models import Obligation, Outcome
from tests import factories as made
from tests.browser.pages import be, fits
from tests.workspace.around import address

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


@pytest.fixture
def city() -> Officer:
    return made.an_officer(made.a_body("临河市住房和城乡建设局"), name="江督查")


@pytest.fixture
def team(city: Officer) -> made.Team:
    """A body that owes, met and missed things all through this year, several of them today."""
    team = made.a_team(made.a_body(parent=city.body, slug="centre"))
    made.adopted(team.body)
    today = timezone.localdate()
    for item in (made.ELIGIBILITY, made.POLICY, made.HOUSING):
        duty = made.a_duty(team.body, item)
        for days in (300, 200, 120, 60, 30, 30, 30, 30, 5, 1):
            formed_on = today - timedelta(days=days)
            owed = actions.open_obligation(
                actor=None, duty=duty, occasion=f"{item}第{days}号", formed_on=formed_on
            )
            if days in {300, 200, 120}:
                on = formed_on + timedelta(days=days // 8)
                actions.fulfil_obligation(
                    actor=None, obligation=owed, on=on, outcome=Outcome.DISCLOSED
                )
    return team


def _pages(team: made.Team, city: Officer) -> list[tuple[Officer, str]]:
    today = timezone.localdate()
    past = f"?scope=body&on={today - timedelta(days=40)}"
    late = Obligation.objects.filter(fulfilled_on=None).earliest("due_on")
    lin = team.editor
    return [
        (lin, address("my_work")),
        (lin, address("obligations")),
        (lin, address("obligations") + past + "&state=all"),
        (lin, address("obligations") + "?scope=body&words=没有"),
        (lin, address("obligations") + "?on=2999-01-01&since=2026-02-01&until=2026-01-01"),
        (lin, address("month_of", late.due_on.replace(day=1)) + "?scope=body"),
        (lin, address("month_of", today.replace(day=1)) + past),
        (lin, address("month_of", today.replace(year=2004, month=1, day=1))),
        (lin, address("wall_of", today.year)),
        (lin, address("wall_of", today.year) + past),
        (lin, address("wall_of", today.year) + "?words=没有"),
        (lin, address("obligation_seen", late.pk)),
        (city, address("below")),
        (city, address("below") + f"?sort=rate&on={today - timedelta(days=40)}"),
        (city, address("below") + "?words=没有"),
        (city, address("below_body", "centre")),
        (city, address("obligation_seen", late.pk)),
    ]


def _look(page: Page, team: made.Team, city: Officer, origin: str, check: Check) -> None:
    for officer, url in _pages(team, city):
        be(page, officer, origin)
        page.goto(url)
        check(page)
        assert fits(page), f"{url} 比屏幕宽"


def test_every_list_is_open_to_everybody_on_a_desk(
    page: Page, team: made.Team, city: Officer, live_server: object, axe: Check
) -> None:
    _look(page, team, city, str(live_server), axe)


def test_every_list_is_open_to_everybody_on_a_phone_and_fits_it(
    phone: Page, team: made.Team, city: Officer, live_server: object, axe: Check
) -> None:
    _look(phone, team, city, str(live_server), axe)


def test_the_navigation_is_one_line_on_a_desk_and_opens_by_keyboard(
    page: Page, team: made.Team, live_server: object, axe: Check
) -> None:
    be(page, team.administrator, str(live_server))
    page.goto(address("my_work"))
    tops = page.locator(".topbar .nav-item").evaluate_all(
        "items => items.map(item => Math.round(item.getBoundingClientRect().top))"
    )
    assert len(set(tops)) == 1
    page.get_by_role("button", name="应公开任务").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="月历").first).to_be_visible()
    axe(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("到期的任务")


def test_the_navigation_folds_on_a_phone(
    phone: Page, team: made.Team, live_server: object, axe: Check
) -> None:
    be(phone, team.editor, str(live_server))
    phone.goto(address("my_work"))
    menu = phone.get_by_role("navigation", name="主导航")
    expect(menu.get_by_role("button", name="应公开任务")).to_be_hidden()
    phone.get_by_role("button", name="展开或收起导航").click()
    menu.get_by_role("button", name="应公开任务").click()
    expect(menu.get_by_role("link", name="年度一览")).to_be_visible()
    axe(phone)
    assert fits(phone)


def test_lin_goes_from_the_wall_to_the_month_to_the_list(
    page: Page, team: made.Team, live_server: object
) -> None:
    be(page, team.editor, str(live_server))
    page.goto(address("wall"))
    cell = page.locator(".cell.sign-overdue").first
    expect(cell).to_contain_text("已逾期")
    page.get_by_role("link", name="月历", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("到期的任务")
    crowded = Obligation.objects.filter(occasion=f"{made.POLICY}第30号").earliest("pk").due_on
    page.goto(address("month_of", crowded.replace(day=1)) + "?scope=body")
    day = page.get_by_role("cell").filter(has=page.locator(f"time[datetime='{crowded}']"))
    day.get_by_role("link", name="另有").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("应公开任务")
    there = Obligation.objects.filter(due_on=crowded).count()
    expect(page.locator("table.board tbody tr")).to_have_count(there)


def test_the_wall_scrolls_by_keyboard_inside_its_own_region_on_a_phone(
    phone: Page, team: made.Team, live_server: object
) -> None:
    be(phone, team.editor, str(live_server))
    phone.goto(address("wall_of", timezone.localdate().year))
    region = phone.get_by_role("region", name="各事项逐月的任务")
    expect(region).to_have_attribute("tabindex", "0")
    assert region.evaluate("one => one.scrollWidth > one.clientWidth")
    name = region.locator("th[scope=row]").first
    before = name.bounding_box()
    region.evaluate("one => { one.scrollLeft = 200; }")
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert before["x"] == after["x"]


def test_the_city_goes_down_to_the_one_late_obligation(
    page: Page, team: made.Team, city: Officer, live_server: object
) -> None:
    be(page, city, str(live_server))
    page.goto(address("below"))
    page.get_by_role("link", name="项已逾期").first.click()
    page.get_by_role("link", name="期限怎么算").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("最晚")
    expect(page.get_by_role("heading", name="逐日推算")).to_be_visible()


def test_on_paper_the_frame_and_the_filters_are_left_out(
    page: Page, team: made.Team, live_server: object
) -> None:
    be(page, team.editor, str(live_server))
    page.goto(address("obligations") + "?scope=body")
    page.emulate_media(media="print")
    expect(page.locator(".topbar")).to_be_hidden()
    expect(page.get_by_role("search")).to_be_hidden()
    expect(page.locator("table.board")).to_be_visible()
