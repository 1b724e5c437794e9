"""Tables filled without their indexes and foreign keys, which are put back and checked at the end.

The statements that put them back are kept in the database itself: a run that is interrupted knows
at its next start what is still missing.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

# Unique ones first, foreign keys last: those need what they point at.
_CONSTRAINTS = """
SELECT conname, conrelid::regclass::text, format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
    conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('f', 'u')
ORDER BY contype DESC
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index WHERE indrelid::regclass::text = ANY(%s) AND NOT indisprimary ORDER BY 1
"""


def strip(*tables: str) -> None:
    """Take indexes, unique constraints and foreign keys off ``tables``, and remember them."""
    names: Sequence[str] = list(tables)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS benchmark_later (id serial, statement text)")
        cursor.execute(_CONSTRAINTS, [names])
        constraints = cursor.fetchall()
        for name, table, _statement in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute(_INDEXES, [names])
        indexes = cursor.fetchall()
        for name, _statement in indexes:
            cursor.execute(f"DROP INDEX {name}")
        later = [one[-1] for one in indexes] + [one[-1] for one in constraints]
        cursor.executemany(
            "INSERT INTO benchmark_later (statement) VALUES (%s)", [(one,) for one in later]
        )


def next_to_put_back() -> str | None:
    """Put the next one back, in a transaction of its own; return it, None where all are there."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id, statement FROM benchmark_later ORDER BY id LIMIT 1")
        row = cursor.fetchone()
        if row is None:
            return None
        cursor.execute(row[1])
        cursor.execute("DELETE FROM benchmark_later WHERE id = %s", [row[0]])
        return str(row[1])
