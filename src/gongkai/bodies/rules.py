"""Who may: predicates every room builds its own rules from."""

from __future__ import annotations

import rules

from gongkai.bodies.models import Body, Officer, Role
from gongkai.bodies.queries import ids_above
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


def oversees(officer: Officer) -> bool:
    """True for those who look after the bodies below theirs: officers of the office that runs
    open government (条例第3条: who promotes, guides and supervises it), administrators."""
    return officer.is_active and (
        officer.office.runs_open_government or officer.has_role(Role.ADMINISTRATOR)
    )


def oversees_some(officer: Officer) -> bool:
    """True where the officer oversees and there is a body below to be overseen."""
    return oversees(officer) and officer.office.body.children.exists()


def require_may_oversee(officer: Officer, body: Body) -> None:
    """Refuse whoever may not look into this body from above, as the tree stands now."""
    if not oversees(officer):
        raise Refused(
            "not-overseeing",
            "下级机关的任务只由本机关政府信息公开工作机构的人员和系统管理员查看。",
        )
    if officer.office.body_id not in ids_above(body):
        raise Refused(
            "not-below", f"{body}不是{officer.office.body}的下级机关，您不能查看它的任务。"
        )


def may_oversee(officer: Officer, body: Body) -> bool:
    """True where the officer may see, and only see, what this body owes."""
    try:
        require_may_oversee(officer, body)
    except Refused:
        return False
    return True
