"""Every action, in every situation, by every kind of officer: done, or refused without a trace."""

from __future__ import annotations

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.audit.verbs import names
from gongkai.bodies.models import Officer, Role
from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.rules import VERBS, why_not
from gongkai.refusals import Refused
from tests.disclosures.situations import SITUATIONS, TABLE, World, state_after, trace

ALLOWED = [(name, one) for name, row in TABLE.items() for one in sorted(row.allowed)]
REFUSED = [
    (name, one) for name, row in TABLE.items() for one in SITUATIONS if one not in row.allowed
]
# Rows whose right officer gets past the gate, to a refusal of the action's own.
PAST_THE_GATE = {"detach", "file_also_under"}
# What each action is called for in the tests of who: a situation that lets the right officer in.
FIRST = {
    name: next(one for one in SITUATIONS if one in row.allowed or name in PAST_THE_GATE)
    for name, row in TABLE.items()
}


def refused(world: World, action: str, who: Officer, disclosure: Disclosure) -> str:
    """Return the code of the refusal; the whole row and trail must be as before."""
    before = trace(disclosure)
    with pytest.raises(Refused) as refusal:
        TABLE[action].call(world, who, disclosure)
    assert trace(disclosure) == before
    assert refusal.value.message.endswith(("。", "！"))
    return refusal.value.code


# The mark makes this run set the test database up; the world is made after it.
@pytest.mark.django_db
def test_the_table_names_every_action_and_every_verb_of_the_rules() -> None:
    named = {name.split()[0] for name in TABLE}
    # These act on a duty or on several texts, not on the state of one; they have their own tests.
    others = {"register", "publish_scheduled", "confirm_unchanged", "assign_duty", "hand_over"}
    assert named | others == set(actions.__all__)
    assert {row.rule for row in TABLE.values()} == set(VERBS)


@pytest.mark.parametrize(("action", "situation"), ALLOWED)
def test_the_right_officer_does_it_and_one_entry_says_so(
    world: World, action: str, situation: str
) -> None:
    row, disclosure = TABLE[action], world.of(situation)
    before = disclosure.state
    who = world.team.with_role(row.role)

    row.call(world, who, disclosure)

    now = Disclosure.objects.get(pk=disclosure.pk)
    assert now.state == state_after(action, situation)
    entries = AuditEntry.objects.filter(
        object_type="disclosures.disclosure", object_id=disclosure.pk
    )
    # An attachment makes a version, so its entry has that of the saved draft before it.
    entry = next(one for one in entries if one.verb != "disclosures.attach")
    verb = {"attach": "save_draft"}.get(action, action.split()[0])
    assert (entry.verb, entry.actor, entry.actor_name, entry.body_id) == (
        f"disclosures.{verb}", who, who.name, world.team.body.pk,
    )  # fmt: skip
    assert entry.verb in names()
    assert entry.before == {"state": before}
    assert now.latest is not None
    assert entry.after == {"state": now.state, "version": now.latest.number}


@pytest.mark.parametrize(("action", "situation"), REFUSED)
def test_a_wrong_state_is_refused(world: World, action: str, situation: str) -> None:
    row = TABLE[action]
    code = refused(world, action, world.team.with_role(row.role), world.of(situation))
    assert code == row.refusal_in(situation)


@pytest.mark.parametrize(
    ("action", "role"),
    [(name, role) for name, row in TABLE.items() for role in Role if role is not row.role],
)
def test_nobody_acts_in_another_role(world: World, action: str, role: Role) -> None:
    who = world.team.with_role(role)
    assert refused(world, action, who, world.of(FIRST[action])) == "wrong-role"


@pytest.mark.parametrize("action", list(TABLE))
def test_an_officer_of_another_body_is_refused(world: World, action: str) -> None:
    who = world.neighbours.with_role(TABLE[action].role)
    assert refused(world, action, who, world.of(FIRST[action])) == "another-body"


@pytest.mark.parametrize("action", list(TABLE))
def test_an_officer_whose_account_is_closed_is_refused(world: World, action: str) -> None:
    who = world.team.with_role(TABLE[action].role)
    closed = Officer.objects.get(pk=who.pk)
    closed.is_active = False
    assert refused(world, action, closed, world.of(FIRST[action])) == "wrong-role"


@pytest.mark.parametrize("action", [name for name, row in TABLE.items() if row.own_office])
def test_an_editor_of_another_office_is_refused(world: World, action: str) -> None:
    who = world.other_office_editor
    assert refused(world, action, who, world.of(FIRST[action])) == "another-office"


@pytest.mark.parametrize("situation", list(SITUATIONS))
@pytest.mark.parametrize("verb", list(VERBS))
def test_the_page_and_the_action_give_the_same_answer(
    world: World, verb: str, situation: str
) -> None:
    action = next(
        name for name, row in TABLE.items() if row.rule == verb and name not in PAST_THE_GATE
    )
    row, disclosure = TABLE[action], world.of(situation)
    answer = why_not(verb, world.team.with_role(row.role), disclosure)
    # From outside secrecy review the action asks for the reviewer, so it names another reason.
    if verb == "return_secrecy" and situation != "secrecy_review":
        assert answer is not None
        return
    if verb == "return_content" and situation == "secrecy_review":
        assert answer is not None
        return
    assert (answer.code if answer else "") == (
        "" if situation in row.allowed else row.refusal_in(situation)
    )
