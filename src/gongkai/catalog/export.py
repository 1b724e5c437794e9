"""Catalogs as plain values for JSON, every key always there."""

from __future__ import annotations

from typing import Any

from gongkai.catalog.model import Catalog, Clause, Finding, Item, Place, SourceCell, TimeLimit


def to_dict(catalog: Catalog) -> dict[str, Any]:
    """Return ``catalog`` as dicts, lists, strings, numbers, booleans and None."""
    return {
        "title": catalog.title,
        "issuer": catalog.issuer,
        "items": [_item(item) for item in catalog.items],
        "findings": [_finding(finding) for finding in catalog.findings],
        "columns": list(catalog.columns),
        "headings": list(catalog.headings),
    }


def limit_to_dict(limit: TimeLimit) -> dict[str, Any]:
    """Return a time limit as plain values."""
    return {
        "text": limit.text,
        "clauses": [_clause(clause) for clause in limit.clauses],
        "findings": [_finding(finding) for finding in limit.findings],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "seq": item.seq,
        "process": item.process,
        "levels": list(item.levels),
        "content": item.content,
        "elements": [
            {
                "name": element.name,
                "group": element.group,
                "kind": element.kind.value,
                "masked": element.masked,
                "inferred": element.inferred,
                "required": element.required,
            }
            for element in item.elements
        ],
        "legal_bases": [
            {"title": basis.title, "number": basis.number, "article": basis.article}
            for basis in item.legal_bases
        ],
        "time_limit": limit_to_dict(item.time_limit) if item.time_limit else None,
        "publisher": item.publisher,
        "channels": [
            {"name": channel.name, "required": channel.required} for channel in item.channels
        ],
        "audiences": list(item.audiences),
        "modes": list(item.modes),
        "tiers": list(item.tiers),
        "form": item.form,
        "remarks": item.remarks,
        "origin": {field: origin.value for field, origin in item.origin.items()},
        "line": item.line,
        "details": [list(pair) for pair in item.details],
        "extras": [list(pair) for pair in item.extras],
        "cells": [_cell(cell) for cell in item.cells],
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "kind": clause.kind.value,
        "n": clause.n,
        "unit": clause.unit.value if clause.unit else None,
        "event": clause.event,
        "period": clause.period,
        "scope": clause.scope,
        "on": clause.on,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "seq": finding.seq,
        "field": finding.field,
        "line": finding.line,
        "place": _place(finding.place),
        "suggestion": finding.suggestion,
    }


def _cell(cell: SourceCell) -> dict[str, Any]:
    return {
        "field": cell.field,
        "heading": cell.heading,
        "text": cell.text,
        "place": _place(cell.place),
        "origin": cell.origin.value,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"part": place.part, "row": place.row, "column": place.column}
