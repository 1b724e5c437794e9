"""Puts the text of a cell right where only the export broke it; says what it did."""

from __future__ import annotations

import re

from gongkai.catalog.notes import Notes
from gongkai.catalog.residue import HAN as _HAN
from gongkai.catalog.residue import found_in, without_residue
from gongkai.catalog.vocabulary import field_label, load

__all__ = ["without_residue"]

_SPACE = " \u3000\xa0\t"
_HAN_GAP = re.compile(f"(?<={_HAN})[{_SPACE}]+(?={_HAN})")
_WORD_END = re.compile("[A-Za-z0-9]$")
_WORD_START = re.compile("[A-Za-z0-9]")


def drop_residue(text: str, notes: Notes, field: str) -> str:
    """As :func:`without_residue`, with the finding ``residue-removed``.

    One for each field of a row; of a row with nothing but pinyin, one for the whole row.
    """
    kinds = found_in(text)
    if kinds:
        _note_residue(kinds, notes, field)
    return without_residue(text)


def _note_residue(kinds: list[str], notes: Notes, field: str) -> None:
    if kinds != ["注音"]:
        message = (
            f"{notes.place}的“{field_label(field)}”里夹有排版残留 {'、'.join(kinds)}，已去掉。"
        )
        notes.info("residue-removed", message, field)
    elif not any(one.code == "residue-removed" for one in notes.found):
        message = f"{notes.place}的文字里夹有注音，如“內(nèi)”这样的括号，已去掉。"
        notes.info("residue-removed", message)


def squash(text: str) -> str:
    """Return ``text`` without any white space."""
    return "".join(text.split())


def join_lines(text: str) -> str:
    """Join the lines of a narrow cell: 依申⏎请公开 is one word. Spaces in a line stay."""
    joined = ""
    for line in text.split("\n"):
        part = line.strip()
        if _WORD_END.search(joined) and _WORD_START.match(part):
            joined += " "
        joined += part
    return joined


def has_gap(text: str) -> bool:
    """True where a space stands between two Chinese characters."""
    return bool(_HAN_GAP.search(text))


def close_gaps(text: str, notes: Notes, field: str) -> str:
    """Remove every space between two Chinese characters (统一社 会信用代码)."""
    closed = _HAN_GAP.sub("", text)
    if closed != text:
        _space_removed(text, closed, notes, field)
    return closed


def mend_words(text: str, notes: Notes, field: str) -> str:
    """Close a gap only where it breaks a word: a known one, or one left with a single character.

    办公室 发文科 室 法规科 keeps the spaces that tell three offices apart.
    """
    mended = text
    for entry in load("words")["wrapped"]:
        word = entry["word"]
        mended = re.sub(f"[{_SPACE}]*".join(map(re.escape, word)), word, mended)
    mended = re.sub(f"(?<={_HAN})[{_SPACE}]+(?={_HAN}(?:[{_SPACE}、，；]|$))", "", mended)
    if mended != text:
        _space_removed(text, mended, notes, field)
    return mended


def name_slips(text: str, notes: Notes, field: str) -> None:
    """Name wording that is probably a slip; the text is left as it is."""
    for entry in load("words")["slip"]:
        if entry["printed"] in text:
            message = (
                f"{notes.place}写有“{entry['printed']}”，疑为“{entry['likely']}”，按原文保留。"
            )
            notes.info("wording-doubtful", message, field)


def _space_removed(before: str, after: str, notes: Notes, field: str) -> None:
    message = f"{notes.place}的“{before}”中间有换行留下的空格，读作“{after}”。"
    notes.info("space-removed", message, field)
