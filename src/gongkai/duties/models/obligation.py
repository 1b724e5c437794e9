"""One occasion under a duty: what set it off, when it is due, how it ended."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.bodies.models import Body
from gongkai.clocks.models import LedgerRow
from gongkai.duties.models.derivation import Derivation
from gongkai.duties.models.duty import Duty
from gongkai.duties.models.event import Event


class Outcome(models.TextChoices):
    """How an obligation ended; open and excused ones have none."""

    DISCLOSED = "disclosed", "已公开"
    UNDISCLOSED = "undisclosed", "依法不主动公开"
    NOTHING = "nothing", "无此类信息"
    CONFIRMED = "confirmed", "核对无变化"


class Trigger(models.TextChoices):
    """What set an obligation off."""

    FORMED = "formed", "信息形成或者变更"
    EVENT = "event", "登记的事件"
    PERIOD = "period", "一期开始"
    PUBLICATION = "publication", "另一事项公开"
    ADOPTION = "adoption", "采用目录"


class Obligation(models.Model):
    """An 应公开任务.

    ``body`` is the duty's, kept here so that a body's board needs no join. ``formed_on`` is the
    day the clock counts from, whatever the trigger; ``due_on`` and ``provisional`` are those of
    ``derivation``, kept here to be searched by. ``period_start`` and ``period_end`` are the first
    and the last day of the period it is for. ``late_working_days`` is fixed on the day it was
    fulfilled (0: on time): a calendar changed later never rewrites it. ``excused_on`` is the day a
    second person excused it. Its state is derived (``duties.queries.with_state``).
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="obligations")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="obligations")
    occasion = models.CharField("事由", max_length=300)
    trigger = models.CharField("起因", max_length=12, choices=Trigger, default=Trigger.FORMED)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, related_name="obligations"
    )
    period_start = models.DateField("期初", null=True)
    period_end = models.DateField("期末", null=True)
    formed_on = models.DateField("起算日")
    due_on = models.DateField("到期日")
    provisional = models.BooleanField("期限暂定", default=False)
    derivation = models.ForeignKey(Derivation, on_delete=models.PROTECT, related_name="obligations")
    opened_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    fulfilled_on = models.DateField("完成日期", null=True)
    outcome = models.CharField("结果", max_length=20, choices=Outcome, blank=True)
    late_working_days = models.PositiveSmallIntegerField("逾期工作日", null=True)
    excused_on = models.DateField("免责日期", null=True)

    class Meta:
        verbose_name = "应公开任务"
        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            # With what a state is told by: a body's and a city's counts read no row at all.
            models.Index(
                fields=["body", "due_on"],
                include=["provisional", "fulfilled_on", "excused_on", "late_working_days"],
                condition=models.Q(fulfilled_on=None, excused_on=None),
                name="open_obligations_of_a_body",
            ),
            models.Index(
                fields=["due_on"],
                condition=models.Q(fulfilled_on=None, excused_on=None),
                name="open_obligations_by_due",
            ),
            # What a changed calendar reaches: the open ones of a derivation, however many are met;
            # with the body, so that one city pays for its own and not for the whole province.
            models.Index(
                fields=["derivation", "body"],
                condition=models.Q(fulfilled_on=None, excused_on=None),
                name="open_by_derivation",
            ),
            models.Index(
                fields=["body", "due_on"],
                # The last two for a past day: what was opened by then and not moved since.
                include=[
                    *("provisional", "fulfilled_on", "excused_on", "late_working_days"),
                    *("opened_at", "id"),
                ],
                name="obligations_of_a_body",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["duty", "period_start"],
                condition=models.Q(trigger="period"),
                name="one_obligation_a_period",
            ),
            models.UniqueConstraint(
                fields=["duty", "event"],
                condition=models.Q(event__isnull=False),
                name="one_obligation_an_event",
            ),
            models.UniqueConstraint(
                fields=["duty"],
                condition=models.Q(trigger="adoption"),
                name="one_obligation_an_adoption",
            ),
            models.CheckConstraint(
                name="fulfilled_means_outcome_and_lateness",
                condition=models.Q(fulfilled_on=None, outcome="", late_working_days=None)
                | (
                    models.Q(fulfilled_on__isnull=False, late_working_days__isnull=False)
                    & ~models.Q(outcome="")
                ),
            ),
            models.CheckConstraint(
                name="a_period_has_both_ends_in_order",
                condition=models.Q(period_start=None, period_end=None)
                | models.Q(period_end__gte=models.F("period_start")),
            ),
        ]

    def __str__(self) -> str:
        return self.occasion

    @property
    def label(self) -> str:
        """The item and the occasion in one line, the item said once."""
        item = self.duty.item.name
        return self.occasion if item in self.occasion else f"{item}：{self.occasion}"


class ObligationChange(models.Model):
    """That the due date of an obligation became another: what it was, what it is, and why.

    Together they answer what the board showed on any past day.
    """

    class Cause(models.TextChoices):
        """What made it move."""

        CALENDAR = "calendar", "日历有变"
        TRIGGER = "trigger", "起算日有变"
        LEDGER = "ledger", "暂停或者延长"
        LIMIT = "limit", "适用的时限有变"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="changes")
    cause = models.CharField("原因", max_length=10, choices=Cause)
    note = models.CharField("说明", max_length=300, blank=True)
    before = models.ForeignKey(Derivation, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Derivation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", db_default=Now(), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "期限变更"
        ordering: ClassVar[list[str]] = ["obligation", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], name="obligation_changes_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}：{self.before.due_on} → {self.after.due_on}"


class ObligationLedger(LedgerRow):
    """A pause, extension or restart of an obligation's clock."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="ledger")

    class Meta(LedgerRow.Meta):
        verbose_name = "时钟记录"
