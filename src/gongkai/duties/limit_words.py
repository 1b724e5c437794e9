"""What a time limit says in words: a sentence a clause, the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gongkai.catalog.model import LimitKind, LimitUnit
from gongkai.catalog.vocabulary import unit_label

if TYPE_CHECKING:
    from gongkai.duties.models import Item

PERIODS = {
    "day": "每天",
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
    "ten_days": "每旬",
    "half_month": "每半个月",
    "term": "每学期",
}
_WEEKDAYS = "一二三四五六日"
_LAST_DAY = "31"  # of a month inside a period: its last day
_BY_LAW = "自信息形成或者变更之日起20个工作日内（《政府信息公开条例》第二十六条）"


def limit_in_words(item: Item) -> list[str]:
    """Return one sentence per clause of the item's time limit.

    A limit that is missing or cannot be read falls under 条例第26条 (PUB-26).
    """
    clauses = (item.time_limit or {}).get("clauses") or []
    return [clause_in_words(clause) for clause in clauses] or [_BY_LAW]


def clause_in_words(clause: Mapping[str, Any]) -> str:
    """Return the sentence of one clause, as plain values give it."""
    said = _SAYERS[LimitKind(clause["kind"])](clause)
    return f"{clause['scope']}：{said}" if clause.get("scope") else said


def _amount(clause: Mapping[str, Any]) -> str:
    unit = clause.get("unit")
    return f"{clause['n']}{unit_label(LimitUnit(unit))}" if clause.get("n") and unit else ""


def _after(clause: Mapping[str, Any]) -> str:
    event = clause.get("event") or "信息形成或者变更"
    if clause.get("n") == 0:
        return f"{event}当日公开"
    amount = _amount(clause)
    return f"自{event}之日起{amount}内公开" if amount else f"{event}后及时公开"


def _before(clause: Mapping[str, Any]) -> str:
    event, amount = clause.get("event") or "有关事项", _amount(clause)
    return f"在{event}前{amount}公开" if amount else f"在{event}前公开"


def _realtime(clause: Mapping[str, Any]) -> str:
    event = clause.get("event")
    return f"{event}后及时更新" if event else "随时有变化，随时更新"


def _periodic(clause: Mapping[str, Any]) -> str:
    period, amount = PERIODS.get(clause.get("period") or "", "定期"), _amount(clause)
    if clause.get("on"):
        return f"{period}{_day_inside(clause)}前公开"
    if amount and not clause.get("period"):
        return f"每{amount}至少更新一次"
    return f"{period}至少更新一次"


def _day_inside(clause: Mapping[str, Any]) -> str:
    """Say the day inside a period: 1-15 is 第1个月15日, in a month 15日, in a week 五."""
    month, dash, day = str(clause["on"]).partition("-")
    if not dash:
        return _WEEKDAYS[int(month) - 1]
    said = "月末" if day == _LAST_DAY else f"{int(day)}日"
    return said if clause.get("period") == "month" else f"第{month}个月{said}"


def _fixed(clause: Mapping[str, Any]) -> str:
    month, _, day = (clause.get("period") or "").partition("-")
    return f"每年{int(month)}月{int(day)}日前公开" if month and day else "每年按规定日期公开"


def _duration(clause: Mapping[str, Any]) -> str:
    amount, event = _amount(clause), clause.get("event")
    if event:
        return f"{event}内公开" if event.endswith("期") else f"公开到{event}为止"
    return f"持续公开不少于{amount}" if amount else "长期公开"


def _required(_: Mapping[str, Any]) -> str:
    return "按有关规定的时间公开"


_SAYERS = {
    LimitKind.AFTER_EVENT: _after,
    LimitKind.BEFORE_EVENT: _before,
    LimitKind.REALTIME: _realtime,
    LimitKind.PERIODIC: _periodic,
    LimitKind.FIXED_DATE: _fixed,
    LimitKind.DURATION: _duration,
    LimitKind.AS_REQUIRED: _required,
}
