"""Cuts a content cell into its entries: 1．…；2．…, ●… ●…, or numbers with numbers inside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gongkai.catalog.numerals import half_width, to_int
from gongkai.catalog.vocabulary import load

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LETTERS = "abcdefghijklmnopqrst"
_BEGINS = "(?:^|(?<=[；;。：:，,、\\s]))"
_STYLES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        f"{_BEGINS}[（(](?P<n>[0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}})[）)][ \u3000]*",
        f"{_BEGINS}(?P<n>[0-9０-９]{{1,2}})(?:[．、)）]|[.](?![0-9]))[ \u3000]*",
        f"{_BEGINS}(?P<n>[一二三四五六七八九十]{{1,3}})、[ \u3000]*",
        f"(?P<n>[{_CIRCLED}])[ \u3000]*",
        f"{_BEGINS}[（(]?(?P<n>[a-t])[．.、)）][ \u3000]*",
    )
)
_APART = "(?:^|(?<![0-9０-９第至到~～.．-]))"
# Numbers with nothing before them (1.项目名称2.建设地址): only where the strict ways find one.
_GLUED = tuple(
    re.compile(pattern)
    for pattern in (
        f"{_APART}(?P<n>[0-9０-９]{{1,2}})(?:[．、)）]|[.](?![0-9]))[ \u3000]*",
        "[（(](?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[）)][ \u3000]*",
    )
)
_ANYWHERE = "●◆★▲➢※■□◎▪"  # bullets that print nothing else inside a word


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a cell, and what stands before the first.

    ``signs`` has the bullet of each entry, empty for a number.
    """

    before: str
    entries: tuple[str, ...]
    signs: tuple[str, ...] = ()


@cache
def _bullet() -> re.Pattern[str]:
    data = load("glyphs")["bullets"]
    loose = "".join(sign for sign in data["signs"] if sign not in _ANYWHERE)
    return re.compile(
        f"(?P<n>[{re.escape(_ANYWHERE)}]|{_BEGINS}[{re.escape(loose)}]"
        f"|^[ \u3000]*[{re.escape(''.join(data['line_signs']))}](?=[^0-9-]))[ \u3000]*",
        re.MULTILINE,
    )


def cut(content: str) -> Entries | None:
    """Return the entries, or None where the cell has neither numbers from 1 nor bullets.

    Only 1, 2, 3 … in order are numbers of entries; 2020. in a sentence is none. Of two ways in one
    cell the one that begins first is the outer one.
    """
    ways = [_in_order(style, content) for style in _STYLES]
    if max(map(len, ways)) < 2:
        ways += [_in_order(style, content) for style in _GLUED]
    ways.append(list(_bullet().finditer(content)))
    found = [marks for marks in ways if _is_list(marks, content)]
    if not found:
        return None
    longer = [marks for marks in found if len(marks) > 1] or found
    marks = min(longer, key=lambda one: one[0].start())
    ends = [mark.start() for mark in marks[1:]] + [len(content)]
    return Entries(
        content[: marks[0].start()].strip(),
        tuple(content[mark.end() : end] for mark, end in zip(marks, ends, strict=True)),
        tuple("" if _number(mark["n"]) else mark["n"].strip() for mark in marks),
    )


def _is_list(marks: list[re.Match[str]], content: str) -> bool:
    return bool(marks) and (len(marks) > 1 or not content[: marks[0].start()].strip())


def _in_order(style: re.Pattern[str], content: str) -> list[re.Match[str]]:
    marks: list[re.Match[str]] = []
    for mark in style.finditer(content):
        if _number(mark["n"]) == len(marks) + 1:
            marks.append(mark)
    return marks


def _number(printed: str) -> int | None:
    if printed in _CIRCLED:
        return _CIRCLED.index(printed) + 1
    if printed in _LETTERS:
        return _LETTERS.index(printed) + 1
    return to_int(half_width(printed))
