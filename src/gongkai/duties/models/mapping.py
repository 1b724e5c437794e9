"""That two duties of one body are about the same thing: one disclosure may satisfy both."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.bodies.models import Body
from gongkai.duties.models.duty import Duty


class MappingState(models.TextChoices):
    """What the body made of a proposal."""

    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已对应"
    DECLINED = "declined", "不对应"
    WITHDRAWN = "withdrawn", "已取消"


class Mapping(models.Model):
    """A 目录对应 between two duties of one body; it reads the same from both sides.

    ``one`` is the duty with the smaller key, so that a pair is there once. ``score`` (0 to 1) is
    how alike the wording of the two items is. A confirmed one holds for the two duties alone: A
    with B and B with C says nothing of A with C. ``carried_from`` is the mapping of the earlier
    edition it was taken over from; who decided and when came with it.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mappings")
    one = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField("相似度")
    state = models.CharField(
        "状态", max_length=10, choices=MappingState, default=MappingState.PROPOSED
    )
    proposed_at = models.DateTimeField("提出时间", db_default=Now(), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="carried_to"
    )

    class Meta:
        verbose_name = "目录对应"
        ordering: ClassVar[list[str]] = ["-score", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body", "state"], name="mappings_by_state"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["one", "other"], name="mapped_once"),
            models.CheckConstraint(
                name="mapping_pair_in_order", condition=models.Q(one__lt=models.F("other"))
            ),
            models.CheckConstraint(
                name="a_decision_has_its_day",
                condition=models.Q(state="proposed") | models.Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one.item.name} ↔ {self.other.item.name}"
