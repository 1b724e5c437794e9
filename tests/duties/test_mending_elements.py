"""Each body mends the elements of its own forms; the next edition remembers what was mended."""

from __future__ import annotations

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Role
from gongkai.catalog.model import ElementKind
from gongkai.duties import actions
from gongkai.duties.form_changes import FormChange, form_change, remembered
from gongkai.duties.models import Edition, Element, ElementCorrection, Item
from gongkai.duties.queries import item_as_corrected, items_as_corrected
from gongkai.refusals import Refused
from tests import factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


@pytest.fixture
def edition(team: made.Team) -> Edition:
    edition = made.an_edition()
    made.adopted(team.body, edition)
    return edition


def _element(edition: Edition, name: str) -> Element:
    return Element.objects.select_related("item__edition").get(item__edition=edition, name=name)


def _kinds(items: list[Item]) -> dict[str, tuple[str, bool, bool]]:
    return {
        element.name: (element.kind, element.masked, element.inferred)
        for item in items
        for element in item.elements.all()
    }


def test_the_body_sees_its_own_form_and_another_body_the_printed_one(
    team: made.Team, edition: Edition
) -> None:
    other = made.a_team(made.a_body("望川县住房保障中心"))
    made.adopted(other.body, edition)
    actions.change_element(
        actor=team.administrator, element=_element(edition, "咨询电话"), kind=ElementKind.PHONE,
        masked=True,
    )  # fmt: skip
    seen = [_kinds(items_as_corrected(edition, one.body))["咨询电话"] for one in (team, other)]
    assert seen == [("phone", True, False), ("phone", False, True)]


def test_one_duty_shows_its_item_as_mended(team: made.Team, edition: Edition) -> None:
    actions.change_element(
        actor=team.administrator, element=_element(edition, "套数"), kind=ElementKind.TEXT,
        masked=False,
    )  # fmt: skip
    item = item_as_corrected(made.a_duty(team.body, made.HOUSING))
    assert _kinds([item])["套数"] == ("text", False, False)
    assert _element(edition, "套数").kind == "count"


def test_a_second_correction_takes_the_place_of_the_first_and_both_are_recorded(
    team: made.Team, edition: Edition
) -> None:
    phone = _element(edition, "咨询电话")
    for masked in (True, False):
        actions.change_element(
            actor=team.administrator, element=phone, kind=ElementKind.PHONE, masked=masked
        )
    correction = ElementCorrection.objects.get()
    assert (correction.masked, correction.corrected_by) == (False, team.administrator)
    entries = AuditEntry.objects.filter(verb="duties.change_element").order_by("pk")
    assert [(entry.before, entry.after) for entry in entries] == [
        (
            {"kind": "phone", "masked": False, "inferred": True},
            {"kind": "phone", "masked": True, "inferred": False},
        ),
        (
            {"kind": "phone", "masked": True, "inferred": False},
            {"kind": "phone", "masked": False, "inferred": False},
        ),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_the_administrator_mends(team: made.Team, edition: Edition, role: Role) -> None:
    with pytest.raises(Refused) as refusal:
        actions.change_element(
            actor=team.with_role(role), element=_element(edition, "套数"), kind=ElementKind.TEXT,
            masked=False,
        )  # fmt: skip
    assert refusal.value.code == "wrong-role"
    assert not ElementCorrection.objects.exists()


# What the next edition remembers: no database needed


def _one(pk: int, name: str, group: str = "", kind: str = "text", masked: bool = False) -> Element:
    return Element(pk=pk, name=name, group=group, kind=kind, masked=masked)


def _mended(kind: str, masked: bool = False) -> ElementCorrection:
    return ElementCorrection(kind=kind, masked=masked)


def test_a_correction_goes_to_the_element_of_the_same_group_and_name() -> None:
    old = [_one(1, "姓名", "审核结果"), _one(2, "姓名", "公示")]
    new = [_one(11, "姓名", "审核结果"), _one(12, "姓名", "公示")]
    money = _mended("money")
    assert remembered(old, new, {2: money}) == ((new[1], money),)


def test_where_only_the_group_was_renamed_the_name_is_enough() -> None:
    phone = _mended("phone", masked=True)
    new = _one(11, "电话", "联系信息")
    assert remembered([_one(1, "电话", "联系方式")], [new], {1: phone}) == ((new, phone),)


def test_a_name_that_stands_twice_is_not_guessed() -> None:
    old = [_one(1, "姓名", "甲"), _one(2, "姓名", "乙")]
    assert remembered(old, [_one(11, "姓名", "丙")], {1: _mended("money")}) == ()


def test_a_form_says_what_comes_goes_and_becomes_another_kind() -> None:
    old = [_one(1, "姓名", "名单"), _one(2, "面积"), _one(3, "电话", kind="phone", masked=True)]
    new = [_one(12, "面积", kind="area"), _one(13, "电话", kind="phone"), _one(14, "租金")]
    change = form_change(old, new, {}, {14: _mended("money")})
    assert change == FormChange(
        added=("租金",), removed=("名单·姓名",), kinds=(("面积", "text", "area"),),
        unmasked=("电话",),
    )  # fmt: skip
    assert change
    assert not form_change(old, old, {}, {})


def test_a_correction_that_is_carried_over_is_no_change() -> None:
    money = _mended("money")
    assert not form_change([_one(1, "租金")], [_one(11, "租金")], {1: money}, {11: money})
    lost = form_change([_one(1, "租金")], [_one(11, "租金")], {1: money}, {})
    assert lost.kinds == (("租金", "money", "text"),)
