"""What was added to the calendar that is shipped: notices of later years, single changed days."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.bodies.models import Body


class NoticeYear(models.Model):
    """One year's days off and make-up working days, as a notice gives them (CAL-07).

    It takes the place of the year file shipped with Gongkai; of several rows for one year the
    latest holds. ``days`` is a list of ``{"on": "2027-01-01", "off": true, "name": "元旦"}``.
    Rows are never changed: a corrected notice is another row.
    """

    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("通知名称", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True)
    dated = models.DateField("成文日期", null=True)
    verified = models.BooleanField("已核对原文", default=False)
    days = models.JSONField("安排", default=list)
    source_name = models.CharField("来源文件", max_length=200, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField("载入时间", db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "年度放假安排"
        ordering: ClassVar[list[str]] = ["year", "pk"]

    def __str__(self) -> str:
        return f"{self.year}年放假安排"


class DayKind(models.TextChoices):
    """What a changed day is; the last takes an earlier change back."""

    OFF = "off", "放假"
    WORKING = "working", "上班"
    HALF = "half", "放假半天"
    AS_NOTICE = "as_notice", "恢复为通知的安排"


class DayChange(models.Model):
    """That one day is other than the notice says, for the whole site or for a body and all below.

    The latest row of a body and day holds; a body's own row goes before those of the bodies above
    it, and these before the site's (``body`` null). Half a day off is a working day for every
    limit (全国年节及纪念日放假办法 第三条 gives it to some people only). Rows are never changed.
    """

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, related_name="calendar_changes"
    )
    on = models.DateField("日期")
    kind = models.CharField("安排", max_length=10, choices=DayKind)
    name = models.CharField("名称", max_length=60, blank=True)
    source = models.CharField("依据", max_length=200, blank=True)
    reason = models.CharField("理由", max_length=300)
    recorded_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "日历调整"
        ordering: ClassVar[list[str]] = ["on", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body", "on"], name="day_changes_by_body"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {DayKind(self.kind).label}"
