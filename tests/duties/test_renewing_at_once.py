"""Two administrators at once, and the rows of a site that was there before duties had days."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Role
from gongkai.duties import actions
from gongkai.duties.models import Adoption, Duty
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties.renewing import ADOPTED_ON, NEW_YEAR, two_editions


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_press_at_once_renew_once() -> None:
    body = made.a_body()
    both = [made.an_officer(body, Role.ADMINISTRATOR, name=name) for name in ("甲", "乙")]
    old, new = two_editions()
    made.adopted(body, old)

    def press(place: int) -> str:
        try:
            actions.renew_adoption(
                actor=both[place], body=body, edition=new, default_start=NEW_YEAR
            )
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "renewed"

    with ThreadPoolExecutor(2) as presses:
        assert sorted(presses.map(press, range(2))) == ["already-adopted", "renewed"]
    assert Adoption.objects.count() == 2
    assert Duty.objects.filter(ends_on=None).count() == 3
    assert AuditEntry.objects.filter(verb="duties.renew_adoption").count() == 1


@pytest.mark.django_db(transaction=True)
def test_duties_from_before_hold_since_their_edition_was_adopted() -> None:
    team = made.a_team()
    old, _new = two_editions()
    made.adopted(team.body, old)
    try:
        _migrate_to([("duties", "0001_initial")])
    finally:
        _migrate_to(MigrationExecutor(connection).loader.graph.leaf_nodes())
    assert set(Duty.objects.values_list("starts_on", "ends_on")) == {(ADOPTED_ON, None)}


def _migrate_to(targets: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(targets)
