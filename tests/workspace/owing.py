"""What a body owes, opened and met on days of a story, for the tests of lists and calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.bodies.models import Officer
from gongkai.duties import actions
from gongkai.duties.models import DeclarationKind, Duty, Obligation, Outcome
from tests import factories as make
from tests.workspace.around import as_officer, text_of

Day = tuple[int, int, int]


class Story:
    """Tells what happened on which day; the clock stays on the day told last."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def on(self, *day: int) -> date:
        """Make it ten o'clock on this day."""
        told = date(*day)
        make.set_today(self._monkeypatch, told)
        return told

    def opened(self, duty: Duty, occasion: str, *day: int) -> Obligation:
        """Have ``occasion`` set off the clock of ``duty`` on that day."""
        return actions.open_obligation(
            actor=None, duty=duty, occasion=occasion, formed_on=self.on(*day)
        )

    def met(self, obligation: Obligation, *day: int) -> Obligation:
        """Have it made public on that day."""
        return actions.fulfil_obligation(
            actor=None, obligation=obligation, on=self.on(*day), outcome=Outcome.DISCLOSED
        )

    def excused(self, team: make.Team, obligation: Obligation, *day: int) -> None:
        """Have the team's editor ask for an excuse, and its reviewer grant it, on that day."""
        self.on(*day)
        stated = actions.declare(
            actor=team.editor,
            obligation=obligation,
            kind=DeclarationKind.EXCUSE,
            reason="系统迁移期间无法发布",
        )
        actions.decide_declaration(actor=team.reviewer, declaration=stated, granted=True)


def reading(officer: Officer) -> Callable[[str], str]:
    """Return a function that gives what a page says to this officer."""
    client = as_officer(officer)
    return lambda url: text_of(client.get(url))
