"""The tools of the browser tests themselves: a guard that never bites guards nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe
from tests.browser.guard import Guard

SITE = "http://site.test:8000"
GOOD = "<!doctype html><html lang=zh-CN><title>页</title><main><h1>标题</h1></main></html>"


@pytest.fixture
def guarded(chromium: Browser) -> Iterator[tuple[Page, Guard]]:
    """A page held to a site that does not exist, and its guard."""
    context = chromium.new_context()
    guard = Guard(context, SITE)
    yield context.new_page(), guard
    context.close()


def test_a_picture_from_another_host_is_stopped_and_reported(
    guarded: tuple[Page, Guard],
) -> None:
    page, guard = guarded
    page.set_content(GOOD + "<img src='http://elsewhere.test/pixel.png' alt=''>")
    assert guard.complaints == ["页面向别处发出请求：http://elsewhere.test/pixel.png"]


def test_a_picture_inside_the_page_is_nobodys_business(guarded: tuple[Page, Guard]) -> None:
    page, guard = guarded
    page.set_content(GOOD + "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' alt=''>")
    assert guard.complaints == []


def test_a_script_that_breaks_is_reported(guarded: tuple[Page, Guard]) -> None:
    page, guard = guarded
    page.set_content(GOOD + "<script>setTimeout(() => { throw new Error('broken') })</script>")
    page.wait_for_timeout(50)
    assert guard.complaints == ["脚本出错：broken"]


def test_an_inline_script_against_the_policy_is_reported(guarded: tuple[Page, Guard]) -> None:
    page, guard = guarded
    policy = "<meta http-equiv=Content-Security-Policy content=\"script-src 'self'\">"
    page.set_content(policy + "<script>document.title = 'in'</script>")
    assert len(guard.complaints) == 1
    assert guard.complaints[0].startswith("违反内容安全策略：")


def test_axe_looks_into_a_page_whose_policy_allows_no_script(
    guarded: tuple[Page, Guard],
) -> None:
    page, guard = guarded
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    page.set_content(GOOD.replace("<title>", policy + "<title>"))
    assert axe.violations(page) == []
    assert guard.complaints == []


def test_a_picture_without_a_text_fails_with_the_rule_and_the_place_in_chinese(
    guarded: tuple[Page, Guard],
) -> None:
    page, _ = guarded
    page.set_content(GOOD.replace("</main>", "<img id=crest src='data:,'></main>"))
    with pytest.raises(pytest.fail.Exception) as failure:
        axe.check(page)
    assert "image-alt" in str(failure.value)
    assert "#crest" in str(failure.value)
    assert "图像" in str(failure.value) or "图片" in str(failure.value)
