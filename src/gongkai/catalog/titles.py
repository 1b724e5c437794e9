"""Tells a catalog's title from other text, and reads the issuing body out of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from gongkai.catalog.cleaning import join_lines, squash, without_residue
from gongkai.catalog.notes import Notes
from gongkai.catalog.source import Line
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load

LONGEST_TITLE = 60
_CLAUSE = re.compile("[，。；：、“”《》（）〔〕\\s]+")
MOST_CANDIDATES = 5
# What may follow the last word of a title: (试行), （2023年版）, (样板), .doc.
_TAIL = re.compile("(?:[（(][^（）()]{0,20}[）)]|\\.(?:docx?|xlsx?|pdf|wps))+$")
# 名称：…目录, 标题 …目录
_LABEL = re.compile(
    "^[-•·*\\s]*(?:名\\s*[称稱]|[标標]\\s*[题題]|[题題]\\s*名)(?:\\s*[:：]\\s*|\\s+)"
)


def is_title(text: str) -> bool:
    """True where a line reads like the title of a catalog (…标准目录, …责任分工)."""
    plain = _plain(text)
    return len(plain) <= LONGEST_TITLE and plain.endswith(tuple(load("words")["title"]["words"]))


def is_plain_title(text: str) -> bool:
    """True where a line between rows can only be a title: it names what the catalog is about."""
    named = load("words")["title"]["subjects"]
    return is_title(text) and any(subject in _plain(text) for subject in named if len(subject) > 2)


def _plain(text: str) -> str:
    plain = simplified(squash(without_residue(text)))
    return _TAIL.sub("", plain).strip("《》")


def title_of(before: Sequence[Line], name: str, notes: Notes) -> str:
    """Return the title among the lines above a table, the nearest first; else ``name``."""
    printed = [line for line in before if line.text.strip()]
    for line in reversed(printed):
        if is_title(line.text):
            return _LABEL.sub("", join_lines(without_residue(line.text)).strip()).strip("《》")
    if printed:
        text = join_lines(without_residue(printed[-1].text))
        notes.warning("title-doubtful", f"表格上方没有写明是目录的标题，暂用“{text}”。", "title")
        return text
    notes.warning("title-missing", f"表格上方没有标题，暂用文件名“{name}”。", "title")
    return name


def issuer_of(
    title: str, before: Sequence[Line], publishers: Sequence[str], notes: Notes
) -> str | None:
    """Return the body a title names, or None with a finding that names who it may be."""
    name = _head(title)
    if is_body(name):
        return name
    found = _bodies_in(before) + [text for text in dict.fromkeys(publishers) if text]
    candidates = list(dict.fromkeys(found))[:MOST_CANDIDATES]
    hint = (
        "文中出现的机构有：" + "、".join(f"“{one}”" for one in candidates)
        if candidates
        else "文中也没有写明机构"
    )
    notes.info("issuer-unnamed", f"标题“{title}”没有写明发布机构；{hint}。", "issuer")
    return None


def is_body(name: str) -> bool:
    """True where a name ends like that of a body and not like a field of work."""
    words = load("words")["title"]
    plain = simplified(name)
    return (
        len(plain) > 1
        and plain.endswith(tuple(words["bodies"]))
        and not plain.endswith(tuple(words["fields"]))
    )


def _head(title: str) -> str:
    """Return what stands before the subject of a title (…[政务公开]标准目录)."""
    words = load("words")["title"]
    name = squash(title)
    for prefix in words["prefixes"]:
        name = name.removeprefix(prefix)
    plain = simplified(name)
    places = [plain.find(subject) for subject in words["subjects"]]
    found = [place for place in places if place > 0]
    return name[: min(found)] if found and len(plain) == len(name) else name


@cache
def _body_pattern() -> re.Pattern[str]:
    words = load("words")["title"]
    places = "".join(words["places"])
    ends = "|".join(
        sorted(
            (end for end in words["bodies"] if end not in "镇乡院所处站馆"), key=len, reverse=True
        )
    )
    return re.compile(
        f"^(?:[\u4e00-\u9fff]{{0,6}}[{places}])[\u4e00-\u9fff]{{2,14}}?(?:{ends})(?=将|要|负责|应|会同|按照|$)"
    )


def _bodies_in(lines: Sequence[Line]) -> list[str]:
    """Return the names of bodies that a clause of running text begins with."""
    found: list[str] = []
    for line in lines:
        for clause in _CLAUSE.split(line.text[:2000]):
            match = _body_pattern().match(clause)
            if match:
                found.append(match.group())
    return found
