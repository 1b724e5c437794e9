"""Chinese and full-width numerals."""

from __future__ import annotations

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
LONGEST = 7


def half_width(text: str) -> str:
    """Return ``text`` with full-width digits replaced."""
    return text.translate(_WIDTH)


def to_int(text: str) -> int | None:
    """Return the number ``text`` writes (20, ２０, 二十, 一百零五), or None; below ten million."""
    plain = half_width(text)
    if not 0 < len(plain) <= LONGEST:
        return None
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if all(sign in _DIGITS for sign in plain):
        return int("".join(str(_DIGITS[sign]) for sign in plain))
    return _with_units(plain)


def _with_units(text: str) -> int | None:
    total, digit = 0, 0
    smallest = 1000
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _UNITS and _UNITS[sign] < smallest:
            smallest = _UNITS[sign]
            total += (digit or 1) * smallest
            digit = 0
        else:
            return None
    return total + digit
