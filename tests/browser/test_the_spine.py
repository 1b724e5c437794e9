"""The walk of one piece of information, from a catalog to a withdrawal notice, in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from gongkai.bodies import actions as bodies
from gongkai.bodies.models import Officer, Role
from gongkai.disclosures.models import Disclosure
from tests import factories as make
from tests.browser.pages import fits

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "2025年第三批保障资格审核结果"
REASON = "名单有误，重新公布"


def sign_in(page: Page, officer: Officer) -> None:
    """Sign out whoever was there and sign this officer in, as a person does."""
    page.goto(reverse("workspace:my_work"))
    if page.get_by_role("button", name="退出").count():
        page.get_by_role("button", name="退出").click()
    page.get_by_label("登录名").fill(officer.username)
    page.get_by_label("口令").fill(make.PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="我的工作", level=1)).to_be_visible()


def adopt(page: Page, team: make.Team) -> None:
    """The administrator adopts the catalog on its page."""
    edition = make.an_edition()
    sign_in(page, team.administrator)
    page.goto(reverse("workspace:catalog", args=[edition.pk]))
    page.get_by_role("link", name="采用", exact=True).click()
    page.get_by_role("button", name="确认采用").click()
    expect(page.get_by_role("status").first).to_be_visible()
    assert team.body.adoptions.filter(edition=edition).exists()


def register(page: Page, team: make.Team) -> Disclosure:
    """The editor registers information under an item and lands on the form it made."""
    sign_in(page, team.editor)
    page.get_by_role("link", name="登记信息").click()
    page.get_by_label("标题").fill(TITLE)
    with page.expect_response("**/disclosures/new/"):
        page.get_by_label(make.ELIGIBILITY).check()
    with page.expect_response("**/disclosures/new/"):
        page.get_by_label("生成日期").fill("2025-01-20")
        page.get_by_label("生成日期").blur()
    # Adopting asked for a first round; this is new, and counts from the day it was formed.
    page.get_by_label("另一件新的信息").check()
    expect(page.locator("#due-preview")).to_contain_text("2025-02-21")
    page.get_by_role("button", name="登记并开始填写").click()
    expect(page.get_by_role("heading", name=f"填写：{TITLE}")).to_be_visible()
    return Disclosure.objects.get()


def fill_in(page: Page) -> None:
    """An incomplete text is refused with its parts named; the complete one goes to review."""
    page.get_by_role("button", name="保存并提交审核").click()
    expect(page.get_by_role("alert").first).to_contain_text("还缺：内容概述")
    page.get_by_role("link", name="内容概述").click()
    page.get_by_label("内容概述").fill("公布第三批审核结果。")
    page.get_by_role("textbox", name="公告内容", exact=True).fill("下列家庭符合条件。")
    page.get_by_label("公告日期", exact=True).fill("2025-01-20")
    for row, (name, area) in enumerate((("余晚舟", "59.8"), ("顾长河", "61")), start=1):
        if row > 1:
            page.get_by_role("button", name="添加一行").click()
        page.get_by_label(f"姓名，第{row}行").fill(name)
        page.get_by_label(f"身份证号，第{row}行").fill(make.an_id_number(100 + row))
        page.get_by_label(f"面积，第{row}行").fill(area)
    page.get_by_role("textbox", name="正文", exact=True).fill("现予公布，公示期五日。")
    page.get_by_role("button", name="保存并提交审核").click()
    expect(page.get_by_text("已保存并提交审核。")).to_be_visible()


def approve(page: Page, officer: Officer, verb: str) -> None:
    """A reviewer opens the queue, reads, and approves."""
    sign_in(page, officer)
    page.get_by_role("button", name="公开信息").click()
    page.get_by_role("link", name="审核", exact=True).click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("余晚舟").first).to_be_visible()
    page.get_by_role("button", name=verb).click()
    expect(page.get_by_role("status").first).to_contain_text(f"{verb[:4]}通过")


def test_from_a_catalog_to_a_withdrawal_notice(page: Page) -> None:
    team = make.a_team()
    adopt(page, team)
    disclosure = register(page, team)
    fill_in(page)
    approve(page, team.reviewer, "内容审核通过")
    approve(page, team.secrecy_reviewer, "保密审查通过")
    sign_in(page, team.publisher)
    page.locator("#ready").get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("已公开。")).to_be_visible()
    public = reverse("portal:disclosure", args=[disclosure.pk])

    page.goto(public)
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(page.get_by_text("顾长河")).to_be_visible()
    assert make.an_id_number(101) not in page.content()
    page.goto(reverse("portal:search") + "?q=第三批保障资格")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()

    page.goto(reverse("workspace:disclosure", args=[disclosure.pk]))
    page.locator("summary", has_text="撤回公开").click()
    page.get_by_label("理由（会公开显示）").fill(REASON)
    page.get_by_role("button", name="确定撤回公开").click()
    expect(page.get_by_text("已撤回；原地址显示撤回公告。")).to_be_visible()
    page.goto(public)
    expect(page.get_by_text(REASON)).to_be_visible()
    assert "顾长河" not in page.content()


def pages_to_look_at(team: make.Team) -> list[str]:
    """Return one address of every page of this part of the workspace."""
    duty = make.a_duty(team.body)
    draft = make.a_draft(team, duty, complete=False)
    make.returned(team, duty)
    waiting, public = make.in_content_review(team, duty), make.published(team, duty)
    filing = public.filings.get()

    def at(route: str, *args: int) -> str:
        return reverse(f"workspace:{route}", args=args)

    return [
        at("my_work"),
        at("disclosures"),
        at("register"),
        at("edit", draft.pk),
        at("disclosure", draft.pk),
        at("disclosure", public.pk),
        at("review_queue"),
        at("review", waiting.pk),
        at("compare", public.pk) + "?from=1&to=2",
        at("obligation", filing.obligation_id or 0),
    ]


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_every_page_lets_everybody_in_and_fits_its_screen(
    screen: str, request: pytest.FixtureRequest, axe: Callable[[Page], None]
) -> None:
    page: Page = request.getfixturevalue(screen)
    team = make.a_team()
    make.adopted(team.body, make.an_edition())
    addresses = pages_to_look_at(team)
    page.goto(reverse("workspace:sign_in"))
    axe(page)
    bodies.grant_role(actor=None, officer=team.editor, role=Role.REVIEWER)
    sign_in_at_any_width(page, team.editor)
    for url in addresses:
        page.goto(url)
        page.wait_for_load_state("networkidle")
        axe(page)
        assert fits(page), url


def sign_in_at_any_width(page: Page, officer: Officer) -> None:
    """Sign in where the navigation may be folded away."""
    page.get_by_label("登录名").fill(officer.username)
    page.get_by_label("口令").fill(make.PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="我的工作", level=1)).to_be_visible()
