"""Reviews: one opinion of one officer on one version."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.disclosures.models.version import Version


class ReviewKind(models.TextChoices):
    """What was looked at."""

    CONTENT = "content", "内容审核"
    SECRECY = "secrecy", "保密审查"


class Opinion(models.TextChoices):
    """What came of it."""

    APPROVED = "approved", "通过"
    RETURNED = "returned", "退回"


class Review(models.Model):
    """An opinion holds for the version it was given on, and for no other."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField("种类", max_length=10, choices=ReviewKind)
    opinion = models.CharField("意见", max_length=10, choices=Opinion)
    note = models.CharField("说明", max_length=1000, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "审核意见"
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["version", "kind"],
                condition=models.Q(opinion="approved"),
                name="approved_once_per_version_and_kind",
            ),
            models.CheckConstraint(
                name="a_return_says_why",
                condition=~models.Q(opinion="returned") | ~models.Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{ReviewKind(self.kind).label}{Opinion(self.opinion).label}"
