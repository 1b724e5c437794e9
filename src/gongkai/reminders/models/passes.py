"""That the reminders of a day were told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Pass(models.Model):
    """One day's telling, written in the transaction that told: a day is told wholly or not at all.

    ``told`` is how many reminders it made. What it had seen by then, for the next one to go on
    from: changes of due dates up to ``changes_until``, obligations up to the key
    ``obligations_until``. Where some body had a day off, both stay those of the pass before.
    ``lettered``: its reminders are in letters, where they are to be.
    """

    on = models.DateField("日期", unique=True)
    told = models.PositiveIntegerField("提醒数", default=0)
    changes_until = models.DateTimeField(null=True)
    obligations_until = models.BigIntegerField(default=0)
    lettered = models.BooleanField("已写信", default=False, db_default=False)
    done_at = models.DateTimeField("完成时间")

    class Meta:
        verbose_name = "每日提醒"
        ordering: ClassVar[list[str]] = ["-on"]

    def __str__(self) -> str:
        return str(self.on)
