"""An item's page tells when it was updated, when it was last checked, and what there is not."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from gongkai.duties.models import (
    Confirmation,
    Declaration,
    DeclarationKind,
    Duty,
    Obligation,
    Outcome,
)
from tests import factories
from tests.portal.conftest import Read


@pytest.fixture
def duty(team: factories.Team, monkeypatch: pytest.MonkeyPatch) -> Duty:
    """A duty under which something is public since 2025-02-05."""
    factories.set_today(monkeypatch, factories.ON_TIME)
    duty = factories.a_duty(team.body)
    factories.published(team, duty)
    return duty


def _stated(
    team: factories.Team, duty: Duty, monkeypatch: pytest.MonkeyPatch, granted: bool | None
) -> None:
    factories.set_today(monkeypatch, date(2025, 4, 21))
    obligation = Obligation.objects.get(
        filing__disclosure=factories.a_registered(team, duty, title="2025年第1季度")
    )
    decided = {"decided_by": team.reviewer, "decided_at": timezone.now()}
    Declaration.objects.create(
        obligation=obligation,
        kind=DeclarationKind.NOTHING,
        reason="本季度没有审核任何家庭。",
        declared_by=team.editor,
        granted=granted,
        **({} if granted is None else decided),
    )
    Obligation.objects.filter(pk=obligation.pk).update(
        fulfilled_on=date(2025, 4, 21), outcome=Outcome.NOTHING, late_working_days=0
    )


def test_both_dates_stand_on_the_item(
    team: factories.Team, duty: Duty, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    page = read(duty.item.get_absolute_url())
    assert "更新日期 2025年2月5日 核对日期 更新以后没有再核对" in page
    factories.set_today(monkeypatch, date(2025, 6, 3))
    Confirmation.objects.create(duty=duty, on=date(2025, 6, 3), by=team.editor)
    page = read(duty.item.get_absolute_url())
    assert "更新日期 2025年2月5日 核对日期 2025年6月3日" in page


def test_an_item_nobody_published_under_shows_no_dates(team: factories.Team, read: Read) -> None:
    page = read(factories.a_duty(team.body, factories.HOUSING).item.get_absolute_url())
    assert "更新日期" not in page
    assert "已经说明没有的信息" not in page


def test_two_bodies_have_their_own_dates(team: factories.Team, duty: Duty, read: Read) -> None:
    other = factories.a_team(factories.a_body("临河县科技局", short_name="科技局"))
    factories.adopted(other.body, duty.item.edition)
    factories.published(other, factories.a_duty(other.body))
    page = read(duty.item.get_absolute_url())
    assert "科技局更新日期 2025年2月5日" in page
    page = read(f"{duty.item.get_absolute_url()}?body={other.body.slug}")
    assert "科技局更新日期" not in page
    assert "更新日期 2025年2月5日" in page


def test_a_disclosure_says_when_it_was_last_checked(
    team: factories.Team, duty: Duty, read: Read
) -> None:
    (disclosure,) = duty.disclosures.all()
    Confirmation.objects.create(duty=duty, on=date(2025, 2, 4), by=team.editor)
    assert "核对日期" not in read(disclosure.get_absolute_url())
    Confirmation.objects.create(duty=duty, on=date(2025, 6, 3), by=team.editor)
    assert "核对日期 2025年6月3日 ，内容无变化" in read(disclosure.get_absolute_url())


def test_a_granted_absence_is_public_with_its_reason(
    team: factories.Team, duty: Duty, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    _stated(team, duty, monkeypatch, granted=True)
    page = read(duty.item.get_absolute_url())
    assert "2025年第1季度 ：无此类信息。本季度没有审核任何家庭。" in page
    assert "临河县住房保障中心， 2025年4月21日 说明" in page


@pytest.mark.parametrize("granted", [None, False])
def test_what_is_not_granted_stays_inside(
    team: factories.Team,
    duty: Duty,
    monkeypatch: pytest.MonkeyPatch,
    read: Read,
    granted: bool | None,
) -> None:
    _stated(team, duty, monkeypatch, granted)
    assert "没有审核任何家庭" not in read(duty.item.get_absolute_url())
