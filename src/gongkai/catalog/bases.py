"""Reads the laws and notices a cell cites: title, document number, article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.catalog import document_numbers as numbers
from gongkai.catalog.cleaning import join_lines, mend_words, squash
from gongkai.catalog.document_numbers import CLOSE, OPEN, normalise_number
from gongkai.catalog.model import LegalBasis
from gongkai.catalog.notes import Notes
from gongkai.catalog.numerals import half_width
from gongkai.catalog.unmarked_bases import NUMBERING, article_at_start, titled, without_marks
from gongkai.catalog.vocabulary import load

__all__ = ["normalise_number", "read"]

FIELD = "legal_bases"
_SEPARATORS = "；;。，,、. \u3000．）)：:和及"
_LABEL = re.compile("[【〖\\[［][\u4e00-\u9fff、和及与/（）()]{2,20}[】〗\\]］]")
_LABEL_WORD = re.compile(
    "(?:法律法规|行政法规|地方性法规|部门规章|规范性文件|法律依据|法律|规章|依据|文件)[：:]"
)
_MARKS = (
    ("<<", "《"),
    (">>", "》"),
    ("＜＜", "《"),
    ("＞＞", "》"),
    ("〈〈", "《"),
    ("〉〉", "》"),
)
_OTHER_MARKS = str.maketrans("〈〉「」『』＜＞<>", "《》《》《》《》《》")
_ENTRY = re.compile("[；;。\n]\\s*$|^\\s*$")
# 《甲法》实施细则 is another text than 《甲法》.
_RULES_UNDER = re.compile(
    "(?:实施细则|实施条例|实施办法|实施规定|实施意见|若干规定|暂行规定|补充规定)"
)
_END_OF_UNCLOSED = re.compile(
    "[；;。]|[、，,]?\\s*(?:[0-9]{1,2}[.．、]\\s*)?《|\n(?=\\s*[0-9（(①《])"
)
_BEHIND = re.compile("[、，,；;。]([^《》]{4,600})$")
_LONGEST = 60  # signs of a left-over that a finding quotes


@dataclass(slots=True)
class _Cite:
    title: str
    after: str  # what stands between this title and the next


def read(text: str, notes: Notes) -> tuple[LegalBasis, ...]:
    """Return the laws and notices of a cell in order; nothing printed is dropped in silence."""
    for printed, mark in _MARKS:
        text = text.replace(printed, mark)
    if "《" not in text and re.search("[〈「『＜<][^〉」』＞>]{2,}[〉」』＞>]", text):
        text = text.translate(_OTHER_MARKS)
    text = _without_labels(text, notes)
    if "《" not in text and "》" in text:
        text = _opened(text, notes)
    if "《" not in text:
        return without_marks(text, notes)
    before, cites = _cut(text, notes)
    lead = titled(before, notes) if before.rstrip().endswith(tuple("、，,；;\n")) else ()
    if not lead:
        _left_over(before, notes)
    return lead + tuple(
        one for cite in _outside_quotations(cites, notes) for one in _bases(cite, notes)
    )


def _without_labels(text: str, notes: Notes) -> str:
    """Drop what kind of law comes next (【行政法规】), with one finding for the cell."""
    labels = list(dict.fromkeys(_LABEL.findall(text)))
    labels = [label for label in labels if not re.search("[0-9]", label)]
    for label in labels:
        text = text.replace(label, "\n")
    bare = _LABEL_WORD.sub("\n", text)
    labels += [squash(word) for word in _LABEL_WORD.findall(text)]
    if labels:
        message = f"{notes.place}的公开依据标有类别{'、'.join(labels)}，不是依据的名称。"
        notes.info("basis-label", message, FIELD)
    return bare


def _opened(text: str, notes: Notes) -> str:
    """Open a title whose left mark is missing (条例》（国务院令第711号）)."""
    head = text.partition("》")[0]
    message = f"{notes.place}的公开依据“{join_lines(head)}》”缺少左书名号《，请核对。"
    notes.warning("basis-unclosed", message, FIELD)
    return "《" + NUMBERING.sub("", text.lstrip(), count=1)


def _cut(text: str, notes: Notes) -> tuple[str, list[_Cite]]:
    """Cut a cell at the outermost 《》; an inner pair stays part of the title."""
    before, cites = "", list[_Cite]()
    closes = _closing(text)
    last, place = 0, text.find("《")
    while place >= 0:
        before = _keep_between(text[last:place], before, cites)
        if place in closes:
            last = closes[place] + 1
            cites.append(_Cite(text[place + 1 : last - 1], ""))
        else:
            cite, last = _unclosed(text, place, closes, notes)
            cites += [cite] if cite.title or cite.after else []
        place = text.find("《", last)
    return _keep_between(text[last:], before, cites), cites


def _closing(text: str) -> dict[int, int]:
    """Return the place of the 》 for each 《 that is closed."""
    opened, closes = list[int](), dict[int, int]()
    for match in re.finditer("[《》]", text):
        if match.group() == "《":
            opened.append(match.start())
        elif opened:
            closes[opened.pop()] = match.start()
    return closes


def _keep_between(part: str, before: str, cites: list[_Cite]) -> str:
    if not cites:
        return before + part
    cites[-1].after += part
    return before


def _unclosed(text: str, place: int, closes: dict[int, int], notes: Notes) -> tuple[_Cite, int]:
    """Read the title after a 《 that is never closed; the second part is where it ends."""
    while text[place + 1 : place + 2] == "《" and place + 1 not in closes:
        place += 1  # 《《《: one finding for all of them
    end = _END_OF_UNCLOSED.search(text, place + 1)
    title = text[place + 1 : end.start() if end else len(text)]
    message = f"{notes.place}的公开依据“《{join_lines(title)}”缺少右书名号》，请核对。"
    notes.warning("basis-unclosed", message, FIELD)
    match = re.search(f"[{re.escape(OPEN)}][^》]*$", title)
    cut = match.start() if match and numbers.is_loose(match.group()) else len(title)
    return _Cite(title[:cut], title[cut:]), place + 1 + len(title)


def _outside_quotations(cites: list[_Cite], notes: Notes) -> list[_Cite]:
    """Leave out the laws that the quoted text of an article names: they are no bases."""
    kept: list[_Cite] = []
    for cite in cites:
        if kept and _quotes(kept[-1].after):
            kept[-1].after += f"《{cite.title}》{cite.after}"
        else:
            kept.append(cite)
    return kept


def _quotes(after: str) -> bool:
    """True where the text behind a title quotes its article and the sentence has not ended."""
    rest = squash(after)
    article = re.search("第[^条]{1,8}条[^：:。]{0,14}[：:]?", rest)
    if article is None:
        return False
    said = rest[article.end() :].rpartition("。")[2] if "。" in rest else rest[article.end() :]
    inside = tuple(load("words")["law"]["inside"])
    return said.endswith(inside) or (len(said) > 12 and not _ENTRY.search(after.rstrip(" \t")))


def _bases(cite: _Cite, notes: Notes) -> list[LegalBasis]:
    """Return the basis of one title in marks, and those without marks that stand behind it."""
    title = mend_words(join_lines(cite.title).strip(), notes, FIELD)
    if not title:
        notes.warning("basis-text", f"{notes.place}的公开依据里有一对空的书名号。", FIELD)
    number = None
    rest = half_width(squash(cite.after))
    if match := _RULES_UNDER.match(rest):
        title, rest = f"{title}{match.group()}", rest[match.end() :]
    rest = _closed(rest, notes)
    bracket = _bracketed(rest)
    article, behind = article_at_start(rest)
    if bracket is not None:
        number = _in_bracket(title, bracket, notes)
        rest = rest[len(bracket) + 2 :]
    elif not article:
        lead = rest.lstrip("，,、")
        number, length = numbers.at_start(lead, notes)
        rest = lead[length:] if length else rest
    else:
        rest = behind
    if not article:
        article, behind = article_at_start(rest.lstrip("，,、：:"))
        rest = behind if article else rest
    if match := _BEHIND.match(rest):
        more = list(titled(match.group(1), notes))
        if more:
            return [LegalBasis(title, number, article), *more]
    _left_over(rest, notes)
    return [LegalBasis(title, number, article)]


def _in_bracket(title: str, bracket: str, notes: Notes) -> str | None:
    """Return the number in the bracket behind a title; what else stands there is named."""
    if number := normalise_number(bracket, notes):
        return number
    number, rest = numbers.inside(bracket, notes)
    if number is None and numbers.is_loose(bracket):
        notes.warning(
            "number-odd", f"{notes.place}的文号“{bracket}”写法不合规范，按原文保留。", FIELD
        )
        return bracket
    if rest:
        notes.info("basis-note", f"{notes.place}的“《{title}》”后面注有“{rest}”，不是文号。", FIELD)
    return number


def _bracketed(text: str) -> str | None:
    """Return what stands in the bracket ``text`` begins with, inner brackets included."""
    if not text or text[0] not in OPEN:
        return None
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in OPEN) - (sign in CLOSE)
        if depth == 0:
            return text[1:place]
    return None


def _closed(text: str, notes: Notes) -> str:
    """Close a bracket that is never closed behind the number in it: （国办发〔2016〕8号."""
    if not text or text[0] not in OPEN or _bracketed(text) is not None:
        return text
    if numbers.inside(text[1:], Notes())[0] is None:
        return text
    _, length = numbers.at_start(text[1:], Notes())
    end = 1 + length if length else len(text)
    message = f"{notes.place}的文号“{text[:end]}”缺少右括号，按括号在此结束读入，请核对。"
    notes.warning("number-odd", message, FIELD)
    return f"{text[:end]}）{text[end:]}"


def _left_over(text: str, notes: Notes) -> None:
    rest = squash(NUMBERING.sub("", text)).strip(_SEPARATORS)
    if rest:
        shown = rest if len(rest) <= _LONGEST else f"{rest[:_LONGEST]}…"
        message = f"{notes.place}的公开依据里，“{shown}”不在书名号内，没有读作依据。"
        notes.info("basis-text", message, FIELD)
