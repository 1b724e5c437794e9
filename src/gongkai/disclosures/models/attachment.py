"""Files that go with a disclosure."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.disclosures.models.disclosure import Disclosure


def _where(attachment: Attachment, _name: str) -> str:
    # The stored name holds nothing of the uploaded one: what a person typed never becomes a path.
    return f"attachments/{attachment.sha256[:2]}/{attachment.sha256}"


class Attachment(models.Model):
    """An uploaded file; which versions show it is on the versions."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField("文件名", max_length=150)
    file = models.FileField("文件", upload_to=_where)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("大小（字节）")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "附件"
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.name
