"""Catalogs: the list, adopting, one edition as a table, and mending what an element is."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.bodies.models import Officer, Role
from gongkai.catalog.model import Catalog, Finding, Origin, Severity
from gongkai.duties import actions
from gongkai.duties.models import (
    Adoption,
    Duty,
    Edition,
    Element,
    ElementCorrection,
    Obligation,
    Trigger,
)
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


def _doubtful_edition() -> Edition:
    """An edition with a carried heading, an unresolved publisher and findings of two kinds."""
    origin = {"levels": Origin.CARRIED, "publisher": Origin.UNRESOLVED}
    row = made.an_item("租金补贴", seq="7", publisher=None, origin=origin, line=31)
    findings = (
        Finding("issuer-unnamed", Severity.INFO, "标题没有写明发布机构。"),
        Finding("cell-blank", Severity.WARNING, "“公开主体”为空，请核对。", seq="7", line=31),
    )
    return actions.import_edition(
        actor=None,
        read=Catalog("租赁补贴目录", None, (row,), findings),
        source_name="a.txt",
        source_sha256="0" * 64,
        label="2025版",
    )


# The list


def test_an_editor_sees_the_catalogs_and_who_decides_but_no_button(team: made.Team) -> None:
    edition = made.an_edition()
    page = text_of(as_officer(team.editor).get(address("catalogs")))
    assert edition.catalog.title in page
    assert f"采用目录由{team.body.short_name}的系统管理员决定" in page
    assert "导入目录" not in page
    assert page.endswith("未采用")


def test_without_catalogs_the_page_says_what_to_do(team: made.Team) -> None:
    assert "导入第一份目录" in text_of(as_officer(team.administrator).get(address("catalogs")))
    assert "请本机关的系统管理员导入" in text_of(as_officer(team.editor).get(address("catalogs")))


def test_the_administrator_adopts_and_every_item_becomes_a_duty(team: made.Team) -> None:
    edition = made.an_edition()
    client = as_officer(team.administrator)
    response = client.post(address("catalog_adopt", edition.pk))
    assert said(response) == [f"{team.body}已采用{edition}，每一项都成为一条责任。"]
    assert Duty.objects.filter(body=team.body).count() == 5
    assert "已采用" in text_of(client.get(address("catalogs")))


def test_before_adopting_the_page_says_how_many_items_and_whose_they_become(
    team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.set_today(monkeypatch, date(2026, 11, 20))
    rows = [
        made.an_item("甲", publisher=made.SERVICE_OFFICE),
        made.an_item("乙", publisher="社会救助科"),
        made.an_item("丙", publisher="社会救助科"),
        made.an_item("丁", publisher=None),
    ]
    edition = made.an_edition(rows)
    response = as_officer(team.administrator).get(address("catalog_adopt", edition.pk))
    page = text_of(response)
    assert f"4项公开事项，每一项都成为{team.body.short_name}的一条责任，自2026-11-20起执行" in page
    assert "按目录所写科室 1项" in page
    assert "没有找到科室 3项" in page
    assert "没有找到科室的3项，暂归办公室" in page
    assert "目录写“社会救助科”，本机关没有这个科室 2项" in page
    assert "目录未写明公开主体 1项" in page
    assert Adoption.objects.count() == 0


@pytest.mark.parametrize(("ticked", "owed"), [({"first_round": "yes"}, 3), ({}, 0)])
def test_a_first_round_is_asked_for_where_the_box_is_ticked(
    team: made.Team, ticked: dict[str, str], owed: int
) -> None:
    rows = [made.an_item(name) for name in ("甲", "乙", "丙")]
    edition = made.an_edition([*rows, made.an_item("丁", limit="季度更新")])
    client = as_officer(team.administrator)
    page = client.get(address("catalog_adopt", edition.pk))
    assert "3项主动公开事项各有一条“首次公开”任务" in text_of(page)
    assert 'name="first_round" value="yes" id="first-round" checked' in page.content.decode()

    client.post(address("catalog_adopt", edition.pk), ticked)
    assert Obligation.objects.filter(trigger=Trigger.ADOPTION).count() == owed


def test_the_list_and_the_edition_lead_to_the_page_before_adopting(team: made.Team) -> None:
    edition = made.an_edition()
    client = as_officer(team.administrator)
    for page in (address("catalogs"), address("catalog", edition.pk)):
        source = client.get(page).content.decode()
        assert f'href="{address("catalog_adopt", edition.pk)}"' in source
        assert f'action="{address("catalog_adopt", edition.pk)}"' not in source


def test_the_page_before_adopting_is_refused_for_a_known_edition_and_for_others(
    team: made.Team,
) -> None:
    edition = made.an_edition()
    refused = as_officer(team.editor).get(address("catalog_adopt", edition.pk))
    assert refused.status_code == 403
    assert "采用目录由本机关的系统管理员决定。" in text_of(refused)
    made.adopted(team.body, edition)
    response = as_officer(team.administrator).get(address("catalog_adopt", edition.pk))
    assert response["Location"] == address("catalogs")
    assert said(response) == [f"{team.body}已经采用{edition}。"]


def test_the_page_before_adopting_asks_as_often_for_forty_items_as_for_one(
    team: made.Team,
) -> None:
    client = as_officer(team.administrator)
    few = made.an_edition([made.an_item("甲")], title="小目录")
    many = made.an_edition(list(made.default_items()) * 8, title="大目录")
    asked = [queries_of(client, address("catalog_adopt", one.pk)) for one in (few, many)]
    assert asked[0] == asked[1]


def test_a_catalog_is_adopted_once(team: made.Team) -> None:
    edition = made.an_edition()
    client = as_officer(team.administrator)
    client.post(address("catalog_adopt", edition.pk))
    response = client.post(address("catalog_adopt", edition.pk))
    assert said(response)[-1] == f"{team.body}已经采用{edition}。"
    assert Adoption.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_can_adopt(team: made.Team, role: Role) -> None:
    edition = made.an_edition()
    response = as_officer(team.with_role(role)).post(address("catalog_adopt", edition.pk))
    assert said(response) == ["只有系统管理员可以做这件事。"]
    assert Adoption.objects.count() == 0


def test_what_another_body_adopted_is_not_ours(team: made.Team, stranger: Officer) -> None:
    edition = made.an_edition()
    made.adopted(stranger.body, edition)
    response = as_officer(team.administrator).get(address("catalogs"))
    ((listed, _),) = response.context["editions"]
    assert (listed.adopted, listed.body_count) == (False, 1)


def test_the_list_asks_as_often_for_ten_catalogs_as_for_one(team: made.Team) -> None:
    client = as_officer(team.administrator)
    made.an_edition([made.an_item("甲")], title="目录甲")
    before = queries_of(client, address("catalogs"))
    for number in range(10):
        made.an_edition([made.an_item("乙")], title=f"目录{number}")
    assert queries_of(client, address("catalogs")) == before


# One edition


def test_an_edition_shows_every_field_and_marks_what_was_not_printed_there(
    team: made.Team,
) -> None:
    edition = _doubtful_edition()
    page = text_of(as_officer(team.editor).get(address("catalog", edition.pk)))
    assert "保障性住房 › 租金补贴 沿用合并格" in page
    assert "未写明 没有读准" in page
    assert "自信息形成或者变更之日起20个工作日内" in page
    assert "《中华人民共和国政府信息公开条例》（国务院令第711号）第二十条" in page
    assert "对象： 全社会" in page
    assert "层级： 市级、县级" in page


def test_findings_stand_on_top_gravest_first_and_beside_their_item(team: made.Team) -> None:
    edition = _doubtful_edition()
    item = edition.items.get()
    response = as_officer(team.editor).get(address("catalog", edition.pk))
    assert [finding.severity for finding in response.context["findings"]] == ["warning", "info"]
    assert response.content.decode().count("“公开主体”为空，请核对。") == 2
    assert f'href="{address("catalog_item", item.pk)}"' in response.content.decode()


def test_findings_are_narrowed_by_severity(team: made.Team) -> None:
    client = as_officer(team.editor)
    edition = _doubtful_edition()
    response = client.get(address("catalog", edition.pk), {"severity": "info"})
    assert [one.message for one in response.context["findings"]] == ["标题没有写明发布机构。"]
    odd = client.get(address("catalog", edition.pk), {"severity": "dire"})
    assert "没有这个程度的提示。" in text_of(odd)


def test_the_table_asks_as_often_for_forty_items_as_for_one(team: made.Team) -> None:
    client = as_officer(team.administrator)
    few = made.an_edition([made.an_item("甲")], title="小目录")
    many = made.an_edition(list(made.default_items()) * 8, title="大目录")
    asked = [queries_of(client, address("catalog", edition.pk)) for edition in (few, many)]
    assert asked[0] == asked[1]


def test_an_edition_that_is_not_there_is_not_found(team: made.Team) -> None:
    assert as_officer(team.editor).get(address("catalog", 4040)).status_code == 404


# Mending an element


@pytest.fixture
def element(team: made.Team) -> Element:
    edition = made.an_edition()
    made.adopted(team.body, edition)
    return Element.objects.get(name="咨询电话", item__edition=edition)


def test_the_administrator_says_what_an_element_is_and_it_is_no_longer_inferred(
    team: made.Team, element: Element
) -> None:
    client = as_officer(team.administrator)
    response = client.post(
        address("element_change", element.pk), {"kind": "id_number", "masked": "on"}
    )
    assert said(response) == ["要素“咨询电话”已修改。"]
    correction = ElementCorrection.objects.get(element=element, adoption__body=team.body)
    assert (correction.kind, correction.masked) == ("id_number", True)
    page = text_of(client.get(response["Location"]))
    assert "咨询电话 证件号码 隐藏部分号码" in page


def test_the_forms_of_an_item_open_for_the_administrator_alone(
    team: made.Team, element: Element
) -> None:
    url = address("catalog", element.item.edition_id) + f"?mend={element.item_id}"
    form = f'action="{address("element_change", element.pk)}"'
    assert form in as_officer(team.administrator).get(url).content.decode()
    assert form not in as_officer(team.editor).get(url).content.decode()


def test_an_editor_cannot_mend_an_element(team: made.Team, element: Element) -> None:
    response = as_officer(team.editor).post(address("element_change", element.pk), {"kind": "text"})
    assert said(response) == ["只有系统管理员可以做这件事。"]
    assert Element.objects.get(pk=element.pk).kind == "phone"


def test_the_administrator_of_a_body_that_did_not_adopt_cannot_mend(
    stranger: Officer, element: Element
) -> None:
    response = as_officer(stranger).post(address("element_change", element.pk), {"kind": "text"})
    assert said(response) == ["本机关没有采用这份目录，不能修改它的要素。"]
    assert Element.objects.get(pk=element.pk).kind == "phone"


def test_a_kind_that_does_not_exist_is_refused(team: made.Team, element: Element) -> None:
    response = as_officer(team.administrator).post(
        address("element_change", element.pk), {"kind": "poem"}
    )
    assert said(response)[0].startswith("类型：")
    assert Element.objects.get(pk=element.pk).kind == "phone"
