"""Adopting a new edition in a real browser: by keyboard, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from gongkai.catalog import read_file, read_limit
from gongkai.catalog.model import Catalog, Element
from gongkai.duties import actions
from gongkai.duties.models import Duty, Edition
from tests import factories as made
from tests.browser.pages import be, fits
from tests.workspace.around import address

pytestmark = pytest.mark.django_db(transaction=True)
HOUSING = Path(__file__).parents[2] / "examples" / "catalogs" / "city-housing-bureau.txt"
Check = Callable[[Page], None]


def _next_year(read: Catalog) -> Catalog:
    """The same catalog a year on: stricter, with another form, one item less, one more."""
    first, second, _gone, fourth, *rest = read.items
    return replace(
        read,
        items=(
            replace(
                first, time_limit=read_limit("自信息形成之日起5个工作日内"), publisher="办公室"
            ),
            replace(
                second, elements=(*second.elements, Element("办理进度")), content=second.content
            ),
            fourth,
            made.an_item("住房租赁补贴发放", elements=(Element("发放对象"), Element("补贴标准"))),
            *rest,
        ),
    )


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


_LONG = "临河县住房和城乡建设局保障性住房领域基层政务公开标准目录（2026年修订版）"


@pytest.fixture
def edition(team: made.Team) -> Edition:
    """The edition of next year; the body works under this year's and owes something."""
    (read,) = read_file(HOUSING).catalogs
    old, new = (
        actions.import_edition(
            actor=None, read=paper, source_name=HOUSING.name, source_sha256=label * 16, label=label
        )
        for paper, label in ((read, "2025"), (_next_year(read), "2026"))
    )
    Edition.objects.filter(pk=new.pk).update(title=_LONG)
    made.adopted(team.body, old)
    for duty in Duty.objects.filter(any_office=True, applies=True)[:2]:
        made.a_registered(team, duty)
    return new


def _renew(page: Page, team: made.Team, edition: Edition, origin: str, check: Check) -> None:
    be(page, team.administrator, origin)
    page.goto(address("catalogs"))
    check(page)
    page.get_by_role("link", name="采用新版次").focus()
    page.keyboard.press("Enter")
    start = timezone.localdate() + timedelta(days=30)
    page.get_by_label("新版次开始日期", exact=True).fill(start.isoformat())
    check(page)
    assert fits(page)
    page.get_by_role("button", name="采用“2026”").focus()
    page.keyboard.press("Enter")
    page.get_by_text("到起始日，每一项自动换到新版次").wait_for()
    check(page)
    assert fits(page)
    assert {duty.starts_on for duty in edition.adoptions.get().duties.all()} == {start}


def test_the_administrator_renews_by_keyboard_on_a_desk(
    page: Page, team: made.Team, edition: Edition, live_server: object, axe: Check
) -> None:
    _renew(page, team, edition, str(live_server), axe)


def test_the_administrator_renews_on_a_phone(
    phone: Page, team: made.Team, edition: Edition, live_server: object, axe: Check
) -> None:
    _renew(phone, team, edition, str(live_server), axe)


def test_a_refused_day_is_shown_on_top_and_nothing_typed_is_lost(
    page: Page, team: made.Team, edition: Edition, live_server: object, axe: Check
) -> None:
    be(page, team.administrator, str(live_server))
    page.goto(address("renew", edition.pk))
    box = page.locator("#changed input[type=date]").first
    box.fill(date(2025, 6, 1).isoformat())
    page.get_by_role("button", name="采用“2026”").click()
    page.get_by_text("不能早于新版次的开始日期").wait_for()
    axe(page)
    assert page.locator("#changed input[type=date]").first.input_value() == "2025-06-01"
