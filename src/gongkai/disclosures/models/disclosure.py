"""One piece of information, from the day it was formed to its withdrawal notice."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from gongkai.bodies.models import Body, Office
from gongkai.duties.models import Duty, Obligation


class State(models.TextChoices):
    """Where the work on the latest version stands (named, never numbered)."""

    DRAFT = "draft", "草稿"
    RETURNED = "returned", "退回修改"
    CONTENT_REVIEW = "content_review", "内容审核中"
    SECRECY_REVIEW = "secrecy_review", "保密审查中"
    READY = "ready", "待发布"
    PUBLISHED = "published", "已公开"
    UNDISCLOSED = "undisclosed", "不主动公开"
    WITHDRAWN = "withdrawn", "已撤回"
    SUPERSEDED = "superseded", "已被替代"


class Openness(models.TextChoices):
    """公开属性, decided when the information is registered."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Disclosure(models.Model):
    """A 公开信息. What it says is in its versions; this row says where it stands.

    ``officer`` is who works on it (经办人): the one who registered it until it is handed over.
    ``latest`` is what officers work on; ``public`` is what citizens read, and stays in place
    while a correction is under way. A row is on the public site from the moment ``public`` is
    set, and never leaves it: withdrawn and superseded ones show a notice at the same address.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="disclosures")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="disclosures")
    duties: models.ManyToManyField[Duty, Filing] = models.ManyToManyField(
        Duty, through="Filing", related_name="disclosures"
    )
    state = models.CharField("状态", max_length=20, choices=State, default=State.DRAFT)
    latest = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, related_name="+")
    public = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, related_name="+")
    index_number = models.CharField("索引号", max_length=80, null=True, unique=True)  # noqa: DJ001
    registered_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="held_disclosures",
    )
    scheduled_for = models.DateTimeField("定时发布", null=True)
    first_published_at = models.DateTimeField("公开时间", null=True)
    updated_at = models.DateTimeField("更新时间", null=True)
    withdrawn_on = models.DateField("撤回日期", null=True)
    withdrawal_reason = models.CharField("撤回理由", max_length=500, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="supersedes"
    )
    reevaluate_on = models.DateField("重新评估日期", null=True)

    class Meta:
        verbose_name = "公开信息"
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body", "state"], name="disclosures_by_state"),
            models.Index(
                fields=["-first_published_at", "-id"],
                condition=models.Q(public__isnull=False),
                name="public_disclosures_newest",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="public_has_number_and_date",
                condition=models.Q(public=None)
                | models.Q(index_number__isnull=False, first_published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="withdrawn_has_day_and_reason",
                condition=~models.Q(state="withdrawn")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawal_reason="")),
            ),
            models.CheckConstraint(
                name="superseded_names_its_successor",
                condition=~models.Q(state="superseded") | models.Q(superseded_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        # The public text first: a page that prints the row must not show a correction's draft.
        version = self.public or self.latest
        return version.title if version else f"信息{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("portal:disclosure", args=[self.pk])

    @property
    def under_correction(self) -> bool:
        """True while a published text stays public and a newer one is being worked on."""
        return self.public_id is not None and self.state in {
            State.DRAFT,
            State.RETURNED,
            State.CONTENT_REVIEW,
            State.SECRECY_REVIEW,
            State.READY,
        }


class Filing(models.Model):
    """That a disclosure is filed under a duty, and the obligation it is to fulfil there."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="filings")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="filings")
    obligation = models.OneToOneField(
        Obligation, on_delete=models.PROTECT, related_name="filing", null=True
    )

    class Meta:
        verbose_name = "归属事项"
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["disclosure", "duty"], name="filed_once_per_duty"),
        ]

    def __str__(self) -> str:
        return f"{self.disclosure} → {self.duty}"
