"""A renewal that is refused, and starts that are moved while they lie ahead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Role
from gongkai.duties import actions
from gongkai.duties.models import Adoption, Duty, Edition
from gongkai.duties.queries import duties_of
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.renewing import (
    ADOPTED_ON,
    HOUSING,
    NEW_YEAR,
    POLICY,
    old_rows,
    renewed,
    the_duty,
    the_item,
    two_editions,
)

pytestmark = pytest.mark.django_db
NEW_YEARS_EVE = NEW_YEAR - timedelta(days=1)
SPRING = date(2027, 3, 1)


def _names(team: made.Team, on: date) -> list[tuple[str, str]]:
    return [(duty.item.name, duty.item.edition.label) for duty in duties_of(team.body, on)]


def _stored() -> tuple[object, ...]:
    return (
        Adoption.objects.count(),
        Duty.objects.count(),
        AuditEntry.objects.count(),
        list(Duty.objects.order_by("pk").values_list("pk", "starts_on", "ends_on")),
    )


def _refused(team: made.Team, new: Edition, **changes: object) -> Refused:
    before = _stored()
    with pytest.raises(Refused) as refusal:
        renewed(team, new, **changes)
    assert _stored() == before
    return refusal.value


# Refusals


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_the_administrator_renews(
    team: made.Team, editions: tuple[Edition, Edition], role: Role
) -> None:
    assert _refused(team, editions[1], actor=team.with_role(role)).code == "wrong-role"


def test_another_bodys_administrator_cannot_renew_for_us(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    stranger = made.an_officer(made.a_body("望川县住房保障中心"), Role.ADMINISTRATOR)
    assert _refused(team, editions[1], actor=stranger).code == "another-body"


def test_without_an_edition_there_is_nothing_to_renew(team: made.Team) -> None:
    _old, new = two_editions()
    assert _refused(team, new).code == "nothing-adopted"


def test_whoever_presses_second_finds_it_done(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    renewed(team, editions[1])
    refusal = _refused(team, editions[1])
    assert (refusal.code, refusal.message) == (
        "already-adopted", f"{team.body}已经采用{editions[1]}。",
    )  # fmt: skip


def test_a_plain_adoption_of_a_second_edition_points_to_renewing(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.adopt_edition(actor=team.administrator, body=team.body, edition=editions[1])
    assert refusal.value.code == "renew-instead"
    assert refusal.value.message == (
        f"{team.body}正在执行{editions[0]}，请用“采用新版次”换成“2026版”。"
    )


def test_the_new_edition_does_not_begin_before_the_present_one(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    early = ADOPTED_ON - timedelta(days=1)
    assert _refused(team, editions[1], default_start=early).code == "before-the-adoption"


def test_an_item_does_not_begin_before_its_edition(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    starts = {the_item(editions[1], HOUSING).pk: NEW_YEARS_EVE}
    refusal = _refused(team, editions[1], starts=starts)
    assert refusal.code == "before-the-edition"
    assert refusal.message == f"“{HOUSING}”不能早于新版次的开始日期2027-01-01。"


def test_a_day_for_an_item_of_neither_edition_is_refused(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    other = made.an_edition([made.an_item("供水水质")], title="临河县供水目录")
    foreign = other.items.get().pk
    continued = the_item(editions[0], HOUSING).pk
    for key in (foreign, continued, 0):
        assert _refused(team, editions[1], starts={key: SPRING}).code == "item-not-in-edition"


# A third edition, moved days


def test_a_third_edition_takes_the_place_of_the_second(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    second = renewed(team, editions[1])
    third = made.an_edition(old_rows(), label="2027版")
    adoption = renewed(team, third, default_start=SPRING)
    assert adoption.replaces == second
    assert [label for _, label in _names(team, SPRING)] == ["2027版"] * 3
    assert [label for _, label in _names(team, NEW_YEAR)] == ["2026版"] * 3


def test_a_third_edition_cannot_begin_before_an_item_of_the_second_has(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    renewed(team, editions[1], starts={the_item(editions[1], HOUSING).pk: SPRING})
    third = made.an_edition(old_rows(), label="2027版")
    refusal = _refused(team, third, default_start=date(2027, 2, 1))
    assert refusal.code == "before-the-old-duty"
    assert refusal.message == f"“{HOUSING}”在现版次下自2027-03-01才开始执行，新版次不能更早。"


def test_a_start_that_lies_ahead_is_moved_and_the_old_duty_with_it(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    renewed(team, editions[1])
    duty = the_duty(team.body, editions[1], HOUSING)
    moved = actions.reschedule_duty(actor=team.administrator, duty=duty, starts_on=SPRING)
    assert moved.starts_on == SPRING
    assert the_duty(team.body, editions[0], HOUSING).ends_on == date(2027, 2, 28)
    assert the_duty(team.body, editions[0], POLICY).ends_on == NEW_YEARS_EVE
    entry = AuditEntry.objects.get(verb="duties.reschedule_duty")
    assert (entry.before, entry.after) == (
        {"starts_on": "2027-01-01"}, {"starts_on": "2027-03-01"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "starts_on", "code"),
    [
        (NEW_YEAR, SPRING, "already-begun"),
        (date(2026, 12, 1), date(2026, 11, 30), "date-has-passed"),
        (date(2026, 12, 1), date(2026, 12, 20), "before-the-edition"),
    ],
)
def test_a_day_that_cannot_be_moved_says_why(
    team: made.Team,
    editions: tuple[Edition, Edition],
    monkeypatch: pytest.MonkeyPatch,
    day: date,
    starts_on: date,
    code: str,
) -> None:
    renewed(team, editions[1])
    made.set_today(monkeypatch, day)
    duty = the_duty(team.body, editions[1], HOUSING)
    with pytest.raises(Refused) as refusal:
        actions.reschedule_duty(actor=team.administrator, duty=duty, starts_on=starts_on)
    assert refusal.value.code == code


def test_a_duty_that_is_renewed_again_is_not_moved(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    renewed(team, editions[1])
    renewed(team, made.an_edition(old_rows(), label="2027版"), default_start=SPRING)
    with pytest.raises(Refused) as refusal:
        actions.reschedule_duty(
            actor=team.administrator,
            duty=the_duty(team.body, editions[1], HOUSING),
            starts_on=date(2027, 2, 1),
        )
    assert refusal.value.code == "already-renewed"


def test_neither_an_editor_nor_another_body_moves_a_day(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    renewed(team, editions[1])
    stranger = made.an_officer(made.a_body("望川县住房保障中心"), Role.ADMINISTRATOR)
    for actor, code in ((team.editor, "wrong-role"), (stranger, "another-body")):
        with pytest.raises(Refused) as refusal:
            actions.reschedule_duty(
                actor=actor, duty=the_duty(team.body, editions[1], HOUSING), starts_on=SPRING
            )
        assert refusal.value.code == code
