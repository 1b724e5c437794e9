"""Reviews and every other verb: who may press, what the trail keeps, what the page says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.bodies import actions as bodies
from gongkai.bodies.models import Role
from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, Opinion, Review, State
from tests import factories as make
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db

MOVED_ON = "审核已到另一步，这次的意见没有记录；请重新打开审核页再看。"


@pytest.fixture
def team() -> make.Team:
    team = make.a_team()
    make.adopted(team.body)
    return team


def state_of(disclosure: Disclosure) -> str:
    return make.again(disclosure).state


def press(client: Client, verb: str, disclosure: Disclosure, **posted: Any) -> list[str]:
    """Press the button of ``verb`` and return what is said."""
    answer = client.post(address(verb, disclosure.pk), posted)
    assert answer.status_code == 302
    return said(answer)


def opened(disclosure: Disclosure, kind: str = "content", **typed: str) -> dict[str, Any]:
    """Return what the opinion form posts when it was opened in this review."""
    return {"version": disclosure.latest_id, "kind": kind, **typed}


# Reviewing


def test_shen_finds_what_waits_in_her_queue_and_approves_what_she_read(team: make.Team) -> None:
    disclosure = make.in_content_review(team)
    shen = as_officer(team.reviewer)
    assert str(disclosure) in text_of(shen.get(address("review_queue")))
    page = shen.get(address("review", disclosure.pk)).content.decode()
    assert f'name="version" value="{disclosure.latest_id}"' in page
    told = press(shen, "approve", disclosure, **opened(disclosure, note="属实"))
    assert told == [f"“{disclosure}”内容审核通过。"]
    assert state_of(disclosure) == State.SECRECY_REVIEW
    review = Review.objects.get()
    assert (review.reviewer, review.note, review.version_id) == (
        team.reviewer, "属实", disclosure.latest_id,
    )  # fmt: skip


def test_fang_gives_the_secrecy_opinion_with_the_same_button(team: make.Team) -> None:
    disclosure = make.in_secrecy_review(team)
    fang = as_officer(team.secrecy_reviewer)
    assert "保密审查意见" in text_of(fang.get(address("review", disclosure.pk)))
    press(fang, "approve", disclosure, **opened(disclosure, kind="secrecy"))
    assert state_of(disclosure) == State.READY


def test_a_version_that_was_overtaken_cannot_be_approved(team: make.Team) -> None:
    disclosure = make.in_content_review(team)
    read = opened(disclosure)
    actions.recall(actor=team.editor, disclosure=disclosure)
    make.attached(team, disclosure)
    actions.submit(actor=team.editor, disclosure=disclosure)
    told = press(as_officer(team.reviewer), "approve", disclosure, **read)
    assert told == ["内容已被修改，请刷新后审核最新版本。"]
    assert state_of(disclosure) == State.CONTENT_REVIEW


def test_one_double_click_gives_one_approval_even_to_who_holds_both_roles(team: make.Team) -> None:
    bodies.grant_role(actor=None, officer=team.reviewer, role=Role.SECRECY_REVIEWER)
    disclosure = make.in_content_review(team)
    shen = as_officer(team.reviewer)
    page = shen.get(address("review", disclosure.pk)).content.decode()
    assert 'name="kind" value="content"' in page
    read = opened(disclosure)
    press(shen, "approve", disclosure, **read)
    told = press(shen, "approve", disclosure, **read)
    assert told[-1] == MOVED_ON
    assert state_of(disclosure) == State.SECRECY_REVIEW
    assert [one.kind for one in Review.objects.all()] == ["content"]


def test_an_opinion_on_content_does_not_return_from_secrecy_review(team: make.Team) -> None:
    bodies.grant_role(actor=None, officer=team.reviewer, role=Role.SECRECY_REVIEWER)
    disclosure = make.in_secrecy_review(team)
    before = Review.objects.count()
    shen = as_officer(team.reviewer)
    for kind in ("content", "", "x"):
        told = press(shen, "return", disclosure, **opened(disclosure, kind=kind, note="有误"))
        assert told[-1] == MOVED_ON
    assert state_of(disclosure) == State.SECRECY_REVIEW
    assert Review.objects.count() == before
    assert 'name="kind" value="secrecy"' in (
        shen.get(address("review", disclosure.pk)).content.decode()
    )


def test_a_version_that_was_overtaken_cannot_be_returned(team: make.Team) -> None:
    disclosure = make.in_content_review(team)
    read = opened(disclosure, note="有误")
    actions.recall(actor=team.editor, disclosure=disclosure)
    make.attached(team, disclosure)
    actions.submit(actor=team.editor, disclosure=disclosure)
    told = press(as_officer(team.reviewer), "return", disclosure, **read)
    assert told == ["内容已被修改，请刷新后审核最新版本。"]
    assert state_of(disclosure) == State.CONTENT_REVIEW
    assert not Review.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "²", "9" * 19, "9" * 5000])
@pytest.mark.parametrize("verb", ["approve", "return"])
def test_a_version_number_that_cannot_be_is_refused(
    team: make.Team, verb: str, version: str
) -> None:
    disclosure = make.in_content_review(team)
    posted = opened(disclosure, note="有误") | {"version": version}
    told = press(as_officer(team.reviewer), verb, disclosure, **posted)
    assert told == ["请从审核页打开这条信息后再审核。"]
    assert state_of(disclosure) == State.CONTENT_REVIEW


def test_the_version_of_another_disclosure_cannot_be_slipped_in(team: make.Team) -> None:
    disclosure, other = make.in_content_review(team), make.in_content_review(team)
    told = press(as_officer(team.reviewer), "approve", disclosure, **opened(other))
    assert told == ["请从审核页打开这条信息后再审核。"]
    assert state_of(disclosure) == State.CONTENT_REVIEW


def test_a_return_needs_an_opinion_and_the_editor_reads_it(team: make.Team) -> None:
    disclosure = make.in_content_review(team)
    shen = as_officer(team.reviewer)
    assert press(shen, "return", disclosure, **opened(disclosure, note="  ")) == [
        "退回时请写明意见。"
    ]
    press(shen, "return", disclosure, **opened(disclosure, note="面积与附件不一致"))
    assert state_of(disclosure) == State.RETURNED
    assert Review.objects.get().opinion == Opinion.RETURNED
    assert "面积与附件不一致" in text_of(
        as_officer(team.editor).get(address("disclosure", disclosure.pk))
    )


def test_nobody_approves_what_they_wrote(team: make.Team) -> None:
    bodies.grant_role(actor=None, officer=team.editor, role=Role.REVIEWER)
    disclosure = make.in_content_review(team)
    lin = as_officer(team.editor)
    assert str(disclosure) not in text_of(lin.get(address("review_queue")))
    page = lin.get(address("review", disclosure.pk))
    assert "不能审核自己填写的信息" in text_of(page)
    assert "disabled" in page.content.decode()
    told = press(lin, "approve", disclosure, **opened(disclosure))
    assert told == ["不能审核自己填写的信息，请由另一位人员审核。"]


def test_the_review_of_a_correction_shows_what_changed_in_words(team: make.Team) -> None:
    disclosure = make.under_correction(team)
    changed = make.complete_content(make.again(disclosure), summary="概述改过了。")
    actions.save_draft(actor=team.editor, disclosure=disclosure, content=changed)
    actions.submit(actor=team.editor, disclosure=disclosure)
    page = text_of(as_officer(team.reviewer).get(address("review", disclosure.pk)))
    assert "现在公开的版本" in page
    assert "内容概述 公布第一批审核结果。 概述改过了。 已改" in page
    assert "标题 2025年第一批保障资格审核结果 2025年第一批保障资格审核结果 未变" in page


def test_the_second_review_compares_with_what_was_returned(team: make.Team) -> None:
    disclosure = make.returned(team)
    changed = make.complete_content(make.again(disclosure), title="改好的标题")
    actions.save_draft(actor=team.editor, disclosure=disclosure, content=changed)
    actions.submit(actor=team.editor, disclosure=disclosure)
    page = text_of(as_officer(team.reviewer).get(address("review", disclosure.pk)))
    assert "上次审核的版本" in page
    assert "请补充依据" in page


def test_what_is_not_under_review_has_no_review_page(team: make.Team) -> None:
    disclosure = make.a_draft(team)
    answer = as_officer(team.reviewer).get(address("review", disclosure.pk))
    assert answer["Location"] == address("disclosure", disclosure.pk)


def test_two_versions_side_by_side_and_no_page_for_a_version_that_is_not(team: make.Team) -> None:
    disclosure = make.a_draft(team)
    lin = as_officer(team.editor)
    page = text_of(lin.get(address("compare", disclosure.pk) + "?from=1&to=2"))
    assert "内容概述 — 公布第一批审核结果。 新增" in page
    for wrong in ("?from=1&to=9", "?from=x&to=1", ""):
        assert lin.get(address("compare", disclosure.pk) + wrong).status_code == 404


# Publishing and after


def test_qi_publishes_at_once(team: make.Team) -> None:
    disclosure = make.ready(team)
    assert press(as_officer(team.publisher), "publish", disclosure) == ["已公开。"]
    assert state_of(disclosure) == State.PUBLISHED


def test_a_second_press_is_told_the_state_and_publishes_nothing_twice(team: make.Team) -> None:
    disclosure = make.published(team)
    told = press(as_officer(team.publisher), "publish", disclosure)
    assert told == ["当前状态是“已公开”，不能办理“发布”。"]


def test_a_time_is_set_and_taken_back(team: make.Team) -> None:
    disclosure = make.ready(team)
    qi = as_officer(team.publisher)
    tomorrow = timezone.localtime() + timedelta(days=1)
    press(qi, "schedule", disclosure, at=tomorrow.strftime("%Y-%m-%dT%H:%M"))
    set_for = make.again(disclosure).scheduled_for
    assert set_for is not None
    assert timezone.localtime(set_for).strftime("%H:%M") == tomorrow.strftime("%H:%M")
    page = text_of(qi.get(address("disclosure", disclosure.pk)))
    assert "自动公开" in page
    press(qi, "unschedule", disclosure)
    assert make.again(disclosure).scheduled_for is None


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("", "请填写定时发布的日期和时间。"),
        ("明天", "请填写定时发布的日期和时间。"),
        ("2025-13-40T10:00", "请填写定时发布的日期和时间。"),
        ("2001-01-01T10:00", "定时发布的时间必须晚于现在。"),
    ],
)
def test_a_time_that_cannot_be_is_refused(team: make.Team, at: str, sentence: str) -> None:
    disclosure = make.ready(team)
    assert press(as_officer(team.publisher), "schedule", disclosure, at=at) == [sentence]
    assert make.again(disclosure).scheduled_for is None


def test_what_is_withheld_is_closed_and_not_published(team: make.Team) -> None:
    disclosure = make.ready_undisclosed(team)
    qi = as_officer(team.publisher)
    page = text_of(qi.get(address("disclosure", disclosure.pk)))
    assert "登记为不主动公开" in page
    assert "《条例》第十五条" in page
    assert press(qi, "publish", disclosure) == ["公开属性不是“主动公开”，不能发布到网站。"]
    press(qi, "keep_undisclosed", disclosure)
    assert state_of(disclosure) == State.UNDISCLOSED


def test_a_correction_begins_with_a_reason_and_can_be_given_up(team: make.Team) -> None:
    disclosure = make.published(team)
    lin = as_officer(team.editor)
    assert press(lin, "start_correction", disclosure, reason="") == ["请写明更正的理由。"]
    answer = lin.post(address("start_correction", disclosure.pk), {"reason": "面积有误"})
    assert answer["Location"] == address("edit", disclosure.pk)
    assert state_of(disclosure) == State.DRAFT
    press(lin, "discard_correction", disclosure)
    assert state_of(disclosure) == State.PUBLISHED


def test_a_withdrawal_needs_a_reason_and_leaves_it_on_the_page(team: make.Team) -> None:
    disclosure = make.published(team)
    qi = as_officer(team.publisher)
    assert press(qi, "withdraw", disclosure) == ["请写明撤回的理由，它会显示在公开页面上。"]
    press(qi, "withdraw", disclosure, reason="名单有误")
    assert state_of(disclosure) == State.WITHDRAWN
    assert "理由：名单有误" in text_of(qi.get(address("disclosure", disclosure.pk)))


def test_one_disclosure_replaces_another_of_the_same_body_only(team: make.Team) -> None:
    old, new = make.published(team), make.published(team, title="新的一批")
    far = make.a_team(make.a_body("临河县交通运输局"))
    make.adopted(far.body, make.an_edition(title="另一份目录"))
    foreign = make.published(far)
    qi = as_officer(team.publisher)
    for wrong in ("", "x", foreign.pk):
        told = press(as_officer(team.publisher), "supersede", old, successor=wrong)
        assert told == ["请选择用来替代的信息。"]
    press(qi, "supersede", old, successor=new.pk)
    assert state_of(old) == State.SUPERSEDED
    assert "新的一批" in text_of(qi.get(address("disclosure", old.pk)))


def test_recalling_gives_the_draft_back(team: make.Team) -> None:
    disclosure = make.in_content_review(team)
    assert press(as_officer(team.editor), "recall", disclosure) == ["已收回为草稿。"]
    assert state_of(disclosure) == State.DRAFT


def test_handing_in_what_is_incomplete_names_what_is_missing(team: make.Team) -> None:
    disclosure = make.a_draft(team, complete=False)
    told = press(as_officer(team.editor), "submit", disclosure)
    assert told[0].startswith("还缺：内容概述、公告内容")
    assert state_of(disclosure) == State.DRAFT


VERBS = [
    "submit", "recall", "approve", "return", "publish", "schedule", "unschedule",
    "keep_undisclosed", "start_correction", "discard_correction", "withdraw", "supersede",
]  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_takes_a_post_and_nothing_else(team: make.Team, verb: str) -> None:
    disclosure = make.a_draft(team)
    assert as_officer(team.editor).get(address(verb, disclosure.pk)).status_code == 405


@pytest.mark.parametrize("verb", VERBS)
def test_to_another_body_the_disclosure_does_not_exist(team: make.Team, verb: str) -> None:
    disclosure = make.a_draft(team)
    far = make.an_officer(
        make.a_body("临河县交通运输局"), Role.EDITOR, Role.REVIEWER, Role.PUBLISHER
    )
    posted = {"version": disclosure.latest_id, "reason": "无", "note": "无"}
    assert as_officer(far).post(address(verb, disclosure.pk), posted).status_code == 404
    assert state_of(disclosure) == State.DRAFT


@pytest.mark.parametrize("verb", VERBS)
def test_an_auditor_is_refused_every_verb(team: make.Team, verb: str) -> None:
    disclosure = make.in_content_review(team)
    posted = {
        "version": disclosure.latest_id, "reason": "无", "note": "无",
        "at": "2099-01-01T10:00", "successor": disclosure.pk,
    }  # fmt: skip
    assert press(as_officer(team.auditor), verb, disclosure, **posted)
    assert state_of(disclosure) == State.CONTENT_REVIEW


def test_a_visitor_is_sent_to_sign_in_and_changes_nothing(client: Client, team: make.Team) -> None:
    disclosure = make.ready(team)
    answer = client.post(address("publish", disclosure.pk))
    assert answer["Location"].startswith(address("sign_in"))
    assert state_of(disclosure) == State.READY


# Pages


def test_the_page_says_beside_a_disabled_button_why_not(team: make.Team) -> None:
    disclosure = make.in_content_review(team)
    page = as_officer(team.editor).get(address("disclosure", disclosure.pk))
    assert "当前状态是“内容审核中”，不能办理“提交审核”。" in text_of(page)
    assert "发布</button>" not in page.content.decode()


def test_the_page_tells_the_whole_story(team: make.Team) -> None:
    disclosure = make.published(team)
    make.attached(team, make.under_correction(team))
    page = text_of(as_officer(team.auditor).get(address("disclosure", disclosure.pk)))
    for word in ("内容审核通过", "保密审查通过", "与第1版对照", "登记信息", "发布", "2025-02-21"):
        assert word in page
    assert make.ID_NUMBER not in page


def test_the_list_narrows_by_state_words_office_and_item(team: make.Team) -> None:
    make.a_draft(team, title="甲类名单")
    make.published(team, title="乙类名单")
    make.a_draft(team, make.a_duty(team.body, make.PLAIN), title="一则动态")
    lin = as_officer(team.editor)

    def titles(query: str) -> set[str]:
        page = text_of(lin.get(address("disclosures") + query))
        return {title for title in ("甲类名单", "乙类名单", "一则动态") if title in page}

    item = make.a_duty(team.body, make.PLAIN).item_id
    office = make.an_office(team.body, make.SERVICE_OFFICE).pk
    everything = {"甲类名单", "乙类名单", "一则动态"}
    assert titles("") == everything
    assert titles("?state=published") == {"乙类名单"}
    assert titles("?words=名单") == {"甲类名单", "乙类名单"}
    assert titles(f"?item={item}") == {"一则动态"}
    assert titles(f"?office={office}") == set()
    assert titles("?state=nonsense&office=x&item=-1&page=99") == {
        "甲类名单",
        "乙类名单",
        "一则动态",
    }


def test_the_list_asks_the_database_as_often_for_one_as_for_five(team: make.Team) -> None:
    make.a_draft(team)
    lin = as_officer(team.editor)
    one = queries_of(lin, address("disclosures"))
    for _ in range(4):
        make.a_draft(team)
    assert queries_of(lin, address("disclosures")) == one


def test_another_bodys_pages_do_not_exist(team: make.Team) -> None:
    disclosure = make.published(team)
    far = as_officer(make.an_officer(make.a_body("临河县交通运输局"), Role.REVIEWER))
    filing = disclosure.filings.get()
    assert far.get(address("disclosure", disclosure.pk)).status_code == 404
    assert far.get(address("review", disclosure.pk)).status_code == 404
    assert far.get(address("compare", disclosure.pk) + "?from=1&to=2").status_code == 404
    assert far.get(address("obligation", filing.obligation_id)).status_code == 404
    assert str(disclosure) not in text_of(far.get(address("disclosures")))
