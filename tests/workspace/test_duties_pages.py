"""The duties of a body, one duty, and who may correct it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.bodies.models import Role
from gongkai.duties.actions import open_obligation
from gongkai.duties.models import Confirmation, Duty, Obligation, Resolution
from gongkai.workspace.standing import duties_standing, narrowed
from tests import factories as made
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> made.Team:
    team = made.a_team()
    made.adopted(team.body)
    return team


def _rows(response: object) -> list[str]:
    return [duty.item.name for duty in response.context["page"]]  # type: ignore[attr-defined]


def test_a_visitor_is_sent_to_sign_in() -> None:
    response = Client().get(address("duties"))
    assert response.status_code == 302
    assert response["Location"].startswith(address("sign_in"))


def test_the_editor_lin_sees_every_duty_of_her_body_with_office_and_limit(team: made.Team) -> None:
    page = text_of(as_officer(team.editor).get(address("duties")))
    assert "共5项责任" in page
    assert "保障性住房 › 保障资格审核结果" in page
    assert "办公室 、住房保障服务科" in page
    assert "自信息形成或者变更之日起7个工作日内" in page
    assert "不适用于本层级" in page
    assert "调整科室" not in page


def test_the_administrator_gets_a_link_to_correct(team: made.Team) -> None:
    response = as_officer(team.administrator).get(address("duties"))
    duty = made.a_duty(team.body)
    assert f'href="{address("duty", duty.pk)}#correct"' in response.content.decode()


def test_each_duty_counts_what_is_public_what_is_owed_and_what_is_late(
    team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.set_today(monkeypatch, date(2025, 2, 1))
    duty = made.a_duty(team.body, made.POLICY)
    made.published(team, duty)
    made.published(team, duty, title="另一份文件")
    made.withdrawn(team, duty)
    made.a_draft(team, duty)
    open_obligation(actor=None, duty=duty, occasion="新的文件", formed_on=date(2025, 1, 20))
    found = duties_standing(team.body).get(pk=duty.pk)
    owed = Obligation.objects.filter(duty=duty, fulfilled_on=None).count()
    assert (found.published, found.owed, found.overdue) == (2, owed, 0)  # type: ignore[attr-defined]
    made.set_today(monkeypatch, date(2026, 2, 1))
    later = duties_standing(team.body).get(pk=duty.pk)
    assert later.overdue == owed == 2  # type: ignore[attr-defined]
    then = duties_standing(team.body, on=date(2025, 2, 1)).get(pk=duty.pk)
    assert (then.owed, then.overdue) == (2, 0)  # type: ignore[attr-defined]


def test_filters_narrow_by_catalog_office_resolution_and_words(team: made.Team) -> None:
    client = as_officer(team.editor)
    other = made.an_edition([made.an_item("租金补贴", publisher="")], title="租赁补贴目录")
    made.adopted(team.body, other)
    service = made.an_office(team.body, made.SERVICE_OFFICE)
    assert _rows(client.get(address("duties"), {"edition": other.pk})) == ["租金补贴"]
    assert _rows(client.get(address("duties"), {"unresolved": "on"})) == ["租金补贴"]
    assert _rows(client.get(address("duties"), {"words": "租金 保障"})) == ["房源信息", "租金补贴"]
    assert _rows(client.get(address("duties"), {"office": service.pk})) == [
        made.ELIGIBILITY,
        made.HOUSING,
    ]


def test_a_filter_that_finds_nothing_offers_the_way_back(team: made.Team) -> None:
    page = text_of(as_officer(team.editor).get(address("duties"), {"words": "没有这样的事项"}))
    assert "没有符合条件的责任。 查看全部责任" in page


def test_a_filter_with_another_bodys_office_narrows_nothing(team: made.Team) -> None:
    stranger = made.an_office(made.a_body("东明市水务局"))
    assert len(_rows(as_officer(team.editor).get(address("duties"), {"office": stranger.pk}))) == 5


def test_a_body_without_a_catalog_is_sent_to_the_catalogs() -> None:
    officer = made.an_officer(made.a_body(), Role.EDITOR)
    assert "还没有采用任何目录" in text_of(as_officer(officer).get(address("duties")))


def test_the_list_asks_as_often_for_forty_duties_as_for_one() -> None:
    few, many = made.a_team(), made.a_team(made.a_body("东明市水务局"))
    made.adopted(few.body, made.an_edition([made.an_item("甲")], title="小目录"))
    made.adopted(many.body, made.an_edition([made.an_item(f"事项{n}") for n in range(40)]))
    asked = [queries_of(as_officer(team.editor), address("duties")) for team in (few, many)]
    assert asked[0] == asked[1]


def test_fifty_duties_fill_a_page(team: made.Team) -> None:
    items = [made.an_item(f"事项{number}") for number in range(50)]
    made.adopted(team.body, made.an_edition(items, title="大目录"))
    client = as_officer(team.editor)
    assert len(_rows(client.get(address("duties")))) == 50
    second = client.get(address("duties"), {"page": "2", "words": ""})
    assert len(_rows(second)) == 5
    assert "第2页，共2页" in text_of(second)


def test_narrowing_by_office_lists_a_duty_once(team: made.Team) -> None:
    office = made.an_office(team.body)
    found = narrowed(duties_standing(team.body), office_id=office.pk)
    assert len(found) == len({duty.pk for duty in found})


# One duty


def test_a_duty_shows_its_item_elements_obligations_and_disclosures(team: made.Team) -> None:
    duty = made.a_duty(team.body)
    disclosure = made.published(team, duty)
    obligation = Obligation.objects.get(duty=duty)
    response = as_officer(team.editor).get(address("duty", duty.pk))
    page, source = text_of(response), response.content.decode()
    assert "身份证号 证件号码 推断 隐藏部分号码" in page
    assert "《中华人民共和国政府信息公开条例》（国务院令第711号）第二十条" in page
    assert address("obligation", obligation.pk) in source
    assert address("disclosure", disclosure.pk) in source
    assert "逾期完成" in page
    assert "请本机关的系统管理员调整" in page


def test_an_unfulfilled_obligation_stands_before_a_fulfilled_one(team: made.Team) -> None:
    duty = made.a_duty(team.body)
    made.published(team, duty)
    waiting = open_obligation(actor=None, duty=duty, occasion="第二批", formed_on=date(2025, 3, 3))
    response = as_officer(team.editor).get(address("duty", duty.pk))
    first, state = response.context["obligations"][0]
    assert (first, state) == (waiting, "已逾期")


def test_a_duty_that_is_not_for_this_tier_says_so(team: made.Team) -> None:
    duty = made.a_duty(team.body, made.CITY_ONLY)
    assert "公开层级是市级，不适用于" in text_of(
        as_officer(team.editor).get(address("duty", duty.pk))
    )


@pytest.mark.parametrize("route", ["duty", "duty_correct"])
def test_another_bodys_duty_is_not_found(team: made.Team, route: str) -> None:
    stranger = made.an_officer(made.a_body("东明市水务局"), Role.ADMINISTRATOR)
    client = as_officer(stranger)
    duty = made.a_duty(team.body)
    call = client.get if route == "duty" else client.post
    assert call(address(route, duty.pk)).status_code == 404
    assert Duty.objects.get(pk=duty.pk).resolution != Resolution.CORRECTED


# Correcting


def _correction(team: made.Team) -> dict[str, object]:
    service = made.an_office(team.body, made.SERVICE_OFFICE)
    return {"lead": service.pk, "offices": [service.pk]}


def test_the_administrator_says_which_office_leads(team: made.Team) -> None:
    duty = made.a_duty(team.body, made.PLAIN)
    response = as_officer(team.administrator).post(
        address("duty_correct", duty.pk), _correction(team)
    )
    assert (response.status_code, response["Location"]) == (302, address("duty", duty.pk))
    assert said(response) == ["已调整责任科室。"]
    duty.refresh_from_db()
    assert (duty.lead.name, duty.any_office) == (made.SERVICE_OFFICE, False)
    assert duty.resolution == Resolution.CORRECTED


def test_an_editor_cannot_correct_a_duty(team: made.Team) -> None:
    duty = made.a_duty(team.body, made.PLAIN)
    response = as_officer(team.editor).post(address("duty_correct", duty.pk), _correction(team))
    assert said(response) == ["只有系统管理员可以做这件事。"]
    assert Duty.objects.get(pk=duty.pk).resolution == duty.resolution


def test_another_bodys_office_cannot_be_given_a_duty(team: made.Team) -> None:
    duty = made.a_duty(team.body, made.PLAIN)
    stranger = made.an_office(made.a_body("东明市水务局"))
    response = as_officer(team.administrator).post(
        address("duty_correct", duty.pk), {"lead": stranger.pk}
    )
    assert said(response)[0].startswith("牵头科室：")
    assert Duty.objects.get(pk=duty.pk).lead_id == duty.lead_id


def test_a_correction_cannot_be_made_by_a_link(team: made.Team) -> None:
    duty = made.a_duty(team.body)
    client = as_officer(team.administrator)
    assert client.get(address("duty_correct", duty.pk)).status_code == 405


def test_a_form_from_elsewhere_is_refused(team: made.Team) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(team.administrator)
    duty = made.a_duty(team.body)
    assert client.post(address("duty_correct", duty.pk), _correction(team)).status_code == 403


def test_the_editor_confirms_a_long_silent_item_on_its_page(
    team: made.Team,
) -> None:
    duty = made.a_duty(team.body, made.PLAIN)
    made.published(team, duty)
    browser = as_officer(team.editor)
    assert "核对过，没有变化" in text_of(browser.get(address("duty", duty.pk)))
    answer = browser.post(address("duty_confirm", duty.pk))
    assert said(answer) == ["已登记：今天核对，没有变化。"]
    assert Confirmation.objects.get().duty == duty
    again = browser.post(address("duty_confirm", duty.pk))
    assert "今天已经核对过" in said(again)[-1]


def test_nobody_confirms_what_was_never_public_or_is_not_theirs(team: made.Team) -> None:
    duty = made.a_duty(team.body, made.PLAIN)
    browser = as_officer(team.editor)
    assert "核对过，没有变化" not in text_of(browser.get(address("duty", duty.pk)))
    assert "还没有公开的信息" in said(browser.post(address("duty_confirm", duty.pk)))[0]
    made.published(team, duty)
    for other in (team.reviewer, team.administrator):
        assert "核对过，没有变化" not in text_of(as_officer(other).get(address("duty", duty.pk)))
        answer = as_officer(other).post(address("duty_confirm", duty.pk))
        assert said(answer) == ["只有填报人可以登记信息。"]
    stranger = made.a_team(made.a_body("审计局", slug="audit")).editor
    assert as_officer(stranger).post(address("duty_confirm", duty.pk)).status_code == 404
    assert browser.get(address("duty_confirm", duty.pk)).status_code == 405
    assert not Confirmation.objects.exists()
