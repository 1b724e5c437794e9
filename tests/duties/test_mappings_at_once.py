"""Two officers at once: a pair is decided once, proposed once, and a draft is filed once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from gongkai.bodies.models import Role
from gongkai.disclosures import actions as disclosures
from gongkai.disclosures.models import Filing
from gongkai.duties import actions
from gongkai.duties.models import Mapping, MappingState, Obligation
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.mapped import POLICY, confirmed, duty_in, proposed, two_catalogs

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*presses: Callable[[], object]) -> list[str]:
    """Do all of it at the same time; return how each ended, sorted."""

    def press(act: Callable[[], object]) -> str:
        try:
            act()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(presses)) as pool:
        return sorted(pool.map(press, presses))


def test_one_confirms_while_the_other_declines_and_the_second_is_told() -> None:
    team = made.a_team()
    two_catalogs(team.body)
    other = made.an_officer(team.body, Role.ADMINISTRATOR, name="管理员乙")
    mapping = proposed(team)
    ended = _at_once(
        lambda: actions.confirm_mapping(actor=team.administrator, mapping=mapping),
        lambda: actions.decline_mapping(actor=other, mapping=mapping),
    )
    assert ended == ["already-decided", "done"]
    assert Mapping.objects.get().state in {MappingState.CONFIRMED, MappingState.DECLINED}


def test_comparing_twice_at_once_proposes_each_pair_once() -> None:
    team = made.a_team()
    two_catalogs(team.body)
    ended = _at_once(
        *(
            lambda: actions.propose_mappings(actor=team.administrator, body=team.body)
            for _ in range(2)
        )
    )
    assert ended == ["done", "done"]
    assert Mapping.objects.count() == 1


def test_filing_a_draft_under_the_twin_twice_at_once_opens_one_obligation() -> None:
    team = made.a_team()
    editions = two_catalogs(team.body)
    draft = made.a_draft(team, duty_in(editions[0], POLICY))
    confirmed(team)
    twin = duty_in(editions[1], POLICY)
    ended = _at_once(
        *(
            lambda: disclosures.file_also_under(actor=team.editor, disclosure=draft, duty=twin)
            for _ in range(2)
        )
    )
    assert ended == ["already-filed", "done"]
    assert (Filing.objects.count(), Obligation.objects.count()) == (2, 2)
