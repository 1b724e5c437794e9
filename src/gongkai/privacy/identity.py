"""Identity numbers of GB 11643-1999: telling them apart, finding them in text, matching them."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from gongkai.refusals import Refused

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
CENTURY = "19"  # every 15-digit number was issued to someone born in the 1900s
REGION = 6  # leading digits that name the region

# What people and layouts put between the digits: blanks, dashes, invisible characters. Not line
# ends and tabs, which part one cell from the next.
_BETWEEN = (
    r"(?:[ \-\u00a0\u00ad\u2000-\u200d\u2010-\u2015\u202f\u205f\u2060\u2212\u3000\ufeff]"
    r"|&nbsp;|&#160;){0,2}"
)
_START = re.compile(r"(?<![0-9])[0-9]")
# 18 characters may be split, 15 may not: without a check character too many card and account
# numbers would look like one.
_FORMS = (
    re.compile(rf"[0-9](?:{_BETWEEN}[0-9]){{16}}{_BETWEEN}[0-9X](?![0-9])"),
    re.compile(r"[0-9]{15}(?![0-9])"),
)
_SEPARATOR = re.compile(r"&nbsp;|&#160;|[^0-9X]")
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN = re.compile(r"[0-9]{15}")
_JOINED = re.compile(rf"(?<=[0-9]){_BETWEEN}(?=[0-9Xx])")
# Full-width digits and letters to their plain forms, one character for one, so places hold.
_PLAIN = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)},
    ord("Ｘ"): "X",
    ord("ｘ"): "X",
    ord("x"): "X",
    ord("－"): "-",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """An identity number in a text: ``text[start:end]`` holds it, ``number`` is its plain form."""

    start: int
    end: int
    number: str


def check_character(first17: str) -> str:
    """Return the 18th character for the first 17 digits (MOD 11-2, GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def is_identity_number(text: str) -> bool:
    """Return whether ``text`` is an identity number: 18 characters, or 15 of the old form.

    Only the check character decides for 18 (so residence permits that begin with 81, 82, 83 or 9
    pass, and so does a region code long abolished); for 15, which has none, the date of birth.
    Full-width characters and a small x are read as plain ones.
    """
    number = _plain(text)
    if _EIGHTEEN.fullmatch(number):
        return check_character(number[:-1]) == number[-1]
    return bool(_FIFTEEN.fullmatch(number)) and _has_birth_date(number)


def find_identity_numbers(text: str) -> tuple[Hit, ...]:
    """Return every identity number in running text or HTML source, in order.

    Finds full-width digits and numbers split by blanks or hyphens (``&nbsp;`` too); nothing is
    found inside a longer string of digits.
    """
    plain = text.translate(_PLAIN)
    hits: list[Hit] = []
    for start in _START.finditer(plain):
        if hits and start.start() < hits[-1].end:
            continue
        hit = _hit_at(plain, start.start())
        if hit is not None:
            hits.append(hit)
    return tuple(hits)


def _hit_at(plain: str, place: int) -> Hit | None:
    for form in _FORMS:
        match = form.match(plain, place)
        if match is None:
            continue
        number = _SEPARATOR.sub("", match.group())
        # Dates and amounts side by side would often pass for a split number, were it not for the
        # date of birth inside.
        whole = number == match.group() or _has_birth_date(number)
        if whole and is_identity_number(number):
            return Hit(match.start(), match.end(), number)
    return None


def canonical(number: str) -> str:
    """Return the 18-character form: plain digits, X in upper case, 15 digits brought up to 18.

    The check character is not checked, so that a mistyped number can still be masked. Raises
    ``Refused`` for anything that does not have the form of an identity number.
    """
    plain = _plain(number)
    if _FIFTEEN.fullmatch(plain):
        first17 = plain[:REGION] + CENTURY + plain[REGION:]
        return first17 + check_character(first17)
    if _EIGHTEEN.fullmatch(plain):
        return plain
    raise Refused("not_identity_number", "这一格不是公民身份号码（应为18位或者15位），请核对。")


def fingerprint(number: str, key: bytes) -> str:
    """Return the keyed hash (HMAC-SHA-256, hex) by which one person's records are matched.

    Both forms of one number give one fingerprint. Without ``key`` it cannot be turned back, nor
    found by trying all numbers. Raises ``Refused`` for an empty key or what is no number.
    """
    if not key:
        raise Refused("key_missing", "没有设置身份号码比对密钥，请先在配置中设置。")
    return hmac.new(key, canonical(number).encode("ascii"), hashlib.sha256).hexdigest()


def _plain(text: str) -> str:
    return _JOINED.sub("", unicodedata.normalize("NFKC", text).strip()).upper()


def _has_birth_date(number: str) -> bool:
    birth = number[REGION:-4] if len(number) == len(WEIGHTS) + 1 else CENTURY + number[REGION:-3]
    try:
        date(int(birth[:4]), int(birth[4:6]), int(birth[6:]))
    except ValueError:
        return False
    return True
