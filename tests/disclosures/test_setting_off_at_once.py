"""Two at once: an event told twice, an absence stated twice, one meeting for two drafts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from gongkai.bodies.models import Role
from gongkai.disclosures import actions as disclosures
from gongkai.disclosures.models import Filing
from gongkai.duties import actions
from gongkai.duties.models import (
    Confirmation,
    Declaration,
    DeclarationKind,
    Event,
    EventOrigin,
    Obligation,
    Trigger,
)
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties import occasions
from tests.duties.occasions import MEETING, QUARTERLY, duty

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, date(2026, 11, 20))
    return occasions.a_waiting_team()


def at_once(press: Callable[[int], object], times: int = 3) -> list[str]:
    """Do it this often at the same time; return how each ended, sorted."""

    def one(number: int) -> str:
        try:
            press(number)
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(one, range(times)))


def test_an_event_told_by_three_systems_at_once_is_one_event(team: made.Team) -> None:
    meeting = duty(team.body, MEETING)
    ended = at_once(
        lambda _: actions.register_event(
            actor=None, body=team.body, name="会议召开", title="第12次局长办公会",
            happened_on=date(2026, 11, 16), duties=[meeting],
            origin=EventOrigin.SYSTEM, reference="OA-118",
        )
    )  # fmt: skip
    assert ended == ["done", "done", "done"]
    assert Event.objects.count() == 1
    assert Obligation.objects.filter(trigger=Trigger.EVENT).count() == 1


def test_a_quarter_is_answered_declared_and_confirmed_once(team: made.Team) -> None:
    quarterly = duty(team.body, QUARTERLY)
    quarter = Obligation.objects.get(duty=quarterly, trigger=Trigger.PERIOD)
    made.published(team, quarterly, formed_on=date(2026, 11, 10))

    ended = at_once(
        lambda _: actions.declare(
            actor=team.editor, obligation=quarter, kind=DeclarationKind.NOTHING, reason="没有"
        )
    )
    assert ended == ["already-declared", "already-declared", "done"]
    declaration = Declaration.objects.get()

    deciders = [
        made.an_officer(team.body, Role.REVIEWER, name="审核甲"),
        made.an_officer(team.body, Role.PUBLISHER, name="发布乙"),
    ]
    decided = at_once(
        lambda number: actions.decide_declaration(
            actor=deciders[number], declaration=declaration, granted=False, note="有项目"
        ),
        times=2,
    )
    assert decided == ["already-decided", "done"]

    answered = at_once(
        lambda number: disclosures.register(
            actor=team.editor, duties=[quarterly], title=f"进展{number}",
            formed_on=date(2026, 11, 19), answering={quarterly: quarter},
        )
    )  # fmt: skip
    assert answered == ["already-answered", "already-answered", "done"]
    assert Filing.objects.filter(obligation=quarter).count() == 1

    confirmed = at_once(lambda _: disclosures.confirm_unchanged(actor=team.editor, duty=quarterly))
    assert confirmed == ["already-confirmed", "already-confirmed", "done"]
    assert Confirmation.objects.get().obligation is None
