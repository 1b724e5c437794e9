"""The bodies below, side by side, and down to one late obligation; to read only."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from gongkai.bodies.models import Body, Officer, Role
from gongkai.duties import actions
from gongkai.duties.models import DeclarationKind, Edition, Obligation
from tests import factories as make
from tests.workspace.around import address, as_officer, queries_of, text_of
from tests.workspace.owing import Story

pytestmark = pytest.mark.django_db
BELOW = "/workspace/below/"


@pytest.fixture
def city() -> make.Team:
    return make.a_team(make.a_body("临河市住房和城乡建设局"))


@pytest.fixture
def ginkgo(city: make.Team) -> make.Team:
    team = make.a_team(make.a_body("银杏县住房保障中心", parent=city.body, slug="ginkgo"))
    make.adopted(team.body)
    return team


@pytest.fixture
def hills(city: make.Team, ginkgo: make.Team) -> make.Team:
    """A body below a body below the city, under the same edition."""
    county = make.a_body("远山县住房和城乡建设局", parent=city.body, slug="county")
    team = make.a_team(make.a_body("远山县住房保障中心", parent=county, slug="hills"))
    make.adopted(team.body, Edition.objects.get())
    return team


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    return Story(monkeypatch)


@pytest.fixture
def march(ginkgo: make.Team, hills: make.Team, story: Story) -> dict[str, Obligation]:
    """Told on 31 March 2026: Ginkgo late with one and late before, Hills in order."""
    policy, far = make.a_duty(ginkgo.body, make.POLICY), make.a_duty(hills.body, make.POLICY)
    told = {
        "去年的": story.opened(policy, "去年的文件", 2025, 12, 1),
        "按时的": story.opened(policy, "按时的文件", 2026, 1, 5),
        "迟了": story.opened(policy, "迟了的文件", 2026, 2, 9),
        "逾期": story.opened(policy, "三月的文件", 2026, 3, 16),
        "远山的": story.opened(far, "远山的文件", 2026, 3, 2),
        "未到期": story.opened(make.a_duty(hills.body), "远山的结果", 2026, 3, 16),
    }
    story.met(told["按时的"], 2026, 1, 14)
    story.met(told["迟了"], 2026, 3, 2)
    story.met(told["远山的"], 2026, 3, 11)
    story.on(2026, 3, 31)
    return told


def get(officer: Officer, asked: str = "") -> Any:
    return as_officer(officer).get(BELOW + asked)


def rows(officer: Officer, asked: str = "") -> dict[str, Any]:
    return {one.body.name: one for one in get(officer, asked).context["page"]}


def test_the_city_sees_its_bodies_side_by_side(
    city: make.Team, march: dict[str, Obligation]
) -> None:
    found = rows(city.editor)
    assert list(found) == ["银杏县住房保障中心", "远山县住房和城乡建设局", "远山县住房保障中心"]
    ginkgo, hills = found["银杏县住房保障中心"], found["远山县住房保障中心"]
    assert ginkgo.states == {
        "upcoming": 0, "due": 0, "overdue": 2, "met": 1, "met_late": 1, "excused": 0,
    }  # fmt: skip
    assert hills.states == {
        "upcoming": 1, "due": 0, "overdue": 0, "met": 1, "met_late": 0, "excused": 0,
    }  # fmt: skip
    assert found["远山县住房和城乡建设局"].percent == "—"


def test_the_rate_counts_what_was_due_this_year_and_never_what_was_excused(
    city: make.Team, ginkgo: make.Team, march: dict[str, Obligation], story: Story
) -> None:
    # Of what was due this year: one on time, one late, one overdue; last year's does not count.
    assert rows(city.editor)["银杏县住房保障中心"].percent == "33.3%"
    assert rows(city.editor)["远山县住房保障中心"].percent == "100%"
    story.excused(ginkgo, march["逾期"], 2026, 3, 31)
    found = rows(city.editor)["银杏县住房保障中心"]
    assert (found.percent, found.states["excused"]) == ("50.0%", 1)


def test_the_oldest_overdue_and_provisional_ones_are_told(
    city: make.Team, march: dict[str, Obligation]
) -> None:
    Obligation.objects.filter(pk=march["未到期"].pk).update(provisional=True)
    found = rows(city.editor)
    assert found["银杏县住房保障中心"].oldest == march["去年的"].due_on
    assert found["远山县住房保障中心"].oldest is None
    assert [one.provisional for one in found.values()] == [0, 0, 1]


def test_all_of_them_together_stand_in_the_last_row(
    city: make.Team, march: dict[str, Obligation]
) -> None:
    total = get(city.editor).context["total"]
    assert total.states == {
        "upcoming": 1, "due": 0, "overdue": 2, "met": 2, "met_late": 1, "excused": 0,
    }  # fmt: skip
    assert total.percent == "50.0%"
    assert "合计 2 0 1 2 1 0 50.0%" in text_of(get(city.editor))


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("overdue", "银杏县住房保障中心"),
        ("rate", "银杏县住房保障中心"),
        ("oldest", "银杏县住房保障中心"),
        ("upcoming", "远山县住房保障中心"),
        ("nonsense", "银杏县住房保障中心"),
    ],
)
def test_the_bodies_are_sorted_by_what_needs_attention(
    city: make.Team, march: dict[str, Obligation], sort: str, first: str
) -> None:
    assert next(iter(rows(city.editor, f"?sort={sort}"))) == first


def test_bodies_are_found_by_name(city: make.Team, march: dict[str, Obligation]) -> None:
    assert list(rows(city.editor, "?words=银杏")) == ["银杏县住房保障中心"]
    assert "没有名称符合的下级机关" in text_of(get(city.editor, "?words=没有"))


def test_what_did_the_city_see_on_10_march(
    city: make.Team, march: dict[str, Obligation], story: Story
) -> None:
    story.met(march["逾期"], 2026, 4, 2)
    story.on(2026, 4, 30)
    then = rows(city.editor, "?on=2026-03-10")
    assert then["银杏县住房保障中心"].states == {
        "upcoming": 0, "due": 0, "overdue": 1, "met": 1, "met_late": 1, "excused": 0,
    }  # fmt: skip
    assert then["远山县住房保障中心"].states == {
        "upcoming": 0, "due": 1, "overdue": 0, "met": 0, "met_late": 0, "excused": 0,
    }  # fmt: skip
    on_31_march = rows(city.editor, "?on=2026-03-31")["银杏县住房保障中心"]
    assert (on_31_march.states["overdue"], on_31_march.percent) == (2, "33.3%")
    assert "正在看 2026年3月10日" in text_of(get(city.editor, "?on=2026-03-10"))


def test_a_past_day_asked_for_on_that_day_gives_what_today_gives(
    city: make.Team, march: dict[str, Obligation], story: Story
) -> None:
    today = {name: (one.states, one.percent) for name, one in rows(city.editor).items()}
    story.on(2026, 4, 1)
    then = rows(city.editor, "?on=2026-03-31")
    assert {name: (one.states, one.percent) for name, one in then.items()} == today


# Down to one body and one obligation


def test_the_way_leads_down_to_the_one_late_obligation(
    city: make.Team, march: dict[str, Obligation]
) -> None:
    assert f"{BELOW}ginkgo/?state=overdue" in get(city.editor).content.decode()
    response = get(city.editor, "ginkgo/?state=overdue")
    assert [one.row.occasion for one in response.context["lines"]] == ["去年的文件", "三月的文件"]
    late = address("obligation_seen", march["逾期"].pk)
    assert f'href="{late}"' in response.content.decode()
    page = text_of(as_officer(city.editor).get(late))
    assert "最晚2026年3月25日公开" in page
    assert "机关 银杏县住房保障中心" in page
    assert "逾 已逾期4个工作日" in page
    assert "2026-03-16" in page
    assert "政策文件" in page


def test_from_above_nothing_can_be_done_and_no_draft_is_shown(
    city: make.Team, ginkgo: make.Team, story: Story
) -> None:
    story.on(2026, 3, 16)
    duty = make.a_duty(ginkgo.body, make.POLICY)
    disclosure = make.a_registered(ginkgo, duty, title="还没有公开的文件")
    html = get(city.editor, "ginkgo/").content.decode()
    assert address("disclosure", disclosure.pk) not in html
    obligation = disclosure.filings.get().obligation
    assert obligation is not None
    page = as_officer(city.editor).get(address("obligation_seen", obligation.pk))
    main = page.content.decode().partition("<main")[2]
    assert "<form" not in main
    assert address("disclosure", disclosure.pk) not in main


def test_the_list_of_one_body_is_exported_too(
    city: make.Team, march: dict[str, Obligation]
) -> None:
    response = get(city.editor, "ginkgo/export/?state=all")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
    assert [row[6] for row in sheet.to_python()[1:]] == [
        "去年的文件", "按时的文件", "迟了的文件", "三月的文件",
    ]  # fmt: skip


def test_an_obligation_is_shown_as_it_was_on_the_day(
    city: make.Team, ginkgo: make.Team, march: dict[str, Obligation], story: Story
) -> None:
    late = march["逾期"]
    story.on(2026, 4, 2)
    stated = actions.declare(
        actor=ginkgo.editor, obligation=late, kind=DeclarationKind.EXCUSE, reason="系统迁移"
    )
    story.on(2026, 4, 7)
    actions.decide_declaration(actor=ginkgo.reviewer, declaration=stated, granted=True)
    seen = address("obligation_seen", late.pk)
    story.on(2026, 4, 30)
    lin = as_officer(city.editor)
    assert "免责（林填报）：系统迁移 沈审核同意" in text_of(lin.get(seen))
    waiting = text_of(lin.get(seen + "?on=2026-04-03"))
    assert "免责（林填报）：系统迁移 等待决定" in waiting
    assert "已逾期7个工作日" in waiting
    before = text_of(lin.get(seen + "?on=2026-04-01"))
    assert "系统迁移" not in before
    assert lin.get(seen + "?on=2026-03-15").status_code == 404


def test_a_moved_due_date_is_told_with_what_it_was(
    city: make.Team, march: dict[str, Obligation], story: Story
) -> None:
    moved = march["未到期"]
    story.on(2026, 4, 8)
    actions.recompute_obligation(actor=None, obligation=moved, formed_on=date(2026, 4, 1))
    seen = address("obligation_seen", moved.pk)
    page = text_of(as_officer(city.editor).get(seen))
    assert "起算日有变：2026-04-14 改为 2026-04-30" in page
    assert "起算日 2026-04-01" in page
    then = text_of(as_officer(city.editor).get(seen + "?on=2026-04-07"))
    assert "改为" not in then
    assert "最晚2026年4月14日公开" in then
    assert "起算日 2026-03-16" in then


# Who may


def test_only_the_open_government_office_and_administrators_come_in(
    city: make.Team, march: dict[str, Obligation]
) -> None:
    service = make.an_office(city.body, make.SERVICE_OFFICE)
    outsider = make.an_officer(service, Role.EDITOR, name="周旁观")
    response = get(outsider)
    assert response.status_code == 403
    assert "政府信息公开工作机构的人员和系统管理员" in text_of(response)
    assert get(outsider, "ginkgo/").status_code == 404
    administrator = make.an_officer(service, Role.ADMINISTRATOR, name="管理员丙")
    assert get(administrator).status_code == 200
    assert get(administrator, "ginkgo/").status_code == 200


def see(officer: Officer, slug: str, obligation: Obligation) -> list[int]:
    """Return how the body's list, its file and one of its obligations answer this officer."""
    urls = (
        f"{BELOW}{slug}/",
        f"{BELOW}{slug}/export/",
        address("obligation_seen", obligation.pk),
    )
    return [as_officer(officer).get(url).status_code for url in urls]


def test_a_sister_and_a_body_below_see_nothing(
    city: make.Team, ginkgo: make.Team, hills: make.Team, march: dict[str, Obligation]
) -> None:
    assert see(city.editor, "ginkgo", march["逾期"]) == [200, 200, 200]
    assert see(hills.administrator, "ginkgo", march["逾期"]) == [404, 404, 404]
    county = Body.objects.get(slug="county")
    assert see(make.an_officer(county), "hills", march["未到期"]) == [200, 200, 200]
    assert see(make.an_officer(county), "ginkgo", march["逾期"]) == [404, 404, 404]
    assert list(rows(make.an_officer(county))) == ["远山县住房保障中心"]
    assert get(hills.editor, f"{city.body.slug}/").status_code == 404


def test_ones_own_body_is_no_body_below_but_its_obligations_are_read(
    ginkgo: make.Team, march: dict[str, Obligation]
) -> None:
    assert see(ginkgo.editor, "ginkgo", march["逾期"]) == [404, 404, 200]


def test_a_body_that_was_moved_elsewhere_is_out_of_sight(
    city: make.Team, hills: make.Team, march: dict[str, Obligation]
) -> None:
    county, other = Body.objects.get(slug="county"), make.a_body("远方市住房和城乡建设局")
    county.parent = other
    county.save(update_fields=["parent"])
    assert see(city.editor, "hills", march["未到期"]) == [404, 404, 404]
    assert list(rows(city.editor)) == ["银杏县住房保障中心"]
    assert see(make.an_officer(other), "hills", march["未到期"]) == [200, 200, 200]


def test_what_is_not_there_is_not_found(city: make.Team, client: Any) -> None:
    assert get(city.editor, "nowhere/").status_code == 404
    assert as_officer(city.editor).get(address("obligation_seen", 10**15)).status_code == 404
    assert client.get(BELOW).status_code == 302


def test_a_body_with_nothing_below_is_told_so(ginkgo: make.Team) -> None:
    assert "银杏县住房保障中心下面没有别的机关" in text_of(get(ginkgo.editor))


def test_ten_bodies_ask_the_database_as_often_as_three(
    city: make.Team, march: dict[str, Obligation], story: Story
) -> None:
    lin = as_officer(city.editor)
    for asked in ("", "?on=2026-03-10"):
        few = queries_of(lin, BELOW + asked)
        for number in range(4):
            body = make.a_body(f"第{number}镇{asked[-2:]}住房保障站", parent=city.body)
            make.adopted(body, march["逾期"].duty.adoption.edition)
            story.opened(make.a_duty(body, make.POLICY), "一份文件", 2026, 3, 2)
        story.on(2026, 3, 31)
        assert queries_of(lin, BELOW + asked) == few
