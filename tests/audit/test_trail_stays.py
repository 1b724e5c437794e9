"""The trail is written once; its verbs have names; three powers stay apart in the database."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError

import gongkai
from gongkai.audit.models import AuditEntry
from gongkai.audit.verbs import names
from gongkai.bodies import actions
from gongkai.bodies.models import OfficerRole, Role
from gongkai.refusals import Refused
from tests.factories import a_body, a_draft, a_team, an_officer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_entry(change: str) -> None:
    a_body()
    rows = AuditEntry.objects.all()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(reason="改") if change == "update" else rows.delete()


def test_who_acted_cannot_be_deleted() -> None:
    team = a_team()
    a_draft(team)
    with pytest.raises(ProtectedError):
        team.editor.delete()


@pytest.mark.parametrize(
    ("held", "added"),
    [(Role.EDITOR, Role.AUDITOR), (Role.ADMINISTRATOR, Role.AUDITOR),
     (Role.ADMINISTRATOR, Role.PUBLISHER)],
)  # fmt: skip
def test_no_hand_holds_two_powers(held: Role, added: Role) -> None:
    officer = an_officer(a_body(), held)
    with pytest.raises(Refused) as refusal:
        actions.grant_role(actor=None, officer=officer, role=added)
    assert refusal.value.code == "three-powers-apart"
    with pytest.raises(IntegrityError, match="three_powers_apart"), transaction.atomic():
        OfficerRole.objects.create(officer=officer, role=added)


def test_an_officer_without_the_role_makes_no_body() -> None:
    team = a_team()
    given = {"short_name": "分中心", "slug": "sub", "tier": "county", "code": "S1"}
    for actor, parent, code in (
        (team.editor, team.body, "wrong-role"),
        (team.administrator, None, "no-parent"),
        (team.administrator, a_body("望川县住房保障中心"), "another-body"),
    ):
        with pytest.raises(Refused) as refusal:
            actions.create_body(actor=actor, name="分中心", parent=parent, **given)
        assert refusal.value.code == code
    made = actions.create_body(actor=team.administrator, name="分中心", parent=team.body, **given)
    assert made.parent == team.body


def test_the_verbs_in_the_code_have_names() -> None:
    source = Path(gongkai.__file__).parent
    used = set()
    for room in ("bodies", "duties", "disclosures"):
        for file in (source / room).rglob("*.py"):
            used |= set(re.findall(rf'record\(\s*"({room}\.\w+)"', file.read_text("utf-8")))
    assert used
    assert used <= set(names())


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
