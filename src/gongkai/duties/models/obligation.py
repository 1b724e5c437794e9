"""One occasion under a duty: what set it off, when it is due, how it ended."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.duties.models.duty import Duty


class Outcome(models.TextChoices):
    """How an obligation ended; open ones have none."""

    DISCLOSED = "disclosed", "已公开"
    UNDISCLOSED = "undisclosed", "依法不主动公开"


class Obligation(models.Model):
    """An 应公开任务.

    ``derivation`` is the value of ``gongkai.workdays.due`` as data: rule, article, steps and the
    calendar version. ``late_working_days`` is fixed on the day it was fulfilled (0: on time): a
    calendar changed later never rewrites it. Its state is derived (``duties.queries``).
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="obligations")
    occasion = models.CharField("事由", max_length=300)
    formed_on = models.DateField("形成日期")
    due_on = models.DateField("到期日")
    provisional = models.BooleanField("期限暂定", default=False)
    derivation = models.JSONField("推算过程", default=dict)
    opened_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    fulfilled_on = models.DateField("完成日期", null=True)
    outcome = models.CharField("结果", max_length=20, choices=Outcome, blank=True)
    late_working_days = models.PositiveSmallIntegerField("逾期工作日", null=True)

    class Meta:
        verbose_name = "应公开任务"
        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(fulfilled_on=None),
                name="open_obligations_by_due",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="fulfilled_means_outcome_and_lateness",
                condition=models.Q(fulfilled_on=None, outcome="", late_working_days=None)
                | (
                    models.Q(fulfilled_on__isnull=False, late_working_days__isnull=False)
                    & ~models.Q(outcome="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.occasion
