"""A row of a clock's ledger; each room with clocks has a table of its own with these columns."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class EntryKind(models.TextChoices):
    """What an entry does to the clock."""

    PAUSE = "pause", "暂停"
    EXTENSION = "extension", "延长"
    RESTART = "restart", "重新起算"


class Cause(models.TextChoices):
    """Why the clock stops, runs longer or starts again (RULES.md §1.3)."""

    THIRD_PARTY = "third_party", "征求第三方意见"
    OTHER_BODY = "other_body", "征求其他机关意见"
    CLARIFICATION = "clarification", "补正"
    FEE = "fee", "等待缴费"
    APPROVAL = "approval", "报请批准"
    OTHER = "other", "其他"


class LedgerRow(models.Model):
    """One pause, extension or restart of one clock (RPL-33d, RPL-33c, COR-30, FEE-06c).

    A pause leaves out the days ``started_on < d <= ended_on``, and is open while ``ended_on`` is
    null. An extension adds ``working_days``. A restart counts anew from ``started_on``, which is
    not counted. A row taken back keeps its place with ``undone_at``.
    """

    kind = models.CharField("种类", max_length=10, choices=EntryKind)
    cause = models.CharField("原因", max_length=20, choices=Cause)
    started_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期", null=True)
    working_days = models.PositiveSmallIntegerField("工作日", null=True)
    reason = models.CharField("说明", max_length=300)
    recorded_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["started_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("started_on")),
            ),
            models.CheckConstraint(
                name="%(class)s_days_of_an_extension",
                condition=models.Q(kind="extension", working_days__gt=0)
                | (~models.Q(kind="extension") & models.Q(working_days=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{EntryKind(self.kind).label}（{Cause(self.cause).label}）"
