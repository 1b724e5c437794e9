"""Runs every check over one catalog and puts the reader's own findings in the same list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from importlib import import_module

from gongkai.catalog.lint import items
from gongkai.catalog.lint.mending import suggestion_for
from gongkai.catalog.lint.registry import CHECKS
from gongkai.catalog.lint.subject import Subject, place_of
from gongkai.catalog.model import Catalog, Finding, Item

_MODULES = (
    "bases",
    "versions",
    "limits",
    "ticks",
    "channels",
    "items",
    "texts",
    "privacy",
    "national",
)
# What the checks say more exactly: which kind of number, and who is missing.
_SAID_BETTER = {("cell-empty", field) for field in (*items.VALUES, "publisher")} | {
    ("seq-irregular", "seq")
}


def lint(catalog: Catalog, *, today: date, reference: Catalog | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with ``catalog`` on ``today``: by row, the whole catalog first.

    ``reference`` is an edition whose items this one should have (the national catalog of its
    field). What the reader noticed is in the list too, under the reader's own codes. Cost grows
    linearly with the items; nothing is read or written.
    """
    subject = Subject(catalog, today, reference)
    for name in _MODULES:
        import_module(f"gongkai.catalog.lint.{name}")  # registers its checks
    mine = [finding for check in CHECKS for finding in check(subject)]
    return tuple(_in_order([*_placed(catalog), *mine], catalog.items))


def _placed(catalog: Catalog) -> list[Finding]:
    """Return the reader's findings, each with its cell and what to print instead, where known."""
    rows = {_row(item): item for item in catalog.items}
    placed = []
    for finding in catalog.findings:
        if (finding.code, finding.field) in _SAID_BETTER:
            continue
        item = rows.get(_row_of(finding)) if finding.line else None
        if item:
            finding = replace(finding, suggestion=suggestion_for(finding, item))
        if item and finding.field and (finding.place is None or finding.place.column is None):
            finding = replace(finding, place=place_of(item, finding.field))
        placed.append(finding)
    return placed


def _in_order(findings: Iterable[Finding], rows: tuple[Item, ...]) -> list[Finding]:
    order = {_row(item): place for place, item in enumerate(rows)}
    return sorted(findings, key=lambda one: order.get(_row_of(one), -1))


def _row(item: Item) -> tuple[str | None, str | None, int | None]:
    place = place_of(item, None)
    return item.seq, place.part if place else None, item.line


def _row_of(finding: Finding) -> tuple[str | None, str | None, int | None]:
    return finding.seq, finding.place.part if finding.place else None, finding.line
