"""One obligation: why its date, what happened to it, and what each officer may do."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.bodies.models import Officer, Role
from gongkai.clocks.actions import set_targets
from gongkai.clocks.models import Cause
from gongkai.disclosures.models import Disclosure
from gongkai.duties import actions
from gongkai.duties.models import (
    Confirmation,
    Declaration,
    DeclarationKind,
    Duty,
    Obligation,
    ObligationLedger,
    Outcome,
    Trigger,
)
from gongkai.workspace.explaining import explain
from tests import factories as made
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db

MEETING = "常务会议"
TODAY = date(2026, 9, 24)


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, TODAY)
    team = made.a_team()
    made.adopted(
        team.body,
        made.an_edition([made.an_item(made.PLAIN), made.an_item(MEETING, limit="会议召开后3日内")]),
    )
    return team


@pytest.fixture
def task(team: made.Team) -> Obligation:
    """What the editor owes for an event of 18 September: 20 working days, due 22 October."""
    return _owed(team, made.a_duty(team.body, made.PLAIN))


@pytest.fixture
def browser(team: made.Team) -> Client:
    return as_officer(team.editor)


@pytest.fixture
def stranger() -> Officer:
    return made.an_officer(made.a_body("东明市水务局"), Role.EDITOR, name="外市填报人")


def _owed(team: made.Team, duty: Duty, on: date = date(2026, 9, 18)) -> Obligation:
    _, opened = actions.register_event(
        actor=team.editor,
        body=team.body,
        name="检查完成",
        title="第三季度检查",
        happened_on=on,
        duties=[duty],
    )
    return opened[0]


def _page(officer: Officer, task: Obligation) -> str:
    return text_of(as_officer(officer).get(address("obligation", task.pk)))


# The explanation


def test_the_page_says_which_day_and_why(team: made.Team, task: Obligation) -> None:
    page = _page(team.editor, task)
    assert "最晚2026年10月22日公开" in page
    assert "起因 登记的事件： 检查完成：第三季度检查" in page
    assert "起算 2026-09-18" in page
    assert "适用的时限 自信息形成或者变更之日起20个工作日内 目录原文" in page
    assert "截止日：2026年10月22日（周四）" in page
    assert "逐日推算：计入20天，不计14天" in page
    assert "国办发明电〔2025〕7号" in page
    assert "（规则 CAL-01 CAL-04 CAL-07）" in page


def test_every_day_from_the_first_to_the_last_is_told(task: Obligation) -> None:
    told = explain(task.derivation)
    days = [line.on for line in told.days]
    assert days[0] == date(2026, 9, 19)
    assert days[-1] == date(2026, 10, 22)
    assert len(days) == (date(2026, 10, 22) - date(2026, 9, 18)).days
    assert (told.counted, told.skipped, told.paused) == (20, 14, 0)


def test_the_months_show_the_day_it_starts_what_counts_and_the_last(task: Obligation) -> None:
    months = explain(task.derivation).months
    assert [month.name for month in months] == ["2026年9月", "2026年10月"]
    squares = {
        square.on: square
        for month in months
        for week in month.weeks
        for square in week
        if square.inside
    }
    assert squares[date(2026, 9, 18)].word == "起算"
    assert squares[date(2026, 9, 20)].word == "计入", "a Sunday on which one works"
    assert squares[date(2026, 10, 1)].word == "不计"
    assert squares[date(2026, 10, 22)].word == "截止"
    assert squares[date(2026, 10, 23)].word == ""


def test_a_long_way_is_told_by_the_list_alone(team: made.Team) -> None:
    duty = made.a_duty(team.body, made.PLAIN)
    actions.set_local_limit(
        actor=team.administrator, duty=duty, phrase="5个工作日内", source="办法", reason="x"
    )
    opened = actions.open_obligation(
        actor=team.editor, duty=duty, occasion="旧事", formed_on=date(2025, 3, 3)
    )
    assert explain(opened.derivation).months
    far = opened.derivation
    far.due_on = date(2026, 1, 5)
    assert explain(far).months == ()


def test_each_source_of_a_limit_stands_on_the_page(team: made.Team, task: Obligation) -> None:
    page = _page(team.editor, task)
    assert "时限 来源 效力 为什么 适用 自信息形成或者变更之日起20个工作日内" in page
    assert "《政府信息公开条例》第二十六条 行政法规 （一般规定）" in page
    assert address("limits", task.duty_id) in (
        as_officer(team.editor).get(address("obligation", task.pk)).content.decode()
    )


def test_a_date_beyond_the_notices_is_provisional(
    team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.set_today(monkeypatch, date(2026, 12, 10))
    task = _owed(team, made.a_duty(team.body, made.PLAIN), date(2026, 12, 8))
    page = _page(team.editor, task)
    assert "（暂定）" in page
    assert "日期为暂定；通知发布后自动重算，并告诉有关人员。" in page


def _owed_by(team: made.Team, limit: str) -> Obligation:
    """Return what is owed since 18 September under an item with this limit."""
    title = f"目录：{limit}"
    made.adopted(team.body, made.an_edition([made.an_item("另一事项", limit=limit)], title=title))
    return _owed(team, made.a_duty(team.body, "另一事项"))


def test_each_part_of_an_item_shows_its_own_day(team: made.Team) -> None:
    page = _page(team.editor, _owed_by(team, "批准后20个工作日内公开；处罚决定7个工作日内公开"))
    assert (
        "同一事项各部分的截止日 部分 时限 截止日 "
        "全部内容 自批准之日起20个工作日内公开 2026-10-22 "
        "处罚决定 自信息形成或者变更之日起7个工作日内公开 2026-09-29" in page
    )


def test_one_limit_for_all_shows_no_table_of_parts(team: made.Team, task: Obligation) -> None:
    page = _page(team.editor, task)
    for words in ("同一事项各部分", "不计暂停：", "条例上限：", "目标"):
        assert words not in page


def test_an_open_pause_shows_the_date_without_it(
    team: made.Team, task: Obligation, browser: Client
) -> None:
    typed = {"cause": Cause.THIRD_PARTY, "started_on": "2026-09-21", "reason": "征求企业意见"}
    browser.post(address("obligation_pause", task.pk), typed)
    page = _page(team.editor, task)
    assert "2026年9月21日起暂停，尚未结束；到期日还会往后移。" in page
    assert "不计暂停：2026年10月22日" in page


def test_timely_shows_the_day_aimed_at_beside_the_ceiling(team: made.Team) -> None:
    page = _page(team.editor, _owed_by(team, "及时公开"))
    assert "目标（系统默认）：2026年10月9日；条例上限：2026年10月22日" in page


def test_the_bodys_own_target_is_called_its_own(team: made.Team) -> None:
    set_targets(actor=team.administrator, body=team.body, realtime=3, timely=5, reason="县里的承诺")
    timely = _page(team.editor, _owed_by(team, "及时公开"))
    assert "本机关目标：2026年9月24日；条例上限：2026年10月22日" in timely
    assert "最晚2026年10月22日公开" in timely


def test_a_shorter_limit_shows_the_ceiling(team: made.Team) -> None:
    page = _page(team.editor, _owed_by(team, "自信息形成之日起7个工作日内"))
    assert "条例上限：2026年10月22日" in page


def test_a_change_of_the_date_is_told_from_what_to_what_and_why(
    team: made.Team, task: Obligation
) -> None:
    assert "期限的变更 登记以来没有变过。" in _page(team.editor, task)
    actions.set_local_limit(
        actor=team.administrator,
        duty=task.duty,
        phrase="10个工作日内",
        source="临河县公开办法",
        reason="县里加快公开",
    )
    page = _page(team.editor, task)
    assert "管理员甲 适用的时限有变：2026-10-22 → 2026-10-09" in page
    assert "县里加快公开" in page
    assert "最晚2026年10月9日公开" in page


def test_another_bodys_obligation_is_not_found(stranger: Officer, task: Obligation) -> None:
    far = as_officer(stranger)
    assert far.get(address("obligation", task.pk)).status_code == 404
    for route in ("declare", "confirm", "pause", "extend"):
        assert far.post(address(f"obligation_{route}", task.pk), {}).status_code == 404


def test_the_page_asks_no_more_after_changes(
    team: made.Team, task: Obligation, browser: Client
) -> None:
    url = address("obligation", task.pk)
    before = queries_of(browser, url)
    for phrase in ("10个工作日内", "9个工作日内", "8个工作日内"):
        actions.set_local_limit(
            actor=team.administrator, duty=task.duty, phrase=phrase, source="办法", reason="x"
        )
    assert queries_of(browser, url) <= before + 1


# Who is offered what


def test_an_editor_of_the_office_is_led_to_register_information_for_it(
    task: Obligation, browser: Client
) -> None:
    page = browser.get(address("obligation", task.pk)).content.decode()
    assert f"{address('register')}?obligation={task.pk}" in page
    opened = browser.get(address("register"), {"obligation": task.pk})
    assert "第三季度检查" in text_of(opened)
    assert "核对过，没有变化" not in page, "an event asks for new information"


def test_those_who_do_not_file_are_told_who_does(team: made.Team, task: Obligation) -> None:
    for officer in (team.reviewer, team.administrator, team.auditor):
        page = _page(officer, task)
        assert "由办公室等负责科室的填报人办理。" in page
        assert "提出" not in page.partition("办理 ")[2].partition("暂停和延长")[0]


def test_what_is_done_offers_nothing(team: made.Team, task: Obligation) -> None:
    actions.fulfil_obligation(
        actor=team.editor, obligation=task, on=TODAY, outcome=Outcome.DISCLOSED
    )
    page = _page(team.editor, task)
    assert "2026年9月24日完成：已公开。" in page
    for words in ("为它登记信息", "暂停计时", "申请免责"):
        assert words not in page


# A pause and an extension


def test_an_editor_pauses_and_ends_the_pause(
    team: made.Team, task: Obligation, browser: Client
) -> None:
    typed = {"cause": Cause.THIRD_PARTY, "started_on": "2026-09-21", "reason": "征求企业意见"}
    answer = browser.post(address("obligation_pause", task.pk), typed)
    assert said(answer) == ["已暂停，暂停的日子不计入期限。"]
    entry = ObligationLedger.objects.get()
    page = _page(team.editor, task)
    assert "暂停（征求第三方意见） 2026-09-21至今（尚未结束） 征求企业意见；林填报" in page
    done = browser.post(address("pause_close", entry.pk), {"ended_on": "2026-09-23"})
    assert said(done)[-1] == "暂停已结束，期限继续计算。"
    task.refresh_from_db()
    assert task.due_on == date(2026, 10, 26)
    assert "→ 2026-10-26" in _page(team.editor, task)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"started_on": ""}, "开始日期：请填写日期。"),
        ({"started_on": "2026-09-25"}, "暂停的开始日期不能晚于今天。"),
        ({"started_on": "2026-09-17"}, "起算日是2026-09-18，暂停不能早于这一天，请核对日期。"),
        ({"reason": ""}, "说明：请填写说明。"),
    ],
)
def test_a_pause_that_cannot_be_is_refused(
    task: Obligation, browser: Client, typed: dict[str, str], words: str
) -> None:
    whole = {"cause": Cause.FEE, "started_on": "2026-09-21", "reason": "等待缴费"} | typed
    assert said(browser.post(address("obligation_pause", task.pk), whole)) == [words]
    assert not ObligationLedger.objects.exists()


def test_a_pause_is_undone_with_a_reason(task: Obligation, browser: Client) -> None:
    typed = {"cause": Cause.OTHER, "started_on": "2026-09-21", "reason": "记错了"}
    browser.post(address("obligation_pause", task.pk), typed)
    entry = ObligationLedger.objects.get()
    assert said(browser.post(address("entry_undo", entry.pk)))[-1] == "请填写理由。"
    browser.post(address("entry_undo", entry.pk), {"reason": "记错了任务"})
    task.refresh_from_db()
    assert task.due_on == date(2026, 10, 22)
    page = text_of(browser.get(address("obligation", task.pk)))
    assert "暂停（其他） 已撤销" in page
    assert "暂停计时" in page


def test_a_publisher_approves_an_extension_once(team: made.Team, task: Obligation) -> None:
    publisher = as_officer(team.publisher)
    typed = {"working_days": "5", "cause": Cause.APPROVAL, "reason": "材料多"}
    publisher.post(address("obligation_extend", task.pk), typed)
    task.refresh_from_db()
    assert task.due_on == date(2026, 10, 29)
    assert "批准延长" not in _page(team.publisher, task)
    answer = publisher.post(address("obligation_extend", task.pk), typed)
    assert said(answer)[-1] == "这项任务已经延长过一次，不能再延长。"


@pytest.mark.parametrize("typed", ["0", "21", "", "三"])
def test_an_extension_has_its_bounds(team: made.Team, task: Obligation, typed: str) -> None:
    publisher = as_officer(team.publisher)
    whole = {"working_days": typed, "cause": Cause.APPROVAL, "reason": "材料多"}
    answer = publisher.post(address("obligation_extend", task.pk), whole)
    assert said(answer)[0].startswith("延长工作日：")
    assert not ObligationLedger.objects.exists()


def test_an_editor_cannot_extend_what_she_owes(
    team: made.Team, task: Obligation, browser: Client
) -> None:
    assert "批准延长" not in _page(team.editor, task)
    typed = {"working_days": "5", "cause": Cause.APPROVAL, "reason": "材料多"}
    answer = browser.post(address("obligation_extend", task.pk), typed)
    assert said(answer) == ["延长期限须由审核或者发布人员批准。"]


def test_another_bodys_entry_is_not_found(
    stranger: Officer, task: Obligation, browser: Client
) -> None:
    typed = {"cause": Cause.OTHER, "started_on": "2026-09-21", "reason": "等批准"}
    browser.post(address("obligation_pause", task.pk), typed)
    entry = ObligationLedger.objects.get()
    far = as_officer(stranger)
    assert far.post(address("pause_close", entry.pk), {}).status_code == 404
    assert far.post(address("entry_undo", entry.pk), {}).status_code == 404


# Confirming


def test_one_click_confirms_that_nothing_changed(
    team: made.Team, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    duty = made.a_duty(team.body, made.PLAIN)
    made.published(team, duty, formed_on=date(2026, 9, 1))
    task = actions.open_obligation(
        actor=None,
        duty=duty,
        occasion="首轮",
        formed_on=date(2026, 9, 1),
        trigger=Trigger.ADOPTION,
    )
    assert "核对过，没有变化" in _page(team.editor, task)
    answer = browser.post(address("obligation_confirm", task.pk))
    assert said(answer) == ["已登记：今天核对，没有变化。"]
    assert Confirmation.objects.get().obligation == task
    assert "完成：核对无变化" in _page(team.editor, task)


def test_confirming_what_was_never_public_is_refused(task: Obligation, browser: Client) -> None:
    answer = browser.post(address("obligation_confirm", task.pk))
    assert "还没有公开的信息，没有可以核对的内容。" in said(answer)[0]
    assert not Confirmation.objects.exists()


def test_a_task_with_a_draft_leads_to_the_draft(team: made.Team) -> None:
    made.a_registered(team, made.a_duty(team.body, made.PLAIN), formed_on=date(2026, 9, 21))
    task = Obligation.objects.get()
    draft = Disclosure.objects.get()
    page = as_officer(team.editor).get(address("obligation", task.pk)).content.decode()
    assert address("disclosure", draft.pk) in page
    assert "为它登记信息" not in page


# Stating that there is nothing: more of it in test_declaration_pages


def test_an_absence_is_stated_and_waits_for_a_second_person(
    team: made.Team, task: Obligation, browser: Client
) -> None:
    typed = {"kind": DeclarationKind.NOTHING, "reason": "本季度没有检查"}
    answer = browser.post(address("obligation_declare", task.pk), typed)
    assert said(answer) == ["已提出，等待另一位人员决定。"]
    mine = _page(team.editor, task)
    assert "待决定 无此类信息 本季度没有检查" in mine
    assert "您提出的，须由另一位人员决定。" in mine
    assert "没有此类信息，或者申请免责" not in mine
    assert "不同意时必填" in _page(team.reviewer, task)
    assert Declaration.objects.get().declared_by == team.editor
