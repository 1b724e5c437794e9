"""From stored rows back to the catalog as it was read: what the comparison of editions takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongkai.catalog.formats.values import from_values
from gongkai.catalog.model import Catalog
from gongkai.duties.item_values import element_values
from gongkai.duties.models import Edition, Item
from gongkai.duties.queries import items_of


def paper_of(edition: Edition, items: Iterable[Item] | None = None) -> Catalog:
    """Return the catalog that was imported as ``edition``, its items in stored order.

    ``items`` are the rows of the edition where they are at hand (with elements). Rows stored
    before an edition kept its cells come back without them.
    """
    rows = items_of(edition) if items is None else items
    (paper,) = from_values(
        {
            "title": edition.title or edition.catalog.title,
            "issuer": edition.catalog.issuer or None,
            "items": [_item(row) for row in rows],
            "findings": edition.findings,
            "columns": edition.columns,
            "headings": edition.headings,
        }
    )
    return paper


def _item(row: Item) -> dict[str, Any]:
    return {
        "seq": row.seq or None,
        "process": row.process or None,
        "levels": row.levels,
        "content": row.content,
        "elements": [element_values(element) for element in row.elements.all()],
        "legal_bases": row.legal_bases,
        "time_limit": row.time_limit,
        "publisher": row.publisher or None,
        "channels": row.channels,
        "audiences": row.audiences,
        "modes": row.modes,
        "tiers": row.tiers,
        "form": row.form or None,
        "remarks": row.remarks or None,
        "origin": row.origin,
        "line": row.line,
        "details": row.details,
        "extras": row.extras,
        "cells": row.cells,
    }
