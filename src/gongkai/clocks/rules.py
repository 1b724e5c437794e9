"""Who may change which calendar, and for which days."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from gongkai.bodies.models import Body, Officer, Role
from gongkai.bodies.rules import require_administrator
from gongkai.refusals import Refused
from gongkai.workdays import official

YEARS_AHEAD = 2


def may_change_site(officer: Officer | None) -> bool:
    """Return whether this officer keeps the calendar of the whole site.

    The command line (None) does, and an administrator of a body that has no body above it.
    """
    return officer is None or (
        officer.has_role(Role.ADMINISTRATOR) and officer.body.parent_id is None
    )


def require_may_change(officer: Officer | None, body: Body | None) -> None:
    """Refuse who may not change the calendar of ``body`` (None: the whole site)."""
    if officer is None:
        return
    if body is not None:
        require_administrator(officer, body)
        return
    if not officer.has_role(Role.ADMINISTRATOR):
        raise Refused("wrong-role", "只有系统管理员可以做这件事。")
    if not may_change_site(officer):
        raise Refused(
            "not-the-top",
            "全站的工作日历由没有上级机关的系统管理员维护；本机关的日子请调整本机关的日历。",
        )


def require_near(year: int) -> None:
    """Refuse a year before the shipped calendar, or more than two years ahead."""
    first = official().first_day.year
    if year < first:
        raise Refused("day_before_calendar", f"工作日历从{first}年起，{year}年不能调整。")
    last = timezone.localdate().year + YEARS_AHEAD
    if year > last:
        raise Refused("day-too-far", f"现在只能安排到{last}年，{year}年请以后再调整。")


def require_reason(reason: str) -> str:
    """Return the reason without spaces around it; refuse where there is none."""
    if not reason.strip():
        raise Refused("no-reason", "请写明理由：调整会改变期限，要能说清为什么。")
    return reason.strip()


def spoken(day: date) -> str:
    """Return a day as a sentence has it: 2026年4月20日."""
    return f"{day.year}年{day.month}月{day.day}日"
