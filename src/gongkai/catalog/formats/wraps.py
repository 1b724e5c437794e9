"""Tells a line that a narrow cell broke from one that somebody ended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.catalog.formats.printed import PrintedLine, Sign

_OPENS_ENTRY = re.compile(
    r"[■□☑☐☒√✓●○◆◇▲△★☆•·▪◎◉¨þ]|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[①-⑳⑴-⒇]|"
    r"[（(]?\d{1,2}[)）、.．](?!\d)"
)
_NEVER_FIRST = "，。、；：！？）》」』】〕”’…,.;:!?)]}%％℃"  # marks no line begins with
_NEVER_LAST = "（《「『【〔“‘([{"  # marks no line ends with
_WORD = re.compile("[0-9A-Za-z._@/:%+-]+")
_SLACK = 0.5  # sizes of a sign

Held = tuple[float, float, Sequence[PrintedLine]]  # left and right of a cell, its lines


def padding_of(cells: Sequence[Held]) -> float:
    """Return how far from the ruled lines the text of a table keeps, in points."""
    gaps = [
        gap
        for left, right, lines in cells
        for line in lines
        if line.signs
        for gap in (line.left - left, right - line.right)
    ]
    return max(min(gaps, default=0.0), 0.0)


def unwrapped(lines: Sequence[PrintedLine], width: float) -> str:
    """Join lines that the cell broke, and keep the breaks that somebody set.

    ``width`` is the room for text in points. A line was broken where what begins the next line
    had no room any more at its end; an entry with a number or a box always begins a line.
    """
    text = ""
    before: PrintedLine | None = None
    for line in lines:
        if before is not None and not _broken(before, line, width):
            text += "\n"
        elif before is not None and _in_word(before.text, line.text):
            text += " " if not text.endswith("-") else ""
        text += line.text
        before = line
    return text


def _broken(line: PrintedLine, following: PrintedLine, width: float) -> bool:
    if not line.signs or not following.signs or _OPENS_ENTRY.match(following.text):
        return False
    free = width - (line.right - line.left)
    size = line.signs[-1].bottom - line.signs[-1].top
    return free < _needed(following.signs) + size * _SLACK


def _needed(signs: Sequence[Sign]) -> float:
    """Return the width of what must stay together at the head of a line."""
    count = 1
    word = _WORD.match("".join(sign.text[:1] for sign in signs))
    if word:
        count = word.end()
    while count < len(signs) and (
        signs[count].text[:1] in _NEVER_FIRST or signs[count - 1].text[:1] in _NEVER_LAST
    ):
        count += 1
    return signs[count - 1].right - signs[0].left


def _in_word(before: str, after: str) -> bool:
    """True where two Latin words meet: a line break stands for the space between them."""
    return (
        before[-1:].isascii()
        and before[-1:].isalpha()
        and after[:1].isascii()
        and (after[:1].isalpha())
    )
