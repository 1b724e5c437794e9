"""What a new edition makes of the mappings of the one before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.catalog import read_limit
from gongkai.catalog.model import Item as Row
from gongkai.duties import actions
from gongkai.duties.mapping_queries import also_fulfilled
from gongkai.duties.models import Edition, Mapping, MappingState
from tests import factories as made
from tests.duties.mapped import (
    DOMAIN,
    GENERAL,
    POLICY,
    confirmed,
    domain_rows,
    duty_in,
    general_rows,
    proposed,
    two_catalogs,
)
from tests.duties.renewing import NEW_YEAR, renewed, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def present(team: made.Team) -> tuple[Edition, Edition]:
    return two_catalogs(team.body)


def _next(title: str, *rows: object) -> Edition:
    return made.an_edition(rows, title=title, label="2026版")  # type: ignore[arg-type]


def _policy(**changes: object) -> Row:
    first = domain_rows()[0]
    assert isinstance(first, Row)
    return replace(first, **changes)  # type: ignore[arg-type]


def _new_mapping(edition: Edition) -> Mapping | None:
    heir = duty_in(edition, POLICY)
    rows = Mapping.objects.filter(one=heir) | Mapping.objects.filter(other=heir)
    return rows.first()


@pytest.mark.parametrize(
    "rows",
    [domain_rows(), (_policy(time_limit=read_limit("自信息形成之日起5个工作日内")),)],
    ids=["the same", "another limit"],
)
def test_a_confirmed_mapping_holds_on_where_the_wording_is_the_same(
    team: made.Team, present: tuple[Edition, Edition], rows: tuple[Row, ...]
) -> None:
    before = confirmed(team)
    new = _next(DOMAIN, *rows)
    renewed(team, new)
    mapping = _new_mapping(new)
    assert mapping is not None
    assert (mapping.state, mapping.decided_by, mapping.decided_at, mapping.carried_from) == (
        MappingState.CONFIRMED, team.administrator, before.decided_at, before,
    )  # fmt: skip
    assert {mapping.one, mapping.other} == {duty_in(new, POLICY), duty_in(present[1], POLICY)}


def test_a_reworded_item_comes_back_as_a_proposal(
    team: made.Team, present: tuple[Edition, Edition]
) -> None:
    before = confirmed(team)
    new = _next(DOMAIN, _policy(content="文件名称；文号；咨询电话；印发机关；解读材料链接"))
    renewed(team, new)
    mapping = _new_mapping(new)
    assert mapping is not None
    assert (mapping.state, mapping.decided_at, mapping.carried_from) == (
        MappingState.PROPOSED, None, before,
    )  # fmt: skip
    assert 0.5 < mapping.score < 1


def test_what_was_declined_stays_declined_under_the_same_wording(
    team: made.Team, present: tuple[Edition, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.decline_mapping(actor=team.administrator, mapping=proposed(team), reason="不是一回事")
    new = _next(DOMAIN, *domain_rows())
    renewed(team, new)
    made.set_today(monkeypatch, NEW_YEAR)
    assert actions.propose_mappings(actor=team.administrator, body=team.body) == []
    mapping = _new_mapping(new)
    assert mapping is not None
    assert (mapping.state, mapping.reason) == (MappingState.DECLINED, "不是一回事")


def test_what_was_declined_is_proposed_again_once_the_wording_is_another(
    team: made.Team, present: tuple[Edition, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.decline_mapping(actor=team.administrator, mapping=proposed(team))
    new = _next(DOMAIN, _policy(content="文件名称；文号；咨询电话；发布日期"))
    renewed(team, new)
    assert _new_mapping(new) is None
    made.set_today(monkeypatch, NEW_YEAR)
    (again,) = actions.propose_mappings(actor=team.administrator, body=team.body)
    assert duty_in(new, POLICY) in {again.one, again.other}


def test_an_item_that_is_dropped_takes_its_mapping_with_it(
    team: made.Team, present: tuple[Edition, Edition]
) -> None:
    confirmed(team)
    renewed(team, _next(DOMAIN, row("人事任免", "任免事项")))
    assert Mapping.objects.count() == 1


def test_an_item_for_another_tier_takes_no_mapping_over(
    team: made.Team, present: tuple[Edition, Edition]
) -> None:
    confirmed(team)
    new = _next(DOMAIN, _policy(tiers=("city",)))
    renewed(team, new)
    assert _new_mapping(new) is None


def test_both_catalogs_may_be_renewed_one_after_the_other(
    team: made.Team, present: tuple[Edition, Edition]
) -> None:
    confirmed(team)
    new, other = _next(DOMAIN, *domain_rows()), _next(GENERAL, *general_rows())
    renewed(team, new)
    renewed(team, other)
    heirs = duty_in(new, POLICY), duty_in(other, POLICY)
    assert Mapping.objects.filter(
        one__in=heirs, other__in=heirs, state=MappingState.CONFIRMED
    ).exists()


def test_two_rows_of_one_catalog_stay_mapped_in_its_next_edition(team: made.Team) -> None:
    pair = (
        row("公租房申请指南", "申请条件", "申请材料"),
        row("公租房办理指南", "申请条件", "申请材料"),
    )
    made.adopted(team.body, made.an_edition(pair, title=DOMAIN))
    old = duty_in(Edition.objects.get(), "公租房申请指南")
    twin = duty_in(Edition.objects.get(), "公租房办理指南")
    mapping = Mapping.objects.create(body=team.body, one=old, other=twin, score=0.9)
    actions.confirm_mapping(actor=team.administrator, mapping=mapping)
    new = _next(DOMAIN, *pair)
    renewed(team, new)
    carried = Mapping.objects.get(
        one=duty_in(new, "公租房申请指南"), other=duty_in(new, "公租房办理指南")
    )
    assert carried.state == MappingState.CONFIRMED


def test_until_the_new_edition_begins_the_old_duty_is_filed_and_then_the_new_one(
    team: made.Team, present: tuple[Edition, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(team)
    new = _next(DOMAIN, *domain_rows())
    renewed(team, new)
    twin = duty_in(present[1], POLICY)
    assert also_fulfilled([twin], date(2026, 11, 19)) == [duty_in(present[0], POLICY)]
    made.set_today(monkeypatch, date(2027, 1, 8))
    assert also_fulfilled([twin], date(2027, 1, 7)) == [duty_in(new, POLICY)]
    assert also_fulfilled([twin], date(2026, 12, 30)) == [duty_in(present[0], POLICY)]


def test_carrying_over_asks_as_often_for_twelve_mappings_as_for_two() -> None:
    asked = []
    for many in (2, 12):
        team = made.a_team(made.a_body(f"第{many}住房保障中心"))
        rows = tuple(row(f"事项{many}之{n}", f"要素{n}甲", f"要素{n}乙") for n in range(many))
        for title in ("甲", "乙"):
            made.adopted(team.body, made.an_edition(rows, title=f"目录{many}{title}"))
        for mapping in actions.propose_mappings(actor=None, body=team.body):
            actions.confirm_mapping(actor=team.administrator, mapping=mapping)
        new = made.an_edition(rows, title=f"目录{many}甲", label="新")
        with CaptureQueriesContext(connection) as queries:
            actions.renew_adoption(
                actor=team.administrator, body=team.body, edition=new,
                default_start=date(2027, 1, 1),
            )  # fmt: skip
        asked.append(len(queries))
        assert Mapping.objects.filter(body=team.body).count() >= many * 2
    assert asked[0] == asked[1]
