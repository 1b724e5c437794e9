"""Checks of 公开时限: against the law, against other rows, and for what a limit must say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.catalog.cleaning import squash
from gongkai.catalog.lint.precedence import LegalLimit, candidates, days, longer
from gongkai.catalog.lint.registry import check
from gongkai.catalog.lint.subject import Subject, found, name_of, own, plain, where
from gongkai.catalog.model import Clause, Finding, Item, LimitKind, Severity, TimeLimit

FIELD = "time_limit"
_ON_REQUEST = ("on_request",)
_SHORTEST_CONTENT = 6  # signs; shorter contents (公示) are too little to tell one thing by
_SAID = ("limit-unreadable", "limit-vague", "limit-part-unread", "limit-unit-missing")
_SOON = re.compile("及时|尽快|适时")
_NOT_SOON = re.compile("实时|随时|同步|即时|立即")


def printed(limit: TimeLimit) -> str:
    """Return the phrase on one line, without the sign it ends with."""
    return squash(limit.text).rstrip("。；;，,")


@check("limit-over-law", "limit-over-guidance")
def over_law(subject: Subject) -> Iterator[Finding]:
    """A limit after an event that is longer than the law allows; all rules that speak are shown."""
    for item in subject.items:
        if item.time_limit is None or item.modes == _ON_REQUEST:
            continue
        for clause in item.time_limit.clauses:
            if clause.kind is not LimitKind.AFTER_EVENT or clause.n is None:
                continue
            rules = candidates(item, clause.scope)
            too_long = longer(clause.n, clause.unit, rules[0])
            if too_long is not False and not _kept_elsewhere(item.time_limit, clause, rules[0]):
                yield _over(item, item.time_limit, rules, certain=bool(too_long))


def _kept_elsewhere(limit: TimeLimit, clause: Clause, rule: LegalLimit) -> bool:
    """True where another clause, for a part, keeps the rule (其中行政处罚7个工作日)."""
    return any(
        other.scope and other.n is not None and longer(other.n, other.unit, rule) is False
        for other in limit.clauses
        if other is not clause and other.kind is LimitKind.AFTER_EVENT
    )


def _over(item: Item, limit: TimeLimit, rules: tuple[LegalLimit, ...], *, certain: bool) -> Finding:
    chosen = rules[0]
    binding = chosen.rank <= 1  # a law or an administrative regulation
    code = "limit-over-law" if binding else "limit-over-guidance"
    severity = Severity.INFO if not chosen.seen else None
    if binding and not certain:
        severity = Severity.WARNING
    than = "超过" if certain else "遇到节假日少的月份会超过"
    others = "；".join(f"{one.name}（{one.amount}）" for one in rules[1:])
    doubt = "" if chosen.seen else "（待核）"
    return found(
        code,
        item,
        FIELD,
        f"写“{printed(limit)}”，{than}{chosen.name}规定的{chosen.amount}{doubt}"
        + (f"；另有{others}，按效力和特别规定取前者。" if others else "。"),
        suggestion=f"自{chosen.event}之日起{chosen.amount}内",
        severity=severity,
    )


@check("limit-differs")
def differs(subject: Subject) -> Iterator[Finding]:
    """Two rows with one heading and one content, and a longer limit in one of them."""
    same: dict[tuple[str, str], list[tuple[float, Item]]] = {}
    for item in subject.items:
        length = _length(item.time_limit)
        content = plain(item.content)
        if length is None or len(content) < _SHORTEST_CONTENT or not own(item, FIELD):
            continue
        same.setdefault((plain(name_of(item)), content), []).append((length, item))
    for rows in same.values():
        shortest, first = min(rows, key=lambda row: row[0])
        for length, item in rows:
            if length > shortest and item.time_limit and first.time_limit:
                yield found(
                    "limit-differs",
                    item,
                    FIELD,
                    f"写“{printed(item.time_limit)}”，而{where(first)}的同一内容写"
                    f"“{printed(first.time_limit)}”，两处不一致。",
                    suggestion=printed(first.time_limit),
                )


def _length(limit: TimeLimit | None) -> float | None:
    """Return the days of the one counted clause of a limit; None for anything else."""
    if limit is None or len(limit.clauses) != 1:
        return None
    clause = limit.clauses[0]
    if clause.kind is LimitKind.REALTIME:
        return 1.0 if not _SOON.search(limit.text) else None
    if clause.kind is not LimitKind.AFTER_EVENT or clause.n is None:
        return None
    return days(clause.n, clause.unit)


@check("limit-only-duration")
def only_duration(subject: Subject) -> Iterator[Finding]:
    """A limit that says how long a thing stays public, and not when it must be."""
    for item, limit in _limits(subject):
        if _all(limit, LimitKind.DURATION):
            yield found(
                "limit-only-duration",
                item,
                FIELD,
                f"写“{printed(limit)}”，只说公开多久，没有说什么时候之前公开。",
                suggestion=f"自该信息形成或者变更之日起20个工作日内，{printed(limit)}",
            )


@check("limit-as-required")
def as_required(subject: Subject) -> Iterator[Finding]:
    """按规定, 根据实际: another text or the work itself decides, and nobody can check it."""
    for item, limit in _limits(subject):
        if _all(limit, LimitKind.AS_REQUIRED):
            yield found(
                "limit-as-required",
                item,
                FIELD,
                f"写“{printed(limit)}”，没有写明按哪项规定、在几天之内，无法核对是否按时。",
                suggestion=_of_the_law(item),
            )


@check("limit-soon")
def soon(subject: Subject) -> Iterator[Finding]:
    """及时 without a number: the general limit stands behind it."""
    for item, limit in _limits(subject):
        text = printed(limit)
        if _all(limit, LimitKind.REALTIME) and _SOON.search(text) and not _NOT_SOON.search(text):
            yield found(
                "limit-soon",
                item,
                FIELD,
                f"写“{text}”，没有写明几天，最迟不得超过20个工作日。",
                suggestion=_of_the_law(item),
            )


def _of_the_law(item: Item) -> str:
    chosen = candidates(item)[0]
    return f"自{chosen.event}之日起{chosen.amount}内"


def _limits(subject: Subject) -> Iterator[tuple[Item, TimeLimit]]:
    for item in subject.items:
        if item.time_limit and item.time_limit.clauses and own(item, FIELD):
            yield item, item.time_limit


def _all(limit: TimeLimit, kind: LimitKind) -> bool:
    """True where every clause that speaks of the whole item is of ``kind``."""
    return not _doubtful(limit) and all(_is(clause, kind) for clause in limit.clauses)


def _doubtful(limit: TimeLimit) -> bool:
    return any(finding.code in _SAID for finding in limit.findings)


def _is(clause: Clause, kind: LimitKind) -> bool:
    return clause.kind is kind and clause.scope is None
