"""What administrators do to bodies, offices and officers, and how each is refused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from gongkai.audit.models import AuditEntry
from gongkai.bodies import actions
from gongkai.bodies.models import Body, Officer, OfficerRole, Role
from gongkai.refusals import Refused
from tests.factories import PASSWORD, Team, a_body, a_team, an_office, an_officer

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Act:
    """One action on a team's body: how it is called, and what its audit entry says."""

    call: Callable[[Officer, Team], object]
    before: dict[str, str]
    after: dict[str, str]


def _new_officer(actor: Officer, team: Team) -> object:
    return actions.create_officer(
        actor=actor, office=an_office(team.body), username="lu-heng", name="陆衡", password=PASSWORD
    )


ACTS: dict[str, Act] = {
    "update_body": Act(
        lambda who, team: actions.update_body(actor=who, body=team.body, phone="0533-5550100"),
        {"phone": ""},
        {"phone": "0533-5550100"},
    ),
    "create_office": Act(
        lambda who, team: actions.create_office(actor=who, body=team.body, name="档案室"),
        {},
        {"name": "档案室"},
    ),
    "create_officer": Act(_new_officer, {}, {"username": "lu-heng", "office": "办公室"}),
    "grant_role": Act(
        lambda who, team: actions.grant_role(actor=who, officer=team.editor, role=Role.PUBLISHER),
        {},
        {"role": "publisher"},
    ),
    "revoke_role": Act(
        lambda who, team: actions.revoke_role(actor=who, officer=team.editor, role=Role.EDITOR),
        {"role": "editor"},
        {},
    ),
    "deactivate_officer": Act(
        lambda who, team: actions.deactivate_officer(actor=who, officer=team.editor), {}, {}
    ),
}


def _code(call: Callable[[], object]) -> str:
    before = _rows()
    with pytest.raises(Refused) as refusal:
        call()
    assert _rows() == before
    return refusal.value.code


def _rows() -> tuple[object, ...]:
    return (
        list(Body.objects.values_list()),
        list(Officer.objects.order_by("pk").values_list("pk", "is_active", "office")),
        list(OfficerRole.objects.order_by("pk").values_list("officer", "role")),
        AuditEntry.objects.count(),
    )


@pytest.mark.parametrize("name", ACTS)
def test_an_administrator_does_it_in_her_body_and_the_trail_says_so(name: str) -> None:
    team, act = a_team(), ACTS[name]
    before = AuditEntry.objects.count()
    act.call(team.administrator, team)
    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert entry.verb == f"bodies.{name}"
    assert (entry.actor, entry.actor_name) == (team.administrator, "管理员甲")
    assert entry.body_id == team.body.pk
    assert (entry.before, entry.after) == (act.before, act.after)


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_does_it(name: str, role: Role) -> None:
    team = a_team()
    assert _code(lambda: ACTS[name].call(team.with_role(role), team)) == "wrong-role"


@pytest.mark.parametrize("name", ACTS)
def test_an_administrator_of_another_body_is_refused_even_from_above(name: str) -> None:
    above = a_team(a_body("临河县人民政府"))
    team = a_team(a_body(parent=above.body))
    assert _code(lambda: ACTS[name].call(above.administrator, team)) == "another-body"


@pytest.mark.parametrize("name", ACTS)
def test_an_administrator_whose_account_was_closed_is_refused(name: str) -> None:
    team = a_team()
    Officer.objects.filter(pk=team.administrator.pk).update(is_active=False)
    closed = Officer.objects.get(pk=team.administrator.pk)
    assert _code(lambda: ACTS[name].call(closed, team)) == "wrong-role"


# The wrong state or the wrong thing


def test_nothing_changed_is_no_entry() -> None:
    team = a_team()
    before = _rows()
    actions.update_body(actor=team.administrator, body=team.body, phone="")
    assert _rows() == before


@pytest.mark.parametrize("field", ["name", "code", "slug", "index_number_template", "tier"])
def test_what_a_body_is_cannot_be_changed_with_its_contact_details(field: str) -> None:
    team = a_team()
    change = {field: "别的"}
    code = _code(lambda: actions.update_body(actor=team.administrator, body=team.body, **change))
    assert code == "field-not-editable"


@pytest.mark.parametrize(("field", "value"), [("phone", "0" * 41), ("email", "不是邮箱")])
def test_a_contact_detail_that_does_not_fit_is_refused(field: str, value: str) -> None:
    team = a_team()
    change = {field: value}
    code = _code(lambda: actions.update_body(actor=team.administrator, body=team.body, **change))
    assert code == "invalid"


def test_a_body_has_an_office_of_one_name_once_and_one_that_runs_open_government() -> None:
    team = a_team()
    for fields in ({"name": "办公室"}, {"name": "公开科", "runs_open_government": True}):
        code = _code(
            partial(actions.create_office, actor=team.administrator, body=team.body, **fields)
        )
        assert code == "invalid"


def test_a_sign_in_name_is_given_once_and_a_password_must_be_strong() -> None:
    team = a_team()
    office = an_office(team.body)

    def make(username: str, password: str) -> str:
        return _code(
            lambda: actions.create_officer(
                actor=team.administrator, office=office, username=username, name="陆衡",
                password=password,
            )
        )  # fmt: skip

    assert make(team.editor.username, PASSWORD) == "invalid"
    assert make("lu-heng", "12345678") == "weak-password"


def test_a_new_officer_has_no_role_and_signs_in_with_the_password() -> None:
    team = a_team()
    _new_officer(team.administrator, team)
    officer = Officer.objects.get(username="lu-heng")
    assert officer.roles == frozenset()
    assert officer.check_password(PASSWORD)


def test_an_administrator_makes_a_body_below_her_own_and_nowhere_else() -> None:
    team, other = a_team(), a_body("望川县住房保障中心")
    given = {"short_name": "房管所", "slug": "fgs", "code": "FGS", "tier": "county"}

    def make(parent: Body | None) -> Body:
        return actions.create_body(actor=team.administrator, name="房管所", parent=parent, **given)

    assert _code(lambda: make(None)) == "no-parent"
    assert _code(lambda: make(other)) == "another-body"
    assert make(team.body).parent == team.body


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.EDITOR, "role-held"),
        (Role.ADMINISTRATOR, "three-powers-apart"),
        (Role.AUDITOR, "three-powers-apart"),
    ],
)
def test_an_editor_is_not_given_the_role_she_has_nor_another_power(role: Role, code: str) -> None:
    team = a_team()
    code = _code(
        partial(actions.grant_role, actor=team.administrator, officer=team.editor, role=role)
    )
    assert code == code


def test_a_role_an_officer_does_not_hold_is_not_taken_back() -> None:
    team = a_team()
    code = _code(
        lambda: actions.revoke_role(
            actor=team.administrator, officer=team.editor, role=Role.PUBLISHER
        )
    )
    assert code == "role-not-held"


def test_a_granted_and_a_revoked_role_count_at_once() -> None:
    team = a_team()
    assert not team.editor.has_role(Role.PUBLISHER)
    actions.grant_role(actor=team.administrator, officer=team.editor, role=Role.PUBLISHER)
    assert team.editor.has_role(Role.PUBLISHER)
    actions.revoke_role(actor=team.administrator, officer=team.editor, role=Role.PUBLISHER)
    assert not team.editor.has_role(Role.PUBLISHER)


def test_an_account_is_closed_once_whatever_the_page_showed() -> None:
    team = a_team()
    as_shown = Officer.objects.get(pk=team.editor.pk)
    actions.deactivate_officer(actor=team.administrator, officer=team.editor)
    assert not Officer.objects.get(pk=team.editor.pk).is_active
    for officer in (team.editor, as_shown):
        again = partial(actions.deactivate_officer, actor=team.administrator, officer=officer)
        assert _code(again) == "already-inactive"


# A body keeps an administrator


def test_nobody_takes_their_own_administration_or_account_away() -> None:
    who = a_team().administrator
    code = _code(partial(actions.revoke_role, actor=who, officer=who, role=Role.ADMINISTRATOR))
    assert code == "own-role"
    assert _code(lambda: actions.deactivate_officer(actor=who, officer=who)) == "own-account"


def test_an_administrator_who_is_one_no_longer_does_nothing_with_an_old_page() -> None:
    team = a_team()
    second = an_officer(team.body, Role.ADMINISTRATOR, name="管理员丙")
    assert second.has_role(Role.ADMINISTRATOR)  # remembered for the life of this object
    held = Officer.objects.get(pk=second.pk)
    actions.revoke_role(actor=team.administrator, officer=held, role=Role.ADMINISTRATOR)
    code = _code(
        partial(
            actions.revoke_role, actor=second, officer=team.administrator, role=Role.ADMINISTRATOR
        )
    )
    assert code == "wrong-role"
    code = _code(partial(actions.deactivate_officer, actor=second, officer=team.administrator))
    assert code == "wrong-role"


def _revoke(actor: Officer, officer: Officer) -> None:
    actions.revoke_role(actor=actor, officer=officer, role=Role.ADMINISTRATOR)


def _deactivate(actor: Officer, officer: Officer) -> None:
    actions.deactivate_officer(actor=actor, officer=officer)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "verbs", [(_revoke, _revoke), (_deactivate, _deactivate), (_revoke, _deactivate)]
)
def test_two_administrators_who_shut_each_other_out_at_once_leave_one(
    verbs: tuple[Callable[[Officer, Officer], None], ...],
) -> None:
    team = a_team()
    first, second = team.administrator, an_officer(team.body, Role.ADMINISTRATOR, name="管理员丙")
    both_may = Barrier(2)
    pairs = [(verbs[0], first.pk, second.pk), (verbs[1], second.pk, first.pk)]

    def press(given: tuple[Callable[[Officer, Officer], None], int, int]) -> str:
        verb, actor, officer = given
        try:
            who, whom = Officer.objects.get(pk=actor), Officer.objects.get(pk=officer)
            assert who.has_role(Role.ADMINISTRATOR)
            both_may.wait(timeout=60)
            verb(who, whom)
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as presses:
        assert sorted(presses.map(press, pairs)) == ["done", "wrong-role"]
    left = Officer.objects.filter(
        office__body=team.body, is_active=True, role_rows__role=Role.ADMINISTRATOR
    )
    assert left.count() == 1
