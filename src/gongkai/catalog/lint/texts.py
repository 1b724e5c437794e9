"""Checks of the wording of every cell: slips of the pen, doubled words, what an export left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from gongkai.catalog.lint.registry import check
from gongkai.catalog.lint.subject import Subject, found, overall, texts
from gongkai.catalog.lint.tables import load
from gongkai.catalog.model import Finding
from gongkai.catalog.vocabulary import load as load_words

# A column heading that says one word twice (标题标题, 公开/公开时限公开时限).
_WHOLE_TWICE = re.compile("(?P<once>[\u4e00-\u9fff]{2,6})(?P=once)")
_AROUND = 6  # signs shown on either side of a slip


@check("text-typo")
def typos(subject: Subject) -> Iterator[Finding]:
    """Wording from the list of slips. What the reader names in the content is left to it."""
    noticed = subject.noticed("limit-typo")
    for item in subject.items:
        for field, text, cell in texts(item):
            if _first(_any_typo(), text) is None or (item.seq, item.line, field) in noticed:
                continue
            named: list[range] = []
            for pattern, excluded, likely in _typos():
                match = pattern.search(text)
                if match is None or (excluded and excluded.search(text)):
                    continue
                if any(match.start() in span or match.end() - 1 in span for span in named):
                    continue  # two entries name one slip
                named.append(range(*match.span()))
                if field == "content" and _named_by_reader(match.group()):
                    continue
                right = _mended(match.group(), likely)
                yield found(
                    "text-typo",
                    item,
                    field,
                    f"写有“{_around(match, text)}”，“{match.group()}”疑为“{right}”。",
                    suggestion=f"{match.group()} → {right}",
                    cell=cell,
                )


@check("text-doubled")
def doubled(subject: Subject) -> Iterator[Finding]:
    """A word or a sign printed twice in a row."""
    yield from _each(subject, "text-doubled", _doubled(), _say_doubled)
    for heading in dict.fromkeys(subject.catalog.headings):
        if match := _WHOLE_TWICE.search(heading):
            message = f"的表头“{heading}”里“{match.group()}”重复。"
            mended = f"{match.group()} → {match['once']}"
            yield overall("text-doubled", None, message, mended)


@check("text-residue")
def residue(subject: Subject) -> Iterator[Finding]:
    """What a word processor, a web page or a font left in a cell."""
    yield from _each(subject, "text-residue", _residue(), _say_residue)


def _each(
    subject: Subject,
    code: str,
    pattern: re.Pattern[str],
    say: Callable[[re.Match[str]], tuple[str, str]],
) -> Iterator[Finding]:
    """Yield one finding for each cell that holds ``pattern`` and that the reader did not name."""
    noticed = subject.noticed("residue-removed", "limit-typo")
    for item in subject.items:
        for field, text, cell in texts(item):
            match = _first(pattern, text)
            if match is None or _is_no_slip(match, text):
                continue
            if {(item.seq, item.line, one) for one in (field, None)} & noticed:
                continue
            sentence, right = say(match)
            mended = f"{match.group()} → {right}" if right else f"删去“{_shown(match)}”"
            yield found(code, item, field, sentence, suggestion=mended, cell=cell)


def _say_residue(match: re.Match[str]) -> tuple[str, str]:
    name = load("texts")["residue"][int(str(match.lastgroup).removeprefix("r"))]["name"]
    return f"里夹有{name}“{_shown(match)}”，像是复制或导出时留下的。", ""


def _shown(match: re.Match[str]) -> str:
    return match.group() if match.group().isprintable() else "不可见字符"


def _say_doubled(match: re.Match[str]) -> tuple[str, str]:
    return f"里“{match.group()}”重复。", match["once"]


def _is_no_slip(match: re.Match[str], text: str) -> bool:
    if "once" not in match.re.groupindex:
        return False
    excluded = "|".join(entry["not"] for entry in load("texts")["doubled"])
    near = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    return re.search(excluded, near) is not None


@lru_cache(maxsize=32768)
def _first(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    # A column repeats its cells over and over.
    return pattern.search(text)


@cache
def _residue() -> re.Pattern[str]:
    kinds = enumerate(load("texts")["residue"])
    return re.compile("|".join(f"(?P<r{place}>{entry['pattern']})" for place, entry in kinds))


@cache
def _doubled() -> re.Pattern[str]:
    words = [re.escape(word) for entry in load("texts")["doubled"] for word in entry["words"]]
    return re.compile(f"(?P<once>{'|'.join(words)})(?P=once)(?!(?P=once))")


@cache
def _typos() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None, str], ...]:
    return tuple(
        (
            re.compile(entry["printed"]),
            re.compile(entry["not"]) if "not" in entry else None,
            entry["likely"],
        )
        for entry in load("texts")["typo"]
    )


@cache
def _any_typo() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry['printed']})" for entry in load("texts")["typo"]))


def _named_by_reader(printed: str) -> bool:
    return any(printed in entry["printed"] for entry in load_words("words").get("slip", ()))


def _mended(printed: str, likely: str) -> str:
    """Return the right wording for the whole match: the list gives its last word at least."""
    return likely if len(likely) >= len(printed) - 1 else printed[: -len(likely)] + likely


def _around(match: re.Match[str], text: str) -> str:
    """Return the match with a few signs on either side; only to be shown, never to be printed."""
    return text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
