"""Adopting a new edition: what ends, what begins and when, what stays, and who may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.audit.models import AuditEntry
from gongkai.catalog.model import ElementKind
from gongkai.disclosures import actions as disclosures
from gongkai.disclosures.forms import specs_of
from gongkai.duties import actions
from gongkai.duties.models import Duty, Edition, Element, Obligation, Resolution
from gongkai.duties.queries import duties_of, duties_open_to, open_obligations
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.renewing import (
    ADOPTED_ON,
    HOUSING,
    LEAVING,
    NEW_YEAR,
    POLICY,
    RENT,
    old_rows,
    renewed,
    row,
    the_duty,
    the_item,
    two_editions,
)

pytestmark = pytest.mark.django_db
NEW_YEARS_EVE = NEW_YEAR - timedelta(days=1)
SPRING = date(2027, 3, 1)


def _names(team: made.Team, on: date) -> list[tuple[str, str]]:
    return [(duty.item.name, duty.item.edition.label) for duty in duties_of(team.body, on)]


def test_old_duties_hold_until_new_years_eve_and_new_ones_from_new_years_day(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    adoption = renewed(team, editions[1])
    assert adoption.replaces is not None
    assert (adoption.replaces.edition, adoption.adopted_on) == (editions[0], NEW_YEAR)
    assert _names(team, NEW_YEARS_EVE) == [
        (POLICY, "2025版"), (HOUSING, "2025版"), (LEAVING, "2025版"),
    ]  # fmt: skip
    assert _names(team, NEW_YEAR) == [(POLICY, "2026版"), (HOUSING, "2026版"), (RENT, "2026版")]


def test_each_new_duty_knows_what_it_continues(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    renewed(team, editions[1])
    old, new = editions
    policy = the_duty(team.body, new, POLICY)
    assert list(policy.continues.all()) == [the_duty(team.body, old, POLICY)]
    assert not the_duty(team.body, new, RENT).continues.exists()
    assert not the_duty(team.body, old, LEAVING).continued_by.exists()


def test_single_items_start_and_stop_on_their_own_day(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    old, new = editions
    starts = {the_item(new, HOUSING).pk: SPRING, the_item(old, LEAVING).pk: date(2027, 2, 1)}
    renewed(team, new, starts=starts)
    assert the_duty(team.body, old, HOUSING).ends_on == date(2027, 2, 28)
    assert the_duty(team.body, old, LEAVING).ends_on == date(2027, 1, 31)
    assert _names(team, date(2027, 1, 15)) == [
        (HOUSING, "2025版"), (LEAVING, "2025版"), (POLICY, "2026版"), (RENT, "2026版"),
    ]  # fmt: skip


def test_it_is_recorded_with_what_became_of_how_many(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    renewed(team, editions[1], starts={the_item(editions[1], HOUSING).pk: SPRING})
    entry = AuditEntry.objects.get(verb="duties.renew_adoption")
    assert (entry.actor, entry.body_id) == (team.administrator, team.body.pk)
    assert entry.before == {"edition": str(editions[0]), "duties": 3}
    assert entry.after == {
        "edition": str(editions[1]), "starts_on": "2027-01-01", "later": 1, "duties": 3,
        "kept": 1, "changed": 1, "new": 1, "ended": 1,
    }  # fmt: skip


def test_a_corrected_office_answers_on(team: made.Team, editions: tuple[Edition, Edition]) -> None:
    service = made.an_office(team.body, made.SERVICE_OFFICE)
    actions.correct_duty(
        actor=team.administrator, duty=the_duty(team.body, editions[0], POLICY), lead=service,
        offices=[], any_office=False,
    )  # fmt: skip
    renewed(team, editions[1])
    duty = the_duty(team.body, editions[1], POLICY)
    assert (duty.lead, list(duty.offices.all()), duty.any_office) == (service, [service], False)
    assert duty.resolution == Resolution.CORRECTED


def test_a_mended_element_stays_mended_in_the_new_form(
    team: made.Team, editions: tuple[Edition, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Element.objects.get(item__edition=editions[0], name="咨询电话")
    actions.change_element(
        actor=team.administrator, element=phone, kind=ElementKind.PHONE, masked=True
    )
    renewed(team, editions[1])
    made.set_today(monkeypatch, NEW_YEAR)
    draft = made.a_registered(team, the_duty(team.body, editions[1], POLICY), formed_on=NEW_YEAR)
    masked = {spec.name: (spec.masked, spec.inferred) for spec in specs_of(draft)}
    assert masked == {"文件名称": (False, True), "咨询电话": (True, False)}


# The past stays where it was


def test_what_is_public_stays_under_the_edition_of_its_day(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    policy = the_duty(team.body, editions[0], POLICY)
    public = made.published(team, policy)
    renewed(team, editions[1])
    assert [filing.duty for filing in public.filings.all()] == [policy]
    assert policy.item.edition == editions[0]


def test_an_open_task_stays_with_the_old_duty_and_its_clock_until_it_is_met(
    team: made.Team, editions: tuple[Edition, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = the_duty(team.body, editions[0], POLICY)
    draft = made.in_secrecy_review(team, policy, formed_on=date(2026, 11, 18))
    task = Obligation.objects.get(filing__disclosure=draft)
    due_on = task.due_on
    renewed(team, editions[1], default_start=date(2026, 12, 1))
    made.set_today(monkeypatch, date(2026, 12, 2))
    assert [(one.pk, one.due_on, one.duty) for one in open_obligations(team.body)] == [
        (task.pk, due_on, policy)
    ]
    assert draft.latest is not None
    disclosures.approve_secrecy(actor=team.secrecy_reviewer, disclosure=draft, version=draft.latest)
    disclosures.publish(actor=team.publisher, disclosure=draft)
    assert not open_obligations(team.body).exists()


def test_nobody_registers_under_a_duty_before_its_day_or_for_a_day_after_its_end(
    team: made.Team, editions: tuple[Edition, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed(team, editions[1])
    old = the_duty(team.body, editions[0], POLICY)
    new = the_duty(team.body, editions[1], POLICY)
    with pytest.raises(Refused) as early:
        made.a_registered(team, new, formed_on=date(2026, 11, 19))
    assert early.value.code == "duty-not-begun"
    assert early.value.message == f"“{POLICY}”自2027-01-01起执行，现在还不能登记。"
    made.set_today(monkeypatch, date(2027, 1, 5))
    with pytest.raises(Refused) as late:
        made.a_registered(team, old, formed_on=date(2027, 1, 4))
    assert late.value.code == "duty-has-ended"


def test_what_was_formed_in_december_may_still_be_registered_under_decembers_edition(
    team: made.Team, editions: tuple[Edition, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed(team, editions[1])
    made.set_today(monkeypatch, date(2027, 1, 5))
    december = the_duty(team.body, editions[0], POLICY)
    draft = made.a_registered(team, december, formed_on=date(2026, 12, 30))
    assert [filing.duty for filing in draft.filings.all()] == [december]


def test_what_was_formed_before_an_ended_duty_began_is_not_registered_there(
    team: made.Team, editions: tuple[Edition, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed(team, editions[1])
    made.set_today(monkeypatch, date(2027, 1, 5))
    december = the_duty(team.body, editions[0], POLICY)
    with pytest.raises(Refused) as refusal:
        made.a_registered(team, december, formed_on=ADOPTED_ON - timedelta(days=1))
    assert refusal.value.code == "duty-has-ended"


def test_for_a_day_in_december_the_editor_is_offered_decembers_duties_too(
    team: made.Team, editions: tuple[Edition, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed(team, editions[1])
    made.set_today(monkeypatch, date(2027, 1, 5))
    offered = [
        [(duty.item.name, duty.item.edition.label) for duty in duties_open_to(team.editor, **day)]
        for day in ({}, {"formed_on": date(2026, 12, 30)}, {"formed_on": date(2027, 1, 4)})
    ]
    today = [(POLICY, "2026版"), (HOUSING, "2026版")]
    assert offered == [today, [(POLICY, "2025版"), (LEAVING, "2025版"), *today], today]


def test_the_editor_is_offered_the_duties_of_the_day(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    renewed(team, editions[1])
    offered = [duties_open_to(team.editor, on) for on in (NEW_YEARS_EVE, NEW_YEAR)]
    assert [[duty.item.name for duty in duties] for duties in offered] == [
        [POLICY, LEAVING], [POLICY, HOUSING],
    ]  # fmt: skip


# Split and merged


_ONE = (
    "申请条件",
    "申请材料",
    "办理流程",
    "受理机构",
    "审核标准",
    "审核期限",
    "公示地点",
    "异议处理",
)


def test_what_was_split_ends_when_the_last_part_has_begun(team: made.Team) -> None:
    parts = (
        row("住房保障申请", *_ONE[:4]), row("住房保障审核", *_ONE[4:]),
    )  # fmt: skip
    old, new = two_editions((row("住房保障申请和审核", *_ONE), *old_rows()), (*parts, *old_rows()))
    made.adopted(team.body, old)
    renewed(team, new, starts={the_item(new, "住房保障审核").pk: SPRING})
    whole = the_duty(team.body, old, "住房保障申请和审核")
    continuing = whole.continued_by.order_by("item__position")
    assert [duty.item.name for duty in continuing] == ["住房保障申请", "住房保障审核"]
    assert whole.ends_on == SPRING - timedelta(days=1)


def test_what_was_merged_is_continued_by_one_duty(team: made.Team) -> None:
    parts = (
        row("住房保障申请", *_ONE[:4]), row("住房保障审核", *_ONE[4:]),
    )  # fmt: skip
    old, new = two_editions((*parts, *old_rows()), (row("住房保障申请和审核", *_ONE), *old_rows()))
    made.adopted(team.body, old)
    renewed(team, new)
    whole = the_duty(team.body, new, "住房保障申请和审核")
    assert {duty.item.name for duty in whole.continues.all()} == {"住房保障申请", "住房保障审核"}
    assert {duty.ends_on for duty in whole.continues.all()} == {NEW_YEARS_EVE}


def test_renewing_asks_no_more_for_sixty_items_than_for_six() -> None:
    asked = []
    for many in (6, 60):
        team = made.a_team(made.a_body(f"第{many}住房保障中心"))
        old = made.an_edition(
            [row(f"旧事项{n}", f"甲{n}") for n in range(many)], title=f"目录{many}"
        )
        new = made.an_edition(
            [row(f"旧事项{n}", f"甲{n}", f"乙{n}") for n in range(many)],
            title=f"目录{many}", label="新版",
        )  # fmt: skip
        made.adopted(team.body, old)
        with CaptureQueriesContext(connection) as queries:
            renewed(team, new)
        assert Duty.objects.filter(body=team.body, ends_on=None).count() == many
        asked.append(len(queries))
    assert asked[0] == asked[1]
