"""What is stored and shown carries no identity number and nothing a browser would run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.disclosures import actions, queries
from gongkai.disclosures.content import normal_document_number, plain_text
from gongkai.disclosures.models import Attachment, Disclosure
from gongkai.disclosures.versions import content_of
from gongkai.duties.models import Obligation
from gongkai.privacy import find_identity_numbers
from gongkai.refusals import Refused
from gongkai.search.models import EntryText
from tests.factories import (
    ID_NUMBER,
    POLICY,
    Team,
    a_draft,
    a_duty,
    a_pdf,
    a_team,
    again,
    approved_again,
    attached,
    in_content_review,
    published,
    under_correction,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return a_team()


def saved(team: Team, disclosure: Disclosure, **changes: Any) -> Disclosure:
    assert disclosure.latest is not None
    content = replace(content_of(disclosure.latest), **changes)
    actions.save_draft(actor=team.editor, disclosure=disclosure, content=content)
    return again(disclosure)


def test_a_number_in_any_text_is_masked_in_the_version_and_the_index(team: Team) -> None:
    draft = a_draft(team)
    assert draft.latest is not None
    values = tuple(
        replace(one, values=(f"见{ID_NUMBER}",)) if one.name == "公告内容" else one
        for one in draft.latest.field_values
    )
    draft = saved(
        team, draft, title=f"关于{ID_NUMBER}", summary=ID_NUMBER, note=ID_NUMBER,
        body_html=f"<p>{ID_NUMBER}</p>", values=values,
    )  # fmt: skip
    version = draft.latest
    assert version is not None
    stored = f"{version.title} {version.summary} {version.body_html} {version.values}"
    assert not find_identity_numbers(f"{stored} {version.note}")
    actions.publish(actor=team.publisher, disclosure=approved_again(team, draft))
    assert not find_identity_numbers(EntryText.objects.get(entry__key=draft.pk).text)


def test_a_number_split_by_tags_is_refused(team: Team) -> None:
    split = f"<p>{ID_NUMBER[:6]}<strong>{ID_NUMBER[6:14]}</strong>{ID_NUMBER[14:]}</p>"
    with pytest.raises(Refused) as refusal:
        saved(team, a_draft(team), body_html=split)
    assert refusal.value.code == "id-number-across-tags"


def test_a_masked_field_refuses_a_wrong_check_character(team: Team) -> None:
    draft = a_draft(team)
    assert draft.latest is not None
    wrong = ID_NUMBER[:-1] + ("0" if ID_NUMBER[-1] != "0" else "1")
    values = tuple(
        replace(one, values=(wrong,)) if one.name == "身份证号" else one
        for one in draft.latest.field_values
    )
    with pytest.raises(Refused) as refusal:
        saved(team, draft, values=values)
    assert refusal.value.code == "bad-id-number"
    assert wrong not in refusal.value.message


def test_reasons_and_opinions_pass_the_same_door(team: Team) -> None:
    row = actions.withdraw(
        actor=team.publisher, disclosure=published(team), reason=f"误写{ID_NUMBER}"
    )
    assert not find_identity_numbers(row.withdrawal_reason)
    with pytest.raises(Refused) as refusal:
        actions.return_to_editor(
            actor=team.reviewer, disclosure=in_content_review(team), note="长" * 1001
        )
    assert refusal.value.code == "reason-too-long"


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_withdrawing_and_correcting_need_a_reason(team: Team, reason: str) -> None:
    row = published(team)
    with pytest.raises(Refused) as no_withdrawal:
        actions.withdraw(actor=team.publisher, disclosure=row, reason=reason)
    with pytest.raises(Refused) as no_correction:
        actions.start_correction(actor=team.editor, disclosure=row, reason=reason)
    assert (no_withdrawal.value.code, no_correction.value.code) == ("no-reason", "no-reason")


def test_the_name_of_a_file_is_masked_and_harmless(team: Team) -> None:
    draft = a_draft(team)
    file = attached(team, draft, f"../../余某{ID_NUMBER}.pdf")
    assert not find_identity_numbers(file.name)
    assert "/" not in file.name


def test_an_attachment_that_fails_leaves_no_row_and_no_file(
    team: Team, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    draft = a_draft(team)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("after the file was stored")

    monkeypatch.setattr("gongkai.disclosures.actions.attachments.record", fail)
    with pytest.raises(RuntimeError, match="after the file"):
        actions.attach(actor=team.editor, disclosure=draft, upload=a_pdf())
    assert not Attachment.objects.exists()
    assert [one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()] == []


def test_scripts_handlers_and_styles_are_gone(team: Team) -> None:
    html = '<p onclick="x()" style="color:red">文<script>x()</script><img src=x></p>'
    draft = saved(team, a_draft(team), body_html=html)
    assert draft.latest is not None
    assert draft.latest.body_html == "<p>文</p>"
    assert plain_text("<p>甲</p><p>乙</p>") == "甲 乙"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("国办发[2016]80号", "国办发〔2016〕80号"),
        ("国办发（２０１６）８０号", "国办发〔2016〕80号"),
        (" 临政发 ﹝2025﹞ 3 号 ", "临政发〔2025〕3号"),
        ("国务院令第711号", "国务院令第711号"),
    ],
)
def test_document_numbers_are_put_right(typed: str, stored: str) -> None:
    assert normal_document_number(typed) == stored


@pytest.mark.parametrize(
    "typed", ["80号", "临政发〔2025〕03号", "临政发2025 3号", "令第12345678号"]
)
def test_what_is_no_document_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        normal_document_number(typed)
    assert refusal.value.code == "bad-document-number"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "　"}, "no-title"),
        ({"title": "长" * 201}, "title-too-long"),
        ({"summary": "长" * 301}, "summary-too-long"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_not_cut(
    team: Team, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        saved(team, a_draft(team), **changes)
    assert refusal.value.code == code


def test_a_correction_cannot_be_formed_tomorrow(team: Team) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        saved(team, under_correction(team), formed_on=tomorrow)
    assert refusal.value.code == "formed-in-the-future"


def test_a_duty_named_twice_starts_one_clock(team: Team) -> None:
    duty, other = a_duty(team.body), a_duty(team.body, POLICY)
    actions.register(
        actor=team.editor, duties=[duty, other, duty], title="两项",
        formed_on=timezone.localdate(),
    )  # fmt: skip
    assert Obligation.objects.count() == 2


def test_withdrawing_ends_a_correction_under_way(team: Team) -> None:
    row = saved(team, under_correction(team), title="更正中的秘密标题")
    assert "秘密" not in str(row)
    row = actions.withdraw(actor=team.publisher, disclosure=row, reason="名单有误")
    assert row.latest_id == row.public_id
    assert queries.visible_to(None).filter(pk=row.pk).exists()
    assert not queries.published().filter(pk=row.pk).exists()


def test_the_review_queue_asks_the_database_once(team: Team) -> None:
    rows = [in_content_review(team) for _ in range(3)]
    with CaptureQueriesContext(connection) as asked:
        assert queries.review_queue(team.reviewer) == rows
    # The roles of the officer, then the rows.
    assert len(asked) <= 2
