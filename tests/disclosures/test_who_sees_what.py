"""The one gate: what a citizen, the body's own officers and another body's may see."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from gongkai.disclosures import actions, queries
from tests.disclosures.situations import SITUATIONS, World
from tests.factories import a_body, a_draft, a_team, approved_again, attached, published

PUBLIC = {"published", "correction", "withdrawn", "superseded"}


@pytest.mark.parametrize("situation", list(SITUATIONS))
def test_each_situation_is_seen_by_whom_it_may_be(world: World, situation: str) -> None:
    row = world.of(situation)
    public = situation in PUBLIC
    assert queries.visible_to(None).filter(pk=row.pk).exists() is public
    assert queries.visible_to(AnonymousUser()).filter(pk=row.pk).exists() is public
    assert queries.visible_to(world.neighbours.editor).filter(pk=row.pk).exists() is public
    assert queries.visible_to(world.team.auditor).filter(pk=row.pk).exists()
    assert (queries.public_page(row.pk) is not None) is public
    readable = situation in {"published", "correction"}
    assert queries.published().filter(pk=row.pk).exists() is readable


@pytest.mark.django_db
def test_a_file_is_public_only_while_its_text_is() -> None:
    team, others = a_team(), a_team(a_body("望川县住房保障中心"))
    row = a_draft(team)
    file = attached(team, row)
    assert queries.attachment_for(None, file.pk) is None
    assert queries.attachment_for(others.editor, file.pk) is None
    assert queries.attachment_for(team.editor, file.pk) == file
    actions.publish(actor=team.publisher, disclosure=approved_again(team, row))
    assert queries.attachment_for(None, file.pk) == file
    actions.withdraw(actor=team.publisher, disclosure=row, reason="名单有误")
    assert queries.attachment_for(None, file.pk) is None


@pytest.mark.django_db
def test_a_withdrawn_text_leaves_the_search() -> None:
    team = a_team()
    row = published(team)
    assert list(queries.search("审核结果")) == [row]
    actions.withdraw(actor=team.publisher, disclosure=row, reason="名单有误")
    assert list(queries.search("审核结果")) == []
