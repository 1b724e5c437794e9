"""Signing in and out of the workspace."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.audit.models import AuditEntry
from gongkai.bodies.actions import create_body, create_office, create_officer, grant_role
from gongkai.bodies.models import Officer, Role, Tier

pytestmark = pytest.mark.django_db
PASSWORD = "一个足够长的口令-2027"


@pytest.fixture
def li_min() -> Officer:
    body = create_body(
        actor=None, name="青禾县住房和城乡建设局", short_name="县住建局", slug="zhujian",
        tier=Tier.COUNTY, code="11370000MB01",
    )  # fmt: skip
    office = create_office(actor=None, body=body, name="住房保障科")
    officer = create_officer(
        actor=None, office=office, username="limin", name="李敏", password=PASSWORD
    )
    grant_role(actor=None, officer=officer, role=Role.EDITOR)
    return officer


def _sign_in(client: Client, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post(
        reverse("workspace:sign_in"), {"username": "limin", "password": password, **more}
    )


def test_li_min_signs_in_sees_her_name_office_and_role_and_the_trail_knows(
    client: Client, li_min: Officer
) -> None:
    response = _sign_in(client)
    assert response.status_code == 302
    assert response["Location"] == reverse("workspace:my_work")
    page = client.get(reverse("workspace:my_work")).content.decode()
    assert "李敏" in page
    assert "县住建局 · 住房保障科" in page
    assert "填报" in page
    entry = AuditEntry.objects.get(verb="bodies.sign_in")
    assert (entry.actor, entry.body_id) == (li_min, li_min.office.body_id)


def test_a_wrong_password_is_refused_in_chinese_and_leaves_no_entry(
    client: Client, li_min: Officer
) -> None:
    response = _sign_in(client, "不是这个口令")
    assert response.status_code == 200
    assert "登录名或口令不正确" in response.content.decode()
    assert not AuditEntry.objects.filter(verb="bodies.sign_in").exists()


def test_the_fifth_wrong_password_locks_the_name_out_even_with_the_right_one(
    client: Client, li_min: Officer
) -> None:
    for _ in range(5):
        response = _sign_in(client, "不是这个口令")
    assert response.status_code == 429
    assert "暂时不能登录" in response.content.decode()
    response = _sign_in(client)
    assert response.status_code == 429


def test_a_deactivated_officer_cannot_sign_in(client: Client, li_min: Officer) -> None:
    li_min.is_active = False
    li_min.save()
    assert _sign_in(client).status_code == 200
    assert client.get(reverse("workspace:my_work")).status_code == 302


def test_signing_in_returns_to_the_page_that_was_asked_for_but_never_to_another_site(
    client: Client, li_min: Officer
) -> None:
    asked = reverse("workspace:my_work") + "?x=1"
    assert _sign_in(client, next=asked)["Location"] == asked
    client.logout()
    answer = _sign_in(client, next="https://elsewhere.test/")
    assert answer["Location"] == reverse("workspace:my_work")


def test_a_visitor_is_sent_to_the_sign_in_page(client: Client) -> None:
    response = client.get(reverse("workspace:my_work"))
    assert response["Location"] == reverse("workspace:sign_in") + "?next=/workspace/"


def test_signing_out_takes_a_post_and_is_written_down(client: Client, li_min: Officer) -> None:
    _sign_in(client)
    assert client.get(reverse("workspace:sign_out")).status_code == 405
    response = client.post(reverse("workspace:sign_out"))
    assert response["Location"] == reverse("workspace:sign_in")
    assert AuditEntry.objects.get(verb="bodies.sign_out").actor == li_min
    assert client.get(reverse("workspace:my_work")).status_code == 302
    assert "已退出" in client.get(reverse("workspace:sign_in")).content.decode()


def test_signing_out_needs_the_forms_own_token(li_min: Officer) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(li_min, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(reverse("workspace:sign_out")).status_code == 403
