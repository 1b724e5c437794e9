"""The signs of the picture fonts (Wingdings and others), as the signs they show."""

from __future__ import annotations

from gongkai.catalog.vocabulary import load

_PRIVATE = 0xF000


def _fonts() -> dict[str, dict[str, str]]:
    fonts: dict[str, dict[str, str]] = load("symbols")["fonts"]
    return fonts


def is_picture_font(font: str | None) -> bool:
    """True where the letters of ``font`` are pictures."""
    return font is not None and font.strip().lower() in _fonts()


def sign(font: str | None, code: int) -> str:
    """Return what the letter ``code`` of ``font`` shows; the private-use sign where unknown."""
    low = code & 0xFF
    known = _fonts().get((font or "").strip().lower(), {}).get(f"{low:02X}")
    return known or (" " if low == 0x20 else chr(_PRIVATE + low))


def shown(text: str, font: str | None) -> str:
    """Return ``text`` as it is shown in ``font``; only picture fonts change it."""
    if not is_picture_font(font):
        return text
    return "".join(
        sign(font, ord(letter))
        if ord(letter) < 0x100 or 0xF000 <= ord(letter) <= 0xF0FF
        else letter
        for letter in text
    )
