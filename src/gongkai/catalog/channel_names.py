"""Names of channels: under which of the thirteen a printed name stands, and lists of names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai.catalog.cleaning import squash
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load

OTHER = "其他"
_ENDS = "；;。，,、.：:_＿ \n\t\u3000"
_STRONG = "、，；,;。\n"
_NUMBERING = re.compile(
    "(?:^|(?<=[；;。，,、\\s\u4e00-\u9fff）)]))"
    "(?:[（(][0-9]{1,2}[）)]|[0-9]{1,2}[．.、)）](?![0-9])|[①-⑳]|[一二三四五六七八九十]、)"
    "[ \u3000]*"
)
_BULLET = re.compile("(?:^|(?<=\\s))[•·▪➢*-][ \u3000]*")
_ADDRESS = re.compile("(?:https?://|www\\.)[A-Za-z0-9./:_?=&%#~-]+")
_BRACKET = re.compile("[（(][^（）()]*[）)]$")


@dataclass(frozen=True, slots=True)
class Named:
    """One printed name and its channel; ``detail`` is what it says beyond the channel's name."""

    printed: str
    name: str
    detail: str = ""


@cache
def _names() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in load("channels")["channel"]:
        for name in (entry["name"], *entry["aliases"]):
            table[_key(name)] = entry["name"]
    return table


@cache
def _longest() -> re.Pattern[str]:
    names = sorted(_names(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


@cache
def _endings() -> list[tuple[str, str]]:
    pairs = [
        (_key(ending), entry["name"])
        for entry in load("channels")["channel"]
        for ending in entry.get("endings", ())
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    plain = simplified(squash(text)).translate(str.maketrans("()／", "（）/"))
    return plain.strip(_ENDS + "“”\"'")


def canonical(text: str) -> str | None:
    """Return the channel's one name, or None where the text names no channel."""
    return _names().get(_key(text))


def is_own_name(one: Named) -> bool:
    """True where the channel is printed under its own name and not under another (官网)."""
    return _key(one.printed) == _key(one.name)


def begins_with_name(text: str) -> bool:
    """True where ``text`` begins with the name of a channel."""
    return bool(_longest().match(_key(text[:40])))


@lru_cache(maxsize=4096)
def is_list(text: str) -> bool:
    """True where every word of ``text`` names a channel, with or without boxes."""
    signs = load("glyphs")["boxes"]
    bare = text.translate(dict.fromkeys(map(ord, "".join(signs["filled"] + signs["empty"])), "、"))
    parts = listed(bare, boxed=False)
    return bool(parts) and all(one.name != OTHER or not one.detail for one in parts)


@lru_cache(maxsize=4096)
def named(text: str) -> Named | None:
    """Return the one channel that ``text`` names as a whole, details allowed, or None."""
    printed = squash(text).strip(_ENDS)
    if name := canonical(printed):
        return Named(printed, name)
    return _with_detail(printed) or _by_words_around(printed) or _by_ending(printed)


def listed(text: str, *, boxed: bool) -> list[Named]:
    """Return the names of a list in order; a part that names no channel is 其他 with its words.

    ``boxed``: the words of one box, where spaces and line breaks are mostly wraps.
    """
    if not text.strip(_ENDS):
        return []
    if whole := named(text):
        return [whole]
    numbered = [part for part in _NUMBERING.split(text) if part.strip(_ENDS)] or [text]
    if len(numbered) > 1:
        return [one for part in numbered for one in listed(part, boxed=boxed)]
    text = _BULLET.sub("\n", numbered[0])
    glued = _glued(squash(text))
    if glued:
        return glued
    if boxed and (leading := _leading(squash(text).strip(_ENDS))):
        return [leading]
    found: list[Named] = []
    for part in _parts(text, "、，；,;。" if boxed else _STRONG):
        found += _words(part)
    return found


def _parts(text: str, signs: str) -> list[str]:
    """Cut at ``signs`` outside brackets; lines that only together are a name stay together."""
    depth, parts = 0, [""]
    for sign in text:
        depth = max(0, depth + (sign in "（(") - (sign in "）)"))
        if sign in signs and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return _rejoined([part for part in parts if part.strip(_ENDS)])


def _rejoined(parts: list[str]) -> list[str]:
    joined: list[str] = []
    place = 0
    while place < len(parts):
        ends = range(min(len(parts), place + 4), place + 1, -1)
        end = next((e for e in ends if canonical("".join(parts[place:e]))), place + 1)
        joined.append("".join(parts[place:end]))
        place = end
    return joined


def _words(part: str) -> list[Named]:
    """Read one part of a list: a name, names glued together, or words with spaces between."""
    if whole := named(part):
        return [whole]
    if glued := _glued(squash(part)):
        return glued
    for signs in ("/", " \u3000\n\t"):
        pieces = _parts(part, signs)
        if len(pieces) > 1 and any(named(piece) for piece in pieces):
            return [one for piece in pieces for one in _words(piece)]
    return [_partly(squash(part).strip(_ENDS))]


def _glued(text: str) -> list[Named]:
    """Return the names of a text that is nothing but names (政府网站两微一端), else nothing."""
    rest, key = re.sub("[、，；,;。]", "", text), ""
    key = _key(rest)
    found: list[Named] = []
    while key:
        match = _longest().match(key)
        if match is None:
            return []
        found.append(Named(rest[: match.end()], _names()[match.group()]))
        key, rest = key[match.end() :].lstrip(_ENDS), rest[match.end() :].lstrip(_ENDS)
    return found


def _partly(printed: str) -> Named:
    match = _longest().match(_key(printed))
    if match and _names()[match.group()] == OTHER:
        return Named(printed, OTHER, _inside(printed[match.end() :]))
    return Named(printed, OTHER, printed)


def _with_detail(printed: str) -> Named | None:
    """政府网站（www…）, 政府网站:http://…, 其他微信群: the channel, and the rest as its detail."""
    match = _longest().match(_key(printed))
    if match is None:
        return None
    name, rest = _names()[match.group()], printed[match.end() :].strip(_ENDS)
    bracket = _BRACKET.fullmatch(rest)
    if name == OTHER or bracket or _ADDRESS.fullmatch(_inside(rest)):
        return Named(printed, name, _inside(rest))
    return None


def _leading(printed: str) -> Named | None:
    """入户/现场宣传: words that begin with one name and hold no other."""
    key = _key(printed)
    match = _longest().match(key)
    if match is None or len(key) != len(printed) or _longest().search(key, match.end()):
        return None
    rest = printed[match.end() :]
    if re.search("[、，,；;]", rest):
        return None
    return Named(printed, _names()[match.group()], rest)


def _by_words_around(printed: str) -> Named | None:
    """通过政府网站公开: the words around a name are no part of it."""
    around, key = load("channels")["around"], _key(printed)
    for lead in sorted(around["lead"], key=len, reverse=True):
        key = key.removeprefix(lead)
    for tail in around["tails"]:
        if key.endswith(tail) and key.removesuffix(tail) in _names():
            key = key.removesuffix(tail)
            break
    name = _names().get(key)
    return Named(printed, name) if name else None


def _by_ending(printed: str) -> Named | None:
    key = _key(printed)
    if re.search("[、，,；;。\\s]", key):
        return None
    for ending, name in _endings():
        if key.endswith(ending) and key != ending and len(_longest().findall(key)) < 2:
            return Named(printed, name, printed)
    return None


def _inside(text: str) -> str:
    """Return ``text`` without the brackets around all of it."""
    plain = text.strip(_ENDS)
    return plain[1:-1] if _BRACKET.fullmatch(plain) else plain
