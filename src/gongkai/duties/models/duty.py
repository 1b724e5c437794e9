"""Adoption of an edition by a body, and the duty each item becomes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from gongkai.bodies.models import Body, Office
from gongkai.duties.models.catalog import Edition, Item


class Adoption(models.Model):
    """That a body works under an edition, since a day.

    ``replaces`` is the adoption of an earlier edition of the same catalog that it took the place
    of; single items may start later than ``adopted_on``.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="adoptions")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="adoptions")
    adopted_on = models.DateField("采用日期")
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )

    class Meta:
        verbose_name = "采用"
        ordering: ClassVar[list[str]] = ["body", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["body", "edition"], name="edition_adopted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.body}采用{self.edition}"


class Resolution(models.TextChoices):
    """How the printed publisher became an office."""

    NAMED = "named", "按目录所写科室"
    NAMED_AND_OTHERS = "named_and_others", "牵头科室及相关科室"
    BODY = "body", "目录写的是本机关，归公开工作机构"
    UNRESOLVED = "unresolved", "目录未写明，暂归公开工作机构"
    CORRECTED = "corrected", "本机关已调整"

    def said(self, publisher: str) -> str:
        """Say it in words of an item whose printed publisher is ``publisher`` ("" for none)."""
        if self is Resolution.UNRESOLVED:
            return f"{not_found(publisher)}，暂归公开工作机构"
        return str(self.label)


def not_found(publisher: str) -> str:
    """Say why no office was found for a printed publisher ("" where none is printed)."""
    return f"目录写“{publisher}”，本机关没有这个科室" if publisher else "目录未写明公开主体"


class Duty(models.Model):
    """The standing fact that a body and its offices answer for an item (责任).

    ``offices`` are the offices that may file under it; with ``any_office`` every office of the
    body may (相关科室). The lead office is ``lead``. ``applies`` is false where the item is not
    for the body's tier. It is in force from ``starts_on`` to ``ends_on`` (the last day, or open);
    one that ends the day before it starts never was. ``continues`` are the duties of the earlier
    edition whose place it took: several where items were merged. ``officer`` is the person of the
    lead office who answers for it, or null: then the whole office does. ``next_opens_on`` is the
    day its next period opens an obligation; null where nothing opens by itself.
    """

    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="duties")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="duties")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="duties")
    lead = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="led_duties")
    offices = models.ManyToManyField(Office, related_name="duties")
    any_office = models.BooleanField("相关科室均可填报", default=False)
    resolution = models.CharField("科室来历", max_length=20, choices=Resolution)
    applies = models.BooleanField("适用于本机关", default=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True)
    continues = models.ManyToManyField("self", symmetrical=False, related_name="continued_by")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="held_duties"
    )
    next_opens_on = models.DateField("下一期开始日期", null=True)

    class Meta:
        verbose_name = "责任"
        ordering: ClassVar[list[str]] = ["adoption", "item__position"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_opens_on"],
                condition=models.Q(next_opens_on__isnull=False),
                name="duties_by_next_opening",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["adoption", "item"], name="duty_once_per_item"),
            models.CheckConstraint(
                name="duty_ends_after_it_starts",
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on") - timedelta(days=1)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.short_name}·{self.item.name}"

    @property
    def resolution_said(self) -> str:
        """How the printed publisher of the item became the office, in words."""
        return Resolution(self.resolution).said(self.item.publisher)

    @property
    def not_found(self) -> str:
        """Why no office was found, in words; empty where one was."""
        return not_found(self.item.publisher) if self.resolution == Resolution.UNRESOLVED else ""

    def in_force(self, on: date) -> bool:
        """True where the duty holds on that day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
