"""Checks of what a catalog asks to publish about people (RULES.md §6, 个人信息保护法)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from gongkai.catalog.cleaning import join_lines, squash
from gongkai.catalog.lint.registry import check
from gongkai.catalog.lint.subject import Subject, found, own
from gongkai.catalog.lint.tables import load
from gongkai.catalog.model import ElementKind, Finding, Item, Severity
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load as load_words

FIELD = "content"
_CUT = re.compile("[，。；;、,\n：:]+")
_NUMBERED = re.compile("^(?:[0-9]{1,2}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）])")
_TAILS = re.compile("(?:等(?:相关|有关)?(?:信息|内容|情况)?|信息)$")
_NOT_A_LIST = re.compile("指南|申请条件|办事|流程|政策|标准|制度|机构|职能")
_MONEY = (ElementKind.MONEY,)


@dataclass(frozen=True, slots=True)
class _Named:
    """One thing the content asks for: its name, and whether it is masked."""

    name: str
    masked: bool


@check("privacy-id", "privacy-account", "privacy-address", "privacy-phone", "privacy-sensitive")
def unmasked(subject: Subject) -> Iterator[Finding]:
    """Personal data listed for the public without a mask."""
    for item in subject.items:
        if item.audiences == ("specific",) or item.modes == ("on_request",):
            continue
        if not own(item, FIELD):
            continue
        said: set[str] = set()
        names = list(_names(item))
        private = _lists_people(names)
        for named in names:
            entry = _entry(named, item, private=private)
            if entry is None or entry["code"] in said:
                continue
            said.add(entry["code"])
            public = "everyone" in item.audiences
            yield found(
                entry["code"],
                item,
                FIELD,
                f"要求公开“{named.name}”，没有注明隐藏部分内容，会泄露{entry['what']}。",
                suggestion=entry["suggestion"],
                severity=None if public else Severity.WARNING,
            )


@check("privacy-impact")
def impact(subject: Subject) -> Iterator[Finding]:
    """Names beside masked numbers or beside money: the law wants an assessment first."""
    for item in subject.items:
        if item.audiences == ("specific",) or not own(item, FIELD):
            continue
        kinds = {element.kind for element in item.elements}
        people = any(
            element.kind is ElementKind.PERSON_NAME and _of_a_person(element.name, element.group)
            for element in item.elements
        )
        if people and (ElementKind.ID_NUMBER in kinds or kinds & {*_MONEY}):
            yield found(
                "privacy-impact",
                item,
                FIELD,
                "要求公开个人姓名和证件号码或者金额，公开前要做个人信息保护影响评估。",
                suggestion="发布前评估，评估记录至少保存三年",
            )


def _names(item: Item) -> Iterator[_Named]:
    """Yield what the content names: its elements, or the pieces of a text without elements."""
    if item.elements:
        for element in item.elements:
            yield _Named(squash(element.name), element.masked)
        return
    content = join_lines(item.content)
    for piece in _CUT.split(content):
        name = _NUMBERED.sub("", squash(piece))
        masks = [word for word in load_words("elements")["masks"]["words"] if word in name]
        yield _Named(re.sub("[（(﹝].*", "", name), bool(masks))


def _lists_people(names: Sequence[_Named]) -> bool:
    """True where a person's name is among them and none is of an office or an official."""
    table = load("personal")
    plain = [_TAILS.sub("", simplified(named.name)) for named in names]
    if any(official in name for name in plain for official in table["officials"]):
        return False
    return any(name.endswith(tuple(table["person_names"])) for name in plain)


def _entry(named: _Named, item: Item, *, private: bool) -> dict[str, Any] | None:
    """Return the table's entry for a name, or None where nothing personal is in it."""
    if named.masked or _NOT_A_LIST.search("".join(item.levels[-1:])):
        return None
    return _entry_of(named.name, private=private)


@lru_cache(maxsize=16384)
def _entry_of(printed: str, *, private: bool) -> dict[str, Any] | None:
    name = _TAILS.sub("", simplified(printed))
    if _NOT_A_LIST.search(name):
        return None
    for entry in load("personal")["personal"]:
        if name.endswith(tuple(entry.get("not_names", ()))):
            continue
        if not name.endswith(tuple(entry["names"])):
            continue
        beside = private and name in entry.get("beside_names", ())
        if entry.get("people_only") and not (beside or _people().search(name)):
            continue
        return dict(entry)
    return None


def _of_a_person(name: str, group: str | None) -> bool:
    return bool(_people().search(name) or (group and _people().search(group)))


@cache
def _people() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load("personal")["people"])))
