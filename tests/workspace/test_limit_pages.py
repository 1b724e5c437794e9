"""The limits of one item: which speak of it, which decides, local rules, choices, links."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Officer, Role
from gongkai.duties import actions
from gongkai.duties.models import Chain, Duty, DutyLimit
from tests import factories as made
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db

PUNISHMENT = "行政处罚决定"
REASON = "市里统一要求"
SEVEN = "国办发〔2018〕118号（行政许可、行政处罚决定7个工作日）"


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, date(2025, 2, 5))
    team = made.a_team()
    made.adopted(
        team.body,
        made.an_edition(
            [made.an_item(PUNISHMENT), made.an_item(made.POLICY), made.an_item(made.PLAIN)]
        ),
    )
    return team


@pytest.fixture
def duty(team: made.Team) -> Duty:
    return made.a_duty(team.body, PUNISHMENT)


@pytest.fixture
def browser(team: made.Team) -> Client:
    return as_officer(team.administrator)


@pytest.fixture
def stranger() -> Officer:
    return made.an_officer(made.a_body("东明市水务局"), Role.ADMINISTRATOR, name="外市管理员")


def _local(phrase: str = "5个工作日内", **typed: str) -> dict[str, str]:
    return {"phrase": phrase, "source": "临河县公示办法", "reason": REASON} | typed


# What the page shows


def test_every_limit_stands_with_its_source_and_the_one_that_decides_is_marked(
    team: made.Team, duty: Duty
) -> None:
    page = text_of(as_officer(team.editor).get(address("limits", duty.pk)))
    assert "现在适用：自执法决定作出之日起7个工作日内" in page
    assert f"适用 自执法决定作出之日起7个工作日内 {SEVEN} 国务院文件" in page
    assert "目录原文 地方 效力低于国务院文件" in page
    assert "《政府信息公开条例》第二十六条 行政法规 （一般规定） 一般规定，让位于专门规定" in page


def test_only_the_administrator_is_offered_the_forms(
    team: made.Team, duty: Duty, browser: Client
) -> None:
    url = address("limits", duty.pk)
    assert "登记本地规定" in text_of(browser.get(url))
    for officer in (team.editor, team.reviewer, team.auditor):
        assert "登记本地规定" not in text_of(as_officer(officer).get(url))


def test_the_duty_says_which_limit_holds_and_leads_to_the_page(
    team: made.Team, duty: Duty, browser: Client
) -> None:
    page = browser.get(address("duty", duty.pk))
    assert "适用时限 自执法决定作出之日起7个工作日内" in text_of(page)
    assert address("limits", duty.pk) in page.content.decode()


def test_an_item_with_one_limit_has_nothing_else_to_choose(team: made.Team) -> None:
    made.adopted(team.body, made.an_edition([made.an_item("公告", limit=None)], title="另一目录"))
    browser = as_officer(team.administrator)
    page = text_of(browser.get(address("limits", made.a_duty(team.body, "公告").pk)))
    assert "只有一条时限，没有可以另选的。" in page
    assert "没有联动：这一项不因其他事项的公开而开始计时。" in page


def test_another_bodys_duty_is_not_found(stranger: Officer, duty: Duty) -> None:
    far = as_officer(stranger)
    assert far.get(address("limits", duty.pk)).status_code == 404
    assert far.post(address("limit_local", duty.pk), _local()).status_code == 404
    assert far.post(address("limit_choose", duty.pk), {}).status_code == 404
    assert far.post(address("chain_link", duty.pk), {}).status_code == 404
    assert not DutyLimit.objects.exists()


def test_the_page_asks_no_more_for_more_candidates(
    team: made.Team, duty: Duty, browser: Client
) -> None:
    before = queries_of(browser, address("limits", duty.pk))
    browser.post(address("limit_local", duty.pk), _local())
    assert queries_of(browser, address("limits", duty.pk)) <= before + 1


# A local rule


def test_the_administrator_registers_a_local_rule(duty: Duty, browser: Client) -> None:
    answer = browser.post(address("limit_local", duty.pk), _local("3个工作日内"))
    assert said(answer) == ["已登记本地规定；未完成的任务已按现在适用的时限重新计算。"]
    page = text_of(browser.get(answer["Location"]))
    assert "3个工作日内 临河县公示办法 地方 效力低于国务院文件；时限更短" in page
    assert f"本地规定 ：3个工作日内（临河县公示办法） 理由：{REASON}；管理员甲" in page


def test_a_phrase_that_cannot_be_read_stays_in_the_form(duty: Duty, browser: Client) -> None:
    answer = browser.post(address("limit_local", duty.pk), _local("看情况再说"))
    assert answer.status_code == 422
    assert "读不出“看情况再说”是多久" in text_of(answer)
    assert 'value="看情况再说"' in answer.content.decode()
    assert 'value="临河县公示办法"' in answer.content.decode()
    assert not DutyLimit.objects.exists()


@pytest.mark.parametrize(
    ("field", "words"),
    [("phrase", "请填写时限。"), ("source", "请填写依据"), ("reason", "请填写理由。")],
)
def test_a_local_rule_needs_phrase_source_and_reason(
    duty: Duty, browser: Client, field: str, words: str
) -> None:
    answer = browser.post(address("limit_local", duty.pk), _local(**{field: ""}))
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_an_editor_cannot_register_a_local_rule(team: made.Team, duty: Duty) -> None:
    answer = as_officer(team.editor).post(address("limit_local", duty.pk), _local())
    assert "只有系统管理员可以做这件事。" in text_of(answer)
    assert not DutyLimit.objects.exists()


# Choosing against the order


def test_the_administrator_chooses_the_catalogs_own_limit(duty: Duty, browser: Client) -> None:
    typed = {"chosen": "catalog-1", "reason": REASON}
    answer = browser.post(address("limit_choose", duty.pk), typed)
    page = text_of(browser.get(answer["Location"]))
    assert "现在适用：自信息形成或者变更之日起20个工作日内" in page
    assert f"本机关选定，理由：{REASON}" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"chosen": "catalog-1", "reason": ""}, "请填写理由。"),
        ({"chosen": "", "reason": REASON}, "请选择一条时限。"),
        ({"chosen": "LAW-1", "reason": REASON}, "请选择列出的时限。"),
    ],
)
def test_a_choice_needs_one_of_the_list_and_a_reason(
    duty: Duty, browser: Client, typed: dict[str, str], words: str
) -> None:
    answer = browser.post(address("limit_choose", duty.pk), typed)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not DutyLimit.objects.exists()


def test_a_choice_is_taken_back_with_a_reason(duty: Duty, browser: Client) -> None:
    browser.post(address("limit_choose", duty.pk), {"chosen": "catalog-1", "reason": REASON})
    row = DutyLimit.objects.get()
    nothing = browser.post(address("limit_end", row.pk), {"reason": ""})
    assert said(nothing)[-1:] == ["请填写理由。"]
    browser.post(address("limit_end", row.pk), {"reason": "市里撤销了要求"})
    page = text_of(browser.get(address("limits", duty.pk)))
    assert "现在适用：自执法决定作出之日起7个工作日内" in page
    assert "撤销过的规定和选定（1条）" in page
    last = AuditEntry.objects.filter(verb="duties.end_limit").get()
    assert last.reason == "市里撤销了要求"


def test_another_bodys_choice_is_not_found(stranger: Officer, duty: Duty, browser: Client) -> None:
    browser.post(address("limit_local", duty.pk), _local())
    row = DutyLimit.objects.get()
    answer = as_officer(stranger).post(address("limit_end", row.pk), {"reason": REASON})
    assert answer.status_code == 404
    row.refresh_from_db()
    assert row.ended_at is None


# Links


def test_the_administrator_links_and_unlinks_two_items(
    team: made.Team, duty: Duty, browser: Client
) -> None:
    source = made.a_duty(team.body, made.POLICY)
    answer = browser.post(address("chain_link", duty.pk), {"source": str(source.pk)})
    assert said(answer) == ["已联动：那一项公开后，这一项自动开始计时。"]
    chain = Chain.objects.get()
    assert made.POLICY in text_of(browser.get(address("limits", duty.pk)))
    there = text_of(browser.get(address("limits", source.pk)))
    assert f"这一项公开后引起哪些事项 {PUNISHMENT}" in there
    typed = {"reason": "没有关系", "duty": str(source.pk)}
    done = browser.post(address("chain_verb", chain.pk, "unlink"), typed)
    assert done["Location"] == address("limits", source.pk)
    chain.refresh_from_db()
    assert chain.ended_at is not None


def test_an_inferred_link_waits_to_be_confirmed(
    team: made.Team, duty: Duty, browser: Client
) -> None:
    source = made.a_duty(team.body, made.POLICY)
    chain = Chain.objects.create(duty=duty, source=source, inferred=True)
    assert "按目录措辞推断，待确认" in text_of(browser.get(address("limits", duty.pk)))
    answer = browser.post(address("chain_verb", chain.pk, "confirm"))
    assert said(answer) == ["已确认联动。"]
    assert "待确认" not in text_of(browser.get(address("limits", duty.pk)))


def test_a_link_needs_an_item_of_the_own_body(
    team: made.Team, duty: Duty, browser: Client, stranger: Officer
) -> None:
    far = made.a_duty(made.adopted(stranger.body, made.an_edition(title="外市目录")).body)
    for typed in ("", "x", str(far.pk)):
        answer = browser.post(address("chain_link", duty.pk), {"source": typed})
        assert said(answer)[-1:] == ["请选择由哪一项的公开引起。"]
    assert not Chain.objects.exists()


def test_an_editor_cannot_link(team: made.Team, duty: Duty) -> None:
    source = made.a_duty(team.body, made.POLICY)
    editor = as_officer(team.editor)
    answer = editor.post(address("chain_link", duty.pk), {"source": str(source.pk)})
    assert not Chain.objects.exists()
    assert len(said(answer)) == 1
    chain = actions.link_chain(actor=team.administrator, duty=duty, source=source)
    assert editor.post(address("chain_verb", chain.pk, "burn")).status_code == 404
