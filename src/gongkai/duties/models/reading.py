"""The one catalog file of an officer that is being read, or was read and not yet imported."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class ReadingState(models.TextChoices):
    """How far a reading is."""

    WAITING = "waiting", "等待读取"
    READING = "reading", "正在读取"
    DONE = "done", "已读完"
    REFUSED = "refused", "没能读入"


class CatalogReading(models.Model):
    """An upload and how far its reading is; the file and what was read of it lie on the disk.

    ``step`` is what is happening, ``seen_at`` the last sign of life of the one who reads.
    ``message`` is the one line of a refusal.
    """

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="catalog_reading"
    )
    file_name = models.CharField("文件", max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        "状态", max_length=10, choices=ReadingState, default=ReadingState.WAITING
    )
    step = models.CharField("步骤", max_length=60, blank=True)
    message = models.TextField("原因", blank=True)
    uploaded_at = models.DateTimeField("上传时间", db_default=Now(), editable=False)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "待导入的文件"
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.file_name
