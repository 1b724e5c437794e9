"""The building blocks of the grammar, made from ``data/limits.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from gongkai.catalog.model import LimitUnit
from gongkai.catalog.vocabulary import load

NUMBER = "[0-9]{1,4}|[一二两三四五六七八九十百零〇]{1,6}"
WITHIN = "(?:之内|以内|内)"
AFTER = "(?:之日起算?|之日后|之后|以后|起|后)"
BEFORE = "(?:之前|以前|前)"


def data() -> dict[str, Any]:
    """Return the vocabulary of limits."""
    return load("limits")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


@cache
def unit_pattern() -> str:
    """Return a pattern for any unit."""
    return any_of(word for words in data()["units"].values() for word in words)


def unit_of(word: str) -> LimitUnit:
    """Return the unit a word of :func:`unit_pattern` names."""
    return next(LimitUnit(name) for name, words in data()["units"].items() if word in words)


@cache
def amount() -> str:
    """Return a pattern for a number and its unit, as the groups ``n`` and ``unit``."""
    return f"第?(?P<n>{NUMBER})(?P<unit>{unit_pattern()})"


def without_tails(text: str) -> str:
    """Drop the words a phrase ends with that say nothing about when (发布, 公开, 更新)."""
    words = tuple(data()["tails"]["words"])
    while True:
        shorter = text.rstrip("，,、。；;！ ")
        for word in words:
            if len(shorter) > len(word):
                shorter = shorter.removesuffix(word)
        if shorter == text:
            return text
        text = shorter


def event_of(printed: str | None) -> str | None:
    """Return the event in the catalog's words, without what only leads up to it (自该…)."""
    if not printed:
        return None
    words = data()["events"]
    event = printed.strip("，,、：: ")
    event = re.sub(f"^{any_of(words['leads'])}", "", event)
    event = re.sub(f"^{any_of(words['fillers'])}", "", event)
    return event.removesuffix("的") or None


def names_event(text: str) -> bool:
    """True where ``text`` holds a word for something that happens (形成, 批复, 召开)."""
    return any(verb in text for verb in data()["events"]["verbs"])


def without_verb(event: str) -> str | None:
    """Return what an event happens to (行政处罚决定作出 → 行政处罚决定), or None."""
    for verb in data()["events"]["verbs"]:
        noun = event.removesuffix(verb)
        if noun != event:
            return noun or None
    return None
