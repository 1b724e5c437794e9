"""What a due date keeps beside the one day: parts, the safe date, the target, the ceiling."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.bodies.models import Role
from gongkai.clocks.models import Cause
from gongkai.duties import actions
from gongkai.duties.models import Derivation, Obligation
from tests import factories as made
from tests.duties.clocked import duty_with, opened

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 2)
TWENTIETH = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    made.set_today(monkeypatch, date(2026, 3, 20))


def stored(obligation: Obligation) -> Derivation:
    """Return the derivation as the database has it."""
    return Derivation.objects.get(pk=obligation.derivation_id)


def test_each_part_of_an_item_keeps_its_own_day() -> None:
    limit = "批准后20个工作日内公开；处罚决定7个工作日内公开"
    kept = stored(opened(duty_with(limit), MONDAY))
    assert [(part.scope, part.due_on) for part in kept.parts] == [
        ("", TWENTIETH),
        ("处罚决定", date(2026, 3, 11)),
    ]
    assert [part.words for part in kept.parts] == [
        "自批准之日起20个工作日内公开",
        "自信息形成或者变更之日起7个工作日内公开",
    ]
    assert kept.due_on == TWENTIETH
    assert not any(part.provisional or part.due_at for part in kept.parts)


def test_a_single_limit_has_no_parts_and_keeps_nothing_it_has_not() -> None:
    kept = stored(opened(duty_with("自信息形成之日起20个工作日内"), MONDAY))
    assert kept.also == {}
    assert (kept.parts, kept.unpaused, kept.paused_since, kept.target, kept.ceiling) == (
        (), None, None, None, None,
    )  # fmt: skip


def test_a_row_of_before_it_was_kept_stays_readable() -> None:
    kept = Derivation(inputs={}, due_on=TWENTIETH)
    assert (kept.parts, kept.target, kept.owns_its_target) == ((), None, False)


def test_an_open_pause_keeps_when_it_began_and_the_safe_date() -> None:
    duty = duty_with("自信息形成之日起20个工作日内")
    obligation = opened(duty, MONDAY)
    editor = made.an_officer(duty.lead, Role.EDITOR)
    entry = actions.pause_obligation(
        actor=editor,
        obligation=obligation,
        cause=Cause.THIRD_PARTY,
        started_on=date(2026, 3, 10),
        reason="征求企业意见",
    )
    obligation.refresh_from_db()
    kept = stored(obligation)
    assert (kept.due_on, kept.paused_since, kept.unpaused) == (
        date(2026, 4, 10), date(2026, 3, 10), TWENTIETH,
    )  # fmt: skip
    actions.close_pause(actor=editor, entry=entry, ended_on=date(2026, 3, 20))
    obligation.refresh_from_db()
    kept = stored(obligation)
    assert (kept.due_on, kept.paused_since, kept.unpaused) == (date(2026, 4, 10), None, TWENTIETH)


def test_timely_keeps_the_day_aimed_at_and_is_due_at_the_ceiling() -> None:
    kept = stored(opened(duty_with("及时公开"), MONDAY))
    assert (kept.due_on, kept.target, kept.ceiling) == (TWENTIETH, date(2026, 3, 16), None)
    assert not kept.owns_its_target


def test_a_shorter_limit_keeps_the_ceiling() -> None:
    kept = stored(opened(duty_with("自信息形成之日起7个工作日内"), MONDAY))
    assert (kept.due_on, kept.ceiling, kept.target) == (date(2026, 3, 11), TWENTIETH, None)
