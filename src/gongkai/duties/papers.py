"""From stored rows back to the catalog as it was read: what the comparison of editions takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.catalog import model as paper
from gongkai.duties.models import Edition, Element, Item
from gongkai.duties.queries import items_of


def paper_of(edition: Edition, items: Iterable[Item] | None = None) -> paper.Catalog:
    """Return the catalog that was imported as ``edition``, its items in stored order.

    ``items`` are the rows of the edition where they are at hand (with elements). Rows stored
    before an edition kept its cells come back without them.
    """
    rows = items_of(edition) if items is None else items
    return paper.Catalog(
        title=edition.title or edition.catalog.title,
        issuer=edition.catalog.issuer or None,
        items=tuple(_item(row) for row in rows),
        findings=_findings(edition.findings),
        columns=tuple(edition.columns),
        headings=tuple(edition.headings),
    )


def _item(row: Item) -> paper.Item:
    return paper.Item(
        seq=row.seq or None,
        process=row.process or None,
        levels=tuple(row.levels),
        content=row.content,
        elements=tuple(_element(element) for element in row.elements.all()),
        legal_bases=tuple(paper.LegalBasis(**basis) for basis in row.legal_bases),
        time_limit=_limit(row.time_limit),
        publisher=row.publisher or None,
        channels=tuple(paper.Channel(**channel) for channel in row.channels),
        audiences=tuple(row.audiences),
        modes=tuple(row.modes),
        tiers=tuple(row.tiers),
        form=row.form or None,
        remarks=row.remarks or None,
        origin={field: paper.Origin(origin) for field, origin in row.origin.items()},
        line=row.line,
        details=_pairs(row.details),
        extras=_pairs(row.extras),
        cells=tuple(_cell(cell) for cell in row.cells),
    )


def _element(row: Element) -> paper.Element:
    return paper.Element(
        name=row.name,
        group=row.group or None,
        kind=paper.ElementKind(row.kind),
        masked=row.masked,
        inferred=row.inferred,
        required=row.required,
    )


def _limit(data: Mapping[str, Any] | None) -> paper.TimeLimit | None:
    if data is None:
        return None
    clauses = (
        paper.Clause(
            **{
                **clause,
                "kind": paper.LimitKind(clause["kind"]),
                "unit": paper.LimitUnit(clause["unit"]) if clause["unit"] else None,
            }
        )
        for clause in data["clauses"]
    )
    return paper.TimeLimit(data["text"], tuple(clauses), _findings(data["findings"]))


def _findings(rows: Iterable[Mapping[str, Any]]) -> tuple[paper.Finding, ...]:
    return tuple(
        paper.Finding(
            **{
                **row,
                "severity": paper.Severity(row["severity"]),
                "place": _place(row.get("place")),
            }
        )
        for row in rows
    )


def _cell(data: Mapping[str, Any]) -> paper.SourceCell:
    return paper.SourceCell(
        field=data["field"],
        heading=data["heading"],
        text=data["text"],
        place=paper.Place(**data["place"]),
        origin=paper.Origin(data["origin"]),
    )


def _place(data: Mapping[str, Any] | None) -> paper.Place | None:
    return paper.Place(**data) if data else None


def _pairs(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, text) for heading, text in rows)
