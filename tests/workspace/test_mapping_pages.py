"""目录对应: the proposals, the decisions, and what registering and one disclosure say of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Role
from gongkai.disclosures.models import Disclosure
from gongkai.duties import actions
from gongkai.duties.models import Edition, Mapping, MappingState
from tests import factories as made
from tests.duties.mapped import (
    DOMAIN,
    GENERAL,
    POLICY,
    confirmed,
    duty_in,
    proposed,
    two_catalogs,
)
from tests.duties.renewing import row
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, date(2025, 2, 5))
    return made.a_team()


@pytest.fixture
def editions(team: made.Team) -> tuple[Edition, Edition]:
    return two_catalogs(team.body)


@pytest.fixture
def browser(team: made.Team) -> Client:
    return as_officer(team.administrator)


def _decide(browser: Client, mapping: Mapping, verb: str, **typed: str) -> Any:
    return browser.post(address("mapping_decide", mapping.pk, verb), typed)


# The list


def test_before_anything_was_compared_the_page_says_what_to_press(
    browser: Client, editions: tuple[Edition, Edition]
) -> None:
    page = text_of(browser.get(address("mappings")))
    assert "还没有比对过。按“比对目录”，找出本机关执行的目录里措辞相近的事项。" in page


def test_after_a_comparison_without_result_the_page_says_when_it_was(
    team: made.Team, browser: Client
) -> None:
    made.adopted(team.body, made.an_edition((row("人事任免", "任免事项"),), title="唯一的目录"))
    browser.post(address("mappings_propose"))
    at = timezone.localtime(AuditEntry.objects.get(verb="duties.propose_mappings").at)
    page = text_of(browser.get(address("mappings")))
    assert f"{at:%Y-%m-%d %H:%M}比对过，本机关执行的目录里没有相近的事项。" in page
    assert "还没有比对过" not in page
    stranger = made.an_officer(made.a_body("望川县住房保障中心"), Role.ADMINISTRATOR)
    assert "还没有比对过" in text_of(as_officer(stranger).get(address("mappings")))


def test_the_page_is_reached_from_the_catalogs(browser: Client) -> None:
    assert address("mappings") in browser.get(address("catalogs")).content.decode()


def test_the_administrator_compares_and_sees_both_items_side_by_side(
    browser: Client, editions: tuple[Edition, Edition]
) -> None:
    response = browser.post(address("mappings_propose"))
    assert response["Location"] == address("mappings")
    response = browser.get(address("mappings"))
    page = text_of(response)
    assert "比对完毕，新提出1对。" in page
    for words in (DOMAIN, GENERAL, "自信息形成或者变更之日起7个工作日内", made.SERVICE_OFFICE):
        assert words in page
    assert "同名要素2个，表单只问一次。" in page
    assert "类型不一致：文件名称（短文字、长文）" in page
    source = response.content.decode()
    for only_here in ("咨询电话", "发布日期"):
        assert f"<mark>{only_here}</mark>" in source


def test_comparing_again_says_that_there_is_nothing_new(
    browser: Client, editions: tuple[Edition, Edition]
) -> None:
    browser.post(address("mappings_propose"))
    assert said(browser.post(address("mappings_propose")))[-1] == "比对完毕，没有新的相近事项。"


def test_the_list_is_narrowed_by_catalog(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    proposed(team)
    other = made.an_edition((row("人事任免", "任免事项"),), title="第三份目录")
    made.adopted(team.body, other)
    for catalog, shown in ((editions[0].catalog_id, 1), (other.catalog_id, 0)):
        response = browser.get(address("mappings"), {"catalog": catalog})
        assert len(response.context["rows"]) == shown
    assert "这份目录没有等待确认的事项。" in text_of(response)


@pytest.mark.parametrize("query", [{"show": "nothing"}, {"catalog": "x\x00"}, {"page": "9999"}])
def test_odd_addresses_show_the_list(
    team: made.Team,
    browser: Client,
    editions: tuple[Edition, Edition],
    query: dict[str, str],
) -> None:
    proposed(team)
    assert len(browser.get(address("mappings"), query).context["rows"]) == 1


def test_what_a_catalog_says_is_shown_and_not_run(team: made.Team, browser: Client) -> None:
    bad = row("<script>alert(1)</script>", "<b>要素</b>")
    for title in ("目录甲", "目录乙"):
        made.adopted(team.body, made.an_edition((bad,), title=title))
    proposed(team)
    source = browser.get(address("mappings")).content.decode()
    assert "<script>alert" not in source
    assert "<b>要素" not in source


def test_the_page_asks_as_often_for_twenty_pairs_as_for_two() -> None:
    asked = []
    for many in (2, 20):
        team = made.a_team(made.a_body(f"第{many}住房保障中心"))
        rows = tuple(row(f"事项{many}之{n}", f"要素{n}甲", f"要素{n}乙") for n in range(many))
        for title in ("甲", "乙"):
            made.adopted(team.body, made.an_edition(rows, title=f"目录{many}{title}"))
        actions.propose_mappings(actor=None, body=team.body)
        asked.append(queries_of(as_officer(team.administrator), address("mappings")))
    assert asked[0] == asked[1] <= 25


# Deciding


def test_confirming_goes_on_with_the_next_pair(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    mapping = proposed(team)
    response = _decide(browser, mapping, "confirm", next="4711", show="proposed", page="1")
    assert response["Location"] == f"{address('mappings')}?show=proposed&page=1#mapping-4711"
    assert said(response) == [
        f"已确认“{POLICY} ↔ {POLICY}”对应；以后登记一次，两边都满足。已公开的信息不变。"
    ]
    assert Mapping.objects.get().state == MappingState.CONFIRMED
    page = text_of(browser.get(address("mappings"), {"show": "confirmed"}))
    assert "已对应：管理员甲，2025-02-05" in page


def test_declined_withdrawn_and_reconsidered(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    mapping = proposed(team)
    for verb, state in (
        ("decline", MappingState.DECLINED),
        ("reopen", MappingState.PROPOSED),
        ("confirm", MappingState.CONFIRMED),
        ("withdraw", MappingState.WITHDRAWN),
    ):
        _decide(browser, mapping, verb, reason="两边要求不同")
        assert Mapping.objects.get().state == state
    page = text_of(browser.get(address("mappings"), {"show": "closed"}))
    assert "已取消：管理员甲" in page
    assert "理由：两边要求不同" in page


def test_pressing_twice_says_that_it_was_decided(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    mapping = proposed(team)
    _decide(browser, mapping, "confirm")
    assert said(_decide(browser, mapping, "decline"))[-1].endswith(
        "现在是“已对应”，请刷新页面后再看。"
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_everyone_else_reads_and_has_no_buttons(
    team: made.Team, editions: tuple[Edition, Edition], role: Role
) -> None:
    mapping, client = proposed(team), as_officer(team.with_role(role))
    response = client.get(address("mappings"))
    assert "系统管理员确认" in text_of(response)
    assert "确认对应</button>" not in response.content.decode()
    assert said(_decide(client, mapping, "confirm")) == ["只有系统管理员可以做这件事。"]
    assert said(client.post(address("mappings_propose")))[-1] == "只有系统管理员可以做这件事。"
    assert Mapping.objects.get().state == MappingState.PROPOSED


def test_another_bodys_pairs_do_not_exist(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    mapping = proposed(team)
    stranger = made.an_officer(made.a_body("望川县住房保障中心"), Role.ADMINISTRATOR)
    client = as_officer(stranger)
    assert client.get(address("mappings")).context["rows"] == []
    assert _decide(client, mapping, "confirm").status_code == 404
    assert Mapping.objects.get().state == MappingState.PROPOSED


def test_what_is_no_decision_is_not_found(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    mapping = proposed(team)
    assert _decide(browser, mapping, "approve").status_code == 404
    assert browser.get(address("mapping_decide", mapping.pk, "confirm")).status_code == 405
    assert Client().get(address("mappings")).status_code == 302


# Registering, and the page of one disclosure


def test_registering_says_what_else_is_fulfilled_and_which_day_counts(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    confirmed(team)
    given = {"duty": duty_in(editions[0], POLICY).pk, "formed_on": "2025-01-20", "do": "preview"}
    page = text_of(as_officer(team.editor).post(address("register"), given))
    assert f"同时满足： {POLICY}（{GENERAL}）。本机关已确认这些事项对应" in page
    assert "2025-02-05 以此为准" in page
    assert "2025-02-21 以此为准" not in page


def test_registering_without_a_mapping_says_nothing_of_it(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    given = {"duty": duty_in(editions[0], POLICY).pk, "formed_on": "2025-01-20", "do": "preview"}
    page = text_of(as_officer(team.editor).post(address("register"), given))
    assert "同时满足" not in page
    assert "以此为准" not in page


def _page(team: made.Team, disclosure: Disclosure, role: Role = Role.EDITOR) -> str:
    return text_of(as_officer(team.with_role(role)).get(address("disclosure", disclosure.pk)))


def test_a_draft_says_what_it_fulfils_by_when_and_where_the_kinds_differ(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    confirmed(team)
    page = _page(team, made.a_draft(team, duty_in(editions[0], POLICY)))
    assert (
        f"同时满足： {POLICY}（{GENERAL}）。以最早的2025-02-05为准，公开一次，各项同时完成。"
        in page
    )
    assert "各目录要求的类型不一致：文件名称（短文字、长文，按短文字填写）。" in page


def test_a_mapping_confirmed_since_is_offered_on_the_page_of_a_draft(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    draft = made.a_draft(team, duty_in(editions[0], POLICY))
    confirmed(team)
    assert "登记之后确认为对应的事项，还没有归入。" in _page(team, draft)
    client, twin = as_officer(team.editor), duty_in(editions[1], POLICY)
    response = client.post(address("file_also", draft.pk), {"duty": twin.pk})
    assert response["Location"] == address("disclosure", draft.pk)
    assert said(response) == ["已归入；表单增加了这一项的要素，请补充后提交审核。"]
    assert draft.filings.count() == 2
    assert "还没有归入" not in _page(team, draft)


def test_a_reviewer_reads_of_the_offer_and_cannot_take_it(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    draft = made.in_content_review(team, duty_in(editions[0], POLICY))
    confirmed(team)
    client, twin = as_officer(team.reviewer), duty_in(editions[1], POLICY)
    response = client.get(address("disclosure", draft.pk))
    assert "还没有归入" in text_of(response)
    assert address("file_also", draft.pk) not in response.content.decode()
    response = client.post(address("file_also", draft.pk), {"duty": twin.pk})
    assert said(response) == ["“修改”须由填报人员办理。"]
    assert draft.filings.count() == 1


@pytest.mark.parametrize("typed", ["", "x", "4040404", "9" * 30])
def test_a_duty_that_is_not_there_is_asked_for_again(
    team: made.Team, editions: tuple[Edition, Edition], typed: str
) -> None:
    draft = made.a_draft(team, duty_in(editions[0], POLICY))
    response = as_officer(team.editor).post(address("file_also", draft.pk), {"duty": typed})
    assert said(response) == ["请选择要归入的事项。"]


def test_what_was_public_before_says_that_nothing_was_done(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    disclosure = made.published(team, duty_in(editions[0], POLICY))
    assert "已公开的信息没有补归" not in _page(team, disclosure)
    confirmed(team)
    page = _page(team, disclosure, Role.PUBLISHER)
    assert f"“{POLICY}”是公开之后才确认为对应的；已公开的信息没有补归" in page
    assert disclosure.filings.count() == 1


def test_the_public_page_names_both_items_and_each_item_lists_it_once(
    team: made.Team, editions: tuple[Edition, Edition]
) -> None:
    confirmed(team)
    disclosure = made.published(team, duty_in(editions[0], POLICY), title="公租房管理办法")
    visitor = Client()
    items = [duty_in(edition, POLICY).item for edition in editions]
    page = visitor.get(disclosure.get_absolute_url()).content.decode()
    for item in items:
        assert item.get_absolute_url() in page
        listed = visitor.get(item.get_absolute_url()).content.decode()
        assert listed.count(f'href="{disclosure.get_absolute_url()}"') == 1
