"""The words a comparison is shown with, and its plain values for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.catalog.diff.changes import ChangeKind, Comparison, FieldChange, ItemChange
from gongkai.catalog.diff.fields import NOT_COMPARED
from gongkai.catalog.model import Catalog, Item
from gongkai.catalog.vocabulary import field_label

KINDS = {
    ChangeKind.SAME: "没有变化",
    ChangeKind.CHANGED: "内容有变",
    ChangeKind.REWORDED: "改了写法",
    ChangeKind.MOVED: "移到别处",
    ChangeKind.ADDED: "新增",
    ChangeKind.REMOVED: "删去",
    ChangeKind.SPLIT: "一项拆成几项",
    ChangeKind.MERGED: "几项并成一项",
}


def kinds_label(change: ItemChange) -> str:
    """Return what became of an item in plain words."""
    return "、".join(KINDS[kind] for kind in change.kinds)


def label(field: str) -> str:
    """Return the name of a field as people call it (extras.责任科室: 责任科室)."""
    group, dot, heading = field.partition(".")
    return heading if dot and group in ("details", "extras") else field_label(field)


def item_label(item: Item) -> str:
    """Return the headings of an item, or the beginning of its content."""
    path = " / ".join(part for part in (item.process, *item.levels) if part)
    return path or item.content[:20] or "（没有名称）"


def numbers(places: Sequence[int], catalog: Catalog) -> str:
    """Return the numbers of items as printed, by position (#5) where none is."""
    return "、".join(catalog.items[place].seq or f"#{place + 1}" for place in places)


def columns_label(fields: Sequence[str]) -> str:
    """Return the names of columns in one line."""
    return "、".join(f"“{label(field)}”" for field in fields if field != "elements")


def summary(comparison: Comparison) -> str:
    """Return how many items there are of each kind, in one line."""
    counts = comparison.counts
    return "，".join(f"{KINDS[kind]} {count} 项" for kind, count in counts.items())


def remarks(comparison: Comparison) -> list[str]:
    """Return what holds for the whole comparison, a sentence each."""
    found = []
    if comparison.columns_gone:
        found.append(f"新版没有{columns_label(comparison.columns_gone)}栏，这些栏没有逐项比较。")
    if comparison.columns_come:
        found.append(f"旧版没有{columns_label(comparison.columns_come)}栏，这些栏没有逐项比较。")
    unclear = sum(
        any(field.note == NOT_COMPARED for field in change.fields) for change in comparison.changes
    )
    if unclear:
        found.append(f"{unclear} 项有看不清的格，这些格无法比较，请先核对原文。")
    return found


def to_dict(comparison: Comparison, old: Catalog, new: Catalog) -> dict[str, Any]:
    """Return a comparison as dicts, lists, strings and numbers, every key always there."""
    return {
        "old_title": comparison.old_title,
        "new_title": comparison.new_title,
        "counts": {kind.value: count for kind, count in comparison.counts.items()},
        "columns_gone": list(comparison.columns_gone),
        "columns_come": list(comparison.columns_come),
        "changes": [
            {
                "kinds": [kind.value for kind in change.kinds],
                "old": [_item(place, old) for place in change.old],
                "new": [_item(place, new) for place in change.new],
                "score": round(change.score, 3),
                "fields": [_field(field) for field in change.fields],
            }
            for change in comparison.changes
        ],
    }


def _item(place: int, catalog: Catalog) -> dict[str, Any]:
    item = catalog.items[place]
    return {"position": place + 1, "seq": item.seq, "levels": list(item.levels)}


def _field(field: FieldChange) -> dict[str, str]:
    return {
        "field": field.field,
        "before": field.before,
        "after": field.after,
        "note": field.note,
    }
