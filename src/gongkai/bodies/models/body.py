"""The tree of bodies, and the offices inside each."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse


class Tier(models.TextChoices):
    """公开层级."""

    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


class Body(models.Model):
    """A government body (行政机关). ``parent`` is the body that supervises it, or null.

    ``index_number_template`` makes index numbers: ``{code}`` the body's code, ``{year}`` the year
    the information was formed, ``{month}`` its month (two digits), ``{serial}`` the running number
    of that body and year (RULES.md §7: there is no single national format). ``head`` is the officer
    who is told when something stays late.
    """

    name = models.CharField("名称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=40)
    slug = models.SlugField("网址名", unique=True)
    tier = models.CharField("层级", max_length=10, choices=Tier)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    code = models.CharField("机构代码", max_length=30, unique=True)
    index_number_template = models.CharField(
        "索引号格式", max_length=80, default="{code}/{year}-{serial:05d}"
    )
    duties_summary = models.TextField("机关职能", blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    office_hours = models.CharField("办公时间", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="分管负责人",
    )  # fmt: skip

    class Meta:
        verbose_name = "机关"
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:body", args=[self.slug])


class Office(models.Model):
    """A unit inside a body (科室、内设机构). One of them may run the body's open government."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="offices")
    name = models.CharField("名称", max_length=100)
    position = models.PositiveSmallIntegerField("次序", default=0)
    runs_open_government = models.BooleanField("政府信息公开工作机构", default=False)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="负责人",
    )  # fmt: skip

    class Meta:
        verbose_name = "科室"
        ordering: ClassVar[list[str]] = ["body", "position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["body", "name"], name="office_name_once_per_body"),
            models.UniqueConstraint(
                fields=["body"],
                condition=models.Q(runs_open_government=True),
                name="one_open_government_office_per_body",
            ),
        ]

    def __str__(self) -> str:
        return self.name
