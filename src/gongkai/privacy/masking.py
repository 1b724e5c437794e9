"""Hiding what must not be published: identity numbers and mobile numbers."""

from __future__ import annotations

import re
import unicodedata

from gongkai.privacy.identity import canonical, find_identity_numbers
from gongkai.privacy.presets import DEFAULT, LENGTH, Preset, phone_mask, preset
from gongkai.refusals import Refused

HIDDEN = "*"

_MASKED = re.compile(r"[0-9*]{17}[0-9X*]")
# Lists of other offices also hide with ×, ●, ■ or x, and often with fewer signs than digits.
_HIDING = str.maketrans(dict.fromkeys("×✕╳●•■█", HIDDEN))
_SHORT = re.compile(r"(?=[0-9*]*\*\*)[0-9]{0,14}\*+[0-9]{0,4}X?")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_PHONE_BLANKS = re.compile(r"[\s\-]")


def mask_identity_number(number: str, preset: str = DEFAULT) -> str:
    """Return the 18 characters of ``number`` with all but the preset's positions as ``*``.

    X is in upper case; an old number of 15 digits is brought up to 18 first. A number that is
    already masked is masked further, never less. Raises ``Refused`` for an unknown preset and for
    what does not have the form of an identity number (the message does not repeat it).
    """
    chosen = _chosen(preset)
    plain = _masked_form(number)
    full = plain if plain is not None else canonical(number)
    return "".join(sign if at in chosen.visible else HIDDEN for at, sign in enumerate(full))


def mask_text(text: str, preset: str = DEFAULT) -> tuple[str, int]:
    """Return ``text`` (plain or HTML) with every identity number masked, and how many there were.

    In what is returned ``find_identity_numbers`` finds nothing.
    """
    masked = 0
    # What stays visible can join with its neighbours to look like a number again, hence the loop;
    # every round leaves fewer digits.
    while hits := find_identity_numbers(text):
        for hit in reversed(hits):
            text = text[: hit.start] + mask_identity_number(hit.number, preset) + text[hit.end :]
        masked += len(hits)
    return text, masked


def mask_phone(number: str) -> str:
    """Return a mobile number as 138****1234; blanks, hyphens and +86 are left out.

    Raises ``Refused`` for anything but a mobile number of 11 digits.
    """
    compact = _PHONE_BLANKS.sub("", unicodedata.normalize("NFKC", number))
    match = _MOBILE.fullmatch(compact)
    if match is None:
        raise Refused("not_mobile_number", "这一格不是11位手机号码，请核对。")
    digits, mask = match[1], phone_mask()
    hidden = len(digits) - mask.head - mask.tail
    return digits[: mask.head] + HIDDEN * hidden + digits[-mask.tail :]


def already_masked(value: str) -> bool:
    """Return whether ``value`` is an identity number part of which is hidden already.

    Signs other than ``*`` (×, ●, x …) and fewer signs than hidden digits count as well.
    """
    if visible_positions(value) is not None:
        return True
    signs = _signs(value)
    return bool(_SHORT.fullmatch(signs)) and len(signs) <= LENGTH


def visible_positions(value: str) -> frozenset[int] | None:
    """Return the positions (0 to 17) a masked value of 18 characters shows, None for any other.

    Two lists that show one person under different masks give away the union of both.
    """
    plain = _masked_form(value)
    if plain is None:
        return None
    return frozenset(at for at, sign in enumerate(plain) if sign != HIDDEN)


def _chosen(name: str) -> Preset:
    return preset(name)


def _masked_form(value: str) -> str | None:
    """Return ``value`` as 18 characters with ``*`` for what is hidden, or None if it is not so."""
    signs = _signs(value)
    return signs if HIDDEN in signs and _MASKED.fullmatch(signs) else None


def _signs(value: str) -> str:
    """Return ``value`` with ``*`` for every sign that hides, and X only as a check character."""
    signs = unicodedata.normalize("NFKC", value).strip().upper().translate(_HIDING)
    if HIDDEN in signs or "XX" not in signs:
        return signs
    # Hidden with x: a last X after a digit is still the check character.
    body, last = signs[:-1], signs[-1]
    last = HIDDEN if last == "X" and not body[-1].isdecimal() else last
    return body.replace("X", HIDDEN) + last
