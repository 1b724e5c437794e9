"""Index numbers (索引号): from the body's template, unique, and the same for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.bodies.models import Body
from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, IndexNumberSeries, State
from gongkai.disclosures.numbering import next_index_number
from gongkai.disclosures.versions import content_of
from gongkai.refusals import Refused
from tests.factories import (
    FORMED_ON,
    Team,
    a_body,
    a_draft,
    a_team,
    again,
    approved_again,
    kept_undisclosed,
    published,
    ready,
    under_correction,
    withdrawn,
)

pytestmark = pytest.mark.django_db


def _team(
    template: str = "{code}/{year}-{serial:05d}",
    *,
    name: str = "临河县住房保障中心",
    **fields: Any,
) -> Team:
    return a_team(a_body(name, index_number_template=template, **fields))


def test_numbers_of_a_body_run_on_through_the_year() -> None:
    team = _team(code="LHZF")
    assert [published(team).index_number for _ in range(3)] == [
        "LHZF/2025-00001",
        "LHZF/2025-00002",
        "LHZF/2025-00003",
    ]


def test_a_number_is_given_at_publication_and_not_before() -> None:
    team = a_team()
    assert a_draft(team).index_number is None
    assert again(ready(team)).index_number is None
    assert again(kept_undisclosed(team)).index_number is None
    assert not IndexNumberSeries.objects.exists()


def test_the_year_is_that_of_forming_not_of_publishing() -> None:
    team = _team(code="LHZF")
    assert published(team, formed_on=date(2024, 12, 31)).index_number == "LHZF/2024-00001"
    assert published(team, formed_on=date(2025, 1, 2)).index_number == "LHZF/2025-00001"
    assert published(team, formed_on=date(2024, 12, 30)).index_number == "LHZF/2024-00002"


@pytest.mark.parametrize(
    ("template", "number"),
    [
        ("{code}/{year}-{serial:05d}", "LHZF/2025-00001"),
        ("{code}-{month}{year}-{serial}", "LHZF-012025-1"),
        ("{code}{year}{month}{serial:04d}", "LHZF2025010001"),
        ("临河〔{year}〕{serial}", "临河〔2025〕1"),
    ],
)
def test_the_template_is_the_bodys_own(template: str, number: str) -> None:
    assert published(_team(template, code="LHZF")).index_number == number


def test_two_bodies_with_one_template_have_numbers_of_their_own() -> None:
    ours, theirs = _team(code="LH"), _team(code="WC", name="望川县住房保障中心")
    assert [published(team).index_number for team in (ours, theirs, ours)] == [
        "LH/2025-00001",
        "WC/2025-00001",
        "LH/2025-00002",
    ]


def test_two_bodies_whose_template_lacks_the_code_do_not_share_a_number() -> None:
    template = "{year}-{serial:05d}"
    ours, theirs = _team(template), _team(template, name="望川县住房保障中心")
    first = published(ours)
    row = ready(theirs)
    with pytest.raises(Refused) as refusal:
        actions.publish(actor=theirs.publisher, disclosure=row)
    assert refusal.value.code == "index-number-taken"
    assert refusal.value.message == (
        "索引号2025-00001已被使用，请系统管理员检查望川县住房保障中心的索引号格式。"
    )
    assert again(first).index_number == "2025-00001"
    assert again(row).state == State.READY
    assert again(row).index_number is None


def test_a_template_without_a_running_number_serves_once_and_is_then_refused() -> None:
    team = _team("{code}-{year}", code="LHZF")
    assert published(team).index_number == "LHZF-2025"
    with pytest.raises(Refused) as refusal:
        published(team)
    assert refusal.value.code == "index-number-taken"


@pytest.mark.parametrize(
    "template",
    [
        "{office}/{serial}",
        "{serial",
        "serial}",
        "{}",
        "{0}-{1}",
        "{code.missing}",
        "{code[x]}",
        "{code:05d}",
        "{serial:%}{code!x}",
        "{serial:0200d}",
        "   ",
    ],
)
def test_a_bad_template_is_refused_and_nothing_is_published(template: str) -> None:
    team = a_team()
    row = ready(team)
    Body.objects.filter(pk=team.body.pk).update(index_number_template=template)
    with pytest.raises(Refused) as refusal:
        actions.publish(actor=team.publisher, disclosure=row)
    assert refusal.value.code == "bad-index-template"
    assert template in refusal.value.message
    assert again(row).state == State.READY
    assert again(row).index_number is None
    assert not IndexNumberSeries.objects.exists()


def test_a_number_whose_publication_was_rolled_back_is_given_to_the_next() -> None:
    team = _team(code="LHZF")
    row = ready(team)
    with transaction.atomic():
        assert next_index_number(team.body, FORMED_ON) == "LHZF/2025-00001"
        transaction.set_rollback(True)
    assert actions.publish(actor=team.publisher, disclosure=row).index_number == "LHZF/2025-00001"


def test_a_correction_keeps_the_number_even_when_the_day_of_forming_changes() -> None:
    team = _team(code="LHZF")
    row = again(under_correction(team))
    assert row.latest is not None
    content = replace(content_of(row.latest), formed_on=date(2024, 12, 31), title="更正后的标题")
    actions.save_draft(actor=team.editor, disclosure=row, content=content)
    corrected = actions.publish(actor=team.publisher, disclosure=approved_again(team, row))
    assert corrected.index_number == "LHZF/2025-00001"
    assert corrected.public is not None
    assert corrected.public.formed_on == date(2024, 12, 31)
    assert not IndexNumberSeries.objects.filter(year=2024).exists()


def test_a_new_template_leaves_the_numbers_given_before_as_they_were() -> None:
    team = _team(code="LHZF")
    old = published(team)
    Body.objects.filter(pk=team.body.pk).update(index_number_template="{code}-{serial}")
    actions.start_correction(actor=team.editor, disclosure=old, reason="格式调整")
    actions.publish(actor=team.publisher, disclosure=approved_again(team, old))
    assert again(old).index_number == "LHZF/2025-00001"
    assert published(team).index_number == "LHZF-2"


def test_the_number_of_what_was_withdrawn_is_kept_and_not_given_again() -> None:
    team = _team(code="LHZF")
    assert again(withdrawn(team)).index_number == "LHZF/2025-00001"
    assert published(team).index_number == "LHZF/2025-00002"


def test_the_database_itself_refuses_a_number_twice() -> None:
    team = a_team()
    first, second = published(team), published(team)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=second.pk).update(index_number=first.index_number)
