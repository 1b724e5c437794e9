"""Reads a 公开依据 cell that prints titles without 《》, and articles behind any title."""

from __future__ import annotations

import re

from gongkai.catalog.cleaning import join_lines, squash
from gongkai.catalog.document_numbers import CLOSE, OPEN, normalise_number, plain
from gongkai.catalog.model import LegalBasis
from gongkai.catalog.notes import Notes
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load

FIELD = "legal_bases"
LONGEST_TITLE = 90  # signs, with the number behind it; a longer text is no title
NUMBERING = re.compile("[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[．.、)）]|[①-⑳]")
_COUNT = "[0-9一二三四五六七八九十百零〇]{1,7}"
_ONE = f"第{_COUNT}[条條](?:之[一二三四五六七八九十])?(?:第?[（(]?{_COUNT}[）)]?[款项項目](?:、)?)*"
_ARTICLE = re.compile(f"^[（(]?({_ONE}(?:(?:、|和|及|至|，|—|-|～)(?:{_ONE}))*)[)）]?")
_LAST = re.compile(f"({_ONE}(?:(?:、|和|及|至|，)(?:{_ONE}))*)$")
_BRACKET_AT_END = re.compile(
    f"[{re.escape(OPEN)}]([^{re.escape(CLOSE)}]*[{re.escape(OPEN)}]?.*)[{re.escape(CLOSE)}]$"
)
_NUMBERED_AT_END = re.compile("[（(]([^（()）]{2,40}号)[）)]$")
# What no title holds: the cells of the row have probably slipped.
_ELSEWHERE = re.compile("[■□√☑]|工作日|之日起|政府网站")
_NUMBER_AT_END = re.compile(
    "(?<=[\u4e00-\u9fff）)])[ ，,]*((?:中华人民共和国)?(?:国务院|主席|国|[\u4e00-\u9fff]{2,8}部)"
    f"令第?{_COUNT}号)$"
)


def article_at_start(text: str) -> tuple[str | None, str]:
    """Return the articles that the squashed ``text`` begins with, and what stands behind them."""
    match = _ARTICLE.match(text)
    if match is None:
        return None, text
    return match.group(1).rstrip("、"), text[match.end() :]


def without_marks(text: str, notes: Notes) -> tuple[LegalBasis, ...]:
    """Read a cell that prints titles without 《》: one basis for each line or part."""
    found: list[LegalBasis] = []
    for part in _parts(text):
        bare = NUMBERING.sub("", part, count=1) if NUMBERING.match(part.strip()) else part
        bare = join_lines(bare).strip(" \u3000\t。；;，,、●•◆★")
        if not bare:
            continue
        if _ELSEWHERE.search(bare):
            message = f"{notes.place}的公开依据写着“{bare}”，像是别的栏的内容，没有读作依据。"
            notes.warning("basis-text", message, FIELD)
            notes.doubt(FIELD)
            continue
        found.append(_basis(bare, notes))
        message = f"{notes.place}的公开依据“{bare}”没有书名号，整段读作一条依据。"
        notes.info("basis-without-marks", message, FIELD)
    return tuple(found)


def titled(text: str, notes: Notes) -> tuple[LegalBasis, ...]:
    """Return the titles without marks that stand behind a title in marks, or nothing."""
    words = text.strip("；;。，,、 ")
    parts = _parts(words)
    if words.startswith(("等", "的", "及其", "根据", "按", "以及")) or not _titles(parts):
        return ()
    if any(len(part) > LONGEST_TITLE for part in parts):
        return ()
    return without_marks(words, notes)


def _basis(printed: str, notes: Notes) -> LegalBasis:
    number = normalise_number(printed, notes)
    if number and not _title_before_number(printed):
        return LegalBasis(printed, number)
    title, article = printed, None
    if match := _LAST.search(title):
        title, article = title[: match.start()].rstrip(" ，,"), match.group(1)
    inner = None
    if cut := _NUMBERED_AT_END.search(title) or _BRACKET_AT_END.search(title):
        inner = normalise_number(cut.group(1), notes)
        title = title[: cut.start()] if inner else title
    elif end := _title_before_number(title):
        inner = normalise_number(end.group(1), notes)
        title = plain(title)[: end.start()] if inner else title
    return LegalBasis(title.strip() or printed, inner, article if title.strip() else None)


def _title_before_number(text: str) -> re.Match[str] | None:
    """Return the number behind a title without marks (政府信息公开条例国务院令第711号), if any."""
    found = _NUMBER_AT_END.search(plain(text))
    endings = tuple(load("words")["law"]["endings"])
    return found if found and plain(text)[: found.start()].endswith(endings) else None


def _parts(text: str) -> list[str]:
    """Cut a cell at ；, and at line breaks, 、 and spaces only where every part is a title."""
    parts: list[str] = []
    for piece in re.split("[；;]", text):
        lines = piece.split("\n")
        parts += lines if _titles(lines) or _numbered(lines) else [join_lines(piece)]
    return [one for part in parts for one in _listed(part)]


def _listed(part: str) -> list[str]:
    for signs in ("[、，,]", "[ \u3000]+"):
        pieces = [piece for piece in re.split(signs, part) if piece.strip()]
        if len(pieces) > 1 and _titles(pieces):
            return pieces
    return [part]


def _titles(parts: list[str]) -> bool:
    endings = tuple(load("words")["law"]["endings"])
    printed = [simplified(squash(part)).rstrip("。，,、") for part in parts if part.strip()]
    return all(
        len(one) > 2 and (one.endswith(endings) or re.search(f"号[{re.escape(CLOSE)}]?$", one))
        for one in (_LAST.sub("", part) or part for part in printed)
    )


def _numbered(lines: list[str]) -> bool:
    return all(NUMBERING.match(line.strip()) for line in lines if line.strip())
