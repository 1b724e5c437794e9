"""From the plain values of a reading back to the frozen values that are imported."""

from __future__ import annotations

from typing import Any

from gongkai.catalog.formats.values import from_values
from gongkai.catalog.model import Catalog


def restored(data: dict[str, Any]) -> Catalog:
    """Return the catalog that ``reading`` gave as ``data``; ValueError where it is of no shape."""
    (catalog,) = from_values(data)
    return catalog
