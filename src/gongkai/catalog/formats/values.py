"""Reads .json as ``gongkai catalog read --format json`` and ``export --to json`` write it.

The same catalog comes back, findings, places and origins included; nothing is guessed. A key that
an earlier version did not write takes its empty value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from gongkai.catalog import files
from gongkai.catalog.model import (
    Catalog,
    Channel,
    Clause,
    Element,
    ElementKind,
    Finding,
    Item,
    LegalBasis,
    LimitKind,
    LimitUnit,
    Origin,
    Place,
    Severity,
    SourceCell,
    TimeLimit,
)
from gongkai.catalog.source import MAX_BYTES, decode
from gongkai.refusals import Refused

_HALF = re.compile("[\ud800-\udfff]")  # half of a sign, which no file can hold
T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)


class _WrongError(ValueError):
    """A value is not what its key calls for; the message names the key."""


def read(path: Path) -> tuple[Catalog, ...]:
    """Return the catalogs in the file at ``path``; refuses with ``catalog-json``."""
    text, _ = decode(files.read_bytes(path, MAX_BYTES), str(path))
    try:
        return from_values(json.loads(text))
    except RecursionError as error:
        raise Refused("catalog-json", f"文件 {path} 层次太多，不是目录的 JSON。") from error
    except _WrongError as error:
        raise Refused(
            "catalog-json",
            f"文件 {path} 不是本程序导出的目录 JSON：{error}；请用 catalog export 重新导出。",
        ) from error
    except ValueError as error:
        raise Refused(
            "catalog-json", f"文件 {path} 不是完整的 JSON，读不下去；请重新导出。"
        ) from error


def from_values(values: object) -> tuple[Catalog, ...]:
    """Return the catalogs of ``{"catalogs": [...]}`` or of one catalog's own values."""
    whole = _Values(values, "文件")
    if "catalogs" in whole.held:
        return whole.many("catalogs", _catalog)
    return (_catalog(values, "文件"),)


class _Values:
    """The values of one object; ``where`` names it in messages."""

    def __init__(self, values: object, where: str) -> None:
        if not isinstance(values, Mapping):
            raise _WrongError(f"{where}应是一个对象")
        self.held: Mapping[str, Any] = values
        self.where = where

    def _wrong(self, key: str, wanted: str) -> _WrongError:
        return _WrongError(f"{self.where}的 {key} 应是{wanted}")

    def text(self, key: str) -> str:
        return _text(self.held.get(key), f"{self.where}的 {key} ")

    def text_or_none(self, key: str) -> str | None:
        return None if self.held.get(key) is None else self.text(key)

    def number(self, key: str) -> int | None:
        value = self.held.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise self._wrong(key, "整数")
        return value

    def flag(self, key: str) -> bool | None:
        value = self.held.get(key)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(key, " true 或 false")
        return value

    def word(self, key: str, words: type[Word]) -> Word:
        try:
            return words(self.text(key))
        except ValueError as error:
            raise self._wrong(key, "已知的词") from error

    def many(self, key: str, one: Callable[[object, str], T]) -> tuple[T, ...]:
        found = self.held.get(key, [])
        if not isinstance(found, list):
            raise self._wrong(key, "一个列表")
        names = (f"{self.where}的 {key}[{place}]" for place in range(len(found)))
        return tuple(one(value, name) for value, name in zip(found, names, strict=True))

    def texts(self, key: str) -> tuple[str, ...]:
        return self.many(key, _text)

    def one(self, key: str, make: Callable[[object, str], T]) -> T | None:
        value = self.held.get(key)
        return None if value is None else make(value, f"{self.where}的 {key}")


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or _HALF.search(value):
        raise _WrongError(f"{where}应是文字")
    return value


def _pair(value: object, where: str) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise _WrongError(f"{where}应是两段文字")
    return _text(value[0], where), _text(value[1], where)


def _catalog(value: object, where: str) -> Catalog:
    of = _Values(value, where)
    return Catalog(
        of.text("title"),
        of.text_or_none("issuer"),
        of.many("items", _item),
        of.many("findings", _finding),
        of.texts("columns"),
        of.texts("headings"),
    )


def _item(value: object, where: str) -> Item:
    of = _Values(value, where)
    return Item(
        seq=of.text_or_none("seq"),
        process=of.text_or_none("process"),
        levels=of.texts("levels"),
        content=of.text("content"),
        elements=of.many("elements", _element),
        legal_bases=of.many("legal_bases", _basis),
        time_limit=of.one("time_limit", _limit),
        publisher=of.text_or_none("publisher"),
        channels=of.many("channels", _channel),
        audiences=of.texts("audiences"),
        modes=of.texts("modes"),
        tiers=of.texts("tiers"),
        form=of.text_or_none("form"),
        remarks=of.text_or_none("remarks"),
        origin=of.one("origin", _origins) or {},
        line=of.number("line"),
        details=of.many("details", _pair),
        extras=of.many("extras", _pair),
        cells=of.many("cells", _cell),
    )


def _origins(value: object, where: str) -> dict[str, Origin]:
    of = _Values(value, where)
    return {field: of.word(field, Origin) for field in of.held}


def _element(value: object, where: str) -> Element:
    of = _Values(value, where)
    return Element(
        of.text("name"),
        of.text_or_none("group"),
        of.word("kind", ElementKind),
        bool(of.flag("masked")),
        bool(of.flag("inferred")),
        of.flag("required"),
    )


def _basis(value: object, where: str) -> LegalBasis:
    of = _Values(value, where)
    return LegalBasis(of.text("title"), of.text_or_none("number"), of.text_or_none("article"))


def _limit(value: object, where: str) -> TimeLimit:
    of = _Values(value, where)
    return TimeLimit(of.text("text"), of.many("clauses", _clause), of.many("findings", _finding))


def _clause(value: object, where: str) -> Clause:
    of = _Values(value, where)
    unit = of.held.get("unit")
    return Clause(
        of.word("kind", LimitKind),
        of.number("n"),
        None if unit is None else of.word("unit", LimitUnit),
        of.text_or_none("event"),
        of.text_or_none("period"),
        of.text_or_none("scope"),
        of.text_or_none("on"),
    )


def _channel(value: object, where: str) -> Channel:
    of = _Values(value, where)
    return Channel(of.text("name"), bool(of.flag("required")))


def _finding(value: object, where: str) -> Finding:
    of = _Values(value, where)
    return Finding(
        of.text("code"),
        of.word("severity", Severity),
        of.text("message"),
        of.text_or_none("seq"),
        of.text_or_none("field"),
        of.number("line"),
        of.one("place", _place),
        of.text_or_none("suggestion"),
    )


def _cell(value: object, where: str) -> SourceCell:
    of = _Values(value, where)
    place = of.one("place", _place)
    if place is None:
        raise _WrongError(f"{where}的 place 应是一个对象")
    return SourceCell(
        of.text("field"), of.text("heading"), of.text("text"), place, of.word("origin", Origin)
    )


def _place(value: object, where: str) -> Place:
    of = _Values(value, where)
    return Place(of.text_or_none("part"), of.number("row") or 1, of.number("column"))
