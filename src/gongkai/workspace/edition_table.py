"""One edition as the page shows it: every value with a word on where it came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongkai.catalog.vocabulary import field_label
from gongkai.duties.edition_queries import is_settled, open_findings
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
    """One element with the words for what it was taken for; none where its name says them."""

    element: Element
    kind: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One thing the reader noticed; ``item_id`` is where it stands on the page, if anywhere."""

    severity: str
    severity_name: str
    message: str
    item_id: int | None
    settled: bool = False


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
        elements=tuple(ElementLine(one, _kind(one)) for one in item.elements.all()),
        bases=tuple(_basis(basis) for basis in item.legal_bases),
        channels=tuple(item.required_channels),
        findings=tuple(
            finding_line(found, item.pk)
            for found in item.findings
            if not is_settled(found, item.origin)
        ),
    )


def finding_line(
    found: dict[str, Any], item_id: int | None, *, settled: bool = False
) -> FindingLine:
    """Return a stored finding ready to be shown, with what to print instead where it says so."""
    severity = found["severity"]
    suggestion = found.get("suggestion")
    message = f"{found['message']}建议：{suggestion}" if suggestion else found["message"]
    return FindingLine(severity, SEVERITIES.get(severity, severity), message, item_id, settled)


def findings_of(edition: Edition) -> list[FindingLine]:
    """Return what the reader noticed and nobody put right yet, the gravest first."""
    grave = list(SEVERITIES)
    lines = [finding_line(one, pk) for one, pk in open_findings(edition)]
    lines.sort(key=lambda one: grave.index(one.severity) if one.severity in grave else 9)
    return lines


def severities_of(findings: Iterable[FindingLine]) -> list[tuple[str, str, int]]:
    """Return (severity, its name, how many findings have it) for those that occur."""
    counted = Counter(one.severity for one in findings)
    return [(key, name, counted[key]) for key, name in SEVERITIES.items() if counted[key]]


def _origin(item: Item, field: str) -> str:
    return ORIGINS.get(item.origin.get(field, ""), "")


def _kind(element: Element) -> str:
    name = ELEMENT_KINDS.get(element.kind, element.kind)
    return "" if name == element.name else name


def _basis(basis: dict[str, Any]) -> str:
    number = f"（{basis['number']}）" if basis["number"] else ""
    return f"《{basis['title']}》{number}{basis['article'] or ''}"
