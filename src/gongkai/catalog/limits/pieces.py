"""Cuts a phrase into pieces that can each be one limit: sentences, numbered parts, commas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

OPENS, CLOSES = "（《", "）》"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_HAN = "一二三四五六七八九十"
_MARKS: tuple[Callable[[int], str], ...] = (
    lambda k: f"(?<![0-9]){k}[.、](?![0-9]*[.])",
    lambda k: f"（{k}）",
    lambda k: f"（{_HAN[k - 1]}）",
    lambda k: _CIRCLED[k - 1],
    lambda k: f"(?<![{_HAN}]){_HAN[k - 1]}、",
)


def sentences(plain: str) -> list[str]:
    """Cut at ；。！ outside brackets, and before the numbers of a numbered list."""
    return [
        piece
        for part in numbered(plain)
        for whole in cut(part, "；。！\n")
        for sentence in re.split("，(?=其中)", whole)
        if (piece := sentence.strip("，、；。 "))
    ]


def numbered(plain: str) -> list[str]:
    """Return the parts of a numbered list (1.…2.…, （一）…, ①…), or the whole text."""
    for mark in _MARKS:
        starts, ends = [], []
        place = 0
        for number in range(1, len(_HAN) + 1):
            match = re.compile(mark(number)).search(plain, place)
            if match is None or (number == 1 and match.start() > 0):
                break
            starts.append(match.start())
            ends.append(match.end())
            place = match.end()
        # 1.5年 is no list: a lone first number must not stand before a digit.
        if not starts or (len(starts) == 1 and plain[ends[0] : ends[0] + 1].isdigit()):
            continue
        if plain[: starts[0]].strip():
            continue
        return [plain[a:b] for a, b in zip(ends, [*starts[1:], len(plain)], strict=True)]
    return [plain]


def cut(text: str, signs: str) -> list[str]:
    """Split at any of ``signs`` that stands outside （） and 《》."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        if sign in OPENS:
            depth += 1
        elif sign in CLOSES:
            depth = max(0, depth - 1)
        elif depth == 0 and sign in signs:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def without_brackets(text: str) -> tuple[str, list[str]]:
    """Return ``text`` without its outermost （…）, and what stood in them."""
    return re.sub("（[^（）]*）", "", text), re.findall("（([^（）]*)）", text)


def splits(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield every (left, joint, right) of ``text``; the joint is 并, 、 or the like, or nothing.

    The longest left comes first, so that 公开 stays with the limit it ends.
    """
    for place in range(len(text) - 2, 1, -1):
        right = text[place:]
        joint = re.match("(?:，?(?:并且|并|且|同时)|、|/|／|和|及)", right)
        if joint:
            yield text[:place], joint.group(), right[joint.end() :]
        yield text[:place], "", right
