"""The private address of an officer's calendar feed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class CalendarFeed(models.Model):
    """That an officer subscribes to their due dates in a calendar program (.ics).

    The address is signed and holds ``serial``: a new serial makes every earlier address worthless.
    """

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    serial = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "日历订阅"
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.officer}的日历订阅"
