"""From a Word file to an adopted catalog in a real browser: progress, correcting, remembering."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from gongkai.catalog import read_file
from gongkai.duties import actions
from gongkai.duties.models import CatalogReading, Edition
from gongkai.workspace import incoming
from tests import factories as made
from tests.browser.pages import be, fits
from tests.workspace.around import address

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
FORMATS = ROOT / "tests" / "catalog" / "formats"
WORD = FORMATS / "linzi-housing-centre.docx"
SHEET = FORMATS / "linzi-housing-centre.xlsx"
Check = Callable[[Page], None]


@pytest.fixture(autouse=True)
def files(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """A folder for uploads of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


def _upload(page: Page, file: Path, check: Check) -> None:
    page.goto(address("catalog_import"))
    check(page)
    page.get_by_label("目录文件").set_input_files(file)
    page.get_by_role("button", name="读取").click()
    page.get_by_text("文件已收到，马上开始读取。").wait_for()
    check(page)
    assert fits(page)
    incoming.read(CatalogReading.objects.get().pk)  # what the worker does
    page.get_by_text("读到1份目录").wait_for()  # the page has noticed by itself
    check(page)
    assert fits(page)


def _import(page: Page, label: str) -> Edition:
    page.get_by_label("版次名称").fill(label)
    page.get_by_role("button", name="导入这份目录").click()
    page.get_by_text("已导入1份目录").wait_for()
    return Edition.objects.get(label=label)


def _work(page: Page, team: made.Team, origin: str, check: Check) -> None:
    be(page, team.administrator, origin)
    _upload(page, WORD, check)
    edition = _import(page, "2026年版")
    check(page)
    assert fits(page)
    item = edition.items.order_by("position")[1]
    row = page.locator(f"#item-{item.pk}")
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    row.get_by_text("公开层级", exact=True).wait_for()
    check(page)
    assert fits(page)
    row.get_by_role("link", name="更正“公开主体”").focus()
    page.keyboard.press("Enter")
    form = row.get_by_role("form", name="更正“公开主体”")
    form.get_by_label("应为").fill("住房保障服务科")
    form.get_by_label("理由（可不填）").fill("机构改革后的名称")
    check(page)
    assert fits(page)
    page.keyboard.press("Enter")
    row.get_by_text("“公开主体”已更正").wait_for()
    check(page)
    item.refresh_from_db()
    assert item.publisher == "住房保障服务科"
    page.goto(address("catalog", edition.pk))
    page.get_by_role("link", name="采用", exact=True).click()
    check(page)
    assert fits(page)
    page.get_by_role("button", name="确认采用").click()
    page.get_by_text("每一项都成为一条责任").wait_for()
    _upload(page, SHEET, check)
    again = _import(page, "2027年版")
    assert again.catalog_id == edition.catalog_id
    kept = again.items.get(position=item.position)
    assert kept.publisher == "住房保障服务科"
    page.goto(address("catalog_item", kept.pk))
    page.get_by_text("照以前的更正").wait_for()
    check(page)
    assert fits(page)
    page.get_by_role("button", name="撤销更正“公开主体”").click()
    page.get_by_text("“公开主体”的更正已撤销").wait_for()
    page.goto(address("catalog", again.pk))
    page.get_by_role("link", name="采用新版次").wait_for()


def test_a_word_file_becomes_an_adopted_catalog_on_a_desk(
    page: Page, team: made.Team, live_server: object, axe: Check
) -> None:
    _work(page, team, str(live_server), axe)


def test_a_word_file_becomes_an_adopted_catalog_on_a_phone(
    phone: Page, team: made.Team, live_server: object, axe: Check
) -> None:
    _work(phone, team, str(live_server), axe)


def test_every_form_of_an_item_is_open_to_everybody(
    phone: Page, team: made.Team, live_server: object, axe: Check
) -> None:
    (read,) = read_file(WORD).catalogs
    edition = actions.import_edition(
        actor=team.administrator,
        read=read,
        source_name=WORD.name,
        source_sha256="0" * 64,
        label="2026年版",
    )
    be(phone, team.administrator, str(live_server))
    item = edition.items.order_by("position")[0]
    for field in ("levels", "elements", "legal_bases", "time_limit", "channels", "tiers"):
        phone.goto(f"{address('catalog_item', item.pk)}?field={field}")
        axe(phone)
        assert fits(phone), field
