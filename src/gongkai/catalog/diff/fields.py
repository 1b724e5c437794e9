"""What differs between two items, field by field, as people read it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from gongkai.catalog.diff.changes import FieldChange
from gongkai.catalog.diff.wording import plain
from gongkai.catalog.model import Clause, Element, Item, LegalBasis, Origin, TimeLimit

SAME_MEANING = "写法不同，意思相同"
NOT_COMPARED = "原文看不清，无法比较"
UNCLEAR = "（待核对）"
_CHOICES = {
    "everyone": "全社会",
    "specific": "特定群体",
    "proactive": "主动",
    "on_request": "依申请",
    "city": "市级",
    "county": "县级",
    "township": "乡级",
}
_LISTED = ("elements", "legal_bases", "channels")  # told by what is gone and what has come


def element_label(element: Element) -> str:
    """Return an element as people read it: 审核结果：姓名（必选）."""
    name = f"{element.group}：{element.name}" if element.group else element.name
    marks = {True: "（必选）", False: "（可选）", None: ""}[element.required]
    return name + ("（隐藏部分）" if element.masked else "") + marks


def basis_label(basis: LegalBasis) -> str:
    """Return a legal basis as it is cited: 《标题》（文号）第几条."""
    number = f"（{basis.number}）" if basis.number else ""
    return f"《{basis.title}》{number}{basis.article or ''}"


def choices_label(values: Iterable[str]) -> str:
    """Return ticks by the names of their columns: 全社会、特定群体."""
    return "、".join(_CHOICES.get(value, value) for value in values)


_VALUES: dict[str, Callable[[Item], tuple[str, ...]]] = {
    "seq": lambda item: (item.seq or "",),
    "process": lambda item: (item.process or "",),
    "levels": lambda item: (" / ".join(item.levels),),
    "content": lambda item: (item.content,),
    "elements": lambda item: tuple(map(element_label, item.elements)),
    "legal_bases": lambda item: tuple(map(basis_label, item.legal_bases)),
    "time_limit": lambda item: (item.time_limit.text if item.time_limit else "",),
    "publisher": lambda item: (item.publisher or "",),
    "channels": lambda item: tuple(
        channel.name + ("" if channel.required else "（未勾选）") for channel in item.channels
    ),
    "audiences": lambda item: (choices_label(item.audiences),),
    "modes": lambda item: (choices_label(item.modes),),
    "tiers": lambda item: (choices_label(item.tiers),),
    "form": lambda item: (item.form or "",),
    "remarks": lambda item: (item.remarks or "",),
}
FIELDS = tuple(_VALUES)


def shown(item: Item, field: str) -> str:
    """Return the value of one field as people read it, lists one to a line."""
    return "\n".join(_VALUES[field](item))


def differences(
    old: Sequence[Item], new: Sequence[Item], leave_out: Collection[str] = ()
) -> tuple[FieldChange, ...]:
    """Return the fields that differ between two items, or between one and the parts of it.

    ``leave_out``: fields only one of the catalogs has a column for.
    """
    found = [_field(name, old, new) for name in FIELDS if name not in leave_out]
    for name in ("details", "extras"):
        found += _named(name, old, new, leave_out)
    return tuple(change for change in found if change)


def _field(name: str, old: Sequence[Item], new: Sequence[Item]) -> FieldChange | None:
    before, after = _texts(name, old), _texts(name, new)
    if _same(before, after) or (name == "content" and _same_whole(before, after)):
        return None
    unclear = _unclear(name, old), _unclear(name, new)
    if name in _LISTED and not any(unclear):
        change = _gone_and_come(name, before, after)
    else:
        change = FieldChange(name, "\n".join(before), "\n".join(after))
    if any(unclear):
        return FieldChange(
            name,
            change.before or (UNCLEAR if unclear[0] else ""),
            change.after or (UNCLEAR if unclear[1] else ""),
            NOT_COMPARED,
        )
    if name == "time_limit" and _same_limits(old, new):
        return replace(change, note=SAME_MEANING)
    return change


def _gone_and_come(name: str, before: Sequence[str], after: Sequence[str]) -> FieldChange:
    """Tell lists by what only one has; where just the order differs there is no change."""
    here, there = {_key(one) for one in before}, {_key(one) for one in after}
    gone = (one for one in before if _key(one) not in there)
    come = (one for one in after if _key(one) not in here)
    return FieldChange(name, "、".join(gone), "、".join(come))


def _texts(name: str, items: Sequence[Item]) -> list[str]:
    texts = (text for item in items for text in _VALUES[name](item))
    return list(dict.fromkeys(text for text in texts if text))


def _same(before: Sequence[str], after: Sequence[str]) -> bool:
    return {_key(one) for one in before} == {_key(one) for one in after}


def _same_whole(before: Sequence[str], after: Sequence[str]) -> bool:
    """True where the parts of a split say together what the whole said."""
    return plain("\n".join(before)) == plain("\n".join(after)) != ""


def _key(text: str) -> str:
    return plain(text) or text.strip()


def _unclear(name: str, items: Sequence[Item]) -> bool:
    return any(item.origin.get(name) is Origin.UNRESOLVED for item in items)


def _same_limits(old: Sequence[Item], new: Sequence[Item]) -> bool:
    if len(old) != 1 or len(new) != 1:
        return False
    a, b = old[0].time_limit, new[0].time_limit
    return bool(a and b and a.clauses and _clauses(a) == _clauses(b) and not _unread(a, b))


def _clauses(limit: TimeLimit) -> frozenset[Clause]:
    return frozenset(
        replace(clause, event=plain(clause.event or ""), scope=plain(clause.scope or ""))
        for clause in limit.clauses
    )


def _unread(*limits: TimeLimit) -> bool:
    """True where a part of a phrase was not understood: its meaning cannot be told."""
    return any(finding.severity != "info" for limit in limits for finding in limit.findings)


def _named(
    name: str, old: Sequence[Item], new: Sequence[Item], leave_out: Collection[str]
) -> list[FieldChange | None]:
    """Compare what is kept by its own heading (details, extras)."""
    before, after = _by_heading(name, old), _by_heading(name, new)
    return [
        FieldChange(f"{name}.{heading}", before.get(heading, ""), after.get(heading, ""))
        for heading in dict.fromkeys((*before, *after))
        if f"{name}.{heading}" not in leave_out
        and _key(before.get(heading, "")) != _key(after.get(heading, ""))
    ]


def _by_heading(name: str, items: Sequence[Item]) -> dict[str, str]:
    held: dict[str, list[str]] = {}
    for item in items:
        for heading, text in getattr(item, name):
            held.setdefault(heading, []).append(text)
    return {heading: "\n".join(dict.fromkeys(texts)) for heading, texts in held.items()}
