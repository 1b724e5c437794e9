"""Cuts a phrase into pieces, finds the part of the item each is for, and reads every piece."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from gongkai.catalog.cleaning import squash
from gongkai.catalog.limits.clauses import READERS
from gongkai.catalog.limits.patterns import (
    AFTER,
    WITHIN,
    amount,
    names_event,
    without_tails,
    without_verb,
)
from gongkai.catalog.model import Clause, Finding, LimitKind, Severity, TimeLimit
from gongkai.catalog.numerals import half_width

FIELD = "time_limit"
LONGEST = 200  # characters of one piece; longer is text and no limit
_COUNTED = (LimitKind.AFTER_EVENT, LimitKind.BEFORE_EVENT)


def read_limit(phrase: str) -> TimeLimit:
    """Read a 公开时限 phrase into clauses. Never raises, never fills in a default.

    What cannot be read gives no clause and the finding ``limit-unreadable``; a number of days
    with nothing that sets it off gives ``limit-without-trigger``.
    """
    text = phrase.strip()
    plain = half_width(squash(text)).strip("。；;，,")
    clauses: list[Clause] = []
    findings: list[Finding] = []
    for piece in _pieces(plain):
        clause = _read(piece)
        if clause is None:
            findings.append(_finding("limit-unreadable", f"公开时限“{piece}”读不懂，请人工确定。"))
            continue
        clauses.append(clause)
        if clause.kind in _COUNTED and clause.event is None:
            message = f"公开时限“{piece}”没有写明从什么时候算起，请人工确定。"
            findings.append(_finding("limit-without-trigger", message))
    if not plain:
        findings.append(_finding("limit-unreadable", "公开时限是空的，没有可读的内容。"))
    return TimeLimit(text, tuple(clauses), tuple(findings))


def _pieces(plain: str) -> list[str]:
    """Cut at ；, 。 and 其中; at a comma or a bracket only where the whole is not one limit."""
    pieces: list[str] = []
    for part in re.split("[；;。]|[，,](?=其中)", plain):
        if not part:
            continue
        commas = [piece for piece in re.split("[，,]", part) if piece not in ("", "其中")]
        bracket = re.fullmatch("(?P<main>.+?)（(?P<more>[^（）]+)）", part)
        if len(part) > LONGEST or _read(part) is not None:
            pieces.append(part)
        elif bracket and all(_read(piece) for piece in bracket.groups()):
            pieces += bracket.groups()
        elif any(_read(piece) for piece in commas):
            pieces += commas
        else:
            pieces.append(part)
    return pieces


def _read(piece: str) -> Clause | None:
    if len(piece) > LONGEST:
        return None
    scope, rest = _scope(piece)
    clause = _clause(rest)
    if clause is None and scope is None:
        scope, rest = _leading_noun(piece)
        clause = _clause(rest) if scope else None
    return replace(clause, scope=scope) if clause and scope else clause


@lru_cache(maxsize=1024)
def _clause(piece: str) -> Clause | None:
    for core in dict.fromkeys((piece, without_tails(piece))):
        for reader in READERS:
            clause = reader(core)
            if clause is not None:
                return clause
    return None


def _scope(piece: str) -> tuple[str | None, str]:
    """Split off the part of the item a piece is for: 其中行政许可…, 行政处罚：…."""
    rest = piece.removeprefix("其中").lstrip("，,：:")
    named = re.fullmatch("(?P<scope>[^：:]{1,60})[：:](?P<rest>.+)", rest)
    if named:
        return named["scope"].strip("，,"), named["rest"]
    if not piece.startswith("其中"):
        return None, piece
    begun = re.fullmatch("(?P<scope>.{1,60}?)[，,]?(?P<rest>自.+)", rest)
    if begun:
        return begun["scope"], begun["rest"]
    noun, limit = _leading_noun(rest)
    if noun:
        return noun, limit
    marked = re.match(f"(?P<event>.{{1,60}}?){AFTER}", rest)
    return (without_verb(marked["event"]) if marked else None), rest


def _leading_noun(piece: str) -> tuple[str | None, str]:
    """Split the noun in front of a bare limit from it (行政许可7个工作日内)."""
    match = re.fullmatch(f"(?P<noun>[^0-9]{{1,60}}?)[，,]?(?P<rest>{amount()}{WITHIN}.*)", piece)
    if match is None or re.search(f"{AFTER}的?$", match["noun"]) or names_event(match["noun"]):
        return None, piece
    return match["noun"], match["rest"]


def _finding(code: str, message: str) -> Finding:
    return Finding(code, Severity.WARNING, message, field=FIELD)
