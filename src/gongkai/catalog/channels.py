"""Reads the channels of a cell: boxes (■ □) or a plain list, under their thirteen names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from gongkai.catalog import boxes
from gongkai.catalog.channel_names import (
    OTHER,
    Named,
    begins_with_name,
    canonical,
    is_list,
    is_own_name,
    listed,
    named,
)
from gongkai.catalog.cleaning import squash
from gongkai.catalog.model import Channel
from gongkai.catalog.notes import Notes
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load

__all__ = ["canonical", "is_list", "read"]

FIELD = "channels"
_LOST = "?？\ufffd"  # what a sign becomes that an export does not know
_QUOTED = 40  # signs of a cell that a finding quotes
_LONG = 15  # signs; words that are longer and name no channel are no list of channels


def read(text: str, notes: Notes, signs: Mapping[str, bool] | None = None) -> tuple[Channel, ...]:
    """Return the channels printed in a cell, in order; what names none is 其他, with a finding.

    ``signs`` is what a legend of the catalog says of its boxes (■ a choice). Where a box may
    belong to more than one name, the field is left unresolved (:meth:`Notes.doubt`).
    """
    body = _without_note(text, notes)
    if _denied().search(simplified(squash(body))):
        message = f"{notes.place}的公开渠道写着“{squash(body)[:_QUOTED]}”，有排除的说法，没有读入。"
        notes.warning("channel-unread", message, FIELD)
        notes.doubt(FIELD)
        return ()
    marked = boxes.letters_read(boxes.without_brackets(body), begins_with_name)
    if not boxes.has_box(marked):
        return _plain(body, notes)
    split = boxes.split(marked, lambda words: named(words) is not None)
    if split.loose:
        _loose(split, notes)
    found: dict[str, bool] = {}
    if not split.certain and (one := named(split.loose)):
        found[one.name] = False
    for sign, words in split.pairs:
        chosen = (signs or {}).get(sign, boxes.is_filled(sign))
        if words.strip():
            _boxed(words, chosen, found, notes)
        else:
            _blank_box(sign, chosen, notes)
    if not found:
        notes.doubt(FIELD)
    return tuple(Channel(name, required) for name, required in found.items())


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(load("channels")["denied"]["pattern"])


@cache
def _stating() -> re.Pattern[str]:
    return re.compile(load("channels")["denied"]["stated"])


def _stated(words: str) -> bool | None:
    """Return what 必选 (true) or 可选 (false) says, None for other words."""
    legend, plain = load("glyphs")["legend"], simplified(squash(words))
    if plain in legend["must"]:
        return True
    return False if plain in legend["choice"] else None


def _boxed(words: str, chosen: bool, found: dict[str, bool], notes: Notes) -> None:
    """Add what stands behind one box: mostly one name, sometimes two that share it."""
    parts = listed(words, boxed=True)
    shared = len(parts) == 1 or all(sign in "、，,；;" for sign in _between(words, parts))
    for place, one in enumerate(parts):
        if place and not shared:
            message = f"{notes.place}的公开渠道“{one.printed}”前面没有方框，看不出是否勾选。"
            notes.warning("channel-unboxed", message, FIELD)
            notes.doubt(FIELD)
        mine = chosen if shared or not place else False
        stated = _stated(one.detail)
        if stated is not None and stated is not mine:
            message = f"{notes.place}的公开渠道“{one.printed}”的方框与文字不一致，看不出是否必选。"
            notes.warning("channel-unboxed", message, FIELD)
            notes.doubt(FIELD)
        _add(one, mine, found, notes)


def _between(words: str, parts: list[Named]) -> str:
    """Return what stands between the names of one box, a space for nothing at all."""
    rest, between = squash(words), ""
    for one in parts[:-1]:
        rest = rest.partition(one.printed)[2]
        between += rest[:1] if rest[:1] in "、，,；;" else " "
    return between or " "


def _add(one: Named, chosen: bool, found: dict[str, bool], notes: Notes) -> None:
    stated = _stated(one.detail)
    if stated is None and _stating().search(one.detail):
        message = f"{notes.place}的公开渠道写着“{one.printed}”，看不出哪些必选，没有读入。"
        notes.warning("channel-unread", message, FIELD)
        notes.doubt(FIELD)
    elif one.detail and stated is None:
        message = (
            f"{notes.place}的公开渠道“{one.printed}”按“{one.name}”读入，原文另有“{one.detail}”。"
        )
        notes.info("channel-detail", message, FIELD)
    elif one.name in found and one.name != OTHER and is_own_name(one):
        message = f"{notes.place}的公开渠道“{one.name}”印了不止一次，勾选过一次即算必选。"
        notes.warning("channel-twice", message, FIELD)
    found[one.name] = found.get(one.name, False) or chosen


def _plain(text: str, notes: Notes) -> tuple[Channel, ...]:
    """Read a list without boxes: all of it is required, unless the boxes became question marks."""
    if any(sign in text for sign in _LOST):
        message = f"{notes.place}的公开渠道里有问号，可能原是方框，看不出哪些是勾选的，没有读入。"
        notes.warning("channel-unread", message, FIELD)
        notes.doubt(FIELD)
        return ()
    parts = listed(text, boxed=False)
    unknown = [one for one in parts if one.name == OTHER and one.detail]
    if len(unknown) == len(parts) and any(len(one.detail) > _LONG for one in unknown):
        message = f"{notes.place}的公开渠道写着“{squash(text)}”，没有一种渠道的名称，没有读入。"
        notes.warning("channel-unread", message, FIELD)
        notes.doubt(FIELD)
        return ()
    found: dict[str, bool] = {}
    for one in parts:
        _add(one, _stated(one.detail) is not False, found, notes)
    if not found:
        notes.doubt(FIELD)
    return tuple(Channel(name, required) for name, required in found.items())


def _without_note(text: str, notes: Notes) -> str:
    """Cut a note off the end of a cell (注：有关信息可推送…); it is named, not read."""
    for lead in load("channels")["around"]["notes"]:
        body, found, note = text.partition(lead)
        if found and body.strip():
            message = f"{notes.place}的公开渠道后面附注“{squash(note)}”，不是渠道。"
            notes.info("channel-note", message, FIELD)
            return body
    return text


def _loose(split: boxes.Boxed, notes: Notes) -> None:
    words = squash(split.loose)
    if split.certain:
        message = f"{notes.place}的公开渠道前面有没有方框的文字“{words}”，没有读入。"
        notes.warning("channel-unknown", message, FIELD)
        return
    message = (
        f"{notes.place}的公开渠道“{words}”前面没有方框，"
        "看不出方框标在名称之前还是之后，也可能漏了一个方框，请核对勾选。"
    )
    notes.warning("channel-unboxed", message, FIELD)
    notes.doubt(FIELD)


def _blank_box(sign: str, chosen: bool, notes: Notes) -> None:
    message = f"{notes.place}的公开渠道有一个方框“{sign}”后面没有名称。"
    notes.warning("channel-unknown", message, FIELD)
    if chosen:
        notes.doubt(FIELD)
