"""Keeps a spreadsheet program from taking a cell of a CSV file for a formula, and undoes it."""

from __future__ import annotations

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
SIGN = "'"  # what spreadsheet programs themselves print in front of a text


def guarded(text: str) -> str:
    """Put ``'`` in front of what a spreadsheet program would work out.

    A text that begins with ``'`` and would be taken for guarded gets one more, so that
    :func:`unguarded` always gives the very text back.
    """
    return SIGN + text if text.lstrip(SIGN).startswith(STARTS) else text


def unguarded(text: str) -> str:
    """Return what :func:`guarded` was given."""
    if text.startswith(SIGN) and text.lstrip(SIGN).startswith(STARTS):
        return text[len(SIGN) :]
    return text
