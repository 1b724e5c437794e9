"""One disclosure under several items: registered once, published once, every clock stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Role
from gongkai.catalog.model import ElementKind
from gongkai.disclosures import actions
from gongkai.disclosures.forms import conflicts_of, specs_of
from gongkai.disclosures.models import Disclosure, Filing, State
from gongkai.disclosures.queries import published_under, search
from gongkai.disclosures.versions import content_of
from gongkai.duties import actions as duties
from gongkai.duties.models import Adoption, Duty, Edition, Mapping, Obligation, Outcome
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.mapped import HOUSING, POLICY, confirmed, duty_in, two_catalogs

pytestmark = pytest.mark.django_db
TODAY = date(2025, 2, 5)


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, TODAY)
    return made.a_team()


@pytest.fixture
def editions(team: made.Team) -> tuple[Edition, Edition]:
    return two_catalogs(team.body)


@pytest.fixture
def policy(editions: tuple[Edition, Edition]) -> Duty:
    return duty_in(editions[0], POLICY)


@pytest.fixture
def twin(editions: tuple[Edition, Edition]) -> Duty:
    return duty_in(editions[1], POLICY)


def _filed(disclosure: Disclosure) -> list[int]:
    return list(disclosure.filings.values_list("duty_id", flat=True))


# Registering


def test_registering_under_one_item_files_under_its_twin_too(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    confirmed(team)
    disclosure = made.a_registered(team, policy)
    assert _filed(disclosure) == [policy.pk, twin.pk]
    entry = AuditEntry.objects.get(verb="disclosures.register")
    assert entry.after["also"] == [str(twin)]


def test_without_a_confirmed_mapping_nothing_is_added(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    duties.propose_mappings(actor=team.administrator, body=team.body)
    assert _filed(made.a_registered(team, policy)) == [policy.pk]


def test_each_item_keeps_its_own_limit(team: made.Team, policy: Duty, twin: Duty) -> None:
    confirmed(team)
    disclosure = made.a_registered(team, policy)
    due = dict(disclosure.filings.values_list("duty_id", "obligation__due_on"))
    assert due == {policy.pk: date(2025, 2, 21), twin.pk: date(2025, 2, 5)}


def test_choosing_both_files_under_each_once(team: made.Team, policy: Duty, twin: Duty) -> None:
    confirmed(team)
    Duty.objects.filter(pk=twin.pk).update(any_office=True)
    twin.refresh_from_db()
    disclosure = actions.register(
        actor=team.editor, duties=[twin, policy], title="通知", formed_on=made.FORMED_ON
    )
    assert _filed(disclosure) == [twin.pk, policy.pk]


def test_the_office_of_one_item_registers_for_the_office_of_the_other(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    """The twin is the service office's; the confirmed mapping speaks for it."""
    with pytest.raises(Refused) as refusal:
        actions.register(actor=team.editor, duties=[twin], title="通知", formed_on=made.FORMED_ON)
    assert refusal.value.code == "another-office"
    confirmed(team)
    disclosure = made.a_registered(team, policy)
    assert disclosure.office == team.editor.office
    assert twin.pk in _filed(disclosure)


def test_the_form_asks_for_every_element_and_for_the_common_ones_once(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    confirmed(team)
    disclosure = made.a_registered(team, policy)
    assert [spec.name for spec in specs_of(disclosure)] == [
        "文件名称", "文号", "咨询电话", "发布日期",
    ]  # fmt: skip
    assert disclosure.latest is not None
    assert [value.name for value in disclosure.latest.field_values][-1] == "发布日期"


def test_an_element_asked_for_as_two_kinds_is_told(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    assert conflicts_of(made.a_registered(team, policy)) == ()
    confirmed(team)
    (conflict,) = conflicts_of(made.a_registered(team, policy))
    assert (conflict.name, conflict.kinds) == (
        "文件名称", (ElementKind.TEXT, ElementKind.RICH_TEXT),
    )  # fmt: skip


# Which duty, where an edition changed


def test_a_twin_that_was_over_when_the_information_was_formed_is_left_out(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    confirmed(team)
    Duty.objects.filter(pk=twin.pk).update(ends_on=made.FORMED_ON - timedelta(days=1))
    assert _filed(made.a_registered(team, policy)) == [policy.pk]


def test_what_was_formed_in_a_twins_last_days_is_still_filed_under_it(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    confirmed(team)
    Duty.objects.filter(pk=twin.pk).update(ends_on=made.FORMED_ON)
    assert _filed(made.a_registered(team, policy)) == [policy.pk, twin.pk]


def test_a_twin_and_the_duty_that_took_its_place_are_not_both_owed(
    team: made.Team, policy: Duty, twin: Duty, editions: tuple[Edition, Edition]
) -> None:
    mapping = confirmed(team)
    Duty.objects.filter(pk=twin.pk).update(ends_on=made.FORMED_ON)
    heir = duty_in(editions[0], HOUSING)
    Duty.objects.filter(pk=heir.pk).update(starts_on=made.FORMED_ON + timedelta(days=1))
    heir.continues.add(twin)
    one, other = sorted((policy, heir), key=lambda duty: duty.pk)
    Mapping.objects.create(
        body=team.body, one=one, other=other, score=1, state="confirmed",
        decided_at=mapping.decided_at,
    )  # fmt: skip
    assert _filed(made.a_registered(team, policy)) == [policy.pk, twin.pk]


# Publishing


def test_publishing_once_fulfils_all(team: made.Team, policy: Duty, twin: Duty) -> None:
    confirmed(team)
    disclosure = made.published(team, policy)
    clocks = Obligation.objects.filter(filing__disclosure=disclosure)
    assert [(one.outcome, one.fulfilled_on) for one in clocks] == [
        (Outcome.DISCLOSED, TODAY), (Outcome.DISCLOSED, TODAY),
    ]  # fmt: skip


def test_late_under_the_stricter_item_and_on_time_under_the_other(
    team: made.Team, policy: Duty, twin: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(team)
    draft = made.ready(team, policy)
    made.set_today(monkeypatch, date(2025, 2, 7))
    actions.publish(actor=team.publisher, disclosure=draft)
    late = dict(draft.filings.values_list("duty_id", "obligation__late_working_days"))
    assert late == {policy.pk: 0, twin.pk: 2}


def test_a_draft_without_the_twins_elements_is_not_handed_in(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    confirmed(team)
    draft = made.a_draft(team, policy)
    assert draft.latest is not None
    content = content_of(draft.latest)
    without = tuple(
        replace(value, values=()) if value.name == "发布日期" else value for value in content.values
    )
    actions.save_draft(
        actor=team.editor, disclosure=draft, content=replace(content, values=without)
    )
    with pytest.raises(Refused, match="发布日期"):
        actions.submit(actor=team.editor, disclosure=draft)


def test_the_public_finds_it_under_each_item_and_once_in_every_list(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    confirmed(team)
    disclosure = made.published(team, policy, title="公租房管理办法")
    for duty in (policy, twin):
        assert list(published_under(duty.item)) == [disclosure]
        assert list(published_under(duty.item, team.body)) == [disclosure]
    assert list(search("公租房管理办法")) == [disclosure]


def test_what_is_kept_undisclosed_ends_every_clock(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    confirmed(team)
    disclosure = made.kept_undisclosed(team, policy)
    outcomes = disclosure.filings.values_list("obligation__outcome", flat=True)
    assert list(outcomes) == [Outcome.UNDISCLOSED, Outcome.UNDISCLOSED]


def test_withdrawing_the_text_leaves_its_filings(team: made.Team, policy: Duty, twin: Duty) -> None:
    confirmed(team)
    disclosure = made.withdrawn(team, policy)
    assert _filed(disclosure) == [policy.pk, twin.pk]


def test_ending_a_mapping_leaves_what_was_filed_and_files_no_more(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    mapping = confirmed(team)
    before = made.published(team, policy)
    draft = made.a_registered(team, policy)
    duties.withdraw_mapping(actor=team.administrator, mapping=mapping, reason="要求不同")
    assert _filed(before) == _filed(draft) == [policy.pk, twin.pk]
    assert _filed(made.a_registered(team, policy)) == [policy.pk]


def test_another_day_of_forming_moves_every_clock(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    confirmed(team)
    draft = made.a_registered(team, policy)
    assert draft.latest is not None
    content = replace(content_of(draft.latest), formed_on=date(2025, 1, 21))
    actions.save_draft(actor=team.editor, disclosure=draft, content=content)
    due = dict(draft.filings.values_list("duty_id", "obligation__due_on"))
    assert due == {policy.pk: date(2025, 2, 24), twin.pk: date(2025, 2, 6)}


# A mapping confirmed while a draft is open


def test_an_open_draft_is_filed_also_under_the_twin(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    draft = made.a_draft(team, policy)
    confirmed(team)
    assert _filed(draft) == [policy.pk]
    filing = actions.file_also_under(actor=team.editor, disclosure=draft, duty=twin)
    assert filing.obligation is not None
    assert filing.obligation.due_on == date(2025, 2, 5)
    now = made.again(draft)
    assert now.latest is not None
    values = {value.name: value.values for value in now.latest.field_values}
    assert values["发布日期"] == ()
    assert values["文件名称"] == ("示例",)
    assert now.latest.note == f"同时归入“{POLICY}”"


@pytest.mark.parametrize(
    ("make", "to"),
    [
        (made.returned, State.RETURNED),
        (made.in_content_review, State.DRAFT),
        (made.in_secrecy_review, State.DRAFT),
        (made.ready, State.DRAFT),
        (made.scheduled, State.DRAFT),
    ],
)
def test_what_was_approved_is_reviewed_again_with_the_new_fields(
    team: made.Team, policy: Duty, twin: Duty, make: object, to: State
) -> None:
    disclosure = make(team, policy)  # type: ignore[operator]
    confirmed(team)
    actions.file_also_under(actor=team.editor, disclosure=disclosure, duty=twin)
    now = made.again(disclosure)
    assert (now.state, now.scheduled_for) == (to, None)
    with pytest.raises(Refused, match="发布日期"):
        actions.submit(actor=team.editor, disclosure=now)


def test_what_the_twin_wants_hidden_is_hidden_when_it_is_filed_there(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    draft = made.a_draft(team, policy)
    assert draft.latest is not None
    content = content_of(draft.latest)
    values = tuple(
        replace(value, values=("13900000000",)) if value.name == "咨询电话" else value
        for value in content.values
    )
    actions.save_draft(actor=team.editor, disclosure=draft, content=replace(content, values=values))
    confirmed(team)
    twin.item.elements.create(position=9, name="咨询电话", kind="phone", masked=True)
    actions.file_also_under(actor=team.editor, disclosure=draft, duty=twin)
    latest = made.again(draft).latest
    assert latest is not None
    (phone,) = (value for value in latest.field_values if value.name == "咨询电话")
    assert (phone.masked, phone.values) == (True, ("139****0000",))


def test_what_is_public_is_not_filed_anywhere_afterwards(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    disclosure = made.published(team, policy)
    confirmed(team)
    assert _filed(disclosure) == [policy.pk]
    with pytest.raises(Refused) as refusal:
        actions.file_also_under(actor=team.editor, disclosure=disclosure, duty=twin)
    assert refusal.value.code == "wrong-state"
    corrected = actions.start_correction(
        actor=team.editor, disclosure=disclosure, reason="文号有误"
    )
    with pytest.raises(Refused) as refusal:
        actions.file_also_under(actor=team.editor, disclosure=corrected, duty=twin)
    assert refusal.value.code == "already-public"
    assert Filing.objects.count() == 1


def test_pressing_twice_files_once(team: made.Team, policy: Duty, twin: Duty) -> None:
    draft = made.a_draft(team, policy)
    confirmed(team)
    actions.file_also_under(actor=team.editor, disclosure=draft, duty=twin)
    with pytest.raises(Refused) as refusal:
        actions.file_also_under(actor=team.editor, disclosure=draft, duty=twin)
    assert refusal.value.code == "already-filed"
    assert Obligation.objects.count() == 2


def test_a_proposal_alone_and_any_other_duty_are_refused(
    team: made.Team, policy: Duty, twin: Duty, editions: tuple[Edition, Edition]
) -> None:
    draft = made.a_draft(team, policy)
    duties.propose_mappings(actor=team.administrator, body=team.body)
    for duty in (twin, duty_in(editions[0], HOUSING)):
        with pytest.raises(Refused) as refusal:
            actions.file_also_under(actor=team.editor, disclosure=draft, duty=duty)
        assert refusal.value.code == "not-mapped"


def test_only_the_office_that_registered_files_it_elsewhere(
    team: made.Team, policy: Duty, twin: Duty
) -> None:
    draft = made.a_draft(team, policy)
    confirmed(team)
    others = {
        "wrong-role": team.administrator,
        "another-office": made.an_officer(
            made.an_office(team.body, made.SERVICE_OFFICE), Role.EDITOR
        ),
        "another-body": made.an_officer(made.a_body("望川县住房保障中心"), Role.EDITOR),
    }
    for code, officer in others.items():
        with pytest.raises(Refused) as refusal:
            actions.file_also_under(actor=officer, disclosure=draft, duty=twin)
        assert refusal.value.code == code
    assert Adoption.objects.count() == 2
    assert _filed(draft) == [policy.pk]
