"""What decides how long a duty has, beside what its catalog prints; and what sets it off."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.duties.models.duty import Duty


class DutyLimitKind(models.TextChoices):
    """What the row is."""

    LOCAL = "local", "本地规定"
    OVERRIDE = "override", "本机关选定"


class DutyLimit(models.Model):
    """A limit a body set for a duty.

    ``LOCAL`` adds a candidate to the conflict of limits (RULES.md §5): ``phrase`` as the local
    rule prints it, ``source`` its name and number. ``OVERRIDE`` says which candidate decides
    (``chosen``, the candidate's id) whatever the order of the sources would; it needs a reason.
    A row that was taken back keeps its place with ``ended_at``.
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="limits")
    kind = models.CharField("种类", max_length=10, choices=DutyLimitKind)
    phrase = models.CharField("时限", max_length=300, blank=True)
    source = models.CharField("依据", max_length=200, blank=True)
    chosen = models.CharField("选定", max_length=40, blank=True)
    reason = models.CharField("理由", max_length=300)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = "适用时限"
        ordering: ClassVar[list[str]] = ["duty", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["duty", "kind"],
                condition=models.Q(ended_at=None),
                name="one_limit_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.phrase or self.chosen


class Chain(models.Model):
    """That publishing under ``source`` sets ``duty`` off (政策文件公开后3个工作日内解读).

    ``inferred``: found by the words of the two items, and not yet looked at by the body. A row
    that was taken back keeps its place with ``ended_at``.
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="set_off_by")
    source = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="sets_off")
    inferred = models.BooleanField("由系统推断", default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField("建立时间", db_default=Now(), editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField("取消时间", null=True)

    class Meta:
        verbose_name = "联动"
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["duty", "source"],
                condition=models.Q(ended_at=None),
                name="chained_once",
            ),
            models.CheckConstraint(
                name="never_sets_itself_off", condition=~models.Q(duty=models.F("source"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.item.name} → {self.duty.item.name}"
