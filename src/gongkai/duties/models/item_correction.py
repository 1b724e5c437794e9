"""What an officer put right in an item after it was read, field by field."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from gongkai.duties.models.catalog import Item


class ItemCorrection(models.Model):
    """That a field of an item says something else than was read.

    ``before`` and ``after`` are the field as ``gongkai.catalog.to_dict`` gives it; ``printed`` is
    what the cells of the field print, ``path`` the headings of the item when it was corrected.
    ``origin`` are the entries of ``Item.origin`` that the correction took the place of.
    ``remembers`` is the correction of an earlier edition that was made again at import.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField("栏目", max_length=20)
    before = models.JSONField("原值", null=True)
    after = models.JSONField("更正为", null=True)
    printed = models.TextField("原文", blank=True)
    path = ArrayField(models.CharField(max_length=200), verbose_name="事项", default=list)
    origin = models.JSONField("原来历", default=dict)
    reason = models.CharField("理由", max_length=200, blank=True)
    remembers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="again")
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    corrected_at = models.DateTimeField("更正时间", db_default=Now(), editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = "事项更正"
        ordering: ClassVar[list[str]] = ["item", "pk"]

    def __str__(self) -> str:
        return f"{self.item}·{self.field}"
