"""Cuts a content cell into its entries: 1．…；2．…, ●… ●…, or numbers with numbers inside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

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
        "(?<![第至到])(?P<n>[一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十])[ \u3000]*",
    )
)
_ANYWHERE = "●◆★▲➢※■□◎▪"  # bullets that print nothing else inside a word


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a cell, and what stands before the first.

    ``signs`` has the bullet of each entry, empty for a number; ``groups`` the words that the list
    it stands in comes under, empty for none.
    """

    before: str
    entries: tuple[str, ...]
    signs: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@cache
def _bullet() -> re.Pattern[str]:
    data = load("glyphs")["bullets"]
    loose = "".join(sign for sign in data["signs"] if sign not in _ANYWHERE)
    return re.compile(
        f"(?P<n>[{re.escape(_ANYWHERE)}]|{_BEGINS}[{re.escape(loose)}]"
        f"|^[ \u3000]*[{re.escape(''.join(data['line_signs']))}](?=[^0-9-]))[ \u3000]*",
        re.MULTILINE,
    )


@cache
def _any_mark() -> re.Pattern[str]:
    bullets = load("glyphs")["bullets"]
    signs = "".join((*bullets["signs"], *bullets["line_signs"]))
    return re.compile(f"[1１一{_CIRCLED[0]}{re.escape(signs)}]|a[．.、)）]")


@lru_cache(maxsize=1 << 12)
def cut(content: str) -> Entries | None:
    """Return the entries, or None where the cell has neither numbers from 1 nor bullets.

    Only 1, 2, 3 … in order are numbers of entries; 2020. in a sentence is none. Of two ways in one
    cell the one that begins first is the outer one. Numbers that begin again behind words with a
    colon (甲预算：①…②… 乙预算：①…) are a list of their own, under those words as their group.
    """
    if not _any_mark().search(content):
        return None
    ways = [_in_order(style, content) for style in _STYLES]
    if max(map(len, ways)) < 2:
        ways += [_in_order(style, content) for style in _GLUED]
    ways.append(list(_bullet().finditer(content)))
    found = [marks for marks in ways if _is_list(marks, content)]
    if not found:
        return None
    longer = [marks for marks in found if len(marks) > 1] or found
    return _entries(content, min(longer, key=lambda one: one[0].start()))


def _entries(content: str, marks: list[re.Match[str]]) -> Entries:
    parts: list[str] = []
    groups: list[str] = []
    before = content[: marks[0].start()].strip()
    again = [mark for mark in marks[1:] if _number(mark["n"]) == 1]
    group = _group_of(before) if again else ""
    ends = [mark.start() for mark in marks[1:]] + [len(content)]
    for mark, end in zip(marks, ends, strict=True):
        part, head = content[mark.end() : end], ""
        if any(end == other.start() for other in again):
            part, head = _without_head(part)
        parts.append(part)
        groups.append(group)
        group = head or group
    signs = tuple("" if _number(mark["n"]) else mark["n"].strip() for mark in marks)
    return Entries("" if groups[0] else before, tuple(parts), signs, tuple(groups))


def _without_head(part: str) -> tuple[str, str]:
    """Split the words that lead to the next list off the entry before it."""
    head = re.split("[。；;\n]", part.rstrip())[-1]
    return part.rstrip().removesuffix(head), _group_of(head)


def _group_of(head: str) -> str:
    words = head.strip()
    return words.rstrip("：: ") if words.endswith(("：", ":")) else ""


def _is_list(marks: list[re.Match[str]], content: str) -> bool:
    return bool(marks) and (len(marks) > 1 or not content[: marks[0].start()].strip())


def _in_order(style: re.Pattern[str], content: str) -> list[re.Match[str]]:
    marks: list[re.Match[str]] = []
    last = 0
    for mark in style.finditer(content):
        number = _number(mark["n"])
        if number == last + 1 or (number == 1 and last > 1 and _begins_again(mark, content)):
            marks.append(mark)
            last = number
    return marks


def _begins_again(mark: re.Match[str], content: str) -> bool:
    """True where a colon stands before the number: the words before it lead to another list."""
    return content[: mark.start()].rstrip().endswith(("：", ":"))


def _number(printed: str) -> int | None:
    if printed in _CIRCLED:
        return _CIRCLED.index(printed) + 1
    if printed in _LETTERS:
        return _LETTERS.index(printed) + 1
    return to_int(half_width(printed))
