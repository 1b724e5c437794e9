"""One message a day to one officer."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class LetterState(models.TextChoices):
    """How far a letter got. ``SENDING`` is written before it is handed over: a worker that dies
    then leaves ``UNKNOWN`` behind, and the letter is not handed over a second time."""

    WAITING = "waiting", "待发送"
    SENDING = "sending", "正在发送"
    SENT = "sent", "已发送"
    UNKNOWN = "unknown", "是否送达不明"
    FAILED = "failed", "发送失败"


class Letter(models.Model):
    """The reminders of one officer and one day, as one e-mail."""

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="letters"
    )
    on = models.DateField("日期")
    to = models.EmailField("收件地址")
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(
        "状态", max_length=10, choices=LetterState, default=LetterState.WAITING
    )
    tries = models.PositiveSmallIntegerField("尝试次数", default=0)
    error = models.CharField("原因", max_length=300, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "提醒邮件"
        ordering: ClassVar[list[str]] = ["on", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["on"],
                condition=models.Q(state__in=("waiting", "sending")),
                name="letters_under_way",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["officer", "on"], name="one_letter_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on} 致{self.officer}"
