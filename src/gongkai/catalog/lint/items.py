"""Checks of the rows as a whole: numbers, repeats, values and columns that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.catalog.lint.registry import check
from gongkai.catalog.lint.subject import Subject, found, name_of, overall, plain, where
from gongkai.catalog.model import Finding, Item, Origin
from gongkai.catalog.vocabulary import field_label

# What a standard catalog is made of (国办发〔2019〕54号); the rest is left to each place.
_WANTED = ("levels", "content", "legal_bases", "time_limit", "publisher", "channels")
VALUES = ("content", "legal_bases", "time_limit", "channels")
_LONGEST_NUMBER = 6
_LONGEST_PADDED = 3


@check("column-absent")
def columns(subject: Subject) -> Iterator[Finding]:
    """The catalog has no such column at all; an empty cell is something else."""
    have = subject.catalog.columns
    for field in _WANTED if have else ():
        if field not in have:
            yield overall(
                "column-absent",
                field,
                f"没有“{field_label(field)}”一栏。",
                f"增加“{field_label(field)}”一栏",
            )


@check("item-value-missing", "item-publisher-missing")
def values(subject: Subject) -> Iterator[Finding]:
    """The column is there, the cell is this row's own, and it is empty."""
    for item in subject.items:
        for field in (*VALUES, "publisher"):
            if field not in subject.catalog.columns or _value(item, field):
                continue
            if item.origin.get(field) is not Origin.ABSENT:
                continue  # unresolved: the reader says why
            printed = next((cell.text for cell in item.cells if cell.field == field), "")
            publisher = field == "publisher"
            yield found(
                "item-publisher-missing" if publisher else "item-value-missing",
                item,
                field,
                (f"只写着“{printed}”" if printed else "是空的")
                + ("，看不出由谁负责公开。" if publisher else "，没有内容。"),
                suggestion="写明负责公开的单位或者科室" if publisher else None,
            )


def _value(item: Item, field: str) -> object:
    return getattr(item, field)


@check("item-number-gap", "item-number-repeat")
def numbers(subject: Subject) -> Iterator[Finding]:
    """Numbers that jump, go back or come twice; a count that starts at 1 again is a new group."""
    seen: dict[int, Item] = {}
    last: int | None = None
    for item in subject.items:
        number = _number(item)
        if number is None:
            continue
        if (
            number == 1
            and last is not None
            and (last > 1 or _heading(item) != _heading(seen.get(1, item)))
        ):
            seen, last = {}, None
        if number in seen and number == last and seen[number].levels == item.levels:
            continue  # rows of one item, its number printed on each
        if number in seen:
            yield found(
                "item-number-repeat",
                item,
                "seq",
                f"{item.seq}与{where(seen[number])}“{name_of(seen[number])}”重复。",
                suggestion=None if last is None else str(max(seen) + 1),
            )
        elif last is not None and number != last + 1:
            yield found("item-number-gap", item, "seq", _gap(last, number))
        seen.setdefault(number, item)
        last = number


def _gap(last: int, number: int) -> str:
    if number < last:
        return f"{number}比上一个序号{last}小，请核对有没有放错位置。"
    missing = f"{last + 1}" if number == last + 2 else f"{last + 1}至{number - 1}"
    return f"从{last}跳到{number}，缺{missing}，请核对有没有漏行。"


def _number(item: Item) -> int | None:
    digits = item.seq or ""
    if item.origin.get("seq") is not Origin.PRINTED or not digits.isascii():
        return None
    code = digits.startswith("0") and len(digits) > _LONGEST_PADDED  # 0505: chapter and number
    return int(digits) if digits.isdigit() and len(digits) <= _LONGEST_NUMBER and not code else None


def _heading(item: Item) -> tuple[str | None, str | None]:
    return item.process, item.levels[0] if item.levels else None


@check("item-duplicate", "item-repeated")
def repeats(subject: Subject) -> Iterator[Finding]:
    """The same row twice, or the same item and content with other cells."""
    first: dict[tuple[object, ...], Item] = {}
    for item in subject.items:
        content = plain(item.content)
        if not content or not item.levels:
            continue
        key = (item.process, tuple(map(plain, item.levels)), content)
        before = first.setdefault(key, item)
        if before is item:
            continue
        differing = [field for field in _COMPARED if _said(item, field) != _said(before, field)]
        if any(Origin.UNRESOLVED in _origins(field, item, before) for field in differing):
            continue  # a blank may be a merged cell
        if not differing:
            yield found(
                "item-duplicate",
                item,
                "levels",
                f"“{name_of(item)}”这一行与{where(before)}完全相同。",
                suggestion="删去其中一行",
            )
        elif not _split_on_purpose(differing):
            names = "、".join(field_label(field) for field in differing)
            yield found(
                "item-repeated",
                item,
                "levels",
                f"“{name_of(item)}”与{where(before)}事项和内容相同，只有{names}不同。",
                suggestion="合并成一行，或者写明两行的区别",
            )


_COMPARED = (
    *("legal_bases", "time_limit", "publisher", "channels", "audiences", "modes", "tiers"),
    *("form", "remarks", "details", "extras"),
)


def _said(item: Item, field: str) -> object:
    if field == "time_limit":
        return item.time_limit.text if item.time_limit else None
    return _value(item, field)


def _origins(field: str, *items: Item) -> set[Origin | None]:
    return {item.origin.get(field) for item in items}


def _split_on_purpose(differing: list[str]) -> bool:
    """Another body, tier or audience is a reason for a row of its own; so is a column of ours."""
    return bool({"publisher", "tiers", "audiences", "modes", "extras", "details"} & {*differing})
