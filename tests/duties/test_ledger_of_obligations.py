"""Pauses and extensions move the due date; who may, and what is refused.

An obligation formed on Monday 2026-03-02 with 20 working days is due on 2026-03-30; a
consultation from 03-10 to 03-20 makes that 2026-04-10 (RULES.md §0, test vectors: pause).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Officer, Role
from gongkai.clocks.models import Cause
from gongkai.duties import actions
from gongkai.duties.actions.ledger import advance_pauses
from gongkai.duties.models import Obligation, ObligationChange, ObligationLedger, Outcome
from gongkai.duties.queries import as_of
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.clocked import duty_with, opened

pytestmark = pytest.mark.django_db

TWENTY = "自信息形成之日起20个工作日内"
FORMED = date(2026, 3, 2)
DUE = date(2026, 3, 30)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    made.set_today(monkeypatch, date(2026, 3, 20))
    return date(2026, 3, 20)


@pytest.fixture
def team(today: date) -> made.Team:
    return made.a_team()


@pytest.fixture
def obligation(team: made.Team) -> Obligation:
    return opened(duty_with(TWENTY, body=team.body), FORMED)


def paused(
    actor: Officer, obligation: Obligation, started_on: date = date(2026, 3, 10)
) -> ObligationLedger:
    return actions.pause_obligation(
        actor=actor,
        obligation=obligation,
        cause=Cause.THIRD_PARTY,
        started_on=started_on,
        reason="征求第三方意见",
    )


def extended(actor: Officer, obligation: Obligation, working_days: int = 20) -> ObligationLedger:
    return actions.extend_obligation(
        actor=actor,
        obligation=obligation,
        working_days=working_days,
        cause=Cause.APPROVAL,
        reason="情况复杂",
    )


def due_on(obligation: Obligation) -> date:
    row = Obligation.objects.select_related("derivation").get(pk=obligation.pk)
    assert row.derivation.due_on == row.due_on
    return row.due_on


def code_of(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.code


# What it does


def test_a_consultation_does_not_count(team: made.Team, obligation: Obligation) -> None:
    assert obligation.due_on == DUE
    entry = paused(team.editor, obligation)
    actions.close_pause(actor=team.editor, entry=entry, ended_on=date(2026, 3, 20))
    assert due_on(obligation) == date(2026, 4, 10)


def test_twenty_working_days_more(team: made.Team, obligation: Obligation) -> None:
    extended(team.reviewer, obligation)
    assert due_on(obligation) == date(2026, 4, 28)


def test_a_publisher_may_extend_too(team: made.Team, obligation: Obligation) -> None:
    extended(team.publisher, obligation, 1)
    assert due_on(obligation) == date(2026, 3, 31)


def test_an_undone_entry_counts_no_more_and_keeps_its_place(
    team: made.Team, obligation: Obligation
) -> None:
    entry = paused(team.editor, obligation)
    assert due_on(obligation) > DUE
    actions.undo_entry(actor=team.editor, entry=entry, reason="没有发出征求意见书")
    assert due_on(obligation) == DUE
    assert ObligationLedger.objects.get(pk=entry.pk).undone_at is not None
    assert paused(team.editor, obligation).pk != entry.pk


def test_every_move_is_told_with_its_reason(team: made.Team, obligation: Obligation) -> None:
    entry = paused(team.editor, obligation)
    actions.close_pause(actor=team.editor, entry=entry, ended_on=date(2026, 3, 20))
    changes = ObligationChange.objects.filter(obligation=obligation)
    assert {change.cause for change in changes} == {ObligationChange.Cause.LEDGER}
    assert {change.by for change in changes} == {team.editor}
    first = changes[0]
    assert (first.before.due_on, "征求第三方意见" in first.note) == (DUE, True)
    told = AuditEntry.objects.get(verb="duties.pause_obligation")
    assert (told.before, told.reason) == ({"due_on": "2026-03-30"}, "征求第三方意见")
    assert told.body_id == team.body.pk
    assert AuditEntry.objects.filter(verb="duties.close_pause").count() == 1


def test_the_day_before_the_board_showed_the_day_before(
    team: made.Team, obligation: Obligation, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.set_today(monkeypatch, date(2026, 3, 24))
    extended(team.reviewer, obligation)
    rows = Obligation.objects.filter(pk=obligation.pk)
    then = [vars(as_of(rows, date(2026, 3, day)).get())["due_then"] for day in (23, 24)]
    assert then == [DUE, date(2026, 4, 28)]


def test_a_pause_that_is_open_moves_the_date_on_every_day(
    team: made.Team, obligation: Obligation, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused(team.editor, obligation)
    assert due_on(obligation) == date(2026, 4, 10)
    made.set_today(monkeypatch, date(2026, 3, 22))  # a Sunday
    assert advance_pauses() == 0
    made.set_today(monkeypatch, date(2026, 3, 24))
    assert [advance_pauses(), advance_pauses()] == [1, 0]
    assert due_on(obligation) == date(2026, 4, 14)
    # Nobody looked for a month: it is made up for, and not late.
    made.set_today(monkeypatch, date(2026, 4, 30))
    done = actions.fulfil_obligation(
        actor=None, obligation=obligation, on=date(2026, 4, 30), outcome=Outcome.DISCLOSED
    )
    assert done.late_working_days == 0


def test_the_day_of_forming_moves_and_the_ledger_stays(
    team: made.Team, obligation: Obligation
) -> None:
    extended(team.reviewer, obligation, 5)
    actions.recompute_obligation(actor=None, obligation=obligation, formed_on=date(2026, 3, 3))
    assert due_on(obligation) == date(2026, 4, 8)


# Who may


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_an_editor_may_pause(team: made.Team, obligation: Obligation, role: Role) -> None:
    with pytest.raises(Refused) as refusal:
        paused(team.with_role(role), obligation)
    assert code_of(refusal) == "wrong-role"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SECRECY_REVIEWER, Role.ADMINISTRATOR])
def test_an_extension_needs_a_reviewer_or_a_publisher(
    team: made.Team, obligation: Obligation, role: Role
) -> None:
    with pytest.raises(Refused) as refusal:
        extended(team.with_role(role), obligation)
    assert code_of(refusal) == "wrong-role"


def test_an_editor_cannot_undo_an_extension(team: made.Team, obligation: Obligation) -> None:
    entry = extended(team.reviewer, obligation)
    with pytest.raises(Refused) as refusal:
        actions.undo_entry(actor=team.editor, entry=entry, reason="不用延长")
    assert code_of(refusal) == "wrong-role"
    assert due_on(obligation) == date(2026, 4, 28)


def test_another_office_keeps_its_hands_off(team: made.Team, obligation: Obligation) -> None:
    stranger = made.an_officer(made.an_office(team.body, made.SERVICE_OFFICE), Role.EDITOR)
    with pytest.raises(Refused) as refusal:
        paused(stranger, obligation)
    assert code_of(refusal) == "another-office"


def refused(attempt: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        attempt()
    return code_of(refusal)


def test_another_body_keeps_its_hands_off(obligation: Obligation) -> None:
    others = made.a_team(made.a_body("东明市水务局"))
    assert refused(lambda: paused(others.editor, obligation)) == "another-body"
    assert refused(lambda: extended(others.reviewer, obligation)) == "another-body"
    assert due_on(obligation) == DUE


# What cannot be


@pytest.mark.parametrize(
    ("started_on", "code"),
    [
        (date(2026, 3, 1), "pause-before-start"),
        (date(2026, 3, 21), "pause-in-the-future"),
    ],
)
def test_a_pause_lies_between_the_first_day_and_today(
    team: made.Team, obligation: Obligation, started_on: date, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        paused(team.editor, obligation, started_on)
    assert code_of(refusal) == code
    assert not ObligationLedger.objects.exists()


def test_a_clock_that_has_run_out_is_not_stopped(
    team: made.Team, obligation: Obligation, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.set_today(monkeypatch, date(2026, 4, 1))
    with pytest.raises(Refused) as refusal:
        paused(team.editor, obligation, DUE)
    assert code_of(refusal) == "pause-after-due"
    with pytest.raises(Refused) as refusal:
        extended(team.reviewer, obligation)
    assert code_of(refusal) == "already-overdue"


def test_pauses_do_not_overlap(team: made.Team, obligation: Obligation) -> None:
    entry = paused(team.editor, obligation)
    with pytest.raises(Refused) as refusal:
        paused(team.editor, obligation, date(2026, 3, 12))
    assert code_of(refusal) == "already-paused"
    actions.close_pause(actor=team.editor, entry=entry, ended_on=date(2026, 3, 16))
    with pytest.raises(Refused) as refusal:
        paused(team.editor, obligation, date(2026, 3, 12))
    assert code_of(refusal) == "pauses-overlap"
    paused(team.editor, obligation, date(2026, 3, 16))
    assert ObligationLedger.objects.count() == 2


@pytest.mark.parametrize(
    ("ended_on", "code"),
    [
        (date(2026, 3, 9), "pause-ends-before-it-starts"),
        (date(2026, 3, 21), "pause-in-the-future"),
    ],
)
def test_a_pause_ends_between_its_first_day_and_today(
    team: made.Team, obligation: Obligation, ended_on: date, code: str
) -> None:
    entry = paused(team.editor, obligation)
    with pytest.raises(Refused) as refusal:
        actions.close_pause(actor=team.editor, entry=entry, ended_on=ended_on)
    assert code_of(refusal) == code
    assert ObligationLedger.objects.get().ended_on is None


def test_what_is_over_is_not_ended_again(team: made.Team, obligation: Obligation) -> None:
    entry = paused(team.editor, obligation)
    actions.close_pause(actor=team.editor, entry=entry, ended_on=date(2026, 3, 16))
    with pytest.raises(Refused) as refusal:
        actions.close_pause(actor=team.editor, entry=entry, ended_on=date(2026, 3, 17))
    assert code_of(refusal) == "pause-is-over"
    actions.undo_entry(actor=team.editor, entry=entry, reason="登记有误")
    with pytest.raises(Refused) as refusal:
        actions.undo_entry(actor=team.editor, entry=entry, reason="登记有误")
    assert code_of(refusal) == "already-undone"
    with pytest.raises(Refused) as refusal:
        actions.close_pause(actor=team.editor, entry=entry, ended_on=date(2026, 3, 17))
    assert code_of(refusal) == "no-such-pause"


@pytest.mark.parametrize("working_days", [0, -1, 21])
def test_an_extension_has_one_to_twenty_working_days(
    team: made.Team, obligation: Obligation, working_days: int
) -> None:
    with pytest.raises(Refused) as refusal:
        extended(team.reviewer, obligation, working_days)
    assert code_of(refusal) == "extension-out-of-range"


def test_a_clock_is_extended_once(team: made.Team, obligation: Obligation) -> None:
    entry = extended(team.reviewer, obligation, 5)
    with pytest.raises(Refused) as refusal:
        extended(team.reviewer, obligation, 5)
    assert code_of(refusal) == "already-extended"
    actions.undo_entry(actor=team.publisher, entry=entry, reason="天数有误")
    extended(team.reviewer, obligation, 6)
    assert due_on(obligation) == date(2026, 4, 8)


def test_a_reason_is_wanted(team: made.Team, obligation: Obligation) -> None:
    with pytest.raises(Refused) as refusal:
        actions.pause_obligation(
            actor=team.editor,
            obligation=obligation,
            cause=Cause.OTHER,
            started_on=date(2026, 3, 10),
            reason="  ",
        )
    assert code_of(refusal) == "no-reason"


def test_what_is_met_or_excused_is_left_alone(team: made.Team, obligation: Obligation) -> None:
    entry = paused(team.editor, obligation)
    Obligation.objects.filter(pk=obligation.pk).update(excused_on=date(2026, 3, 20))
    with pytest.raises(Refused) as refusal:
        actions.close_pause(actor=team.editor, entry=entry, ended_on=date(2026, 3, 20))
    assert code_of(refusal) == "already-excused"
    Obligation.objects.filter(pk=obligation.pk).update(excused_on=None)
    actions.fulfil_obligation(
        actor=None, obligation=obligation, on=date(2026, 3, 20), outcome=Outcome.DISCLOSED
    )
    undo = "登记有误"
    assert refused(lambda: extended(team.reviewer, obligation)) == "already-fulfilled"
    assert (
        refused(lambda: actions.undo_entry(actor=team.editor, entry=entry, reason=undo))
        == "already-fulfilled"
    )
