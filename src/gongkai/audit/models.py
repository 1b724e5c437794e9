"""One row an action. A trigger in the database refuses to change or delete a row."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class AuditEntry(models.Model):
    """What one officer (or the system, where ``actor`` is null) did to one thing.

    ``actor_name`` and ``object_label`` are kept as they were on the day: later renames do not
    rewrite the past. ``before`` and ``after`` hold only the fields that changed.
    """

    at = models.DateTimeField("时间", db_default=Now(), editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField("操作人", max_length=100)
    body_id = models.BigIntegerField("机关", null=True)
    verb = models.CharField("动作", max_length=60)
    object_type = models.CharField("对象类型", max_length=60)
    object_id = models.BigIntegerField("对象编号")
    object_label = models.CharField("对象", max_length=300)
    before = models.JSONField("变更前", default=dict)
    after = models.JSONField("变更后", default=dict)
    reason = models.TextField("理由", blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body_id", "-at"], name="audit_by_body"),
            models.Index(fields=["object_type", "object_id", "-at"], name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.object_label}"
