"""What an officer states about an obligation and a second person agrees to, or does not."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.duties.models.duty import Duty
from gongkai.duties.models.obligation import Obligation


class DeclarationKind(models.TextChoices):
    """What is stated."""

    NOTHING = "nothing", "无此类信息"
    EXCUSE = "excuse", "免责"


class Declaration(models.Model):
    """A stated absence (published on the item's page once granted) or an excuse (never published).

    ``granted`` is null while nobody has decided; who decides is never who declared.
    """

    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, related_name="declarations"
    )
    kind = models.CharField("种类", max_length=10, choices=DeclarationKind)
    reason = models.CharField("理由", max_length=300)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    declared_at = models.DateTimeField("提出时间", db_default=Now(), editable=False)
    granted = models.BooleanField("是否同意", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    note = models.CharField("意见", max_length=300, blank=True)

    class Meta:
        verbose_name = "情况说明"
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["obligation"],
                condition=models.Q(granted=None),
                name="one_declaration_waits",
            ),
            models.UniqueConstraint(
                fields=["obligation", "kind"],
                condition=models.Q(granted=True),
                name="granted_once",
            ),
            models.CheckConstraint(
                name="a_second_person_decides",
                condition=models.Q(granted=None, decided_by=None, decided_at=None)
                | (
                    models.Q(granted__isnull=False, decided_by__isnull=False)
                    & models.Q(decided_at__isnull=False)
                    & ~models.Q(decided_by=models.F("declared_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{DeclarationKind(self.kind).label}：{self.obligation}"


class Confirmation(models.Model):
    """That what is public under a duty was checked on a day and is still true (核对无变化).

    ``obligation`` is the one it met, if there was one.
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="confirmations")
    on = models.DateField("核对日期")
    obligation = models.OneToOneField(
        Obligation, on_delete=models.PROTECT, null=True, related_name="confirmation"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "核对"
        ordering: ClassVar[list[str]] = ["duty", "-on", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["duty", "-on"], name="confirmations_of_a_duty"),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.on}"
