"""Officers and their roles; the database itself keeps the three powers apart (三员分立)."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models.functions import Now

from gongkai.bodies.models.body import Body, Office


class Role(models.TextChoices):
    """What an officer may be; the last two are kept apart from all others and each other."""

    EDITOR = "editor", "填报"
    REVIEWER = "reviewer", "审核"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查"
    PUBLISHER = "publisher", "发布"
    ADMINISTRATOR = "administrator", "系统管理"
    AUDITOR = "auditor", "安全审计"


class OfficerManager(BaseUserManager["Officer"]):
    """Looks officers up by sign-in name. Making one is an action, not a manager's method."""

    def get_queryset(self) -> models.QuerySet[Officer]:
        return super().get_queryset().select_related("office__body")


class Officer(AbstractBaseUser):
    """A person who works in an office. There is no superuser: rights come from roles alone."""

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("电子邮箱", blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="officers")
    is_active = models.BooleanField("在用", default=True)
    created_at = models.DateTimeField("建立时间", db_default=Now(), editable=False)

    objects = OfficerManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "人员"
        ordering: ClassVar[list[str]] = ["office", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def body(self) -> Body:
        """The body the officer's office belongs to."""
        return self.office.body

    @cached_property
    def roles(self) -> frozenset[str]:
        """The officer's roles; kept for the life of this object (one request)."""
        return frozenset(self.role_rows.values_list("role", flat=True))

    def has_role(self, *roles: Role) -> bool:
        """Return true where the officer is active and holds one of ``roles``."""
        return self.is_active and not self.roles.isdisjoint(roles)

    @property
    def role_labels(self) -> list[str]:
        """The Chinese names of the roles, in the order of ``Role``."""
        return [role.label for role in Role if role in self.roles]


class OfficerRole(models.Model):
    """One role of one officer.

    ``power`` is ``administrator``, ``auditor`` or ``business``: an exclusion constraint refuses
    two different powers in one hand, whatever the code above it does.
    """

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="role_rows")
    role = models.CharField("角色", max_length=20, choices=Role)
    granted_at = models.DateTimeField("授予时间", db_default=Now(), editable=False)
    power = models.GeneratedField(
        expression=models.Case(
            models.When(role="administrator", then=models.Value("administrator")),
            models.When(role="auditor", then=models.Value("auditor")),
            default=models.Value("business"),
        ),
        output_field=models.CharField(max_length=20),
        db_persist=True,
    )

    class Meta:
        verbose_name = "人员角色"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["officer", "role"], name="role_once_per_officer"),
            ExclusionConstraint(
                name="three_powers_apart",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    ("power", RangeOperators.NOT_EQUAL),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} · {Role(self.role).label}"
