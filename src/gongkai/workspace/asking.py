"""What an address or a form asks for, read so that no typed text can break a page."""

from __future__ import annotations

from django.http import QueryDict

# A PostgreSQL bigint holds every number of 18 digits, and not every one of 19.
_DIGITS = 18


def number_or_none(text: str) -> int | None:
    """Return the whole number that ``text`` is: 1 to 18 ASCII digits, else None."""
    text = text.strip()
    if len(text) > _DIGITS or not (text.isascii() and text.isdecimal()):
        return None
    return int(text)


def words_of(query: QueryDict, name: str) -> str:
    """Return the words typed for ``name``, trimmed, without NUL (PostgreSQL keeps no NUL)."""
    return query.get(name, "").replace("\x00", "").strip()
