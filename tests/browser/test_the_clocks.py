"""The walk of a due date in a browser: set off, reminded of, explained, missed, made sure of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect
from procrastinate.contrib.django.models import ProcrastinateJob

from gongkai.disclosures import actions
from gongkai.duties import tasks
from gongkai.duties.models import Obligation, ObligationChange
from gongkai.reminders.passing import remind
from tests import factories as made
from tests.browser.pages import be, fits
from tests.clocks.letters import LETTER
from tests.workspace.around import address

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]

MEETING = "局长办公会议"
TITLE = "第12次局长办公会议"
MONDAY = date(2026, 11, 16)
LATE = date(2026, 11, 24)


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    """A bureau whose catalog wants meetings public 3 days after; it is Monday, 2026-11-16."""
    made.set_today(monkeypatch, MONDAY)
    ProcrastinateJob.objects.all().delete()  # the flush between tests leaves the queue alone
    team = made.a_team(made.a_body("临河县住房和城乡建设局", short_name="县住建局"))
    rows = [
        made.an_item(MEETING, limit="会议召开后3日内更新"),
        made.an_item(made.PLAIN, limit=None),
    ]
    made.adopted(team.body, made.an_edition(rows))
    return team


def _recompute() -> None:
    """Do what the worker does when the calendar has changed."""
    for job in ProcrastinateJob.objects.filter(task_name="duties.recompute", status="todo"):
        tasks.recompute(**job.args | {"again": False})


def _register_the_meeting(page: Page, check: Check) -> None:
    page.goto(address("events"))
    check(page)
    page.get_by_role("link", name="登记事件").click()
    page.get_by_role("link", name="会议召开").click()
    page.get_by_label("事由").fill(TITLE)
    page.get_by_label("发生日期").fill("2026-11-14")
    check(page)
    page.get_by_role("button", name="登记，开始计时").click()
    expect(page.get_by_role("status")).to_contain_text("1项开始计时")


def _read_the_reminder_and_why(page: Page, check: Check) -> None:
    page.goto(address("reminders"))
    check(page)
    told = page.get_by_role("listitem").filter(has_text=TITLE)
    expect(told).to_have_count(1)
    expect(told).to_contain_text("还有1个工作日")
    told.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("最晚2026年11月17日公开")
    for summary in page.locator("main summary:visible").all():
        summary.click()
    check(page)
    steps = page.get_by_role("main")
    expect(steps).to_contain_text("会议召开：2026年11月14日（周六），当日不计")
    expect(steps).to_contain_text("周二，第3天（自然日）")
    expect(steps).to_contain_text("截止日：2026年11月17日（周二）")


def _publish_late(
    page: Page, team: made.Team, origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.set_today(monkeypatch, LATE)
    be(page, team.editor, origin)
    obligation = Obligation.objects.get()
    page.goto(address("obligation", obligation.pk))
    page.get_by_role("link", name="登记信息").click()
    page.get_by_label("标题").fill(TITLE)
    page.get_by_label("生成日期").fill("2026-11-16")
    page.get_by_role("button", name="登记", exact=False).last.click()
    page.wait_for_url("**/edit/")
    (filing,) = obligation.duty.filings.all()
    assert filing.obligation == obligation
    draft = made.again(filing.disclosure)
    actions.save_draft(actor=team.editor, disclosure=draft, content=made.complete_content(draft))
    made.approved_again(team, made.again(draft))
    be(page, team.publisher, origin)
    page.goto(address("disclosure", draft.pk))
    page.get_by_role("button", name="发布", exact=True).first.click()
    expect(page.get_by_role("main")).to_contain_text("已公开")


def test_a_meeting_is_reminded_of_explained_and_made_public_five_working_days_late(
    page: Page,
    team: made.Team,
    live_server: LiveServer,
    axe: Check,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    origin = live_server.url
    be(page, team.editor, origin)
    _register_the_meeting(page, axe)
    remind(MONDAY)
    remind(MONDAY)
    _read_the_reminder_and_why(page, axe)
    _publish_late(page, team, origin, monkeypatch)
    obligation = Obligation.objects.get()
    # 17 November is the last day; the 18th, 19th, 20th, 23rd and 24th are working days.
    assert (obligation.fulfilled_on, obligation.late_working_days) == (LATE, 5)
    be(page, team.editor, origin)
    page.goto(address("obligation", obligation.pk))
    expect(page.get_by_text("逾期5个工作日").first).to_be_visible()
    axe(page)
    page.goto(obligation.duty.item.get_absolute_url())
    expect(page.get_by_text("逾期公开 1 件")).to_be_visible()


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_a_provisional_date_settles_when_the_notice_of_2027_is_loaded(
    screen: str,
    request: pytest.FixtureRequest,
    team: made.Team,
    live_server: LiveServer,
    axe: Check,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page: Page = request.getfixturevalue(screen)
    made.set_today(monkeypatch, date(2027, 1, 26))
    made.a_draft(team, made.a_duty(team.body, made.PLAIN), formed_on=date(2027, 1, 25))
    obligation = Obligation.objects.get()
    assert (obligation.due_on, obligation.provisional) == (date(2027, 2, 24), True)
    be(page, team.editor, live_server.url)
    page.goto(address("obligation", obligation.pk))
    expect(page.get_by_role("heading", level=1)).to_contain_text("2027年2月24日公开（暂定）")
    axe(page)

    be(page, team.administrator, live_server.url)
    page.goto(address("calendar_notice"))
    page.get_by_label("或者粘贴通知全文").fill(LETTER)
    page.get_by_role("button", name="读一遍，先不写入").click()
    expect(page.get_by_text("有1项，会重新计算")).to_be_visible()
    page.get_by_role("button", name="已对照原文核对，载入").click()
    expect(page.get_by_text("已载入2027年放假安排")).to_be_visible()
    _recompute()

    obligation.refresh_from_db()
    # The notice gives 5 to 11 February off and has 30 January and 14 February worked.
    assert (obligation.due_on, obligation.provisional) == (date(2027, 2, 25), False)
    assert ObligationChange.objects.get().cause == ObligationChange.Cause.CALENDAR
    remind(date(2027, 1, 26))
    be(page, team.editor, live_server.url)
    page.goto(address("reminders"))
    expect(page.get_by_text("到期日有变").first).to_be_visible()
    page.goto(address("obligation", obligation.pk))
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("暂定")
    expect(page.get_by_text("日历有变")).to_be_visible()
    axe(page)
    assert fits(page)
