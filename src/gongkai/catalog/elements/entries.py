"""Cuts a content cell into its numbered entries: 1．…；2．… or 1. … 2. … on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.catalog.numerals import half_width, to_int

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BEGINS = "(?:^|(?<=[；;。：:，,、\\s]))"
_STYLES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        f"{_BEGINS}[（(](?P<n>[0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}})[）)][ \u3000]*",
        f"{_BEGINS}(?P<n>[0-9０-９]{{1,2}})(?:[．、)）]|[.](?![0-9]))[ \u3000]*",
        f"{_BEGINS}(?P<n>[一二三四五六七八九十]{{1,3}})、[ \u3000]*",
        f"(?P<n>[{_CIRCLED}])[ \u3000]*",
    )
)


@dataclass(frozen=True, slots=True)
class Entries:
    """The numbered entries of a cell, and what stands before the first."""

    before: str
    entries: tuple[str, ...]


def cut(content: str) -> Entries | None:
    """Return the numbered entries, or None where the cell is not numbered from 1.

    Only 1, 2, 3 … in order are numbers of entries; 2020. in a sentence is none.
    """
    for style in _STYLES:
        marks = _in_order(style, content)
        if marks and (len(marks) > 1 or not content[: marks[0].start()].strip()):
            ends = [mark.start() for mark in marks[1:]] + [len(content)]
            parts = [content[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
            return Entries(content[: marks[0].start()].strip(), tuple(parts))
    return None


def _in_order(style: re.Pattern[str], content: str) -> list[re.Match[str]]:
    marks: list[re.Match[str]] = []
    for mark in style.finditer(content):
        if _number(mark["n"]) == len(marks) + 1:
            marks.append(mark)
    return marks


def _number(printed: str) -> int | None:
    if printed in _CIRCLED:
        return _CIRCLED.index(printed) + 1
    return to_int(half_width(printed))
