"""What a name holds, by the word it ends with (``data/elements.toml``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gongkai.catalog.model import ElementKind
from gongkai.catalog.vocabulary import load

_BRACKETS = re.compile("[（(﹝〔\\[【][^（(﹝〔\\[【）)﹞〕\\]】]*[）)﹞〕\\]】]")
# Where two joined names differ in kind, the widget that can hold both.
_WIDER = (ElementKind.FILE, ElementKind.RICH_TEXT)


@cache
def _endings() -> tuple[dict[str, ElementKind], int]:
    table = {
        word: ElementKind(entry["kind"])
        for entry in load("elements")["kinds"]
        for word in entry["words"]
    }
    return table, max(map(len, table))


def bare(name: str) -> str:
    """Return ``name`` without brackets and what they hold: 受理（办理）机构 → 受理机构."""
    return _BRACKETS.sub("", name).strip()


@lru_cache(maxsize=1 << 14)
def ending(name: str) -> str | None:
    """Return the longest known word ``name`` ends with, or None."""
    table, longest = _endings()
    plain = bare(name)
    for length in range(min(longest, len(plain)), 0, -1):
        if plain[-length:] in table:
            return plain[-length:]
    return None


def stands(name: str) -> bool:
    """True where ``name`` can be a name of its own: it ends with a known word."""
    return ending(name) is not None


@lru_cache(maxsize=1 << 14)
def kind_of(name: str) -> ElementKind:
    """Return the kind of one name; unknown is text. Several names in one take the widest kind."""
    parts = several(name)
    if parts:
        kinds = {_single(part) for part in parts}
        if len(kinds) == 1:
            return kinds.pop()
        return next((kind for kind in _WIDER if kind in kinds), ElementKind.TEXT)
    return _single(name)


def several(name: str) -> list[str]:
    """Return the names that ``name`` seems to hold, where it seems to hold more than one.

    会议时间地点 holds 会议时间 and 地点; 申请流程和办理时限 holds two as well; 房号面积套型 three.
    """
    plain = bare(name)
    for closer in load("elements")["marks"]["closers"]:
        left, found, right = plain.rpartition(closer)
        if found and stands(left) and stands(right):
            return [left, right]
    return _glued(plain)


def _single(name: str) -> ElementKind:
    word = ending(name)
    return _endings()[0][word] if word else ElementKind.TEXT


def _glued(plain: str) -> list[str]:
    for entry in load("elements")["glued"]:
        words = sorted(entry["words"], key=len, reverse=True)
        parts: list[str] = []
        rest = plain
        while word := next((word for word in words if rest.endswith(word)), None):
            parts.insert(0, word)
            rest = rest.removesuffix(word)
        if len(parts) > 1:
            return [rest + parts[0], *parts[1:]]
    return []
