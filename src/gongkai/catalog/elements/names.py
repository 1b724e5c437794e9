"""Tells the names of one entry apart: groups, lists, masks.

An entry is cut at 、 only where every part stands by itself; else it stays one name:
建设、设计、施工和监理单位名称 is one, 咨询电话、监督电话 is two. 和 or 及 may join the last two
names of such a list, and is never a cut on its own. In a list that begins with the name of a
thing (原租购项目名称、地址、类型) the bare property names take the thing with them: 原租购项目地址.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongkai.catalog.elements.kinds import bare, kind_of, several, stands
from gongkai.catalog.model import Element
from gongkai.catalog.vocabulary import load

_OPEN, _CLOSE = "（(﹝〔[【", "）)﹞〕]】"
_ENDS = "；;。，,、.．：: \n\t\u3000"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says: its group, if it names one, and its names."""

    group: str | None
    names: tuple[str, ...]


def marks() -> dict[str, Any]:
    """Return the marks that lists and groups are written with."""
    marks: dict[str, Any] = load("elements")["marks"]
    return marks


def trim(text: str, *, tails: bool = True) -> str:
    """Drop the punctuation around a name and what closes a list (等, 等信息)."""
    plain = text.strip(_ENDS)
    if not tails:
        return plain
    for tail in marks()["tails"]:
        if len(plain) > len(tail) and plain.endswith(tail):
            return plain.removesuffix(tail).strip(_ENDS)
    return plain


def entry(text: str) -> Entry:
    """Read one numbered entry, or one part of a plain list."""
    head, rest = _group(trim(text))
    if head is not None and head in load("elements")["whole"]["names"]:
        return Entry(None, (head,))
    return Entry(head, tuple(listed(rest)))


def listed(text: str) -> list[str]:
    """Return the names of a list, or the whole text as one name where it is none."""
    plain = trim(text)
    parts = [part for part in (trim(part) for part in split(plain, "、")) if part]
    if len(parts) < 2:
        return [plain] if plain else []
    # 公开 in front of a list belongs to the whole list and not to its first name.
    parts = _open_last([without_verb(parts[0]), *parts[1:]])
    if not all(stands(part) for part in parts):
        return [plain]
    return _with_thing(parts)


def element(name: str, group: str | None) -> Element | None:
    """Make an element of a printed name; a mask in brackets (隐藏部分号码) leaves the name."""
    shown = trim(_mask().sub("", name))
    if not shown:
        return None
    return Element(shown, group, kind_of(shown), masked=bool(_mask().search(name)))


def may_be_several(name: str) -> list[str]:
    """Return the names one printed name may hold (房号面积套型)."""
    return several(name)


def without_verb(text: str) -> str:
    """Return ``text`` without the 公开 in front of it, unless that is part of a name (公开招标)."""
    if not text.startswith(tuple(marks()["lead_keeps"])):
        for verb in marks()["lead_verbs"]:
            shorter = text.removeprefix(verb)
            if shorter != text and len(shorter) > 1:
                return str(shorter)
    return text


def split(text: str, signs: str) -> list[str]:
    """Cut ``text`` at ``signs`` outside brackets and quotation marks."""
    parts, depth, start = list[str](), 0, 0
    for place, sign in enumerate(text):
        depth += (sign in _OPEN + "《“") - (sign in _CLOSE + "》”" and depth > 0)
        if sign in signs and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return parts if depth == 0 else re.split(f"[{re.escape(signs)}]", text)


def _group(text: str) -> tuple[str | None, str]:
    """Split 审核结果：a、b into its head and its names."""
    found = [(text.find(mark), mark) for mark in marks()["groups"]]
    found = [(place, mark) for place, mark in found if place > 0 and not _inside(text, place)]
    if not found:
        return None, text
    place = min(found)[0]
    mark = max((mark for at, mark in found if at == place), key=len)
    head, rest = trim(text[:place]), text[place + len(mark) :].lstrip()
    lead = next((word for word in marks()["group_leads"] if rest.startswith(word)), "")
    rest = rest.removeprefix(lead)
    return (head, rest) if head and trim(rest) else (None, text)


def _inside(text: str, place: int) -> bool:
    before = text[:place]
    return sum(before.count(sign) for sign in _OPEN) > sum(before.count(sign) for sign in _CLOSE)


def _open_last(parts: Sequence[str]) -> list[str]:
    """Cut the last part of a list at 和 or 及 where both sides stand by themselves."""
    last = parts[-1]
    for closer in marks()["closers"]:
        left, found, right = last.partition(closer)
        if found and stands(left) and stands(right) and bare(left) and not _inside(last, len(left)):
            return [*parts[:-1], left, right]
    return list(parts)


def _with_thing(parts: Sequence[str]) -> list[str]:
    """Give bare property names the thing they are properties of."""
    properties = load("elements")["properties"]
    thing = parts[0].removesuffix(properties["head"])
    if thing == parts[0] or not thing:
        return list(parts)
    words = properties["words"]
    return [parts[0], *(thing + part if part in words else part for part in parts[1:])]


@cache
def _mask() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("elements")["masks"]["words"]))
    return re.compile(f"[{re.escape(_OPEN)}]\\s*(?:{words})\\s*[{re.escape(_CLOSE)}]")
