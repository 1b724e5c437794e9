"""采用新版次: the preview, the confirmation and the refusals."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.bodies.models import Role
from gongkai.catalog.model import ElementKind
from gongkai.duties import actions
from gongkai.duties.models import Adoption, Edition, Element, Obligation, Trigger
from tests import factories as made
from tests.duties.renewing import (
    HOUSING,
    LEAVING,
    POLICY,
    RENT,
    old_rows,
    renumbered,
    row,
    the_duty,
    the_item,
    two_editions,
)
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db
SPRING = date(2027, 3, 1)


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, date(2026, 11, 20))
    return made.a_team()


@pytest.fixture
def editions(team: made.Team) -> tuple[Edition, Edition]:
    old, new = two_editions()
    made.adopted(team.body, old)
    return old, new


@pytest.fixture
def browser(team: made.Team) -> Client:
    return as_officer(team.administrator)


def _posted(browser: Client, new: Edition, **typed: str) -> object:
    return browser.post(address("renew", new.pk), {"default_start": "2027-01-01", **typed})


# The way there


def test_an_edition_of_an_adopted_catalog_is_offered_for_renewing_and_not_for_adopting(
    browser: Client, editions: tuple[Edition, Edition]
) -> None:
    for page in (address("catalogs"), address("catalog", editions[1].pk)):
        source = browser.get(page).content.decode()
        assert address("renew", editions[1].pk) in source
        assert address("catalog_adopt", editions[1].pk) not in source


def test_afterwards_the_list_says_which_edition_was_replaced(
    browser: Client, editions: tuple[Edition, Edition]
) -> None:
    _posted(browser, editions[1])
    response = browser.get(address("catalogs"))
    assert "已由新版次接续" in text_of(response)
    assert address("rollout", editions[1].pk) in response.content.decode()


# The preview


def test_the_preview_groups_the_items_by_what_becomes_of_them(
    browser: Client, editions: tuple[Edition, Edition]
) -> None:
    response = browser.get(address("renew", editions[1].pk))
    groups = {group.name: [row.names for row in group.rows] for group in response.context["groups"]}
    assert groups == {
        "改动": [(f"保障性住房 › {HOUSING}",)],
        "新增": [(f"保障性住房 › {RENT}",)],
        "停止": [(f"保障性住房 › {LEAVING}",)],
        "沿用": [(f"保障性住房 › {POLICY}",)],
    }
    assert "“2025版”换成“ 2026版 ”" in text_of(response)


def test_a_changed_row_says_limit_office_and_form_in_words(
    browser: Client, editions: tuple[Edition, Edition]
) -> None:
    page = text_of(browser.get(address("renew", editions[1].pk)))
    assert (
        "公开时限 自信息形成或者变更之日起20个工作日内 → 自信息形成或者变更之日起7个工作日内"
        in page
    )
    assert f"{made.SERVICE_OFFICE} → 办公室" in page
    assert "增加 联系方式" in page
    assert "去掉 套数" in page


def test_an_office_the_body_does_not_have_is_named_before_and_after(
    team: made.Team, browser: Client
) -> None:
    old, new = two_editions(
        old_rows(), (row(POLICY, "文件名称", publisher="社会救助科"), row(RENT, publisher=None))
    )
    made.adopted(team.body, old)
    unknown = "目录写“社会救助科”，本机关没有这个科室"
    page = text_of(browser.get(address("renew", new.pk)))
    assert f"{unknown}，待核对" in page
    assert "目录未写明公开主体，待核对" in page
    _posted(browser, new)
    assert f"{unknown}，待核对" in text_of(browser.get(address("rollout", new.pk)))
    duty = the_duty(team.body, new, POLICY)
    page = text_of(browser.get(address("duty", duty.pk)))
    assert f"来历 {unknown}，暂归公开工作机构" in page
    duty = the_duty(team.body, new, RENT)
    page = text_of(browser.get(address("duty", duty.pk)))
    assert "来历 目录未写明公开主体，暂归公开工作机构" in page


def test_the_names_of_a_split_item_are_kept_apart_and_the_old_one_shown_with_its_path(
    team: made.Team, browser: Client
) -> None:
    steps = (
        "申请条件",
        "申请材料",
        "受理机构",
        "受理时间",
        "审核标准",
        "审核结果",
        "公示期限",
        "异议处理",
    )
    parts = (row("住房保障申请", *steps[:4]), row("住房保障审核", *steps[4:]))
    old, new = two_editions((row("住房保障申请和审核", *steps), *old_rows()), (*parts, *old_rows()))
    made.adopted(team.body, old)
    page = text_of(browser.get(address("renew", new.pk)))
    assert "保障性住房 › 住房保障申请、 保障性住房 › 住房保障审核" in page
    _posted(browser, new)
    page = text_of(browser.get(address("rollout", new.pk)))
    assert page.count("保障性住房 › 住房保障申请和审核") == 2


def test_a_new_edition_is_shown_under_the_title_it_prints_itself(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    Edition.objects.filter(pk=editions[1].pk).update(title="住房保障标准目录（2026版）")
    new = Edition.objects.get(pk=editions[1].pk)
    assert str(new) == "住房保障标准目录（2026版）"
    assert str(editions[0]) == f"{editions[0].catalog.title}（2025版）"
    for page in (address("catalogs"), address("renew", new.pk)):
        assert "住房保障标准目录（2026版）" in text_of(browser.get(page))
    assert f"已采用{new}；" in said(_posted(browser, new))[-1]


def test_open_tasks_and_drafts_are_counted_where_they_stand(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    made.a_registered(team, the_duty(team.body, editions[0], POLICY))
    response = browser.get(address("renew", editions[1].pk))
    page = text_of(response)
    assert (
        "还没完成的1件公开任务，按登记时的期限和表单办完。其中1件正在填写或审核，表单不变。" in page
    )
    (kept,) = (group for group in response.context["groups"] if group.fate == "kept")
    assert [(row.open_tasks, row.drafts) for row in kept.rows] == [(1, 1)]


def test_what_the_body_corrected_is_marked_as_carried_over(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    actions.correct_duty(
        actor=team.administrator,
        duty=the_duty(team.body, editions[0], HOUSING),
        lead=made.an_office(team.body, made.SERVICE_OFFICE),
        offices=[],
        any_office=False,
    )
    rent = Element.objects.get(item__edition=editions[0], name="租金")
    actions.change_element(
        actor=team.administrator, element=rent, kind=ElementKind.MONEY, masked=False
    )
    page = text_of(browser.get(address("renew", editions[1].pk)))
    assert "沿用本机关的调整" in page
    assert "沿用本机关的要素修改 租金" in page


def test_groups_without_items_say_so(browser: Client, team: made.Team) -> None:
    old, new = two_editions(old_rows(), renumbered(old_rows()))
    made.adopted(team.body, old)
    page = text_of(browser.get(address("renew", new.pk)))
    for name in ("改动", "新增", "停止"):
        assert f"没有{name}的事项。" in page
    assert "现在没有未完成的公开任务。" in page


def test_an_older_edition_is_warned_of(browser: Client, team: made.Team) -> None:
    old, new = two_editions()
    made.adopted(team.body, new)
    assert "请确认不是换回了旧版" in text_of(browser.get(address("renew", old.pk)))


def test_looking_changes_nothing(browser: Client, editions: tuple[Edition, Edition]) -> None:
    browser.get(address("renew", editions[1].pk))
    assert Adoption.objects.count() == 1


def test_the_preview_asks_as_often_for_two_hundred_items_as_for_two() -> None:
    asked = []
    for many in (2, 200):
        team = made.a_team(made.a_body(f"第{many}住房保障中心"))
        title = f"目录{many}"
        rows = tuple(row(f"事项{n}", f"要素{n}甲", f"要素{n}乙") for n in range(many))
        changed = tuple(row(f"事项{n}", f"要素{n}甲", f"新要素{n}") for n in range(many))
        made.adopted(team.body, made.an_edition(rows, title=title, label="旧"))
        new = made.an_edition(changed, title=title, label="新")
        asked.append(queries_of(as_officer(team.administrator), address("renew", new.pk)))
    assert asked[0] == asked[1] <= 20


def test_beyond_nine_hundred_items_the_kept_ones_take_the_common_day(
    browser: Client, team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.workspace.renewal_table._MOST_DATES", 3)
    old, new = two_editions()
    made.adopted(team.body, old)
    response = browser.get(address("renew", new.pk))
    dated = {
        group.fate: [bool(row.date_name) for row in group.rows]
        for group in response.context["groups"]
    }
    assert dated == {"changed": [True], "new": [True], "ended": [True], "kept": [False]}
    assert "没有日期框的按上面的日期开始" in text_of(response)


# Confirming


def test_the_administrator_confirms_and_sees_the_days(
    team: made.Team, browser: Client, editions: tuple[Edition, Edition]
) -> None:
    housing = the_item(editions[1], HOUSING)
    response = _posted(browser, editions[1], **{f"start-{housing.pk}": "2027-03-01"})
    assert response["Location"] == address("rollout", editions[1].pk)  # type: ignore[index]
    assert the_duty(team.body, editions[1], HOUSING).starts_on == SPRING
    assert the_duty(team.body, editions[1], POLICY).starts_on == date(2027, 1, 1)
    page = text_of(browser.get(address("rollout", editions[1].pk)))
    assert "3项，其中3项还没有开始" in page
    assert f"保障性住房 › {LEAVING} 最后一天 2026-12-31" in page
    assert "没有。原版次下登记的信息都已办完。" in page


def test_a_refusal_keeps_what_was_typed(browser: Client, editions: tuple[Edition, Edition]) -> None:
    name = f"start-{the_item(editions[1], HOUSING).pk}"
    response = _posted(browser, editions[1], **{name: "2026-12-31"})
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert f"“{HOUSING}”不能早于新版次的开始日期2027-01-01。" in text_of(response)
    source = response.content.decode()  # type: ignore[attr-defined]
    assert f'name="{name}" value="2026-12-31"' in source
    assert 'value="2027-01-01"' in source
    assert Adoption.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "明年", "2027-02-30", "\x00"])
def test_a_day_that_is_none_is_asked_for_again(
    browser: Client, editions: tuple[Edition, Edition], typed: str
) -> None:
    response = _posted(browser, editions[1], default_start=typed)
    assert "请填写新版次开始日期" in text_of(response)
    assert Adoption.objects.count() == 1


def test_pressing_twice_says_that_it_is_done(
    browser: Client, editions: tuple[Edition, Edition]
) -> None:
    _posted(browser, editions[1])
    response = _posted(browser, editions[1])
    assert said(response)[-1].endswith(f"已经采用{editions[1]}。")
    assert Adoption.objects.count() == 2


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_sees_or_does_it(
    team: made.Team, editions: tuple[Edition, Edition], role: Role
) -> None:
    client = as_officer(team.with_role(role))
    for response in (client.get(address("renew", editions[1].pk)), _posted(client, editions[1])):
        assert response.status_code == 403  # type: ignore[attr-defined]
        assert "采用新版次由本机关的系统管理员决定。" in text_of(response)
    assert Adoption.objects.count() == 1


def test_another_body_renews_only_its_own(editions: tuple[Edition, Edition]) -> None:
    stranger = made.an_officer(made.a_body("望川县住房保障中心"), Role.ADMINISTRATOR)
    response = _posted(as_officer(stranger), editions[1])
    assert response["Location"] == address("catalogs")  # type: ignore[index]
    assert "还没有采用" in said(response)[0]
    assert Adoption.objects.count() == 1


def test_a_visitor_is_sent_to_sign_in(editions: tuple[Edition, Edition]) -> None:
    for route in ("renew", "rollout"):
        assert Client().get(address(route, editions[1].pk)).status_code == 302


def test_an_edition_that_is_not_there_is_not_found(browser: Client) -> None:
    assert browser.get(address("renew", 4040)).status_code == 404
    assert browser.get(address("rollout", 4040)).status_code == 404


def test_a_first_round_is_asked_of_the_new_items_where_the_box_is_ticked(
    browser: Client, editions: tuple[Edition, Edition]
) -> None:
    new = editions[1]
    page = text_of(browser.get(address("renew", new.pk)))
    assert "1项新增的主动公开事项各有一条“首次公开”任务" in page

    browser.post(address("renew", new.pk), {"default_start": "2027-01-01", "first_round": "yes"})
    owed = Obligation.objects.get(trigger=Trigger.ADOPTION)
    assert (owed.duty.item.name, str(owed.formed_on)) == ("租赁补贴发放", "2027-01-01")
