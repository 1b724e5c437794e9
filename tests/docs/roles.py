"""The tables of docs/roles.md as the code has them. Run it with Django set up to see them."""

from __future__ import annotations

from gongkai.bodies.models import Role
from gongkai.disclosures.models import State
from gongkai.disclosures.rules import VERBS, Verb

NOTHING = "–"


def role_rows() -> list[list[str]]:
    """Return name and Chinese name of each role."""
    return [[f"`{role.value}`", role.label] for role in Role]


def state_rows() -> list[list[str]]:
    """Return each state with the verbs that are possible in it."""
    found = []
    for state in State:
        verbs = ", ".join(f"`{verb.name}`" for verb in VERBS.values() if state in verb.states)
        found.append([f"`{state.value}`", state.label, verbs or NOTHING])
    return found


def verb_rows() -> list[list[str]]:
    """Return each verb with its role, its states and its further conditions."""
    return [
        [f"`{verb.name}`", verb.label, verb.role.label, _states(verb), _conditions(verb)]
        for verb in VERBS.values()
    ]


def conditions_of(verb: Verb) -> list[str]:
    """Return the names of what a verb asks for beyond role, body and state."""
    own = ["own_office"] if verb.own_office else []
    return own + [check.__name__.strip("_") for check in verb.checks]


def _states(verb: Verb) -> str:
    return "、".join(state.label for state in State if state in verb.states)


def _conditions(verb: Verb) -> str:
    return ", ".join(f"`{name}`" for name in conditions_of(verb)) or NOTHING
