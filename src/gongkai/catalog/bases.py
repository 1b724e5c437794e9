"""Reads the laws and notices a cell cites: title, document number, article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.catalog.cleaning import join_lines, squash
from gongkai.catalog.model import LegalBasis
from gongkai.catalog.notes import Notes
from gongkai.catalog.numerals import to_int

FIELD = "legal_bases"
_OPEN = "（(﹝〔[［【"
_CLOSE = "）)﹞〕]］】"
_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR_NUMBER = re.compile(
    f"^(?P<agency>[\u4e00-\u9fffA-Za-z]{{1,24}})(?P<open>[{re.escape(_OPEN)}])(?P<year>[0-9]{{4}})年?"
    f"(?P<close>[{re.escape(_CLOSE)}])第?(?P<serial>[0-9]{{1,5}})号$"
)
_ORDER = re.compile(
    "^(?:中华人民共和国)?(?P<agency>[\u4e00-\u9fff]{2,20}?)(?:令第?(?P<a>[0-9一二三四五六七八九十百零〇]{1,7})号"
    "|第(?P<b>[0-9一二三四五六七八九十百零〇]{1,7})号令)$"
)
_LOOSE_NUMBER = re.compile("[0-9一二三四五六七八九十百]+号|令第?[0-9]")
_ARTICLE = re.compile(
    "^第[0-9一二三四五六七八九十百零〇]+条(?:之[一二三四五六七八九十])?(?:第[^条《（(；;。，\\s]{1,6}[款项])*"
)
_BARE_NUMBER = re.compile(
    f"^(?:[\u4e00-\u9fffA-Za-z]{{1,24}}[{re.escape(_OPEN)}][0-9]{{4}}年?[{re.escape(_CLOSE)}]第?[0-9]{{1,5}}号"
    "|(?:中华人民共和国)?[\u4e00-\u9fff]{1,12}令第?[0-9]{1,4}号)"
)
_SEPARATORS = "；;。，,、. \u3000．）)：:和及"
_NUMBERING = re.compile("[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[．.、)）]|[①-⑳]")
_UNMARKED = re.compile("[；;\n]+")


@dataclass(slots=True)
class _Cite:
    title: str
    after: str  # what stands between this title and the next


def read(text: str, notes: Notes) -> tuple[LegalBasis, ...]:
    """Return the laws and notices of a cell in order; nothing printed is dropped in silence."""
    if "《" not in text:
        return _without_marks(text, notes)
    before, cites = _cut(text, notes)
    _left_over(before, notes)
    return tuple(_basis(cite, notes) for cite in cites)


def normalise_number(printed: str, notes: Notes) -> str | None:
    """Return a document number in its one form (GB/T 9704-2012), or None for anything else.

    国办发﹝2014﹞46号 becomes 国办发〔2014〕46号 with the finding ``bracket-wrong``.
    """
    number = squash(printed).translate(_WIDTH)
    match = _YEAR_NUMBER.match(number)
    if match:
        if (match["open"], match["close"]) != ("〔", "〕"):
            message = (
                f"{notes.place}的文号“{number}”用错了括号，年份应放在六角括号〔〕里，已按此读入。"
            )
            notes.warning("bracket-wrong", message, FIELD)
        return f"{match['agency']}〔{match['year']}〕{int(match['serial'])}号"
    match = _ORDER.match(number)
    serial = to_int(match["a"] or match["b"]) if match else None
    if match and serial is not None:
        return f"{match['agency']}令第{serial}号"
    return None


def _cut(text: str, notes: Notes) -> tuple[str, list[_Cite]]:
    """Cut a cell at the outermost 《》; an inner pair stays part of the title."""
    before, cites = "", list[_Cite]()
    depth, start, last = 0, 0, 0
    for place, sign in enumerate(text):
        if sign == "《":
            if depth == 0:
                start = place
                before = _keep_between(text[last:place], before, cites)
            depth += 1
        elif sign == "》" and depth:
            depth -= 1
            if depth == 0:
                cites.append(_Cite(text[start + 1 : place], ""))
                last = place + 1
    if depth:
        return before, [*cites, *_unclosed(text[start + 1 :], notes)]
    return _keep_between(text[last:], before, cites), cites


def _keep_between(part: str, before: str, cites: list[_Cite]) -> str:
    if not cites:
        return before + part
    cites[-1].after += part
    return before


def _unclosed(rest: str, notes: Notes) -> list[_Cite]:
    title = re.split("[；;\n]", rest, maxsplit=1)[0]
    message = f"{notes.place}的公开依据“《{join_lines(title)}”缺少右书名号》，请核对。"
    notes.warning("basis-unclosed", message, FIELD)
    match = re.search(f"[{re.escape(_OPEN)}][^》]*$", title)
    cut = match.start() if match and _LOOSE_NUMBER.search(match.group()) else len(title)
    tail = title[cut:] + rest[len(title) :].replace("》", "").replace("《", "")
    return [_Cite(title[:cut], tail)]


def _basis(cite: _Cite, notes: Notes) -> LegalBasis:
    title = join_lines(cite.title).strip()
    if not title:
        notes.warning("basis-text", f"{notes.place}的公开依据里有一对空的书名号。", FIELD)
    number, article = None, None
    rest = join_lines(cite.after).strip()
    bracket = _bracketed(rest)
    if bracket is not None:
        number = normalise_number(bracket, notes)
        if number is None and _LOOSE_NUMBER.search(bracket):
            number = squash(bracket)
            notes.warning(
                "number-odd", f"{notes.place}的文号“{number}”写法不合规范，按原文保留。", FIELD
            )
        elif number is None:
            notes.info(
                "basis-note", f"{notes.place}的“《{title}》”后面注有“{bracket}”，不是文号。", FIELD
            )
        rest = rest[len(bracket) + 2 :].lstrip()
    elif bare := _BARE_NUMBER.match(rest):
        number = normalise_number(bare.group(), notes)
        rest = rest[bare.end() :].lstrip()
    if match := _ARTICLE.match(rest):
        article, rest = match.group(), rest[match.end() :]
    _left_over(rest, notes)
    return LegalBasis(title, number, article)


def _bracketed(text: str) -> str | None:
    """Return what stands in the bracket ``text`` begins with, inner brackets included."""
    if not text or text[0] not in _OPEN:
        return None
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if depth == 0:
            return text[1:place]
    return None


def _left_over(text: str, notes: Notes) -> None:
    rest = _NUMBERING.sub("", text).strip(_SEPARATORS + "\n")
    if rest:
        message = f"{notes.place}的公开依据里，“{join_lines(rest)}”不在书名号内，没有读作依据。"
        notes.info("basis-text", message, FIELD)


def _without_marks(text: str, notes: Notes) -> tuple[LegalBasis, ...]:
    """Read a cell that prints titles without 《》: one basis for each line or part."""
    found: list[LegalBasis] = []
    for part in _UNMARKED.split(text):
        plain = _NUMBERING.sub("", part, count=1) if _NUMBERING.match(part.strip()) else part
        plain = plain.strip(" \u3000\t。；;，,、")
        if not plain:
            continue
        number = normalise_number(plain, notes)
        cut = re.search(
            f"[{re.escape(_OPEN)}]([^{re.escape(_CLOSE)}]*[{re.escape(_OPEN)}]?.*)[{re.escape(_CLOSE)}]$",
            plain,
        )
        inner = normalise_number(cut.group(1), notes) if cut and number is None else None
        title = plain[: cut.start()] if cut and inner else plain
        found.append(LegalBasis(join_lines(title).strip(), number or inner))
        message = f"{notes.place}的公开依据“{plain}”没有书名号，整段读作一条依据。"
        notes.info("basis-without-marks", message, FIELD)
    return tuple(found)
