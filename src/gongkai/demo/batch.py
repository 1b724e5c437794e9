"""The load is one transaction: its thousands of nested ones need no savepoint of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def without_savepoints() -> Iterator[None]:
    """Let nested transactions be part of the outer one, for speed.

    An error inside can then not be rolled back alone; here it ends the whole load anyway.
    """
    features = connection.features
    before = features.uses_savepoints
    features.uses_savepoints = False
    try:
        yield
    finally:
        features.uses_savepoints = before


def look_at_sizes() -> None:
    """Let the database count its rows: it cannot by itself before the load is committed, and
    plans its reads as if every table were empty."""
    names = connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(map(connection.ops.quote_name, names)))
