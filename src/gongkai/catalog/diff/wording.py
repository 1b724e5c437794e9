"""The wording of an item made comparable: what only looks different becomes the same."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from opencc import OpenCC

from gongkai.catalog.model import Item

# A number in front of an entry; 1.5 and 20日 are no numbering.
_NUMBERING = re.compile(
    "(?:^|(?<=[\\s;:。,、]))"
    "(?:[(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)]"
    "|[0-9]{1,2}(?:[、)]|[.](?![0-9]))"
    "|[一二三四五六七八九十]{1,3}、)"
)
_CIRCLED = re.compile("[\u2460-\u2473\u2776-\u277f]")
_PIECES = re.compile("[;。,、\\s:]+")
_KEPT_IN_NUMBERS = ".-/:~"
_KEPT = "%‰"


@cache
def measures() -> dict[str, Any]:
    """Return the thresholds (``thresholds.toml``), each with its reason beside it."""
    text = files("gongkai.catalog.diff").joinpath("thresholds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Wording:
    """An item as it is compared. ``pieces`` are its elements, or the parts of running text."""

    path: str
    above: str
    heading: str
    content: str
    elements: frozenset[str]
    bases: frozenset[str]
    pieces: tuple[str, ...]

    @property
    def whole(self) -> str:
        """Everything that tells the item apart, for looking candidates up."""
        return f"{self.path}\n{self.content}"


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return ``text`` without numbering, punctuation, white space, width and script variants.

    Signs between two digits stay: 1.5 and 15 are two things, and so are 15-20 and 1520.
    """
    return _without_signs(_NUMBERING.sub("", _folded(text)))


def of(item: Item) -> Wording:
    """Return the wording of ``item``; its number is no part of it."""
    levels = [plain(level) for level in item.levels]
    elements = frozenset(filter(None, (plain(element.name) for element in item.elements)))
    return Wording(
        path="\n".join(filter(None, (plain(item.process or ""), *levels))),
        above="\n".join(filter(None, (plain(item.process or ""), *levels[:-1]))),
        heading=levels[-1] if levels else "",
        content=plain(item.content),
        elements=elements,
        bases=frozenset(filter(None, (plain(basis.title) for basis in item.legal_bases))),
        pieces=tuple(sorted(elements)) or _parts(item.content),
    )


def _folded(text: str) -> str:
    # Circled digits go first: NFKC would make plain digits of them.
    return str(_simplified().convert(unicodedata.normalize("NFKC", _CIRCLED.sub("；", text))))


def _without_signs(text: str) -> str:
    kept: list[str] = []
    for place, sign in enumerate(text):
        if sign.isspace():
            continue
        if unicodedata.category(sign)[0] in "PZC" and sign not in _KEPT:
            inside = 0 < place < len(text) - 1
            digits = inside and text[place - 1].isdigit() and text[place + 1].isdigit()
            if not (digits and sign in _KEPT_IN_NUMBERS):
                continue
        kept.append(sign)
    return "".join(kept).lower()


def _parts(content: str) -> tuple[str, ...]:
    parts = (plain(part) for part in _PIECES.split(_folded(content)))
    return tuple(dict.fromkeys(part for part in parts if len(part) > 1))
