"""One disclosure: the text, the notice in its place, the files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from gongkai.disclosures import actions
from gongkai.disclosures.fields import FieldValue, fill
from gongkai.disclosures.forms import specs_of
from gongkai.disclosures.models import Attachment, Disclosure
from gongkai.disclosures.versions import content_of
from tests import factories
from tests.portal.conftest import Read


def _published_with(team: factories.Team, item: str, **content: object) -> Disclosure:
    draft = factories.a_draft(team, factories.a_duty(team.body, item))
    assert draft.latest is not None
    whole = replace(content_of(draft.latest), **content)  # type: ignore[arg-type]
    actions.save_draft(actor=team.editor, disclosure=draft, content=whole)
    return _publish(team, draft)


def _publish(team: factories.Team, draft: Disclosure) -> Disclosure:
    return actions.publish(
        actor=team.publisher, disclosure=factories.approved_again(team, factories.again(draft))
    )


def _html(client: Client, shown: Disclosure) -> str:
    html = client.get(shown.get_absolute_url()).content.decode()
    return re.sub(r"\s+</td>", "</td>", html)


def _with_file(team: factories.Team) -> tuple[Disclosure, Attachment]:
    draft = factories.a_draft(team)
    attachment = factories.attached(team, draft)
    return draft, attachment


def _file(attachment: Attachment) -> str:
    return f"/attachments/{attachment.pk}/{attachment.name}"


def test_a_page_shows_the_particulars_regulation_12_names(read: Read, team: factories.Team) -> None:
    shown = _published_with(team, factories.POLICY, document_number="临住保发[2025]3号")
    text = read(shown.get_absolute_url())
    assert f"索引号 {shown.index_number}" in text
    assert "文号 临住保发〔2025〕3号" in text
    assert "发布机构 临河县住房保障中心" in text
    assert "生成日期 2025年1月20日" in text
    assert "内容概述 公布第一批审核结果。" in text
    assert "公开属性 主动公开" in text
    assert "有效性 有效" in text


def test_elements_are_read_as_tables_with_headers(client: Client, team: factories.Team) -> None:
    html = _html(client, factories.published(team))
    assert '<th scope="row">公告日期</th><td>2025-01-20</td>' in html
    assert '<th scope="row">姓名</th><td>余晚舟</td>' in html
    assert "<p>经审核，下列家庭符合条件。</p>" in html


def test_a_group_of_several_rows_stands_across_with_its_numbers(
    client: Client, team: factories.Team
) -> None:
    draft = factories.a_draft(team)
    values = factories.sample_values(specs_of(draft))
    values |= {key: (value[0],) * 2 for key, value in values.items() if key.startswith("审核结果/")}
    assert draft.latest is not None
    content = replace(content_of(draft.latest), values=fill(specs_of(draft), values, {}))
    actions.save_draft(actor=team.editor, disclosure=draft, content=content)
    html = _html(client, _publish(team, draft))
    assert '<th scope="col">姓名</th>' in html
    assert "共 2 行" in html
    assert html.count("<td>余晚舟</td>") == 2
    assert html.count('<td class="number">59.80</td>') == 2


def test_an_identity_number_is_never_shown_whole(client: Client, team: factories.Team) -> None:
    html = client.get(factories.published(team).get_absolute_url()).content.decode()
    assert factories.ID_NUMBER not in html
    assert factories.ID_NUMBER[6:14] not in html


def test_a_waived_element_is_shown_with_its_reason(read: Read, team: factories.Team) -> None:
    draft = factories.a_draft(team, factories.a_duty(team.body, factories.POLICY))
    specs = specs_of(draft)
    values = fill(specs, {specs[0].key: ("租赁补贴办法",)}, {specs[1].key: "本办法不设咨询电话"})
    assert draft.latest is not None
    content = replace(content_of(draft.latest), values=values)
    actions.save_draft(actor=team.editor, disclosure=draft, content=content)
    text = read(_publish(team, draft).get_absolute_url())
    assert "租赁补贴办法" in text
    assert "咨询电话 ：未公开。理由：本办法不设咨询电话" in text


def test_what_a_plain_element_holds_is_never_taken_for_html(
    client: Client, team: factories.Team
) -> None:
    def with_markup(value: FieldValue) -> FieldValue:
        return replace(value, values=("<b onclick=x>粗</b>",))

    draft = factories.a_draft(team, factories.a_duty(team.body, factories.POLICY))
    assert draft.latest is not None
    content = content_of(draft.latest)
    content = replace(content, values=tuple(with_markup(one) for one in content.values))
    actions.save_draft(actor=team.editor, disclosure=draft, content=content)
    html = client.get(_publish(team, draft).get_absolute_url()).content.decode()
    assert "&lt;b onclick=x&gt;" in html
    assert "<b onclick" not in html


def test_a_title_and_a_text_with_scripts_come_out_harmless(
    client: Client, team: factories.Team
) -> None:
    shown = _published_with(
        team,
        factories.PLAIN,
        title="<script>alert(1)</script>通知",
        body_html="<p onclick='x()'>正文</p><script>alert(2)</script>",
    )
    for address in (shown.get_absolute_url(), "/", "/search/?q=通知"):
        html = client.get(address).content.decode()
        assert "<script" not in html
        assert "onclick" not in html


def test_what_was_published_late_says_by_how_many_working_days(
    read: Read, team: factories.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.set_today(monkeypatch, date(2025, 2, 25))
    text = read(factories.published(team).get_absolute_url())
    assert "最迟公开日期" in text
    assert "2025-02-21 逾期 2 个工作日" in text


def test_what_was_published_on_its_last_day_is_on_time(
    read: Read, team: factories.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.set_today(monkeypatch, date(2025, 2, 21))
    assert "2025-02-21 按时公开" in read(factories.published(team).get_absolute_url())


def test_what_is_past_its_validity_says_so(
    read: Read, team: factories.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.set_today(monkeypatch, factories.ON_TIME)
    shown = _published_with(team, factories.PLAIN, valid_until=date(2025, 3, 1))
    factories.set_today(monkeypatch, date(2025, 3, 1))
    last_day = read(shown.get_absolute_url())
    assert "有效，至 2025年3月1日" in last_day
    assert "已失效" not in last_day
    factories.set_today(monkeypatch, date(2025, 3, 2))
    assert "已失效。 本信息的有效期到 2025年3月1日 为止" in read(shown.get_absolute_url())


def test_neighbours_lead_to_the_older_and_the_newer_of_the_same_body(
    client: Client, team: factories.Team
) -> None:
    older, middle, newer = (factories.published(team, title=f"第{n}批") for n in "一二三")
    html = client.get(middle.get_absolute_url()).content.decode()
    assert f'href="{older.get_absolute_url()}" rel="prev"' in html
    assert f'href="{newer.get_absolute_url()}" rel="next"' in html


def test_a_withdrawn_one_shows_the_day_and_the_reason_and_nothing_of_the_text(
    client: Client, team: factories.Team
) -> None:
    gone = factories.withdrawn(team)
    response = client.get(gone.get_absolute_url())
    html = response.content.decode()
    assert response.status_code == 200
    assert "名单有误，重新公布" in html
    assert gone.index_number is not None
    assert "这条信息已经撤回" in html
    for said in ("2025年第一批保障资格审核结果", "余晚舟", "公布第一批审核结果", "现予公布"):
        assert said not in html
    assert response["X-Robots-Tag"] == "noindex"


def test_a_withdrawn_one_is_in_no_list(read: Read, team: factories.Team) -> None:
    factories.withdrawn(team)
    for address in ("/", "/search/?q=审核结果", team.body.get_absolute_url()):
        assert "2025年第一批" not in read(address)


def test_a_superseded_one_can_be_read_and_leads_to_its_successor(
    client: Client, read: Read, team: factories.Team
) -> None:
    old = factories.again(factories.superseded(team))
    assert old.superseded_by is not None
    text = read(old.get_absolute_url())
    assert "本信息已被替代。 请以新的信息为准： 2025年第二批保障资格审核结果" in text
    assert "现予公布。" in text
    html = client.get(old.get_absolute_url()).content.decode()
    assert f'href="{old.superseded_by.get_absolute_url()}"' in html


def test_a_successor_that_was_withdrawn_is_not_named(read: Read, team: factories.Team) -> None:
    old = factories.again(factories.superseded(team))
    assert old.superseded_by is not None
    actions.withdraw(actor=team.publisher, disclosure=old.superseded_by, reason="有误")
    text = read(old.get_absolute_url())
    assert "2025年第二批" not in text
    assert "用来替代它的信息也已撤回" in text


def test_a_public_file_comes_as_a_download_under_its_own_name(
    client: Client, team: factories.Team
) -> None:
    draft, attachment = _with_file(team)
    shown = _publish(team, draft)
    html = client.get(shown.get_absolute_url()).content.decode()
    assert "审核名单.pdf</a>" in html
    response = client.get(_file(attachment))
    assert response.status_code == 200
    assert response.getvalue().startswith(b"%PDF-1.7")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert "no-cache" in response["Cache-Control"]


def test_a_file_answers_to_no_other_name(client: Client, team: factories.Team) -> None:
    draft, attachment = _with_file(team)
    _publish(team, draft)
    assert client.get(f"/attachments/{attachment.pk}/setup.pdf").status_code == 404


def test_a_drafts_file_is_not_there_for_a_citizen(client: Client, team: factories.Team) -> None:
    _, attachment = _with_file(team)
    assert client.get(_file(attachment)).status_code == 404


def test_a_drafts_file_is_there_for_its_own_body_and_for_no_other(
    client: Client, team: factories.Team
) -> None:
    _, attachment = _with_file(team)
    client.force_login(team.editor, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(_file(attachment))
    assert response.status_code == 200
    assert response.getvalue()
    stranger = factories.an_officer(factories.a_body("临河县建设局"))
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(_file(attachment)).status_code == 404


def test_a_withdrawn_ones_file_is_gone(client: Client, team: factories.Team) -> None:
    draft, attachment = _with_file(team)
    shown = _publish(team, draft)
    actions.withdraw(actor=team.publisher, disclosure=shown, reason="有误")
    assert client.get(_file(attachment)).status_code == 404


def test_a_file_that_is_missing_on_disk_is_404_and_not_an_error(
    client: Client, team: factories.Team
) -> None:
    draft, attachment = _with_file(team)
    _publish(team, draft)
    attachment.file.delete(save=False)
    attachment.refresh_from_db()
    assert client.get(_file(attachment)).status_code == 404
