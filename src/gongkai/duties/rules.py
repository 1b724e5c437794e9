"""Who may adopt, correct and register."""

from __future__ import annotations

from datetime import date

import rules
from django.utils import timezone

from gongkai.bodies.models import Body, Officer, Role
from gongkai.bodies.rules import holds, of_this_body, require_administrator
from gongkai.duties.models import Duty
from gongkai.refusals import Refused

rules.add_perm("duties.adopt", holds(Role.ADMINISTRATOR) & of_this_body)
rules.add_perm("duties.correct", holds(Role.ADMINISTRATOR) & of_this_body)


def require_may_adopt(officer: Officer, body: Body) -> None:
    """Adopting a catalog and correcting duties is the work of the body's administrator."""
    require_administrator(officer, body)


def require_may_register(officer: Officer, duty: Duty, formed_on: date | None = None) -> None:
    """An editor of an office that answers for the duty may register information under it.

    The duty must be in force today; one that has ended still takes what was formed while it was
    in force (``formed_on``).
    """
    if not officer.has_role(Role.EDITOR):
        raise Refused("wrong-role", "只有填报人可以登记信息。")
    if officer.office.body_id != duty.body_id:
        raise Refused("another-body", f"“{duty.item.name}”由{duty.body}负责，您不能代为登记。")
    require_takes(duty, formed_on)
    if not may_file(officer, duty):
        raise Refused(
            "another-office", f"“{duty.item.name}”由{duty.lead}等科室负责，不归{officer.office}。"
        )


def require_takes(duty: Duty, formed_on: date | None = None) -> None:
    """Refuse a duty that is not for the body's tier, has not begun, or ended before
    ``formed_on``."""
    if not duty.applies:
        raise Refused("duty-does-not-apply", f"“{duty.item.name}”不适用于本机关的层级。")
    _require_in_force(duty, formed_on)


def _require_in_force(duty: Duty, formed_on: date | None) -> None:
    today = timezone.localdate()
    if duty.starts_on > today:
        raise Refused(
            "duty-not-begun", f"“{duty.item.name}”自{duty.starts_on}起执行，现在还不能登记。"
        )
    if not duty.in_force(today) and not duty.in_force(formed_on or today):
        raise Refused(
            "duty-has-ended",
            f"“{duty.item.name}”已于{duty.ends_on}停止执行，请在新版次的事项下登记。",
        )


def may_file(officer: Officer, duty: Duty) -> bool:
    """True where the officer's office answers for the duty."""
    if duty.any_office or duty.lead_id == officer.office_id:
        return True
    return duty.offices.filter(pk=officer.office_id).exists()
