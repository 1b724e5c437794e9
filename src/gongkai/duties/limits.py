"""Which limit a duty's clock runs by."""

from __future__ import annotations

from gongkai.catalog import read_limit
from gongkai.catalog.formats.values import from_values
from gongkai.catalog.model import Origin, TimeLimit
from gongkai.duties.models import Item


def limit_of(item: Item) -> TimeLimit:
    """Return the limit as an officer put it right; one that was printed is read again."""
    if item.origin.get("time_limit") == Origin.CORRECTED and item.time_limit:
        blank = {"title": "", "items": [{"content": "", "time_limit": item.time_limit}]}
        return from_values(blank)[0].items[0].time_limit or TimeLimit("")
    return read_limit(item.time_limit_text) if item.time_limit_text else TimeLimit("")
