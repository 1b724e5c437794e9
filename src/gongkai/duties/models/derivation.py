"""A due date and how it came to be, kept once for all obligations it is the same for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Derivation(models.Model):
    """The value of ``gongkai.workdays.due`` with what it was computed from.

    Two obligations with the same limit, the same day, the same ledger and the same calendar share
    a row, so a calendar that changes costs one computation for all of them. ``inputs`` holds
    ``limit`` (``gongkai.catalog.limit_to_dict``), ``phrase``, ``start`` (a day, or a moment for
    hour limits), ``ledger``, ``chosen`` (which rule decided, where several speak) and ``overlay``
    (the bodies whose own calendar changes count, innermost first); ``inputs_sha256`` names them.
    A row is never changed. ``steps`` are those of ``Due.steps``, each with ``on``, ``kind``,
    ``text``, ``source``.
    """

    inputs = models.JSONField(default=dict)
    inputs_sha256 = models.CharField(max_length=64)
    calendar_version = models.CharField("日历版本", max_length=12)
    start_on = models.DateField("起算日")
    due_on = models.DateField("到期日")
    due_at = models.DateTimeField("到期时刻", null=True)
    provisional = models.BooleanField("暂定", default=False)
    phrase = models.CharField("公开时限", max_length=300, blank=True)
    rule = models.CharField("规则", max_length=200)
    article = models.TextField("依据")
    steps = models.JSONField("逐日推算", default=list)

    class Meta:
        verbose_name = "期限推算"
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["start_on", "due_on"], name="derivations_by_span"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["inputs_sha256", "calendar_version"], name="derived_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phrase or '未写明'}：{self.due_on}"
