"""Corrections made once are made again where a next edition prints the same."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from gongkai.bodies.models import Officer
from gongkai.catalog.model import Finding, Severity
from gongkai.catalog.vocabulary import field_label
from gongkai.duties.actions.correcting import apply_correction
from gongkai.duties.correcting import remembered_for
from gongkai.duties.item_values import printed_of, value_of
from gongkai.duties.models import Edition, Item, ItemCorrection

_BLANKS = re.compile(r"\s+")


def remember_corrections(edition: Edition, actor: Officer | None) -> int:
    """Make the importing body's corrections again in a new edition, and return how many.

    A correction is made again where one item alone has its headings and prints the same text in
    that field; failing its headings, where one item alone of the old and of the new edition
    prints that text. Where it is not certain it is not made. Each leaves a finding
    (``correction-remembered``) and can be undone.
    """
    corrections = remembered_for(edition, actor.office.body if actor else None)
    if not corrections:
        return 0
    rows = _Rows(edition.items.prefetch_related("elements"))
    before = {
        pk: _Rows(Item.objects.filter(edition=pk))
        for pk in {one.item.edition_id for one in _with_items(corrections)}
    }
    noticed: list[dict[str, Any]] = []
    # Headings first: the others then find their item by the corrected ones, too.
    for one in sorted(corrections, key=lambda one: (one.field != "levels", one.pk)):
        item = rows.match(one, before[one.item.edition_id])
        if item is None or value_of(item, one.field) == one.after:
            continue
        # From the command line it is still the word of the officer who gave it first.
        author = actor or one.corrected_by
        apply_correction(item, one.field, one.after, actor=author, reason=one.reason, remembers=one)
        rows.learn(item)
        found = _finding(item, one.field)
        item.findings = [*item.findings, found]
        item.save(update_fields=["findings"])
        noticed.append(found)
    edition.findings = [*edition.findings, *noticed]
    edition.save(update_fields=["findings"])
    return len(noticed)


class _Rows:
    """The items of an edition by what they print."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items: Sequence[Item] = list(items)
        self._paths = {item.pk: {_key(item.levels)} for item in self._items}
        self._by_print: dict[str, dict[str, list[Item]]] = {}

    def match(self, correction: ItemCorrection, before: _Rows) -> Item | None:
        alike = self.printing(correction.field, correction.printed)
        wanted = {_key(correction.path), _key(correction.item.levels)}
        same = [item for item in alike if self._paths[item.pk] & wanted]
        if same or not correction.printed.strip():
            return self._alone(same)
        if len(before.printing(correction.field, correction.printed)) > 1:
            return None
        return self._alone(alike)

    def learn(self, item: Item) -> None:
        """Find the item by its corrected headings as well."""
        self._paths[item.pk].add(_key(item.levels))

    def printing(self, field: str, text: str) -> list[Item]:
        if field not in self._by_print:
            found: dict[str, list[Item]] = defaultdict(list)
            for item in self._items:
                found[_plain(printed_of(item, field))].append(item)
            self._by_print[field] = found
        return self._by_print[field].get(_plain(text), [])

    def _alone(self, items: Sequence[Item]) -> Item | None:
        return items[0] if len(items) == 1 else None


def _with_items(corrections: Sequence[ItemCorrection]) -> Sequence[ItemCorrection]:
    prefetch_related_objects(list(corrections), "item", "corrected_by")
    return corrections


def _finding(item: Item, field: str) -> dict[str, Any]:
    number = f"序号{item.seq}的" if item.seq else ""
    return dataclasses.asdict(
        Finding(
            code="correction-remembered",
            severity=Severity.INFO,
            message=f"{number}“{field_label(field)}”按上一版次的更正改过了；不对可以撤销。",
            seq=item.seq or None,
            field=field,
            line=item.line,
        )
    )


def _plain(text: str) -> str:
    return _BLANKS.sub("", text)


def _key(levels: Sequence[str]) -> str:
    return "\n".join(_plain(one) for one in levels)
