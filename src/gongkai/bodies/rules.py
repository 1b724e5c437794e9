"""Who may: predicates every room builds its own rules from."""

from __future__ import annotations

import rules

from gongkai.bodies.models import Body, Officer, Role
from gongkai.refusals import Refused


def holds(*roles: Role) -> rules.Predicate:
    """Return a predicate that is true for an active officer with one of ``roles``."""

    def predicate(officer: Officer | None) -> bool:
        return officer is not None and officer.is_authenticated and officer.has_role(*roles)

    made: rules.Predicate = rules.predicate(predicate, name="holds:" + "|".join(roles))
    return made


def _of_this_body(officer: Officer | None, body: Body | None) -> bool:
    """True where the officer works in this very body."""
    return officer is not None and body is not None and officer.office.body_id == body.pk


of_this_body: rules.Predicate = rules.predicate(_of_this_body, name="of_this_body")

rules.add_perm("bodies.manage", holds(Role.ADMINISTRATOR) & of_this_body)
rules.add_perm("bodies.read_audit", holds(Role.AUDITOR) & of_this_body)


def require_administrator(officer: Officer, body: Body) -> None:
    """Refuse anyone but an administrator of this body."""
    if not officer.has_role(Role.ADMINISTRATOR):
        raise Refused("wrong-role", "只有系统管理员可以做这件事。")
    if officer.office.body_id != body.pk:
        raise Refused("another-body", f"您只能管理本机关，不能管理{body}。")
