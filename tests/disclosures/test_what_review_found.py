"""Slips that a close reading found, each kept from coming back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.catalog.model import ElementKind
from gongkai.disclosures import actions
from gongkai.disclosures.content import Content, at_the_door, normal_document_number
from gongkai.disclosures.fields import FieldValue
from gongkai.disclosures.forms import specs_of
from gongkai.disclosures.models import Disclosure, State
from gongkai.duties import actions as duties
from gongkai.duties.models import Element
from gongkai.refusals import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_superseded_text_can_still_be_taken_down() -> None:
    team = make.a_team()
    old = make.superseded(team)

    withdrawn = actions.withdraw(actor=team.publisher, disclosure=old, reason="含有个人信息")

    assert withdrawn.state == State.WITHDRAWN
    assert withdrawn.withdrawal_reason == "含有个人信息"


def test_a_phone_marked_masked_is_masked_at_the_door() -> None:
    phone = FieldValue("/手机", "手机", "", ElementKind.PHONE, True, ("13812345678",))

    stored = at_the_door(Content(title="名单", formed_on=timezone.localdate(), values=(phone,)))

    assert stored.values[0].values == ("138****5678",)
    again = at_the_door(replace(stored, note="再存一次"))
    assert again.values == stored.values


def test_an_identity_number_is_no_document_number() -> None:
    number = make.an_id_number(1)

    with pytest.raises(Refused) as refusal:
        normal_document_number(f"{number}令第1号")

    assert refusal.value.code == "bad-document-number"


def test_a_scheduled_text_that_cannot_go_out_comes_back_with_the_reason() -> None:
    team = make.a_team()
    disclosure = make.ready(team)
    moment = timezone.now() + timedelta(hours=1)
    actions.schedule(actor=team.publisher, disclosure=disclosure, at=moment)
    type(team.body).objects.filter(pk=team.body.pk).update(index_number_template="{nothing}")

    done = actions.publish_scheduled(disclosure.pk, moment + timedelta(minutes=1))

    row = Disclosure.objects.get(pk=disclosure.pk)
    assert done is False
    assert (row.state, row.scheduled_for, row.index_number) == (State.READY, None, None)
    entry = AuditEntry.objects.latest("pk")
    assert entry.verb == "disclosures.unschedule"
    assert "索引号格式" in entry.reason


def test_only_numbers_with_a_mask_can_be_marked_masked() -> None:
    team = make.a_team()
    duty = make.a_duty(team.body)
    element = Element.objects.filter(item=duty.item).first()
    assert element is not None

    with pytest.raises(Refused) as refusal:
        duties.change_element(
            actor=team.administrator, element=element, kind=ElementKind.TEXT, masked=True
        )

    assert refusal.value.code == "no-mask"


def test_the_city_and_its_district_each_mend_their_own_form() -> None:
    city = make.a_team(make.a_body(name="云川市住房局"))
    district = make.a_team(make.a_body(name="江岚区住房局", parent=city.body))
    edition = make.an_edition()
    make.adopted(city.body, edition)
    make.adopted(district.body, edition)
    element = Element.objects.get(item__edition=edition, name="面积")

    duties.change_element(
        actor=district.administrator, element=element, kind=ElementKind.TEXT, masked=False
    )

    forms = [
        {spec.name: (spec.kind, spec.inferred) for spec in specs_of(make.a_registered(team))}
        for team in (city, district)
    ]
    assert [form["面积"] for form in forms] == [(ElementKind.AREA, True), (ElementKind.TEXT, False)]
    assert forms[0]["姓名"] == forms[1]["姓名"]
