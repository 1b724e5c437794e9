"""When a body wants its officers reminded."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from gongkai.bodies.models import Body


class ReminderSettings(models.Model):
    """A body's own times; a body without a row has those of ``data/reminders.toml``.

    ``days_before``: working days before the due date (0: on the day). The two ``escalate`` fields:
    working days late after which the head of the office, then of the body, is told.
    """

    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="reminder_settings")
    days_before = ArrayField(models.PositiveSmallIntegerField(), verbose_name="提前工作日")
    escalate_to_office_after = models.PositiveSmallIntegerField("逾期几个工作日告知科室负责人")
    escalate_to_body_after = models.PositiveSmallIntegerField("逾期几个工作日告知机关负责人")
    by_mail = models.BooleanField("发送邮件", default=True)

    class Meta:
        verbose_name = "提醒设置"
        ordering: ClassVar[list[str]] = ["body"]

    def __str__(self) -> str:
        return f"{self.body}的提醒设置"
