"""One row per thing that can be found; the text beside it, for the exact recheck."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Entry(models.Model):
    """What may be found: ``kind`` and ``key`` name the thing, ``vector`` holds its bigrams."""

    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    title = models.CharField(max_length=200)
    body_id = models.BigIntegerField()
    published_on = models.DateField()
    vector = SearchVectorField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "key"], name="entry_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["vector"], name="entry_vector", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.title


class EntryText(models.Model):
    """The whole text of an entry, folded; apart, so that the index row stays small."""

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:50]
