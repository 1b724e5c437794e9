"""That one officer was told one thing about one obligation."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.duties.models import Obligation, ObligationChange
from gongkai.reminders.models.letter import Letter


class ReminderKind(models.TextChoices):
    """What the officer is told."""

    BEFORE = "before", "快到期"
    ON_THE_DAY = "on_the_day", "今天到期"
    LATE = "late", "已逾期"
    TO_OFFICE_HEAD = "to_office_head", "逾期，告知科室负责人"
    TO_BODY_HEAD = "to_body_head", "逾期，告知机关负责人"
    MOVED = "moved", "到期日有变"


class Reminder(models.Model):
    """One reminder. Its columns name it: what was told once is not told again.

    ``due_on`` is the due date it speaks of, ``days`` the working days left (0 on the day) or late:
    an obligation that is given another due date is reminded of again. ``change`` is the change a
    ``MOVED`` one speaks of. ``letter`` is null while, or where, no e-mail tells of it.
    """

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders"
    )
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField("种类", max_length=20, choices=ReminderKind)
    due_on = models.DateField("到期日")
    days = models.PositiveSmallIntegerField("工作日")
    change = models.ForeignKey(
        ObligationChange, on_delete=models.PROTECT, null=True, related_name="reminders"
    )
    on = models.DateField("提醒日期")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    read_at = models.DateTimeField("读过", null=True)
    letter = models.ForeignKey(
        Letter, on_delete=models.SET_NULL, null=True, related_name="reminders"
    )

    class Meta:
        verbose_name = "提醒"
        ordering: ClassVar[list[str]] = ["-on", "due_on", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["officer", "-on"], name="reminders_of_an_officer"),
            models.Index(
                fields=["officer"], condition=models.Q(read_at=None), name="reminders_unread"
            ),
            models.Index(
                fields=["on"], condition=models.Q(letter=None), name="reminders_without_letter"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["officer", "obligation", "kind", "due_on", "days", "change"],
                nulls_distinct=False,
                name="told_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{ReminderKind(self.kind).label}：{self.obligation}"
