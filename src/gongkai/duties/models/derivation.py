"""A due date and how it came to be, kept once for all obligations it is the same for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import models


@dataclass(frozen=True, slots=True)
class Part:
    """One of several limits of an item: ``scope`` is the part it is for (empty: for all of it).

    ``words`` says the limit; ``due_at`` is the exact moment (aware) of one in hours.
    """

    scope: str
    words: str
    due_on: date
    due_at: datetime | None
    provisional: bool


class Derivation(models.Model):
    """The value of ``gongkai.workdays.due`` with what it was computed from.

    Two obligations with the same limit, the same day, the same ledger and the same calendar share
    a row, so a calendar that changes costs one computation for all of them. ``inputs`` holds
    ``limit`` (``gongkai.catalog.limit_to_dict``), ``phrase``, ``start`` (a day, or a moment for
    hour limits), ``ledger``, ``chosen`` (which rule decided, where several speak) and ``overlay``
    (the bodies whose own calendar changes count, innermost first), and ``targets`` where the limit
    leaves the day to the body; ``inputs_sha256`` names them. A row is never changed. ``steps`` are
    those of ``Due.steps``, each with ``on``, ``kind``, ``text``, ``source``; ``also`` is what
    ``duties.beside`` keeps, empty in rows of before it was kept.
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
    also = models.JSONField("另有的日期", default=dict)

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

    @property
    def parts(self) -> tuple[Part, ...]:
        """The due date of each limit, in the order printed, where the phrase holds several."""
        return tuple(
            Part(
                scope=one["scope"],
                words=one["words"],
                due_on=date.fromisoformat(one["due"]),
                due_at=datetime.fromisoformat(one["at"]) if one["at"] else None,
                provisional=one["provisional"],
            )
            for one in self.also.get("parts", ())
        )

    @property
    def unpaused(self) -> date | None:
        """The safe date, as if the clock had never stood still; None where that is the same day."""
        return self._day("unpaused")

    @property
    def paused_since(self) -> date | None:
        """The first day of a pause that was open when this was computed."""
        return self._day("paused_since")

    @property
    def target(self) -> date | None:
        """The day aimed at where the limit names no number (实时, 及时): ``owns_its_target``."""
        return self._day("target")

    @property
    def owns_its_target(self) -> bool:
        """True where the body set the target itself, false where it is the one of the data."""
        return bool(self.inputs.get("targets"))

    @property
    def ceiling(self) -> date | None:
        """The last day 条例 26 allows, where that is another day than the limit's (PUB-26)."""
        return self._day("ceiling")

    def _day(self, name: str) -> date | None:
        kept = self.also.get(name)
        return date.fromisoformat(kept) if kept else None
