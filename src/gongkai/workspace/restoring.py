"""From the plain values of a reading back to the frozen values that are imported."""

from __future__ import annotations

from typing import Any

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


def restored(data: dict[str, Any]) -> Catalog:
    """Return the catalog that ``reading`` gave as ``data``.

    Raises KeyError, TypeError or ValueError where ``data`` is not of that shape.
    """
    return Catalog(
        title=data["title"],
        issuer=data["issuer"],
        items=tuple(
            _item(one, line) for one, line in zip(data["items"], data["lines"], strict=True)
        ),
        findings=_findings(data["findings"]),
        columns=tuple(data["columns"]),
        headings=tuple(data["headings"]),
    )


def _item(data: dict[str, Any], line: int | None) -> Item:
    lists: dict[str, Any] = {
        name: tuple(data[name]) for name in ("levels", "audiences", "modes", "tiers")
    }
    plain: dict[str, Any] = {
        name: data[name] for name in ("seq", "process", "content", "publisher", "form", "remarks")
    }
    limit = data["time_limit"]
    return Item(
        **plain,
        **lists,
        elements=tuple(
            Element(**(one | {"kind": ElementKind(one["kind"])})) for one in data["elements"]
        ),
        legal_bases=tuple(LegalBasis(**one) for one in data["legal_bases"]),
        time_limit=_limit(limit) if limit else None,
        channels=tuple(Channel(**one) for one in data["channels"]),
        origin={field: Origin(origin) for field, origin in data["origin"].items()},
        line=line,
        details=_pairs(data["details"]),
        extras=_pairs(data["extras"]),
        cells=tuple(_cell(one) for one in data["cells"]),
    )


def _limit(data: dict[str, Any]) -> TimeLimit:
    clauses = tuple(
        Clause(
            **(
                one
                | {
                    "kind": LimitKind(one["kind"]),
                    "unit": LimitUnit(one["unit"]) if one["unit"] else None,
                }
            )
        )
        for one in data["clauses"]
    )
    return TimeLimit(data["text"], clauses, _findings(data["findings"]))


def _findings(rows: list[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(**(one | {"severity": Severity(one["severity"]), "place": _place(one["place"])}))
        for one in rows
    )


def _place(data: dict[str, Any] | None) -> Place | None:
    return Place(**data) if data else None


def _cell(data: dict[str, Any]) -> SourceCell:
    place = Place(**data["place"])
    return SourceCell(**(data | {"place": place, "origin": Origin(data["origin"])}))


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, text) for heading, text in rows)
