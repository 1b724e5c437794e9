"""One edition as the page shows it: every value with a word on where it came from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from gongkai.catalog.model import Origin
from gongkai.catalog.vocabulary import field_label
from gongkai.duties.models import Edition, Element, Item
from gongkai.workspace.wording import (
    AUDIENCES,
    ELEMENT_KINDS,
    MODES,
    ORIGINS,
    SEVERITIES,
    TIERS,
    named,
)


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says, and the word for its origin where it was not printed in this row."""

    label: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class ElementLine:
    """One element with the words for what it was taken for."""

    element: Element
    kind: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One thing the reader noticed; ``item_id`` is where it stands on the page, if anywhere."""

    severity: str
    severity_name: str
    message: str
    item_id: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the edition, ready to be shown; what was put right is noticed no more."""

    item: Item
    values: dict[str, Value]
    levels: tuple[str, ...]
    elements: tuple[ElementLine, ...]
    bases: tuple[str, ...]
    channels: tuple[str, ...]
    findings: tuple[FindingLine, ...]


def row_of(item: Item) -> Row:
    """Return ``item`` ready to be shown; its elements are best prefetched."""
    texts = {
        "seq": item.seq,
        "process": item.process,
        "levels": item.path,
        "content": item.content,
        "legal_bases": "",
        "time_limit": item.time_limit_text,
        "publisher": item.publisher,
        "channels": "",
        "audiences": named(item.audiences, AUDIENCES),
        "modes": named(item.modes, MODES),
        "tiers": named(item.tiers, TIERS),
        "form": item.form,
        "remarks": item.remarks,
    }
    return Row(
        item=item,
        values={
            field: Value(field_label(field), text, _origin(item, field))
            for field, text in texts.items()
        },
        levels=tuple(item.levels),
        elements=tuple(
            ElementLine(one, ELEMENT_KINDS.get(one.kind, one.kind)) for one in item.elements.all()
        ),
        bases=tuple(_basis(basis) for basis in item.legal_bases),
        channels=tuple(item.required_channels),
        findings=tuple(
            finding_line(found, item.pk)
            for found in item.findings
            if item.origin.get(found["field"]) != Origin.CORRECTED
        ),
    )


def finding_line(found: dict[str, Any], item_id: int | None) -> FindingLine:
    """Return a stored finding ready to be shown, with what to print instead where it says so."""
    severity = found["severity"]
    suggestion = found.get("suggestion")
    message = f"{found['message']}建议：{suggestion}" if suggestion else found["message"]
    return FindingLine(severity, SEVERITIES.get(severity, severity), message, item_id)


def findings_of(edition: Edition, severity: str = "") -> list[FindingLine]:
    """Return what the reader noticed, the gravest first; only ``severity`` where it is given."""
    places = {
        _same(one): pk
        for pk, found in edition.items.exclude(findings=[]).values_list("pk", "findings")
        for one in found
    }
    grave = list(SEVERITIES)
    kept = [one for one in edition.findings if not severity or one["severity"] == severity]
    kept.sort(key=lambda one: grave.index(one["severity"]) if one["severity"] in grave else 9)
    return [finding_line(one, places.get(_same(one))) for one in kept]


def severities_of(edition: Edition) -> list[tuple[str, str, int]]:
    """Return (severity, its name, how many findings have it) for those that occur."""
    counted = Counter(one["severity"] for one in edition.findings)
    return [(key, name, counted[key]) for key, name in SEVERITIES.items() if counted[key]]


def _origin(item: Item, field: str) -> str:
    return ORIGINS.get(item.origin.get(field, ""), "")


def _basis(basis: dict[str, Any]) -> str:
    number = f"（{basis['number']}）" if basis["number"] else ""
    return f"《{basis['title']}》{number}{basis['article'] or ''}"


def _same(found: dict[str, Any]) -> tuple[Any, ...]:
    """What makes two records of a finding one: several sheets each have a line of that number."""
    return found["code"], found["line"], found["field"], found["seq"], found["message"]
