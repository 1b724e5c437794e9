"""From a 公开内容 cell to its elements: numbered entries, a plain list of names, or neither."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.catalog.cleaning import close_gaps, join_lines
from gongkai.catalog.elements import entries, names
from gongkai.catalog.elements.kinds import bare, stands
from gongkai.catalog.model import Element, ElementKind
from gongkai.catalog.notes import Notes
from gongkai.catalog.variants import as_printed, simplified

FIELD = "elements"
_SHORT = 10  # signs: a word of a list that ends with no known word
_LABELS = re.compile("【([^【】\n]{2,20})】")  # 【标题】【内容】: each is a name
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
    """Read a cell. Entries with numbers or bullets each give at least one element; of other cells
    only a plain list of short names does, and running text gives none (``content-running-text``).

    ``bullets``: what the signs before the entries mean (● a must, 〇 a choice), where they do.
    """
    plain = simplified(content)
    if plain == content or len(plain) != len(content):
        return Elements(tuple(_read(content, notes, bullets or {})))
    return Elements(
        tuple(
            replace(
                one,
                name=as_printed(one.name, content),
                group=one.group and as_printed(one.group, content),
            )
            for one in _read(plain, notes, bullets or {})
        )
    )


def _read(content: str, notes: Notes, bullets: Mapping[str, bool]) -> Sequence[Element]:
    if not content.strip():
        return ()
    labels = _LABELS.findall(content)
    if labels and not _LABELS.sub("", content).strip():
        return tuple(one for label in labels for one in _elements(names.entry(label), notes))
    cut = entries.cut(content)
    if cut is None:
        return _plain(content, notes)
    if cut.before:
        message = f"{notes.place}的公开内容在编号之前写有“{join_lines(cut.before)}”，没有读作要素。"
        notes.info("content-before-entries", message, FIELD)
    found: list[Element] = []
    for text, sign, group in zip(cut.entries, cut.signs, cut.groups, strict=True):
        required = bullets.get(sign)
        found += [
            replace(one, required=required, group=one.group or group or None)
            for one in _entry(text, notes)
        ]
    return found


def _entry(text: str, notes: Notes) -> list[Element]:
    """Read one entry; entries inside it stand under its words as their group."""
    inner = entries.cut(text)
    if inner is None or len(inner.entries) < 2:
        return _numbered(close_gaps(join_lines(text), notes, FIELD), notes)
    group = names.trim(close_gaps(join_lines(inner.before), notes, FIELD)) or None
    parts = [one for part in inner.entries for one in _entry(part, notes)]
    return [one if one.group else replace(one, group=group) for one in parts]


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
    text = close_gaps(join_lines(_apart(content, notes)), notes, FIELD)
    parts = [part for part in names.split(text, "；;。") if names.trim(part)]
    for part in parts:
        entry = names.entry(part)
        if entry.group is None:
            entry = names.Entry(None, _plain_names(part))
        closed = names.trim(part) != names.trim(part, tails=False)
        if len(parts) > 2 and _is_joint(entry):
            found += _elements(entry, notes)
            continue
        if not entry.names or not _are_elements(entry.names, closed):
            message = f"{notes.place}的公开内容是成段文字，没有逐项列出要素，由公开信息的正文承载。"
            notes.info("content-running-text", message, FIELD)
            return ()
        found += _elements(entry, notes)
    return tuple(found)


def _is_joint(entry: names.Entry) -> bool:
    """True for one name with 、 inside (建设、设计和监理单位名称), a part of a list with ；."""
    one = entry.names[0] if len(entry.names) == 1 else ""
    short = "、" in one and len(bare(one)) <= names.marks()["longest_name"]
    return short and stands(one) and not _is_sentence(one)


def _apart(content: str, notes: Notes) -> str:
    """Put a ； between names that only line breaks or spaces keep apart (文件名称⏎文号⏎正文).

    A narrow column breaks lines inside words as well: the parts are names of their own only where
    all of them can stand, or most of three and more.
    """
    if any(sign in content for sign in "；;，,。、：:"):
        return content
    lines = [line.strip() for line in content.split("\n") if line.strip()]
    if len(lines) > 1 and _are_names(lines):
        shown = "、".join(f"“{line}”" for line in lines)
        message = f"{notes.place}的公开内容只用换行分开，按{len(lines)}个要素（{shown}）读入。"
        notes.info("element-several", message, FIELD)
        return "；".join(lines)
    words = content.split()
    if len(lines) == 1 and len(words) > 1 and all(map(_is_name, words)):
        long = all(len(word) > 3 for word in words)
        return "；".join(words) if long or len(words) > 2 else content
    return content


def _are_names(lines: Sequence[str]) -> bool:
    standing = [_is_name(line) for line in lines]
    if all(standing):
        return True
    most = sum(standing) * 5 >= len(lines) * 3
    short = all(1 < len(line) <= names.marks()["longest_name"] for line in lines)
    return len(lines) > 2 and most and short and standing[0] and standing[-1]


def _plain_names(part: str) -> tuple[str, ...]:
    """Cut at 、 and at commas: in a plain list both stand between names."""
    comma = [one for one in names.split(names.trim(part), _PLAIN_CUTS) if names.trim(one)]
    if not comma:
        return ()
    return tuple(name for one in comma for name in _listed(one))


def _listed(text: str) -> Sequence[str]:
    """Cut at 、 also where most of the parts can stand by themselves and none is long."""
    printed = names.listed(text)
    if len(printed) != 1 or "、" not in bare(printed[0]):
        return printed
    parts = [names.trim(part) for part in names.split(printed[0], "、")]
    return parts if _are_elements(parts) else printed


def _are_elements(parts: Sequence[str], closed: bool = False) -> bool:
    """True where every part can stand, or most of a list of three and more short words can.

    Of a list that is ``closed`` by 等 half are enough: nothing but a list ends so.
    """
    if all(map(_is_name, parts)):
        return True
    short = all(1 < len(bare(one)) <= _SHORT and not _is_sentence(one) for one in parts)
    standing = sum(map(_is_name, parts))
    most = standing * 3 >= len(parts) * 2 and _is_name(parts[0]) and _is_name(parts[-1])
    most = most or (closed and standing * 2 >= len(parts))
    return len(parts) > 2 and short and most and "、" not in "".join(map(bare, parts))


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
