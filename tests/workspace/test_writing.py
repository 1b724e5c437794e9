"""Registering and filling in: what officers of the office may type, and what is never lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from gongkai.bodies.models import Role
from gongkai.disclosures.models import Disclosure, State
from gongkai.duties.models import Obligation
from tests import factories as make
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> make.Team:
    team = make.a_team()
    make.adopted(team.body)
    return team


@pytest.fixture
def lin(team: make.Team) -> Client:
    """The editor's browser."""
    return as_officer(team.editor)


def registration(team: make.Team, *items: str, **changes: Any) -> dict[str, Any]:
    """Return what the editor posts to register under these items."""
    return {
        "do": "register",
        "duty": [make.a_duty(team.body, item).pk for item in items],
        "title": "2025年第一批审核结果",
        "formed_on": "2025-01-20",
        "openness": "proactive",
        **changes,
    }


def typed(disclosure: Disclosure, **changes: Any) -> dict[str, Any]:
    """Return what the edit form of an eligibility result posts, all of it filled in."""
    posted: dict[str, Any] = {
        "version": disclosure.latest_id,
        "title": "2025年第一批审核结果",
        "summary": "公布审核结果。",
        "formed_on": "2025-01-20",
        "openness": "proactive",
        "openness_ground": "",
        "document_number": "",
        "valid_until": "",
        "body_html": "<p>现予公布。</p>",
        "note": "",
        "value:/公告内容": "<p>名单如下</p>",
        "value:/公告日期": "2025-01-20",
        "value:审核结果/姓名": ["余晚舟"],
        "value:审核结果/身份证号": [make.ID_NUMBER],
        "value:审核结果/面积": ["59.8"],
        "do": "save",
    }
    return posted | {key.replace("__", ":"): value for key, value in changes.items()}


def values_of(disclosure: Disclosure) -> dict[str, tuple[str, ...]]:
    latest = make.again(disclosure).latest
    assert latest is not None
    return {value.key: value.values for value in latest.field_values}


# Registering


def test_lin_registers_under_two_items_and_two_clocks_start(lin: Client, team: make.Team) -> None:
    answer = lin.post(address("register"), registration(team, make.ELIGIBILITY, make.POLICY))
    made = Disclosure.objects.get()
    assert answer["Location"] == address("edit", made.pk)
    assert made.state == State.DRAFT
    assert sorted(str(one.due_on) for one in Obligation.objects.all()) == [
        "2025-02-05",
        "2025-02-21",
    ]


def test_the_preview_says_when_each_item_is_due_and_registers_nothing(
    lin: Client, team: make.Team
) -> None:
    asked = registration(team, make.POLICY, do="preview")
    page = text_of(lin.post(address("register"), asked))
    assert "2025-02-05" in page
    part = lin.post(address("register"), asked, headers={"HX-Request": "true"}).content.decode()
    assert "2025-02-05" in part
    assert "<main" not in part
    assert not Disclosure.objects.exists()


def test_searching_the_list_keeps_what_was_chosen_and_typed(lin: Client, team: make.Team) -> None:
    asked = registration(team, make.POLICY, do="filter", q="审核")
    page = lin.post(address("register"), asked).content.decode()
    assert "已选" in page
    assert 'value="2025年第一批审核结果"' in page
    names = re.findall(r'form-check-label" for="duty-\d+">(\S+)', page)
    assert names == ["保障性住房", make.ELIGIBILITY]
    assert (
        text_of(lin.get(address("register") + "?q=没有的词")).count("没有含“没有的词”的事项") == 1
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": "  "}, "请填写标题。"),
        ({"formed_on": "不是日子"}, "请填写日期"),
        ({"formed_on": "2999-01-01"}, "形成日期不能晚于今天。"),
        ({"openness": "withheld"}, "不主动公开的，须选择法律依据"),
        ({"duty": []}, "请至少选择一个公开事项。"),
    ],
)
def test_a_registration_that_is_refused_says_why_and_keeps_what_was_typed(
    lin: Client, team: make.Team, change: dict[str, Any], sentence: str
) -> None:
    asked = registration(team, make.POLICY) | {"title": "要留住的标题"} | change
    answer = lin.post(address("register"), asked)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    if "title" not in change:
        assert 'value="要留住的标题"' in answer.content.decode()
    assert not Disclosure.objects.exists()


def test_a_duty_of_another_office_or_another_body_cannot_be_posted(
    lin: Client, team: make.Team
) -> None:
    other = make.a_team(make.a_body("临河县交通运输局"))
    make.adopted(other.body, make.an_edition(title="另一份目录"))
    for duty in (make.a_duty(team.body, make.HOUSING), make.a_duty(other.body, make.PLAIN)):
        answer = lin.post(address("register"), registration(team) | {"duty": [duty.pk]})
        assert answer.status_code == 422
    assert not Disclosure.objects.exists()


def test_a_reviewer_is_told_that_only_editors_register(team: make.Team) -> None:
    answer = as_officer(team.reviewer).get(address("register"))
    assert answer["Location"] == address("my_work")
    assert said(answer) == ["只有填报人可以登记信息。"]


# The form


def test_the_form_asks_for_what_the_catalog_names(lin: Client, team: make.Team) -> None:
    disclosure = make.a_registered(team)
    page = lin.get(address("edit", disclosure.pk)).content.decode()
    for name in ("公告内容", "公告日期", "姓名", "身份证号", "面积"):
        assert name in page
    assert "18位；保存时即隐去部分号码" in page
    assert '<span class="input-group-text">㎡</span>' in page
    assert "保存并提交审核" in page
    assert "提交前还缺" in page


def test_the_import_map_carries_the_nonce_that_the_policy_names(
    lin: Client, team: make.Team
) -> None:
    answer = lin.get(address("edit", make.a_registered(team).pk))
    nonce = re.search(r'<script type="importmap" nonce="([^"]+)"', answer.content.decode())
    assert nonce
    assert f"'nonce-{nonce[1]}'" in answer["Content-Security-Policy"]


def test_saving_keeps_everything_and_masks_the_number_at_the_door(
    lin: Client, team: make.Team
) -> None:
    disclosure = make.a_registered(team)
    answer = lin.post(address("edit", disclosure.pk), typed(disclosure))
    assert answer["Location"] == address("edit", disclosure.pk)
    assert said(answer) == ["已保存。"]
    values = values_of(disclosure)
    assert values["/公告日期"] == ("2025-01-20",)
    assert values["审核结果/面积"] == ("59.8",)
    assert make.ID_NUMBER not in str(values)
    assert make.ID_NUMBER not in lin.get(address("edit", disclosure.pk)).content.decode()


def test_a_masked_number_can_be_saved_again(lin: Client, team: make.Team) -> None:
    disclosure = make.a_registered(team)
    lin.post(address("edit", disclosure.pk), typed(disclosure))
    before = values_of(disclosure)
    again = typed(make.again(disclosure), summary="改了概述。")
    again["value:审核结果/身份证号"] = list(before["审核结果/身份证号"])
    assert lin.post(address("edit", disclosure.pk), again).status_code == 302
    assert values_of(disclosure) == before


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("value:/公告日期", "下周一", "请填写日期，如 2027-03-05。"),
        ("value:审核结果/面积", "约六十", "请填写数字，不带单位。"),
        ("value:审核结果/身份证号", "370305299903121230", "身份证号有误"),
        ("document_number", "第八十号", "不合规范"),
        ("valid_until", "2020-01-01", "有效期不能早于生成日期。"),
        ("openness", "withheld", "须选择法律依据"),
        ("title", "", "请填写标题。"),
        ("title", "长" * 201, "200"),
        ("formed_on", "2999-01-01", "形成日期不能晚于今天。"),
    ],
)
def test_a_value_that_is_refused_is_named_at_its_field_and_nothing_typed_is_lost(
    lin: Client, team: make.Team, field: str, value: str, sentence: str
) -> None:
    disclosure = make.a_registered(team)
    posted = typed(disclosure, summary="写了很久的概述") | {field: value}
    answer = lin.post(address("edit", disclosure.pk), posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'id="errors"' in page
    for kept in ("写了很久的概述", "余晚舟", "名单如下", value):
        assert kept in page
    assert make.again(disclosure).latest_id == disclosure.latest_id


def test_full_width_digits_thousands_and_written_days_are_tidied(
    lin: Client, team: make.Team
) -> None:
    disclosure = make.a_registered(team)
    posted = typed(disclosure) | {
        "value:审核结果/面积": ["１，059.80"],
        "value:/公告日期": "2025年1月20日",
    }
    assert lin.post(address("edit", disclosure.pk), posted).status_code == 302
    values = values_of(disclosure)
    assert (values["审核结果/面积"], values["/公告日期"]) == (("1059.80",), ("2025-01-20",))


def test_adding_a_row_saves_and_shows_one_row_more(lin: Client, team: make.Team) -> None:
    disclosure = make.a_registered(team)
    posted = typed(disclosure) | {"add_row": "审核结果"}
    del posted["do"]
    answer = lin.post(address("edit", disclosure.pk), posted, follow=True)
    page = answer.content.decode()
    assert page.count('name="value:审核结果/姓名"') == 2
    assert 'id="last-row"' in page
    assert values_of(disclosure)["审核结果/姓名"] == ("余晚舟",)


def test_adding_a_row_beside_a_bad_value_still_adds_it_and_keeps_what_was_typed(
    lin: Client, team: make.Team
) -> None:
    disclosure = make.a_registered(team)
    posted = typed(disclosure) | {"add_row": "审核结果", "value:/公告日期": "改天"}
    page = lin.post(address("edit", disclosure.pk), posted).content.decode()
    assert page.count('name="value:审核结果/姓名"') == 2
    assert "余晚舟" in page


def test_a_blank_row_goes_and_the_others_stay_in_line(lin: Client, team: make.Team) -> None:
    disclosure = make.a_registered(team)
    posted = typed(disclosure) | {
        "value:审核结果/姓名": ["甲某", "", "乙某"],
        "value:审核结果/身份证号": ["", "", ""],
        "value:审核结果/面积": ["50", "", "60"],
    }
    lin.post(address("edit", disclosure.pk), posted)
    values = values_of(disclosure)
    assert values["审核结果/姓名"] == ("甲某", "乙某")
    assert values["审核结果/面积"] == ("50", "60")


def test_saving_the_same_again_makes_no_version(lin: Client, team: make.Team) -> None:
    disclosure = make.a_registered(team)
    lin.post(address("edit", disclosure.pk), typed(disclosure))
    first = make.again(disclosure)
    numbers = list(values_of(disclosure)["审核结果/身份证号"])
    lin.post(address("edit", disclosure.pk), typed(first) | {"value:审核结果/身份证号": numbers})
    assert make.again(disclosure).latest_id == first.latest_id


def test_an_incomplete_text_is_saved_but_not_handed_in(lin: Client, team: make.Team) -> None:
    disclosure = make.a_registered(team)
    posted = typed(disclosure, summary="", do="submit")
    answer = lin.post(address("edit", disclosure.pk), posted)
    assert said(answer)[0] == "已保存，但没有提交。"
    assert said(answer)[1].startswith("还缺：内容概述")
    assert make.again(disclosure).state == State.DRAFT
    page = lin.get(address("edit", disclosure.pk)).content.decode()
    assert '<a href="#id_summary">内容概述</a>' in page


def test_a_complete_text_is_saved_and_handed_in_with_one_press(
    lin: Client, team: make.Team
) -> None:
    disclosure = make.a_registered(team)
    answer = lin.post(address("edit", disclosure.pk), typed(disclosure, do="submit"))
    assert answer["Location"] == address("disclosure", disclosure.pk)
    assert make.again(disclosure).state == State.CONTENT_REVIEW


def test_a_field_left_out_with_a_reason_is_not_missing(lin: Client, team: make.Team) -> None:
    disclosure = make.a_registered(team)
    posted = typed(disclosure, do="submit") | {
        "value:/公告日期": "",
        "waiver:/公告日期": "本批没有公告",
    }
    lin.post(address("edit", disclosure.pk), posted)
    assert make.again(disclosure).state == State.CONTENT_REVIEW
    assert "不填（本批没有公告）" in text_of(lin.get(address("disclosure", disclosure.pk)))


def test_lin_hears_that_a_colleague_saved_first_and_loses_nothing(
    lin: Client, team: make.Team
) -> None:
    disclosure = make.a_registered(team)
    posted = typed(disclosure, summary="我的概述")
    colleague = make.an_officer(team.editor.office, Role.EDITOR, name="同科室的罗")
    as_officer(colleague).post(address("edit", disclosure.pk), typed(disclosure))
    answer = lin.post(address("edit", disclosure.pk), posted)
    assert answer.status_code == 409
    assert "同科室的罗保存了第2版" in text_of(answer)
    assert "我的概述" in answer.content.decode()


# Files


def test_a_file_is_added_with_the_text_and_taken_away_again(lin: Client, team: make.Team) -> None:
    disclosure = make.a_registered(team)
    answer = lin.post(
        address("attach", disclosure.pk), typed(disclosure) | {"upload": make.a_pdf()}
    )
    assert answer["Location"].endswith("#attachments")
    latest = make.again(disclosure).latest
    assert latest is not None
    file = latest.attachments.get()
    assert (file.name, latest.summary) == ("审核名单.pdf", "公布审核结果。")
    download = lin.get(address("attachment", file.pk))
    assert b"".join(download).startswith(b"%PDF")
    assert "attachment" in download["Content-Disposition"]
    posted = typed(make.again(disclosure)) | {"detach": str(file.pk)}
    lin.post(address("detach", disclosure.pk), posted)
    latest = make.again(disclosure).latest
    assert latest is not None
    assert not latest.attachments.exists()


def test_a_file_that_is_not_what_it_says_is_refused_and_the_text_kept_on_the_page(
    lin: Client, team: make.Team
) -> None:
    disclosure = make.a_registered(team)
    bad = make.a_pdf("名单.png")
    answer = lin.post(address("attach", disclosure.pk), typed(disclosure) | {"upload": bad})
    assert answer.status_code == 422
    assert "内容与扩展名不符" in text_of(answer)
    assert "公布审核结果。" in answer.content.decode()
    assert make.again(disclosure).latest_id == disclosure.latest_id


def test_an_attachment_of_another_bodys_draft_does_not_exist(team: make.Team) -> None:
    disclosure = make.a_draft(team)
    file = make.attached(team, disclosure)
    stranger = make.an_officer(make.a_body("临河县交通运输局"), Role.EDITOR)
    assert as_officer(stranger).get(address("attachment", file.pk)).status_code == 404


# Who


@pytest.mark.parametrize("route", ["edit", "attach", "detach", "submit", "recall"])
def test_another_bodys_disclosure_does_not_exist_here(team: make.Team, route: str) -> None:
    disclosure = make.a_draft(team)
    other = make.an_officer(make.a_body("临河县交通运输局"), Role.EDITOR)
    answer = as_officer(other).post(address(route, disclosure.pk), typed(disclosure))
    assert answer.status_code == 404
    assert make.again(disclosure).latest_id == disclosure.latest_id


def test_an_editor_of_another_office_is_told_whose_it_is(team: make.Team) -> None:
    disclosure = make.a_draft(team)
    neighbour = make.an_officer(make.an_office(team.body, make.SERVICE_OFFICE), Role.EDITOR)
    answer = as_officer(neighbour).post(address("edit", disclosure.pk), typed(disclosure))
    assert said(answer) == ["这条信息由办公室填报，您不能代为办理。"]
    assert make.again(disclosure).latest_id == disclosure.latest_id


def test_a_post_without_the_forms_token_is_refused(team: make.Team) -> None:
    disclosure = make.a_registered(team)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(team.editor)
    assert strict.post(address("edit", disclosure.pk), typed(disclosure)).status_code == 403


def test_editing_what_was_handed_in_warns_that_it_goes_back_to_draft(
    lin: Client, team: make.Team
) -> None:
    disclosure = make.in_content_review(team)
    assert "保存任何修改都会退回草稿" in text_of(lin.get(address("edit", disclosure.pk)))
    lin.post(address("edit", disclosure.pk), typed(disclosure))
    assert make.again(disclosure).state == State.DRAFT


def test_the_form_asks_the_database_as_often_for_one_row_as_for_twenty(
    lin: Client, team: make.Team
) -> None:
    disclosure = make.a_registered(team)
    url = address("edit", disclosure.pk)
    lin.post(url, typed(disclosure))
    one = queries_of(lin, url)
    rows = {"姓名": ["甲某"] * 20, "身份证号": [""] * 20, "面积": ["50"] * 20}
    many = {f"value:审核结果/{name}": column for name, column in rows.items()}
    lin.post(url, typed(make.again(disclosure)) | many)
    assert queries_of(lin, url) == one
