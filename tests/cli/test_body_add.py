"""``gongkai body add`` on a new site: a body somebody can sign in to, or nothing at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth import authenticate
from django.http import HttpRequest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Body, Office, Officer, Role
from gongkai.cli.body import NewBody, Tier, create
from gongkai.refusals import Refused

pytestmark = pytest.mark.django_db

NEW = NewBody(
    name="示例县住房和城乡建设局",
    short_name="县住建局",
    slug="zjj",
    code="XZJJ",
    tier=Tier.COUNTY,
    office="办公室",
    username="admin",
    password="a-long-first-password",
)


def test_the_first_administrator_can_sign_in() -> None:
    line = create(NEW)

    officer = authenticate(HttpRequest(), username="admin", password="a-long-first-password")
    assert isinstance(officer, Officer)
    assert officer.roles == {Role.ADMINISTRATOR}
    assert officer.office.runs_open_government
    assert officer.body.name == "示例县住房和城乡建设局"
    assert line == "已新建示例县住房和城乡建设局和办公室；系统管理员请用 admin 登录工作台。"


def test_every_step_is_in_the_trail_as_done_by_the_system() -> None:
    create(NEW)

    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", "actor_name"))
    assert verbs == [
        ("bodies.create_body", "系统"),
        ("bodies.create_office", "系统"),
        ("bodies.create_officer", "系统"),
        ("bodies.grant_role", "系统"),
    ]


def test_a_weak_password_leaves_nothing_behind() -> None:
    with pytest.raises(Refused) as refusal:
        create(replace(NEW, password="1234"))

    assert refusal.value.code == "weak-password"
    assert not Body.objects.exists()
    assert not Office.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_second_body_of_the_same_name_is_refused() -> None:
    create(NEW)

    with pytest.raises(Refused) as refusal:
        create(replace(NEW, slug="zjj2", code="XZJJ2", username="admin2"))

    assert refusal.value.code == "invalid"
    assert Body.objects.count() == 1


def test_a_bad_address_name_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        create(replace(NEW, slug="住建局"))

    assert refusal.value.code == "invalid"
    assert not Body.objects.exists()
