"""Tells which words of a cell have a filled box, whichever side of the word it is printed on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from gongkai.catalog.vocabulary import load


@dataclass(frozen=True, slots=True)
class Boxed:
    """The words of a cell with the sign each has; ``loose`` stood beside no box.

    ``certain`` is false where the boxes may belong to the words on either side of them.
    """

    pairs: tuple[tuple[str, str], ...]  # sign, words
    loose: str = ""
    certain: bool = True


@cache
def _signs() -> tuple[str, re.Pattern[str]]:
    boxes = load("glyphs")["boxes"]
    filled = "".join(boxes["filled"])
    return filled, re.compile(f"([{re.escape(filled + ''.join(boxes['empty']))}])")


@cache
def _letters() -> dict[str, str]:
    boxes = load("glyphs")["boxes"]
    return dict.fromkeys(boxes["filled_letters"], "■") | dict.fromkeys(boxes["empty_letters"], "□")


@cache
def _letter_pattern() -> re.Pattern[str]:
    return re.compile(
        f"(?<![A-Za-z0-9])([{re.escape(''.join(_letters()))}])(?=[ \u3000]*[^A-Za-z0-9])"
    )


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(f"[\\[（(【［][ \u3000]*{_signs()[1].pattern}[ \u3000]*[\\]）)】］]")


_EMPTY_SQUARE = re.compile("\\[[ \u3000]*\\]|［[ \u3000]*］")
_EMPTY_ROUND = re.compile("[（(][ \u3000]*[）)]")


def without_brackets(text: str) -> str:
    """Return ``text`` with [√] and （■） as the bare sign, and [ ] as an empty box.

    A round pair with nothing in it is an empty box only beside one that holds a sign; else it is a
    blank to be filled in (其他（  ）).
    """
    bare = _bracketed().sub(r"\1", text)
    return _EMPTY_SQUARE.sub("□", _EMPTY_ROUND.sub("□" if bare != text else "", bare))


def is_filled(sign: str) -> bool:
    """True for the sign of a chosen box (■ ☑ √)."""
    return sign in _signs()[0]


def has_box(text: str) -> bool:
    """True where a box is printed in ``text``."""
    return bool(_signs()[1].search(text))


def letters_read(text: str, begins: Callable[[str], bool]) -> str:
    """Turn the letters that boxes became (t政府网站, 口广播电视) into boxes.

    Only directly before words that ``begins`` says a name begins with.
    """

    def box(letter: re.Match[str]) -> str:
        rest = text[letter.end() :]
        return _letters()[letter.group(1)] if begins(rest) else letter.group(1)

    return _letter_pattern().sub(box, text)


def split(text: str, names: Callable[[str], bool]) -> Boxed:
    """Cut ``text`` at its boxes; ``names`` tells whether words are a name by themselves."""
    first, *rest = _signs()[1].split(text)
    words, signs = [first, *rest[1::2]], rest[::2]
    before, after = words[0].strip(), words[-1].strip()
    if before and names(before):
        if not after:
            return Boxed(tuple(zip(signs, words[:-1], strict=True)))
        return Boxed(tuple(zip(signs, words[1:], strict=True)), before, certain=False)
    return Boxed(tuple(zip(signs, words[1:], strict=True)), before)
