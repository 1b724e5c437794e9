"""The building blocks of the grammar, made from ``data/limits.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from gongkai.catalog.model import Clause, LimitKind, LimitUnit
from gongkai.catalog.numerals import to_int
from gongkai.catalog.vocabulary import load

NUMBER = "(?:[0-9]{1,4}|[一二两三四五六七八九十百零〇]{1,6})"
WITHIN = "(?:之内|以内|内)"
AFTER = "(?:之日(?:起算?|算起|开始|后)?|之时起|当日起|日起|之后|以后|起|(?<![最今此然先])后)"
BEFORE = "(?:之前|以前|前)"
ANYTHING = "[^，。；]"  # a sign of an event or of a noun

# 上月, 上一年度; 上半年 is the first half of a year and no past one.
_PAST = "(?:(?:上|前)(?:一个?|个)?(?:年度?|月度?|季度?)(?:度)?|[上前]一个?半年)的?"

_CENTURY = 100

# What a form has read: clauses, or nothing where it is another form.
Reading = tuple[Clause, ...]


def data() -> dict[str, Any]:
    """Return the vocabulary of limits."""
    return load("limits")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


@cache
def words(*path: str) -> str:
    """Return a pattern for the words listed at ``path`` of the vocabulary."""
    found: Any = data()
    for key in path:
        found = found[key]
    return any_of(found)


@cache
def unit_pattern() -> str:
    """Return a pattern for any unit."""
    return any_of(word for found in data()["units"].values() for word in found)


def unit_of(word: str) -> LimitUnit:
    """Return the unit a word of :func:`unit_pattern` names."""
    return next(LimitUnit(name) for name, found in data()["units"].items() if word in found)


@cache
def amount() -> str:
    """Return a pattern for a number and its unit, as the groups ``n`` and ``unit``."""
    return f"(?P<n>{NUMBER})(?P<unit>{unit_pattern()})"


@cache
def nameless_amount() -> str:
    """Return :func:`amount` without its groups."""
    return f"(?:{NUMBER}{unit_pattern()})"


@cache
def at_most() -> str:
    """Return a pattern for 最迟, 不超过, 最长不超过 and the like."""
    return f"(?:(?:{words('most', 'leads')})?{words('most', 'words')}|{words('most', 'leads')})"


@cache
def fast() -> str:
    """Return a pattern for 及时 and its like, or nothing."""
    return f"(?:{words('realtime', 'words')})?"


def counted(match: re.Match[str], kind: LimitKind, event: str | None = None) -> Reading:
    """Return the clause of a match that has the groups of :func:`amount`; none for nought."""
    number, unit = to_int(match["n"]), unit_of(match["unit"])
    if not number or (unit is LimitUnit.YEAR and number > _CENTURY):
        return ()  # 2024年内 is the year of that number
    return (Clause(kind, n=number, unit=unit, event=event),)


def without_tails(text: str) -> str:
    """Drop the words a phrase ends with that say nothing about when (发布, 公开, 更新)."""
    tails = tuple(data()["tails"]["words"])
    core, what = published(text)
    if what == "":
        text = core
    while True:
        shorter = text.rstrip("，,、。；;！!. ")
        for word in tails:
            if len(shorter) > len(word):
                shorter = shorter.removesuffix(word)
        shorter = re.sub("(?<=[内前])由[^，。；0-9]{1,20}$", "", shorter)
        if re.fullmatch(f"{NUMBER}月", shorter) and shorter != text and text.endswith("次"):
            return text  # 3月一次: once in March, or every three months
        if shorter == text:
            return text
        text = shorter


def _elsewhere(what: str) -> bool:
    """True where ``what`` is no thing made public but belongs to a limit (每周更新两次)."""
    if re.match(f"{NUMBER}次", what):
        return True
    return re.search(words("tails", "not_in_what"), re.sub("[上下]半年", "", what)) is not None


def published(text: str) -> tuple[str, str | None]:
    """Split off what is published: …内公开解读材料 is (…内, 解读材料), …公布上月情况 (…, "").

    None where nothing of the kind stands at the end.
    """
    match = re.fullmatch(
        f"(?P<core>.{{2,}}?)(?:{words('tails', 'words')})?{words('tails', 'verbs')}"
        "(?P<what>[^，。；：（）0-9]{1,24})",
        text,
    )
    what = re.sub(f"^{_PAST}", "", match["what"]) if match else ""
    if match is None or _elsewhere(what):
        return text, None
    return match["core"], re.sub(f"^(?:{words('tails', 'nouns')})+$", "", what)
