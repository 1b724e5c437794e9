"""Reads ticks under a choice (全社会 √) and the same choices written as words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from gongkai.catalog.cleaning import squash
from gongkai.catalog.notes import Notes
from gongkai.catalog.vocabulary import field_label, load

_WORDS = re.compile("[、，；,;。/\\s和及]+")


@cache
def _choices(field: str) -> tuple[dict[str, str], tuple[str, ...]]:
    entries = [entry for entry in load("columns")["choice"] if entry["field"] == field]
    names = {squash(name): entry["value"] for entry in entries for name in entry["names"]}
    return names, tuple(entry["value"] for entry in entries)


def ticked(text: str, heading: str, field: str, notes: Notes) -> bool | None:
    """True for a tick, False for an empty cell; None, with a finding, for anything else."""
    mark, ticks = squash(text), load("columns")["ticks"]
    if mark in ticks["filled"]:
        return True
    if not mark or mark in ticks["empty"]:
        return False
    message = f"{notes.place}的“{heading}”格写着“{mark}”，看不出是否勾选。"
    notes.warning("tick-unread", message, field)
    return None


def ordered(values: Iterable[str], field: str) -> tuple[str, ...]:
    """Return choices in the order of the model, without repeats."""
    chosen = set(values)
    return tuple(value for value in _choices(field)[1] if value in chosen)


def from_words(text: str, field: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the choices that words name (主动公开), and the words that name none."""
    names = _choices(field)[0]
    if squash(text) in names:
        return (names[squash(text)],), []
    words = [word for word in _WORDS.split(text) if word]
    known = [names[word] for word in words if word in names]
    return ordered(known, field), [word for word in words if word not in names]


def read_words(text: str, field: str, notes: Notes) -> tuple[str, ...]:
    """As :func:`from_words`, with a finding for each word that names no choice."""
    chosen, unread = from_words(text, field)
    for word in unread:
        message = f"{notes.place}的“{field_label(field)}”写着“{word}”，不是已知的选项，没有读入。"
        notes.warning("choice-unread", message, field)
    return chosen
