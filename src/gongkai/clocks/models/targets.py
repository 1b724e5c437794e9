"""A body's own targets where a limit says 实时 or 及时 and names no number."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.bodies.models import Body

LAST = 20  # the ceiling of 条例 26, in working days


def _in_range(name: str) -> models.Q:
    return models.Q(**{name: None}) | models.Q(**{f"{name}__gte": 1, f"{name}__lte": LAST})


class BodyTargets(models.Model):
    """Within how many working days a body makes public what says 实时 (``realtime``) or 及时.

    Null: it has none, and the defaults of the data hold (``workdays.Targets``). They are the
    body's alone, not those of the bodies below it. The latest row of a body holds; rows are never
    changed. Source: 国务院令第711号 第二十六条; RULES.md PUB-26.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="targets")
    realtime = models.PositiveSmallIntegerField("实时更新", null=True)
    timely = models.PositiveSmallIntegerField("及时公开", null=True)
    reason = models.CharField("理由", max_length=300)
    set_at = models.DateTimeField("设置时间", db_default=Now(), editable=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "本机关公开目标"
        ordering: ClassVar[list[str]] = ["body", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="targets_within_the_ceiling",
                condition=_in_range("realtime") & _in_range("timely"),
            ),
        ]

    def __str__(self) -> str:
        return f"实时更新{self.realtime or '—'}，及时公开{self.timely or '—'}"
