"""Versions: every saved state of a disclosure's content, kept for good."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.disclosures.fields import FieldValue, from_json
from gongkai.disclosures.models.attachment import Attachment
from gongkai.disclosures.models.disclosure import Disclosure, Openness


class Version(models.Model):
    """What a disclosure said at one moment. Rows are added, never changed.

    ``values`` is a list of ``FieldValue`` as JSON: a version keeps the names and kinds its
    fields had, whatever the catalog says later. ``body_html`` is cleaned before it is stored.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("版本")
    title = models.CharField("标题", max_length=200)
    summary = models.CharField("内容概述", max_length=300, blank=True)
    body_html = models.TextField("正文", blank=True)
    values = models.JSONField("要素", default=list)
    attachments = models.ManyToManyField(Attachment, related_name="versions")
    document_number = models.CharField("文号", max_length=60, blank=True)
    formed_on = models.DateField("生成日期")
    openness = models.CharField("公开属性", max_length=12, choices=Openness)
    openness_ground = models.CharField("依据", max_length=40, blank=True)
    valid_until = models.DateField("有效期至", null=True)
    written_at = models.DateTimeField("保存时间", db_default=Now(), editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("修改说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "版本"
        ordering: ClassVar[list[str]] = ["disclosure", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["disclosure", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"

    @property
    def field_values(self) -> tuple[FieldValue, ...]:
        """The values as typed, in form order."""
        return from_json(self.values)
