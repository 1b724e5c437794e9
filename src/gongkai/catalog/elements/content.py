"""From a 公开内容 cell to its elements: numbered entries, a plain list of names, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.catalog.cleaning import close_gaps, join_lines
from gongkai.catalog.elements import entries, names
from gongkai.catalog.elements.kinds import bare, stands
from gongkai.catalog.model import Element, ElementKind
from gongkai.catalog.notes import Notes

FIELD = "elements"
_PLAIN_CUTS = "；;，,\n"


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of a cell; ``named`` is false for running text that names none."""

    elements: tuple[Element, ...]

    @property
    def named(self) -> bool:
        """True where the cell names at least one element."""
        return bool(self.elements)


def read(content: str, notes: Notes, bullets: Mapping[str, bool] | None = None) -> Elements:
    """Read a cell. Numbered entries each give at least one element; of other cells only a plain
    list of short names does, and running text gives none (``content-running-text``).
    """
    if not content.strip():
        return Elements(())
    numbered = entries.cut(content)
    if numbered is None:
        return Elements(_plain(content, notes))
    if numbered.before:
        message = (
            f"{notes.place}的公开内容在编号之前写有“{join_lines(numbered.before)}”，没有读作要素。"
        )
        notes.info("content-before-entries", message, FIELD)
    found: list[Element] = []
    for text in numbered.entries:
        found += _numbered(close_gaps(join_lines(text), notes, FIELD), notes)
    return Elements(tuple(found))


def _numbered(text: str, notes: Notes) -> list[Element]:
    if _is_sentence(names.without_verb(names.trim(text))) and names.entry(text).group is None:
        printed = names.listed(text)
        if len(printed) == 1:
            return _sentence(printed[0], notes)
    return _elements(names.entry(text), notes)


def _sentence(text: str, notes: Notes) -> list[Element]:
    message = f"{notes.place}的公开内容“{text}”是一句话，整句读作一个要素。"
    notes.info("element-sentence", message, FIELD)
    return [Element(text, kind=ElementKind.RICH_TEXT)]


def _elements(entry: names.Entry, notes: Notes) -> list[Element]:
    found: list[Element] = []
    for name in entry.names:
        one = names.element(name, entry.group)
        if one is None:
            continue
        parts = names.may_be_several(one.name)
        if parts:
            shown = "、".join(f"“{part}”" for part in parts)
            message = f"{notes.place}的要素“{one.name}”里可能有几个要素（{shown}），暂读作一个。"
            notes.info("element-several", message, FIELD)
        found.append(one)
    return found


def _plain(content: str, notes: Notes) -> tuple[Element, ...]:
    """Read a plain list of short names; anything else gives nothing and a finding."""
    found: list[Element] = []
    text = close_gaps(join_lines(content), notes, FIELD)
    for part in names.split(text.strip().rstrip("。"), "；;。"):
        entry = names.entry(part)
        if entry.group is None:
            entry = names.Entry(None, _plain_names(part))
        if not entry.names or not all(_is_name(name) for name in entry.names):
            message = f"{notes.place}的公开内容是成段文字，没有逐项列出要素，由公开信息的正文承载。"
            notes.info("content-running-text", message, FIELD)
            return ()
        found += _elements(entry, notes)
    return tuple(found)


def _plain_names(part: str) -> tuple[str, ...]:
    """Cut at 、 and at commas: in a plain list both stand between names."""
    comma = [one for one in names.split(names.trim(part), _PLAIN_CUTS) if names.trim(one)]
    if not comma:
        return ()
    return tuple(name for one in comma for name in names.listed(one))


def _is_name(name: str) -> bool:
    short = len(bare(name)) <= names.marks()["longest_name"]
    return short and "、" not in bare(name) and stands(name) and not _is_sentence(name)


def _is_sentence(text: str) -> bool:
    marks = names.marks()
    if text.startswith(tuple(marks["noun_starts"])):
        return False
    plain = bare(text)
    return plain.startswith(tuple(marks["sentence_starts"])) or any(
        sign in plain for sign in marks["sentence_marks"]
    )
