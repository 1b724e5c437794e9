"""Takes out what an export left in a text: fields of a word processor, entities, pinyin, odd signs.

Nothing a person printed is taken: a syllable in brackets only where it carries a tone mark and
stands right behind a Chinese sign (內(nèi)), an entity only where it is one.
"""

from __future__ import annotations

import html
import re
from functools import cache

from gongkai.catalog.vocabulary import load

HAN = "[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
# Signs with no width: breaks, joiners, direction marks, a byte order mark, a soft hyphen.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿế\u0300\u0301\u0304\u030c"
_PINYIN = re.compile(
    f"(?<={HAN})[(（](?=[^)）]*[{_TONES}])[a-zA-ZüÜɡêê{_TONES}]{{1,7}}[)）]"
    "|(?<=[們们])[(（]men[)）]"
)
_ENTITY = re.compile("&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")
_KNOWN_ENTITIES = re.compile("&(?:nbsp|lt|gt|amp|quot|ensp|emsp|middot|ldquo|rdquo|#)")
_FIELD = re.compile(
    "\\{ ?(?:HYPERLINK|PAGEREF|PAGE|NUMPAGES|TOC|REF|SEQ|MERGEFIELD|INCLUDEPICTURE|SHAPE|EMBED|= ?)"
    "[^{}\n]*\\}"
)
# Spaces that an export without them turned into question marks (政府网站?????? □公报).
_LOST = re.compile(f"(?<=[^\\s?])\\?{{2,}}|\\?{{2,}}(?=[^\\s?])|^\\?[ \u3000]+(?={HAN})")
# The signs any residue has one of: a text without them is left as it is at once.
_SIGNS = re.compile(
    f"[\\[{{&\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ue000-\uf8ff{_TONES}]"
    "|men[)）]|\\?\\?|^\\?[ \u3000]"
)


@cache
def _marks() -> re.Pattern[str]:
    marks = [
        re.escape(entry["opens"])
        + f"[^{re.escape(entry['closes'])}\n]*"
        + re.escape(entry["closes"])
        for entry in load("words")["residue"]
    ]
    return re.compile("|".join(marks))


@cache
def _private() -> dict[int, str]:
    return {int(code, 16): sign for code, sign in load("glyphs")["private"].items()}


def without_unseen(text: str) -> str:
    """Return ``text`` without signs that print nothing, its private-use signs as plain ones."""
    return _UNSEEN.sub("", text).translate(_private()) if _SIGNS.search(text) else text


def found_in(text: str) -> list[str]:
    """Return each kind of residue in ``text``, in plain words (signs without width are none)."""
    if not _SIGNS.search(text):
        return []
    kinds = (
        (_marks(), "[bookmark: …]"),
        (_FIELD, "域代码"),
        (_KNOWN_ENTITIES, "网页代码"),
        (_PINYIN, "注音"),
        (_LOST, "空格变成的问号"),
    )
    return [name for pattern, name in kinds if pattern.search(text)]


def without_residue(text: str) -> str:
    """Return ``text`` without what an export left in it ([bookmark: …], &nbsp;, 內(nèi)).

    Doing it again changes nothing: what comes to light under one layer (&amp;nbsp;) goes as well.
    """
    clean = text
    while _SIGNS.search(clean):
        before, clean = clean, _once(clean)
        if clean == before:
            break
    return clean


def _once(text: str) -> str:
    clean = _FIELD.sub("", _marks().sub("", without_unseen(text)))
    clean = _ENTITY.sub(lambda entity: html.unescape(entity.group()).replace("\xa0", " "), clean)
    return _LOST.sub(" ", _PINYIN.sub("", clean))
