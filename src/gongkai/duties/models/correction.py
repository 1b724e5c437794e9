"""What a body made of an element: each body mends its own form."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.catalog.model import ElementKind
from gongkai.duties.models.catalog import Element
from gongkai.duties.models.duty import Adoption


class ElementCorrection(models.Model):
    """That under an adoption an element is of another kind, or masked, than it was read as."""

    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="corrections")
    element = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(
        "类型", max_length=20, choices=[(kind.value, kind.value) for kind in ElementKind]
    )
    masked = models.BooleanField("隐藏部分号码")
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    corrected_at = models.DateTimeField("修改时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "要素修改"
        ordering: ClassVar[list[str]] = ["adoption", "element"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["adoption", "element"], name="corrected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.element}：{self.kind}"
