"""A catalog's editions as they were imported: what the paper says, row by row."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from gongkai.catalog.model import ElementKind


class Catalog(models.Model):
    """A standard catalog (标准目录) over all its editions; ``issuer`` may be empty."""

    title = models.CharField("名称", max_length=200)
    issuer = models.CharField("制定机关", max_length=200, blank=True)
    domain = models.CharField("领域", max_length=60, blank=True)

    class Meta:
        verbose_name = "标准目录"
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["title", "issuer"], name="catalog_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """One issued state of a catalog (版次). ``source_sha256`` tells the same file again.

    ``title`` is the title this edition prints, which may differ from the catalog's; ``columns``
    and ``headings`` are what ``gongkai.catalog.model.Catalog`` says of its table.
    """

    catalog = models.ForeignKey(Catalog, on_delete=models.PROTECT, related_name="editions")
    title = models.CharField("名称", max_length=200, blank=True, default="")
    label = models.CharField("版次", max_length=60)
    source_name = models.CharField("来源文件", max_length=200)
    source_sha256 = models.CharField(max_length=64)
    columns = models.JSONField("栏目", default=list)
    headings = models.JSONField("表头", default=list)
    findings = models.JSONField("读取提示", default=list)
    imported_at = models.DateTimeField("导入时间", db_default=Now(), editable=False)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "版次"
        ordering: ClassVar[list[str]] = ["catalog", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["catalog", "label"], name="edition_label_once"),
            models.UniqueConstraint(fields=["catalog", "source_sha256"], name="edition_file_once"),
        ]

    def __str__(self) -> str:
        label = f"（{self.label}）"
        return self.name if self.name.endswith(label) else f"{self.name}{label}"

    def get_absolute_url(self) -> str:
        return reverse("portal:catalog", args=[self.pk])

    @property
    def name(self) -> str:
        """The title this edition prints; its catalog's where it prints none."""
        return self.title or str(self.catalog)


class Item(models.Model):
    """One row (公开事项). The JSON columns hold what ``gongkai.catalog.to_dict`` gives.

    ``extras`` are the columns the model has no field for, ``details`` the words in columns of
    ticks (both as pairs of heading and text), ``cells`` the cells the row was read from.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField("行次")
    line = models.PositiveIntegerField("原文行号", null=True)
    seq = models.CharField("序号", max_length=20, blank=True)
    process = models.CharField("过程", max_length=60, blank=True)
    levels = ArrayField(models.CharField(max_length=200), verbose_name="事项", default=list)
    content = models.TextField("公开内容", blank=True)
    publisher = models.CharField("公开主体", max_length=300, blank=True)
    form = models.CharField("公开形式", max_length=100, blank=True)
    remarks = models.TextField("备注", blank=True)
    time_limit_text = models.CharField("公开时限", max_length=300, blank=True)
    time_limit = models.JSONField(null=True)
    legal_bases = models.JSONField("公开依据", default=list)
    channels = models.JSONField("公开渠道和载体", default=list)
    audiences = ArrayField(models.CharField(max_length=10), verbose_name="公开对象", default=list)
    modes = ArrayField(models.CharField(max_length=10), verbose_name="公开方式", default=list)
    tiers = ArrayField(models.CharField(max_length=10), verbose_name="公开层级", default=list)
    details = models.JSONField("打勾栏内文字", default=list)
    extras = models.JSONField("其他栏目", default=list)
    origin = models.JSONField("来历", default=dict)
    cells = models.JSONField("原文各格", default=list)
    findings = models.JSONField("读取提示", default=list)

    class Meta:
        verbose_name = "公开事项"
        ordering: ClassVar[list[str]] = ["edition", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "position"], name="item_position_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:item", args=[self.pk])

    @property
    def name(self) -> str:
        """The innermost heading; the start of the content where there is no heading."""
        return self.levels[-1] if self.levels else self.content[:30]

    @property
    def path(self) -> str:
        """All headings in one line, outermost first."""
        return " › ".join(self.levels) or self.name

    @property
    def required_channels(self) -> list[str]:
        """The channels whose box is filled."""
        return [channel["name"] for channel in self.channels if channel["required"]]


class Element(models.Model):
    """One named thing to disclose under an item (要素), as the edition was read.

    What a body made of it since is in ``ElementCorrection``. ``required`` is what the catalog
    prints (●必选 true, 〇可选 false), or null.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="elements")
    position = models.PositiveSmallIntegerField("次序")
    name = models.CharField("名称", max_length=200)
    group = models.CharField("所属组", max_length=200, blank=True)
    kind = models.CharField(
        "类型", max_length=20, choices=[(kind.value, kind.value) for kind in ElementKind]
    )
    masked = models.BooleanField("隐藏部分号码", default=False)
    inferred = models.BooleanField("类型为推断", default=True)
    required = models.BooleanField("必选", null=True)

    class Meta:
        verbose_name = "要素"
        ordering: ClassVar[list[str]] = ["item", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "position"], name="element_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group}·{self.name}" if self.group else self.name
