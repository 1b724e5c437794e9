"""What a new edition would do is said before it is done."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.catalog.diff import ChangeKind
from gongkai.catalog.model import ElementKind
from gongkai.disclosures.forms import in_work_under
from gongkai.duties import actions
from gongkai.duties.models import Adoption, Duty, Element, Resolution
from gongkai.duties.renewal import Fate, RenewalLine, RenewalPlan, plan_renewal
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.renewing import (
    HOUSING,
    LEAVING,
    POLICY,
    RENT,
    new_rows,
    old_rows,
    renumbered,
    row,
    the_duty,
    two_editions,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


def _line(plan: RenewalPlan, name: str) -> RenewalLine:
    (found,) = (
        line
        for line in plan.lines
        if name in {*(one.item.name for one in line.old), *(one.item.name for one in line.new)}
    )
    return found


def test_each_item_is_kept_changed_new_or_ended(team: made.Team) -> None:
    old, new = two_editions()
    made.adopted(team.body, old)
    plan = plan_renewal(team.body, new)
    fates = {name: _line(plan, name).fate for name in (POLICY, HOUSING, LEAVING, RENT)}
    assert fates == {
        POLICY: Fate.KEPT, HOUSING: Fate.CHANGED, LEAVING: Fate.ENDED, RENT: Fate.NEW
    }  # fmt: skip
    assert plan.counts == {Fate.KEPT: 1, Fate.CHANGED: 1, Fate.NEW: 1, Fate.ENDED: 1}
    assert plan.present.edition == old
    assert not plan.older


def test_a_changed_item_says_limit_office_and_form(team: made.Team) -> None:
    old, new = two_editions()
    made.adopted(team.body, old)
    line = _line(plan_renewal(team.body, new), HOUSING)
    assert line.limit_change is not None
    assert (line.limit_change.before, line.limit_change.after) == (
        "自信息形成或者变更之日起20个工作日内",
        "自信息形成或者变更之日起7个工作日内",
    )
    assert line.offices_change
    (after,) = line.new
    assert after.answer.lead.name == "办公室"
    assert (line.form.added, line.form.removed) == (("联系方式",), ("套数",))


def test_other_numbers_change_nothing(team: made.Team) -> None:
    old, new = two_editions(old_rows(), renumbered(old_rows()))
    made.adopted(team.body, old)
    plan = plan_renewal(team.body, new)
    assert {line.fate for line in plan.lines} == {Fate.KEPT}
    assert {line.kinds for line in plan.lines} == {(ChangeKind.SAME,)}


def test_open_tasks_and_texts_in_work_are_counted(team: made.Team) -> None:
    old, new = two_editions()
    made.adopted(team.body, old)
    office = made.an_office(team.body)
    housing = actions.correct_duty(
        actor=team.administrator, duty=the_duty(team.body, old, HOUSING), lead=office,
        offices=[], any_office=True,
    )  # fmt: skip
    made.a_registered(team, housing)
    made.a_registered(team, housing, title="第二批房源")
    made.published(team, housing, title="已公布的房源")
    line = _line(plan_renewal(team.body, new), HOUSING)
    assert line.open_tasks == 2
    assert in_work_under(line.old) == {housing.pk: 2}
    assert plan_renewal(team.body, new).open_tasks == 2


def test_a_corrected_office_is_carried_over_whatever_the_new_paper_prints(
    team: made.Team,
) -> None:
    old, new = two_editions()
    made.adopted(team.body, old)
    service = made.an_office(team.body, made.SERVICE_OFFICE)
    actions.correct_duty(
        actor=team.administrator, duty=the_duty(team.body, old, HOUSING), lead=service,
        offices=[], any_office=False,
    )  # fmt: skip
    (after,) = _line(plan_renewal(team.body, new), HOUSING).new
    assert after.carried
    assert (after.answer.lead, after.answer.resolution) == (service, Resolution.CORRECTED)


def test_a_mended_element_is_remembered_by_its_name_under_the_same_item(team: made.Team) -> None:
    old, new = two_editions()
    made.adopted(team.body, old)
    rent = Element.objects.get(item__edition=old, name="租金")
    actions.change_element(
        actor=team.administrator, element=rent, kind=ElementKind.MONEY, masked=False
    )
    line = _line(plan_renewal(team.body, new), HOUSING)
    ((element, correction),) = line.corrections
    assert (element.name, element.item.edition_id, correction.kind) == ("租金", new.pk, "money")
    assert line.form.kinds == ()


def test_a_new_item_of_another_tier_is_marked(team: made.Team) -> None:
    old, new = two_editions(new=(*new_rows(), row("全市年度计划", tiers=("city",))))
    made.adopted(team.body, old)
    (after,) = _line(plan_renewal(team.body, new), "全市年度计划").new
    assert not after.applies


def test_an_edition_imported_earlier_is_marked_as_older(team: made.Team) -> None:
    old, new = two_editions()
    made.adopted(team.body, new)
    assert plan_renewal(team.body, old).older


def test_planning_changes_nothing(team: made.Team) -> None:
    old, new = two_editions()
    made.adopted(team.body, old)
    plan_renewal(team.body, new)
    assert Adoption.objects.count() == 1
    assert not Duty.objects.exclude(ends_on=None).exists()


def test_a_body_without_the_catalog_has_nothing_to_renew(team: made.Team) -> None:
    _old, new = two_editions()
    with pytest.raises(Refused) as refusal:
        plan_renewal(team.body, new)
    assert refusal.value.code == "nothing-adopted"


def test_the_present_edition_is_not_renewed_with_itself(team: made.Team) -> None:
    old, _new = two_editions()
    made.adopted(team.body, old)
    with pytest.raises(Refused) as refusal:
        plan_renewal(team.body, old)
    assert refusal.value.code == "already-adopted"


def test_another_catalog_is_no_edition_of_this_one(team: made.Team) -> None:
    old, _new = two_editions()
    made.adopted(team.body, old)
    other = made.an_edition([made.an_item("供水水质")], title="临河县供水目录", label="2026版")
    with pytest.raises(Refused) as refusal:
        plan_renewal(team.body, other)
    assert refusal.value.code == "nothing-adopted"


def test_two_hundred_items_are_planned_with_as_many_questions_as_three() -> None:
    asked = []
    for many in (1, 70):
        team = made.a_team(made.a_body(f"第{many}住房保障中心"))
        rows = [
            tuple(row(f"{name}{n}", f"要素{n}甲", f"要素{n}乙") for n in range(many))
            for name in ("房源", "租金", "配租")
        ]
        flat = tuple(one for part in rows for one in part)
        title = f"目录{many}"
        old = made.an_edition(flat, title=title, label="旧")
        new = made.an_edition(renumbered(flat), title=title, label="新")
        made.adopted(team.body, old)
        with CaptureQueriesContext(connection) as queries:
            plan = plan_renewal(team.body, new)
        assert len(plan.lines) == 3 * many
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 14


def test_the_day_of_a_plan_is_none_of_its_business(
    team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = two_editions()
    made.adopted(team.body, old)
    made.set_today(monkeypatch, date(2031, 5, 6))
    assert plan_renewal(team.body, new).counts[Fate.CHANGED] == 1
