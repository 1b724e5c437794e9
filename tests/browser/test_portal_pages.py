"""The public site in a real browser: for everyone, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from gongkai.disclosures import actions
from gongkai.duties.models import Edition, Item
from tests import factories
from tests.browser.pages import fits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses(db: None, tmp_path: Path, settings: Settings) -> list[str]:
    """Every kind of page, with data in it; the last is not there."""
    settings.MEDIA_ROOT = tmp_path
    body = factories.a_body(address="临河县银杏路1号", phone="0533-5550100", email="a@example.test")
    factories.adopted(body)
    team = factories.a_team(body)
    draft = factories.a_draft(team, title="带附件的审核结果")
    factories.attached(team, draft)
    factories.approved_again(team, factories.again(draft))
    shown = actions.publish(actor=team.publisher, disclosure=draft)
    old = factories.superseded(team)
    gone = factories.withdrawn(team)
    item = Item.objects.get(levels__contains=[factories.ELIGIBILITY])
    empty = Item.objects.get(levels__contains=[factories.PLAIN])
    return [
        "/", "/search/", "/search/?q=审核", "/search/?q=天文台", "/directory/", "/catalogs/",
        Edition.objects.get().get_absolute_url(), item.get_absolute_url(),
        empty.get_absolute_url(), shown.get_absolute_url(), old.get_absolute_url(),
        gone.get_absolute_url(), "/bodies/", body.get_absolute_url(), "/guide/", "/sitemap/",
        "/no-such-page/",
    ]  # fmt: skip


def test_every_page_is_free_of_barriers_on_a_desk(
    page: Page, axe: Callable[[Page], None], addresses: list[str]
) -> None:
    for address in addresses:
        page.goto(address)
        axe(page)
        assert fits(page), address


def test_every_page_is_free_of_barriers_on_a_phone_and_never_scrolls_sideways(
    phone: Page, axe: Callable[[Page], None], addresses: list[str]
) -> None:
    for address in addresses:
        phone.goto(address)
        axe(phone)
        assert fits(phone), address


def test_text_is_large_and_lines_are_apart(page: Page, addresses: list[str]) -> None:
    page.goto(addresses[0])
    size, height = page.evaluate(
        "(() => { const s = getComputedStyle(document.body);"
        " return [parseFloat(s.fontSize), parseFloat(s.lineHeight)]; })()"
    )
    assert size >= 17
    assert height / size >= 1.7


def test_the_first_tab_leads_past_the_header_to_the_text(page: Page, addresses: list[str]) -> None:
    page.goto("/directory/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("过程")).to_be_focused()


def test_a_citizen_searches_with_the_keyboard_alone_and_reads_what_she_found(
    page: Page, addresses: list[str]
) -> None:
    page.goto("/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("带附件")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("“带附件”的检索结果")
    page.get_by_role("link", name="带附件的审核结果").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("带附件的审核结果")
    with page.expect_download() as download:
        page.get_by_role("link", name="审核名单.pdf").click()
    assert download.value.suggested_filename == "审核名单.pdf"


def test_the_directory_is_narrowed_by_the_button(page: Page, addresses: list[str]) -> None:
    page.goto("/directory/")
    page.get_by_label("一级事项").select_option("保障性住房")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_text("共 4 项")).to_be_visible()
    expect(page.get_by_label("一级事项")).to_have_value("保障性住房")
