"""Putting things into the index and taking them out, inside the caller's transaction."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction

from gongkai.search.models import Entry, EntryText
from gongkai.search.terms import fold, terms_of

_PUT = """
INSERT INTO search_entry (kind, key, title, body_id, published_on, vector)
VALUES (%s, %s, %s, %s, %s, array_to_tsvector(%s))
ON CONFLICT (kind, key) DO UPDATE SET title = excluded.title, body_id = excluded.body_id,
    published_on = excluded.published_on, vector = excluded.vector
RETURNING id
"""


@transaction.atomic
def put(kind: str, key: int, *, title: str, text: str, body_id: int, published_on: date) -> None:
    """Index one thing, in place of what the index knew of it."""
    whole = f"{title} {text}"
    with connection.cursor() as cursor:
        cursor.execute(_PUT, [kind, key, title, body_id, published_on, sorted(terms_of(whole))])
        row = cursor.fetchone()
    EntryText.objects.update_or_create(entry_id=row[0], defaults={"text": fold(whole)})


@transaction.atomic
def remove(kind: str, key: int) -> None:
    """Take one thing out of the index; nothing happens where it is not in it."""
    Entry.objects.filter(kind=kind, key=key).delete()
