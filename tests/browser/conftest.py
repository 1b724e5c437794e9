"""A real browser against the running site: ``page`` (a desktop), ``phone``, ``axe``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import axe as accessibility
from tests.browser.guard import Guard

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# As root there is no sandbox; the rest keeps the browser from calling its makers.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_DESKTOP = {"viewport": {"width": 1280, "height": 900}}
_PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "has_touch": True,
    "is_mobile": True,
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, so that ``-m 'not browser'`` leaves all of it out."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine, once for all tests; every test gets a profile of its own."""
    program = _program()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # The browser's driver keeps an event loop in this thread, and Django would take a
        # query beside it for a mistake.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page on a desktop screen."""
    yield from _page(chromium, live_server, _DESKTOP)


@pytest.fixture
def phone(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page on a phone, with touch."""
    yield from _page(chromium, live_server, _PHONE)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """A check that fails with a readable list where the page keeps somebody out."""
    return accessibility.check


def _page(
    chromium: Browser, live_server: LiveServer, screen: Mapping[str, object]
) -> Iterator[Page]:
    options = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", **screen}
    context = chromium.new_context(base_url=live_server.url, **options)  # type: ignore[arg-type]
    guard = Guard(context, live_server.url)
    page = context.new_page()
    page.guard = guard  # type: ignore[attr-defined]
    yield page
    context.close()
    if guard.complaints:
        pytest.fail("\n".join(guard.complaints), pytrace=False)


def _program() -> str:
    named = os.environ.get("GONGKAI_CHROMIUM")
    for name in [named] if named else _NAMES:
        found = shutil.which(name)
        if found:
            return found
    pytest.fail("没有浏览器：请安装 chromium，或用 GONGKAI_CHROMIUM 指定一个。", pytrace=False)
