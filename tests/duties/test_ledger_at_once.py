"""Two officers at once: a clock is extended once, and the second is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from gongkai.bodies.models import Officer
from gongkai.clocks.models import Cause
from gongkai.duties import actions
from gongkai.duties.models import Obligation, ObligationLedger
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.clocked import duty_with, opened

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_press_at_once_and_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made.set_today(monkeypatch, date(2026, 3, 20))
    team = made.a_team()
    duty = duty_with("自信息形成之日起20个工作日内", body=team.body)
    obligation = opened(duty, date(2026, 3, 2))

    def press(officer: Officer) -> str:
        try:
            actions.extend_obligation(
                actor=officer,
                obligation=obligation,
                working_days=5,
                cause=Cause.APPROVAL,
                reason="情况复杂",
            )
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        ended = sorted(pool.map(press, (team.reviewer, team.publisher)))
    assert ended == ["already-extended", "done"]
    assert Obligation.objects.get(pk=obligation.pk).due_on == date(2026, 4, 7)
    assert ObligationLedger.objects.count() == 1


def test_two_pauses_at_once_and_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made.set_today(monkeypatch, date(2026, 3, 20))
    team = made.a_team()
    duty = duty_with("自信息形成之日起20个工作日内", body=team.body)
    obligation = opened(duty, date(2026, 3, 2))

    def press(day: int) -> str:
        try:
            actions.pause_obligation(
                actor=team.editor,
                obligation=obligation,
                cause=Cause.FEE,
                started_on=date(2026, 3, day),
                reason="等待缴费",
            )
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        ended = sorted(pool.map(press, (10, 12)))
    assert ended == ["already-paused", "done"]
