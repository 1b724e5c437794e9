"""Adopting and correcting are the work of the body's own administrator."""

from __future__ import annotations

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.catalog.model import ElementKind
from gongkai.duties import actions
from gongkai.duties.models import Element, ElementCorrection, Resolution
from gongkai.refusals import Refused
from tests.factories import a_body, a_duty, a_team, an_edition, an_office, an_officer

pytestmark = pytest.mark.django_db


def test_only_the_bodys_administrator_adopts_and_only_once() -> None:
    team, others = a_team(), a_team(a_body("望川县住房保障中心"))
    edition = an_edition()
    for actor, code in ((team.editor, "wrong-role"), (others.administrator, "another-body")):
        with pytest.raises(Refused) as refusal:
            actions.adopt_edition(actor=actor, body=team.body, edition=edition)
        assert refusal.value.code == code
    adoption = actions.adopt_edition(actor=team.administrator, body=team.body, edition=edition)
    assert adoption.duties.count() == 5
    assert adoption.duties.filter(applies=False).count() == 1
    with pytest.raises(Refused) as again:
        actions.adopt_edition(actor=team.administrator, body=team.body, edition=edition)
    assert again.value.code == "already-adopted"


def test_a_duty_goes_to_offices_of_its_own_body() -> None:
    team, elsewhere = a_team(), a_body("望川县住房保障中心")
    duty = a_duty(team.body)
    lead = an_office(team.body, "住房保障服务科")
    with pytest.raises(Refused) as refusal:
        actions.correct_duty(
            actor=team.administrator, duty=duty, lead=an_office(elsewhere), offices=[],
            any_office=False,
        )  # fmt: skip
    assert refusal.value.code == "another-body"
    duty = actions.correct_duty(
        actor=team.administrator, duty=duty, lead=lead, offices=[], any_office=False
    )
    assert (duty.lead, list(duty.offices.all())) == (lead, [lead])
    assert duty.resolution == Resolution.CORRECTED


def test_who_answers_for_a_duty_goes_with_the_office_that_leads_it() -> None:
    team = a_team()
    duty = a_duty(team.body)
    duty.officer = team.editor
    duty.save()
    same = actions.correct_duty(
        actor=team.administrator, duty=duty, lead=duty.lead, offices=[], any_office=True
    )
    assert same.officer == team.editor
    lead = an_office(team.body, "住房保障服务科")
    moved = actions.correct_duty(
        actor=team.administrator, duty=duty, lead=lead, offices=[], any_office=True
    )
    assert moved.officer is None
    entry = AuditEntry.objects.filter(verb="duties.correct_duty").latest("pk")
    assert entry.before["officer"] == "林填报"


def test_an_element_is_mended_only_where_its_edition_is_adopted() -> None:
    team = a_team()
    a_duty(team.body)
    element = Element.objects.filter(name="公告日期").get()
    stranger = an_officer(a_body("望川县住房保障中心"))
    for actor, code in ((stranger, "another-body"), (team.editor, "wrong-role")):
        with pytest.raises(Refused) as refusal:
            actions.change_element(
                actor=actor, element=element, kind=ElementKind.TEXT, masked=False
            )
        assert refusal.value.code == code
    actions.change_element(
        actor=team.administrator, element=element, kind=ElementKind.TEXT, masked=False
    )
    correction = ElementCorrection.objects.get(element=element)
    assert (correction.kind, correction.adoption.body) == ("text", team.body)
    element.refresh_from_db()
    assert (element.kind, element.inferred) == ("date", True)
