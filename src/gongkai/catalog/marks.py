"""Reads ticks under a choice (全社会 √), words in their place, and choices written as words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from gongkai.catalog import boxes, channel_names
from gongkai.catalog.cleaning import join_lines, squash
from gongkai.catalog.elements.names import split as _parts
from gongkai.catalog.notes import Notes
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import field_label, load

_SIGNS = "、，,。/／|和及与 \u3000\t"
_DETAIL = re.compile("[（(](?P<inside>[^（）()]*)[）)]$|[：:](?P<after>.+)$", re.DOTALL)
_AROUND = "“”\"'：:，,、；;。 \n\t\u3000-—"
_PAIRS = ("（）", "()", "【】", "[]", "［］", "（)", "(）")
_LETTERS = re.compile("[A-Za-z]{1,2}")  # what a sign of a font became, and no group of people


@dataclass(frozen=True, slots=True)
class Tick:
    """One cell of a column of ticks: chosen or not (None: cannot be told), and words in it.

    ``blank`` is true where nothing at all is printed, ``struck`` where a stroke says no (/).
    """

    chosen: bool | None
    words: str = ""
    blank: bool = False
    struck: bool = False


@cache
def _choices(field: str) -> tuple[dict[str, str], tuple[str, ...]]:
    entries = [entry for entry in load("columns")["choice"] if entry["field"] == field]
    more = [entry for entry in load("words")["choice_word"] if entry["field"] == field]
    names = {_key(name): entry["value"] for entry in (*more, *entries) for name in entry["names"]}
    return names, tuple(entry["value"] for entry in entries)


def _key(text: str) -> str:
    return simplified(squash(text)).translate(str.maketrans("()", "（）")).strip("；;。，,、.")


@cache
def _sign_pattern() -> re.Pattern[str]:
    signs = "".join(load("glyphs")["ticks"]["signs"])
    return re.compile(
        f"^(?:[{re.escape(signs)}]+|[VvRP](?=[（(\u4e00-\u9fff]))|[{re.escape(signs)}]+$"
    )


def ticked(text: str, heading: str, field: str, notes: Notes) -> bool | None:
    """True for a tick, False for an empty cell; None, with a finding, for anything else."""
    return tick(text, heading, field, None, notes).chosen


def tick(text: str, heading: str, field: str, choice: str | None, notes: Notes) -> Tick:
    """Read one cell of a column of ticks; ``choice`` is what a tick in it stands for.

    Words mean the choice where the column can hold them: a group (教师) under 特定群体, with or
    without a tick, the choice's own name (县级) under any. Other words leave the cell unread.
    """
    mark, ticks = squash(text), load("glyphs")["ticks"]
    if not mark:
        return Tick(chosen=False, blank=True)
    if mark in load("glyphs")["absent"]["words"]:
        return Tick(chosen=False, struck=True)
    if mark in ticks["filled"]:
        return Tick(chosen=True)
    if mark in ticks["empty"] or _key(mark) in load("words")["tick_words"]["no"]:
        return Tick(chosen=False)
    if any(sign in mark for sign in ticks["doubtful"]) or _LETTERS.fullmatch(mark):
        return _unread(mark, heading, field, notes)
    if crossed := _crossed().match(mark):
        return Tick(chosen=False, words=_bare(mark[crossed.end() :]))
    return _worded(mark, heading, field, choice, notes)


def _worded(mark: str, heading: str, field: str, choice: str | None, notes: Notes) -> Tick:
    words = _sign_pattern().sub("", mark)
    if _denied(_bare(words)):
        return _in_words(mark, heading, field, notes)
    if words != mark and not _elsewhere(words, bodies=False):
        shown = _bare(words)
        return Tick(chosen=True, words="" if _only(shown, field) == choice else shown)
    if _elsewhere(mark, bodies=True) or boxes.has_box(mark) or choice is None:
        return _unread(mark, heading, field, notes)
    named, unread, _ = read_choices(mark, field)
    if choice in named and not unread:
        return Tick(chosen=True, words="" if len(named) == 1 else mark)
    if choice == "specific" and not named:
        return Tick(chosen=True, words=_bare(mark))
    return _in_words(mark, heading, field, notes)


def _in_words(mark: str, heading: str, field: str, notes: Notes) -> Tick:
    message = f"{notes.place}的“{heading}”格写着“{mark}”，不是勾选，看不出是否包含在内。"
    notes.warning("tick-word", message, field)
    return Tick(chosen=None, words=mark)


def _bare(words: str) -> str:
    """Return ``words`` without the brackets around all of them (（申请人）, not 教师（在职）)."""
    shown = words.strip(_AROUND)
    while len(shown) > 1 and shown[0] + shown[-1] in _PAIRS and shown[-1] not in shown[1:-1]:
        shown = shown[1:-1].strip(_AROUND)
    return shown


@cache
def _crossed() -> re.Pattern[str]:
    signs = re.escape("".join(load("glyphs")["ticks"]["crosses"]))
    return re.compile(f"^(?:[{signs}]+|[Xx](?=[（(\u4e00-\u9fff]))")


def _denied(words: str) -> bool:
    """True where words take back or narrow what a tick would say (不公开, 除外, 部分)."""
    rules = load("words")["tick_words"]
    plain = simplified(words)
    return (
        plain in rules["no"]
        or plain in rules["partly"]
        or any(word in plain for word in rules["denied"])
    )


def _only(words: str, field: str) -> str | None:
    """Return the choice that is all that ``words`` name, or None."""
    return _choices(field)[0].get(_key(words))


def _elsewhere(words: str, *, bodies: bool) -> bool:
    """True where the words seem to belong to another column: too long, a law, a channel, a body."""
    rules = load("words")["tick_words"]
    if len(words) > rules["longest"] or "《" in words or channel_names.canonical(words):
        return True
    return bodies and words.endswith(tuple(rules["bodies"]))


def _unread(mark: str, heading: str, field: str, notes: Notes) -> Tick:
    message = f"{notes.place}的“{heading}”格写着“{mark}”，看不出是否勾选。"
    notes.warning("tick-unread", message, field)
    return Tick(chosen=None)


def ordered(values: Iterable[str], field: str) -> tuple[str, ...]:
    """Return choices in the order of the model, without repeats."""
    chosen = set(values)
    return tuple(value for value in _choices(field)[1] if value in chosen)


def from_words(text: str, field: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the choices that words name (主动公开), and the words that name none."""
    chosen, unread, _ = read_choices(text, field)
    return chosen, unread


def read_choices(text: str, field: str) -> tuple[tuple[str, ...], list[str], list[str]]:
    """Return the choices words name, the words that name none, and details of what is named.

    特定群体：申请人 names the specific audience, of which 申请人 is a detail.
    """
    printed = _cut(text, field)
    if not printed[1] or "\n" not in text:
        return printed
    joined = _cut(join_lines(text), field)  # a narrow column breaks a word in two
    return joined if len(joined[1]) < len(printed[1]) else printed


def read_words(text: str, field: str, notes: Notes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read a single column of words, with boxes or without: the choices and their details.

    A word that names no choice gives a finding, and the field is left unresolved.
    """
    names = _choices(field)[0]
    marked = boxes.letters_read(
        boxes.without_brackets(text), lambda rest: any(_key(rest).startswith(one) for one in names)
    )
    if boxes.has_box(marked):
        text = _chosen(marked, field, notes)
        if field in notes.doubtful:
            return (), ()
    chosen, unread, details = read_choices(text, field)
    for word in unread:
        message = f"{notes.place}的“{field_label(field)}”写着“{word}”，不是已知的选项，没有读入。"
        notes.warning("choice-unread", message, field)
    if unread or not chosen:
        notes.doubt(field)
    return chosen, (*details, *(unread if field == "audiences" else ()))


def _chosen(text: str, field: str, notes: Notes) -> str:
    """Return the words of the filled boxes; no reading is certain where words stand loose."""
    split = boxes.split(text, lambda words: not read_choices(words, field)[1])
    if split.loose or not any(boxes.is_filled(sign) for sign, _ in split.pairs):
        message = f"{notes.place}的“{field_label(field)}”写着“{squash(text)}”，看不出勾选了哪一项。"
        notes.warning("choice-unread", message, field)
        notes.doubt(field)
        return ""
    return "；".join(words.strip() for sign, words in split.pairs if boxes.is_filled(sign))


def _cut(text: str, field: str) -> tuple[tuple[str, ...], list[str], list[str]]:
    names = _choices(field)[0]
    if _key(text) in names:
        return (names[_key(text)],), [], []
    known, unread, details = list[str](), list[str](), list[str]()
    for word in _split(text, names):
        detail = _DETAIL.search(word)
        bare = _key(word[: detail.start()]) if detail else ""
        if _key(word) in names:
            known.append(names[_key(word)])
        elif detail and bare in names:
            known.append(names[bare])
            details.append((detail["inside"] or detail["after"] or "").strip())
        elif glued := _glued(_key(word), names):
            known += glued
        else:
            unread.append(word)
    return ordered(known, field), unread, [one for one in details if one]


def _split(text: str, names: dict[str, str]) -> list[str]:
    """Cut a list of choices; what follows 特定群体： belongs to it to the end of its line."""
    found: list[str] = []
    for line in re.split("[；;\n]", text):
        lead, colon, rest = re.sub("[：:]", "：", line, count=1).partition("：")
        pieces = _pieces(lead)
        if colon and pieces and _key(pieces[-1]) in names:
            found += [*pieces[:-1], f"{pieces[-1]}：{rest}"]
        else:
            found += _pieces(line)
    return found


def _pieces(text: str) -> list[str]:
    return [part for part in (one.strip() for one in _parts(text, _SIGNS)) if part]


def _glued(key: str, names: dict[str, str]) -> list[str]:
    """Return the choices of a text that is nothing but their names (县级乡级), else nothing."""
    found: list[str] = []
    while key:
        longest = max((one for one in names if key.startswith(one)), key=len, default="")
        if not longest:
            return []
        found.append(names[longest])
        key = key.removeprefix(longest)
    return found
