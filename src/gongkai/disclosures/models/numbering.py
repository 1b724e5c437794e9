"""The running numbers behind index numbers (索引号): unique, never reused, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gongkai.bodies.models import Body


class IndexNumberSeries(models.Model):
    """The last serial a body gave out for a year (the year the information was formed)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["body", "year"], name="one_series_per_body_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.year}: {self.last}"
