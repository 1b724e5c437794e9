"""Each element is filled or waived with a reason; what is missing is named, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from gongkai.disclosures import actions
from gongkai.disclosures.completeness import missing_fields, missing_parts
from gongkai.disclosures.content import Content
from gongkai.disclosures.fields import fill
from gongkai.disclosures.forms import specs_of
from gongkai.disclosures.models import Disclosure, Openness, State
from gongkai.duties.models import Element
from gongkai.refusals import Refused
from tests.factories import (
    ID_NUMBER,
    PLAIN,
    Team,
    a_draft,
    a_duty,
    a_registered,
    a_team,
    again,
    attached,
    complete_content,
    in_content_review,
    published,
    ready,
    sample_values,
)

pytestmark = pytest.mark.django_db

TEXT, DAY = "/公告内容", "/公告日期"
NAME, NUMBER, AREA = "审核结果/姓名", "审核结果/身份证号", "审核结果/面积"
IN_WORDS = {
    TEXT: "公告内容",
    DAY: "公告日期",
    NAME: "审核结果（姓名）",
    NUMBER: "审核结果（身份证号）",
    AREA: "审核结果（面积）",
}
REASON = "本批没有这一项"


def _written(
    team: Team,
    values: Mapping[str, Sequence[str]],
    waivers: Mapping[str, str] | None = None,
    **changes: object,
) -> Disclosure:
    """Return a draft with the sample values, these instead, and these waivers."""
    row = a_registered(team)
    specs = specs_of(row)
    filled = fill(specs, {**sample_values(specs), **values}, waivers or {})
    content: Content = complete_content(row, values=filled, **changes)
    actions.save_draft(actor=team.editor, disclosure=row, content=content)
    return again(row)


def _refusal(team: Team, row: Disclosure) -> str:
    with pytest.raises(Refused) as refusal:
        actions.submit(actor=team.editor, disclosure=row)
    assert refusal.value.code == "incomplete"
    assert again(row).state == State.DRAFT
    return refusal.value.message


@pytest.mark.parametrize("key", list(IN_WORDS))
def test_one_blank_element_is_refused_by_its_name_alone(key: str) -> None:
    team = a_team()
    row = _written(team, {key: ()})
    assert _refusal(team, row) == f"还缺：{IN_WORDS[key]}。请填写，或写明不填的理由。"


@pytest.mark.parametrize("key", list(IN_WORDS))
def test_a_blank_element_waived_with_a_reason_is_not_missing(key: str) -> None:
    team = a_team()
    row = _written(team, {key: ()}, {key: REASON})
    assert missing_parts(row) == ()
    assert actions.submit(actor=team.editor, disclosure=row).state == State.CONTENT_REVIEW


@pytest.mark.parametrize("reason", ["", " ", "\u3000\t\n"])
def test_a_waiver_without_a_reason_does_not_count(reason: str) -> None:
    team = a_team()
    row = _written(team, {DAY: ()}, {DAY: reason})
    assert "公告日期" in _refusal(team, row)


def test_every_missing_part_is_named_in_the_order_of_the_form() -> None:
    team = a_team()
    row = _written(team, dict.fromkeys(IN_WORDS, ()), {NUMBER: REASON}, summary="")
    assert _refusal(team, row) == (
        "还缺：内容概述、公告内容、公告日期、审核结果（姓名）、审核结果（面积）。"
        "请填写，或写明不填的理由。"
    )


def test_everything_waived_with_reasons_is_complete() -> None:
    team = a_team()
    row = _written(team, dict.fromkeys(IN_WORDS, ()), dict.fromkeys(IN_WORDS, REASON))
    assert missing_parts(row) == ()


def test_a_group_with_one_blank_cell_is_missing_that_column() -> None:
    team = a_team()
    cells = {NAME: ("余晚舟", "温如许"), NUMBER: (ID_NUMBER, ID_NUMBER), AREA: ("59.80", "")}
    row = _written(team, cells)
    assert [value.key for value in missing_fields(row)] == [AREA]
    assert "审核结果（面积）" in _refusal(team, row)


def test_a_reason_for_a_column_covers_its_blank_cell() -> None:
    team = a_team()
    cells = {NAME: ("余晚舟", "温如许"), NUMBER: (ID_NUMBER, ID_NUMBER), AREA: ("59.80", "")}
    assert missing_parts(_written(team, cells, {AREA: "温如许一户面积待测"})) == ()


def test_a_row_that_is_blank_throughout_is_no_row() -> None:
    team = a_team()
    cells = {
        NAME: ("余晚舟", " ", "温如许"),
        NUMBER: (ID_NUMBER, "", ID_NUMBER),
        AREA: ("59.80", "", "60"),
    }
    row = _written(team, cells)
    assert missing_parts(row) == ()
    assert row.latest is not None
    by_key = {value.key: value.values for value in row.latest.field_values}
    assert by_key[NAME] == ("余晚舟", "温如许")
    assert by_key[AREA] == ("59.80", "60")


def test_an_empty_rich_text_is_missing_even_with_tags_in_it() -> None:
    team = a_team()
    row = _written(team, {TEXT: ("<p>&nbsp;</p><p><br></p>",)})
    assert "公告内容" in _refusal(team, row)


def test_what_is_kept_undisclosed_has_nothing_to_complete() -> None:
    team = a_team()
    row = a_draft(
        team, complete=False, openness=Openness.WITHHELD, openness_ground="third-party-rights"
    )
    assert missing_parts(row) == ()


def test_an_item_without_elements_needs_a_text_or_a_file() -> None:
    team = a_team()
    row = a_draft(team, a_duty(team.body), complete=False)
    plain = a_registered(team, a_duty(team.body, PLAIN), title="工作动态")
    content = complete_content(plain, body_html="")
    actions.save_draft(actor=team.editor, disclosure=plain, content=content)
    assert missing_parts(again(plain)) == ("正文或附件",)
    attached(team, plain)
    assert missing_parts(again(plain)) == ()
    assert "正文或附件" not in missing_parts(row)


def _gains_an_element(row: Disclosure) -> None:
    item = row.duties.get().item
    Element.objects.create(item=item, position=99, name="公示期", kind="text")


def test_an_element_gained_after_the_draft_was_saved_is_missing() -> None:
    team = a_team()
    row = a_draft(team)
    _gains_an_element(row)
    assert _refusal(team, row) == "还缺：公示期。请填写，或写明不填的理由。"


def test_an_element_gained_during_review_stops_the_approval() -> None:
    team = a_team()
    row = in_content_review(team)
    _gains_an_element(row)
    assert row.latest is not None
    with pytest.raises(Refused) as refusal:
        actions.approve_content(actor=team.reviewer, disclosure=row, version=row.latest)
    assert refusal.value.code == "incomplete"
    assert refusal.value.message == "还缺：公示期，请退回修改。"


def test_an_element_gained_after_both_approvals_stops_publishing() -> None:
    team = a_team()
    row = ready(team)
    _gains_an_element(row)
    with pytest.raises(Refused) as refusal:
        actions.publish(actor=team.publisher, disclosure=row)
    assert refusal.value.code == "incomplete"
    assert refusal.value.message == "还缺：公示期，不能发布。"
    assert again(row).public is None
    assert again(row).index_number is None


def test_a_reason_is_masked_like_every_text() -> None:
    team = a_team()
    row = _written(team, {DAY: ()}, {DAY: f"申请人{ID_NUMBER}要求不公开"})
    assert row.latest is not None
    (waived,) = [value.waiver for value in row.latest.field_values if value.key == DAY]
    assert ID_NUMBER not in waived
    assert waived.startswith("申请人")


def test_a_waived_element_is_published_with_its_reason() -> None:
    team = a_team()
    row = _written(team, {AREA: ()}, {AREA: REASON})
    row = actions.submit(actor=team.editor, disclosure=row)
    version = row.latest
    assert version is not None
    actions.approve_content(actor=team.reviewer, disclosure=row, version=version)
    actions.approve_secrecy(actor=team.secrecy_reviewer, disclosure=row, version=version)
    public = actions.publish(actor=team.publisher, disclosure=row).public
    assert public is not None
    assert {value.key: value.waiver for value in public.field_values}[AREA] == REASON
    assert published(team).public != public
