"""Something that happened and sets clocks off: a meeting, an approval, a publication."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.bodies.models import Body


class EventOrigin(models.TextChoices):
    """Who said that it happened."""

    OFFICER = "officer", "人员登记"
    SYSTEM = "system", "业务系统"
    PUBLICATION = "publication", "信息公开"


class Event(models.Model):
    """One occurrence (会议召开、批复、文件公开) on a day, or at a moment, in Asia/Shanghai.

    ``reference`` is what its origin calls it (a business system's number, ``disclosure:12``): the
    same thing told twice is one event.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="events")
    name = models.CharField("事件", max_length=60)
    title = models.CharField("事由", max_length=300)
    happened_on = models.DateField("发生日期")
    happened_at = models.DateTimeField("发生时刻", null=True)
    origin = models.CharField("来源", max_length=12, choices=EventOrigin)
    reference = models.CharField("来源编号", max_length=120, blank=True)
    recorded_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "触发事件"
        ordering: ClassVar[list[str]] = ["-happened_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["body", "origin", "reference"],
                condition=~models.Q(reference=""),
                name="event_told_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}：{self.title}"
