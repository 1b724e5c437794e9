"""Traditional characters: values stay as printed, words are compared in simplified ones."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Protocol, cast


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    import opencc  # slow to load, and only a text that is read needs it

    return cast(_Converter, opencc.OpenCC("t2s"))


@lru_cache(maxsize=1 << 15)
def simplified(text: str) -> str:
    """Return ``text`` in simplified characters (OpenCC t2s), for comparing only."""
    return text if text.isascii() else _converter().convert(text)


def is_traditional(text: str) -> bool:
    """True where ``text`` prints a traditional character."""
    return simplified(text) != text


def as_printed(name: str, printed: str) -> str:
    """Return ``name``, found in the simplified text, as the text ``printed`` writes it.

    The name itself where the text does not hold it (it was put together of parts).
    """
    plain = "".join(printed.split())
    same = simplified(plain)
    place = same.find("".join(name.split())) if len(same) == len(plain) else -1
    return name if place < 0 else plain[place : place + len("".join(name.split()))]
