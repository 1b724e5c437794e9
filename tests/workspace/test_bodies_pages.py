"""Bodies, offices and officers: who sees them, who manages them, and the three powers apart."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from gongkai.bodies.models import Body, Office, Officer, Role, Tier
from tests import factories as made
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


@pytest.fixture
def stranger() -> Officer:
    """The administrator of another city's body."""
    return made.an_officer(made.a_body("东明市水务局"), Role.ADMINISTRATOR, name="外市管理员")


# Bodies


def test_the_tree_shows_each_body_under_the_one_that_supervises_it(team: made.Team) -> None:
    city = made.a_body("临河市住房和城乡建设局", tier=Tier.CITY)
    made.a_body("东湖县住房保障中心", parent=city)
    page = text_of(as_officer(team.administrator).get(address("bodies")))
    assert page.index("临河市住房和城乡建设局 市级") < page.index("东湖县住房保障中心 县级")
    assert "办公室 （公开工作机构） 住房保障服务科" in page
    assert "县级，本机关" in page


def test_the_tree_asks_as_often_for_thirty_bodies_as_for_one(
    team: made.Team,
) -> None:
    client = as_officer(team.editor)
    before = queries_of(client, address("bodies"))
    parent = team.body
    for number in range(30):
        parent = made.a_body(f"东湖{number}局", parent=parent if number % 7 else team.body)
    assert queries_of(client, address("bodies")) == before


def _details(**changes: str) -> dict[str, str]:
    given = {
        "duties_summary": "负责住房保障。",
        "address": "临河县银杏路9号",
        "office_hours": "工作日9:00至17:00",
        "phone": "0533-5550100",
        "fax": "",
        "email": "office@linhe.test",
    }
    return given | changes


def test_the_administrator_changes_what_the_guide_shows(team: made.Team) -> None:
    client = as_officer(team.administrator)
    response = client.post(address("body", team.body.slug), _details())
    assert said(response) == ["机关信息已保存。"]
    assert Body.objects.get(pk=team.body.pk).address == "临河县银杏路9号"
    assert "临河县银杏路9号" in client.get(address("body", team.body.slug)).content.decode()


def test_a_wrong_mail_address_is_refused_and_nothing_is_saved(team: made.Team) -> None:
    response = as_officer(team.administrator).post(
        address("body", team.body.slug), _details(email="不是邮箱")
    )
    assert said(response) == ["输入一个有效的 Email 地址。"]
    assert Body.objects.get(pk=team.body.pk).address == ""


def test_an_editor_reads_the_details_without_a_form(team: made.Team) -> None:
    page = text_of(as_officer(team.editor).get(address("body", team.body.slug)))
    assert "由该机关的系统管理员修改。" in page
    assert "新建科室" not in page


def test_another_citys_administrator_cannot_change_our_details(
    team: made.Team, stranger: Officer
) -> None:
    response = as_officer(stranger).post(address("body", team.body.slug), _details())
    assert said(response) == [f"您只能管理本机关，不能管理{team.body}。"]
    assert Body.objects.get(pk=team.body.pk).address == ""


def test_the_administrator_adds_an_office_at_the_end(team: made.Team) -> None:
    response = as_officer(team.administrator).post(
        address("office_add", team.body.slug), {"name": "租赁管理科", "phone": "0533-5550101"}
    )
    assert said(response) == ["已新建科室。"]
    assert [office.name for office in team.body.offices.all()][-1] == "租赁管理科"


@pytest.mark.parametrize(
    ("name", "why"),
    [("", "科室名称：这个字段是必填项。"), (made.SERVICE_OFFICE, None)],
)
def test_an_office_without_a_name_or_with_one_in_use_is_refused(
    team: made.Team, name: str, why: str | None
) -> None:
    before = Office.objects.count()
    response = as_officer(team.administrator).post(
        address("office_add", team.body.slug), {"name": name}
    )
    assert len(said(response)) == 1
    assert why is None or said(response) == [why]
    assert Office.objects.count() == before


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR])
def test_only_the_administrator_adds_an_office(team: made.Team, role: Role) -> None:
    response = as_officer(team.with_role(role)).post(
        address("office_add", team.body.slug), {"name": "租赁管理科"}
    )
    assert said(response) == ["只有系统管理员可以做这件事。"]
    assert not Office.objects.filter(name="租赁管理科").exists()


def test_a_body_that_is_not_there_is_not_found(team: made.Team) -> None:
    assert as_officer(team.editor).get(address("body", "nowhere")).status_code == 404


# Officers


def _newcomer(team: made.Team, **changes: Any) -> dict[str, Any]:
    given = {
        "name": "周新人",
        "username": "zhou",
        "office": made.an_office(team.body).pk,
        "password": made.PASSWORD,
    }
    return given | changes


def test_the_page_explains_the_three_powers_and_lists_our_officers_only(
    team: made.Team, stranger: Officer
) -> None:
    page = text_of(as_officer(team.administrator).get(address("officers")))
    assert "三员分立" in page
    assert "林填报" in page
    assert stranger.name not in page


def test_the_administrator_adds_an_officer_who_can_sign_in(team: made.Team) -> None:
    response = as_officer(team.administrator).post(address("officer_add"), _newcomer(team))
    assert said(response) == ["已新建人员，请再授予角色。"]
    request = RequestFactory().post("/")
    found = authenticate(request, username="zhou", password=made.PASSWORD)
    assert isinstance(found, Officer)
    assert found.roles == frozenset()


def test_a_weak_first_password_is_refused(team: made.Team) -> None:
    response = as_officer(team.administrator).post(
        address("officer_add"), _newcomer(team, password="1234")
    )
    assert said(response)[0].startswith("口令不合要求：")
    assert not Officer.objects.filter(username="zhou").exists()


def test_an_officer_cannot_be_put_into_another_bodys_office(
    team: made.Team, stranger: Officer
) -> None:
    response = as_officer(team.administrator).post(
        address("officer_add"), _newcomer(team, office=stranger.office_id)
    )
    assert said(response)[0].startswith("科室：")
    assert not Officer.objects.filter(username="zhou").exists()


def test_the_administrator_grants_and_revokes_a_role(team: made.Team) -> None:
    client = as_officer(team.administrator)
    granted = client.post(address("role_grant", team.editor.pk), {"role": "publisher"})
    assert said(granted) == ["已授予角色。"]
    assert Officer.objects.get(pk=team.editor.pk).roles == {"editor", "publisher"}
    revoked = client.post(address("role_revoke", team.editor.pk), {"role": "editor"})
    assert said(revoked)[-1] == "已收回角色。"
    assert Officer.objects.get(pk=team.editor.pk).roles == {"publisher"}


def test_the_auditors_role_does_not_go_with_another(team: made.Team) -> None:
    response = as_officer(team.administrator).post(
        address("role_grant", team.editor.pk), {"role": "auditor"}
    )
    assert said(response) == ["系统管理、安全审计与业务角色不能由同一人担任（三员分立）。"]
    assert Officer.objects.get(pk=team.editor.pk).roles == {"editor"}


def test_a_role_that_does_not_exist_is_refused(team: made.Team) -> None:
    response = as_officer(team.administrator).post(
        address("role_grant", team.editor.pk), {"role": "emperor"}
    )
    assert said(response)[0].startswith("角色：")


def test_the_administrator_closes_an_account_and_what_was_done_stays(team: made.Team) -> None:
    client = as_officer(team.administrator)
    client.post(address("officer_deactivate", team.editor.pk))
    assert not Officer.objects.get(pk=team.editor.pk).is_active
    assert "林填报" in text_of(client.get(address("officers")))


def test_nobody_closes_their_own_account(team: made.Team) -> None:
    response = as_officer(team.administrator).post(
        address("officer_deactivate", team.administrator.pk)
    )
    assert said(response) == ["不能停用自己的账号。"]


_MANAGING = [
    ("officer_deactivate", {}),
    ("role_grant", {"role": "publisher"}),
    ("role_revoke", {"role": "editor"}),
]


@pytest.mark.parametrize(("route", "data"), _MANAGING)
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EDITOR, Role.PUBLISHER])
def test_the_auditor_and_the_business_officers_cannot_manage(
    team: made.Team, role: Role, route: str, data: dict[str, str]
) -> None:
    response = as_officer(team.with_role(role)).post(address(route, team.editor.pk), data)
    assert said(response) == ["只有系统管理员可以做这件事。"]
    editor = Officer.objects.get(pk=team.editor.pk)
    assert editor.is_active
    assert editor.roles == {"editor"}


@pytest.mark.parametrize(("route", "data"), _MANAGING)
def test_another_citys_administrator_cannot_manage_our_officers(
    team: made.Team, stranger: Officer, route: str, data: dict[str, str]
) -> None:
    response = as_officer(stranger).post(address(route, team.editor.pk), data)
    assert said(response) == [f"您只能管理本机关，不能管理{team.body}。"]
    editor = Officer.objects.get(pk=team.editor.pk)
    assert editor.is_active
    assert editor.roles == {"editor"}


def test_the_auditor_sees_the_officers_without_any_form(team: made.Team) -> None:
    response = as_officer(team.auditor).get(address("officers"))
    assert "由系统管理员管理" in text_of(response)
    assert "停用" not in text_of(response)


def test_the_list_of_officers_asks_as_often_for_thirty_as_for_six(
    team: made.Team,
) -> None:
    client = as_officer(team.administrator)
    before = queries_of(client, address("officers"))
    for number in range(24):
        made.an_officer(team.body, Role.EDITOR, name=f"填报{number}")
    assert queries_of(client, address("officers")) == before
