"""Reads the channels of a cell: boxes (■ □) or a plain list, under their thirteen names."""

from __future__ import annotations

import re
from functools import cache

from gongkai.catalog.cleaning import squash
from gongkai.catalog.model import Channel
from gongkai.catalog.notes import Notes
from gongkai.catalog.vocabulary import load

_LIST = re.compile("[、，；,;。\\s]+")
_OTHER = "其他"


@cache
def _names() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in load("channels")["channel"]:
        for name in (entry["name"], *entry["aliases"]):
            table[_key(name)] = entry["name"]
    return table


def _key(text: str) -> str:
    return squash(text).translate(str.maketrans("()", "（）")).rstrip("；;。，,、.")


def canonical(text: str) -> str | None:
    """Return the channel's one name, or None where the text names no channel."""
    return _names().get(_key(text))


def is_list(text: str) -> bool:
    """True where every word of ``text`` names a channel."""
    words = [word for word in _LIST.split(text) if word]
    return bool(words) and (canonical(text) is not None or all(canonical(word) for word in words))


def read(text: str, notes: Notes) -> tuple[Channel, ...]:
    """Return the channels printed in a cell, in order; what names none becomes a finding."""
    found: dict[str, bool] = {}
    for printed, required in _marked(text, notes):
        name = canonical(printed) or _other(printed, notes)
        if name is None:
            message = f"{notes.place}的公开渠道“{squash(printed)}”不在十三种渠道之内，没有读入。"
            notes.warning("channel-unknown", message, "channels")
            continue
        if name in found:
            message = f"{notes.place}的公开渠道“{name}”印了不止一次，勾选过一次即算必选。"
            notes.warning("channel-twice", message, "channels")
        found[name] = found.get(name, False) or required
    return tuple(Channel(name, required) for name, required in found.items())


def _marked(text: str, notes: Notes) -> list[tuple[str, bool]]:
    """Return each printed name with whether its box is filled; a plain list is all required."""
    boxes = load("channels")["boxes"]
    filled, empty = "".join(boxes["filled"]), "".join(boxes["empty"])
    first, *rest = re.split(f"([{filled}{empty}])", text)
    if not rest:
        whole = [text] if canonical(text) else _LIST.split(text)
        return [(word, True) for word in whole if word.strip()]
    if first.strip():
        message = f"{notes.place}的公开渠道前面有没有方框的文字“{squash(first)}”，没有读入。"
        notes.warning("channel-unknown", message, "channels")
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return [(name, box in filled) for box, name in pairs if name.strip() or _blank_box(box, notes)]


def _blank_box(box: str, notes: Notes) -> bool:
    notes.warning(
        "channel-unknown", f"{notes.place}的公开渠道有一个方框“{box}”后面没有名称。", "channels"
    )
    return False


def _other(printed: str, notes: Notes) -> str | None:
    """其他 with words after it is still 其他; the words are named."""
    key = _key(printed)
    if not key.startswith(_OTHER):
        return None
    detail = key.removeprefix(_OTHER)
    notes.info("channel-detail", f"{notes.place}的公开渠道“其他”后面写有“{detail}”。", "channels")
    return _OTHER
