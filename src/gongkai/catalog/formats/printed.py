"""Puts the signs that a PDF places one by one back into lines of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# Fonts often give a sign the number of another that looks the same (the radical ⼀ for 一).
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (0x2329, 0x232A, *range(0x2F00, 0x2FE0), *range(0xF900, 0xFB00))
} | dict(
    zip(
        map(ord, "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⼾"),
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟户",
        strict=True,
    )
)
_WIDE_GAP = 1.5  # sizes of a sign between two signs of a line: a space, though none is printed
_SAME = 1.0  # points: a sign printed twice this near is printed bold


@dataclass(frozen=True, slots=True)
class Sign:
    """One printed sign; points from the upper left corner. ``turn`` is 0, or 1 and -1 for signs
    turned clockwise and counter-clockwise.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    turn: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """Where the middle of the sign is."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of text and where it stands; ``signs`` from left to right, none where turned."""

    text: str
    top: float
    bottom: float
    signs: tuple[Sign, ...] = ()

    @property
    def left(self) -> float:
        """Where its first sign begins."""
        return self.signs[0].left

    @property
    def right(self) -> float:
        """Where its last sign ends."""
        return self.signs[-1].right


def signs_of(chars: Sequence[dict[str, Any]]) -> list[Sign]:
    """Return the signs of a page as pdfplumber gives them, without those printed twice."""
    found: list[Sign] = []
    seen: set[tuple[str, int, int]] = set()
    for char in chars:
        text = str(char["text"]).translate(_RADICALS)
        near = (text, round(char["x0"] / _SAME), round(char["top"] / _SAME))
        if near in seen or text.startswith("(cid:"):
            continue
        seen.add(near)
        found.append(Sign(text, char["x0"], char["top"], char["x1"], char["bottom"], _turn(char)))
    return found


def lines_of(signs: Sequence[Sign]) -> list[PrintedLine]:
    """Return the lines from top to bottom; turned signs are read along their own lines."""
    if not signs:
        return []
    turned = sum(sign.turn for sign in signs)
    if abs(turned) * 2 > len(signs):
        return [_turned(signs, clockwise=turned > 0)]
    lines: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda one: (one.middle[1], one.left)):
        if lines and _on_line(sign, lines[-1][0]):
            lines[-1].append(sign)
        else:
            lines.append([sign])
    return [found for found in map(_line, lines) if found.text]


def _line(signs: list[Sign]) -> PrintedLine:
    printed = sorted((one for one in signs if one.text.strip()), key=lambda one: one.left)
    top, bottom = min(one.top for one in signs), max(one.bottom for one in signs)
    return PrintedLine(_join(signs), top, bottom, tuple(printed))


def _on_line(sign: Sign, first: Sign) -> bool:
    height = min(sign.bottom - sign.top, first.bottom - first.top)
    return abs(sign.middle[1] - first.middle[1]) <= height / 2


def _join(line: list[Sign]) -> str:
    text = ""
    before: Sign | None = None
    for sign in sorted(line, key=lambda one: one.left):
        wide = (sign.bottom - sign.top) * _WIDE_GAP
        if before and sign.left - before.right > wide and not text.endswith(" "):
            text += " "
        text += sign.text
        before = sign
    return text.strip()


def _turn(char: dict[str, Any]) -> int:
    matrix = char.get("matrix") or (1, 0, 0, 1, 0, 0)
    if abs(matrix[1]) <= abs(matrix[0]):
        return 0
    return 1 if matrix[1] < 0 else -1


def _turned(signs: Sequence[Sign], *, clockwise: bool) -> PrintedLine:
    """Read signs that stand on their side: lines from right to left, or from left to right."""
    way = -1 if clockwise else 1
    columns: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda one: way * one.middle[0]):
        if (
            columns
            and abs(sign.middle[0] - columns[-1][0].middle[0]) <= (sign.right - sign.left) / 2
        ):
            columns[-1].append(sign)
        else:
            columns.append([sign])
    texts = [
        "".join(one.text for one in sorted(column, key=lambda one: -way * one.top)).strip()
        for column in columns
    ]
    top, bottom = min(one.top for one in signs), max(one.bottom for one in signs)
    return PrintedLine("\n".join(texts), top, bottom)
