"""The audit trail: who reads it, how it is narrowed, and how it leaves as a table."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from gongkai.audit.actions import record
from gongkai.audit.models import AuditEntry
from gongkai.bodies import actions as bodies
from gongkai.bodies.models import Officer, Role
from gongkai.workspace.views.audit import neutral
from gongkai.workspace.wording import change_in_words
from tests import factories as made
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


def _written(officer: Officer, **more: Any) -> None:
    with transaction.atomic():
        record("disclosures.publish", officer, actor=officer, body_id=officer.body.pk, **more)


def _rows(officer: Officer, **filters: str) -> list[list[str]]:
    response = as_officer(officer).get(address("audit_export"), filters)
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))


def test_the_auditor_reads_who_did_what_before_and_after(team: made.Team) -> None:
    bodies.update_body(actor=team.administrator, body=team.body, phone="0533-5550100")
    page = text_of(as_officer(team.auditor).get(address("audit")))
    assert "管理员甲 修改机关信息 临河县住房保障中心" in page
    assert "联系电话： （空）" in page
    assert "联系电话： 0533-5550100" in page
    assert "角色： 安全审计" in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
@pytest.mark.parametrize("route", ["audit", "audit_export"])
def test_nobody_else_reads_the_trail_not_even_the_administrator(
    team: made.Team, role: Role, route: str
) -> None:
    response = as_officer(team.with_role(role)).get(address(route))
    assert response.status_code == 403
    page = text_of(response)
    assert "审计记录只由本机关的安全审计员查看" in page
    assert "新建人员" not in page


def test_the_trail_of_another_body_stays_there(team: made.Team) -> None:
    other = made.a_team(made.a_body("东明市水务局"))
    bodies.update_body(actor=other.administrator, body=other.body, phone="0533-5559999")
    assert "0533-5559999" not in text_of(as_officer(team.auditor).get(address("audit")))
    assert not any("东明市水务局" in cell for row in _rows(team.auditor) for cell in row)


def test_verb_words_and_days_narrow_the_trail(team: made.Team) -> None:
    client = as_officer(team.auditor)

    def count(**filters: str) -> int:
        found: int = client.get(address("audit"), filters).context["page"].paginator.count
        return found

    bodies.update_body(actor=team.administrator, body=team.body, phone="0533-5550100")
    assert count(verb="bodies.update_body") == 1
    assert count(words="管理员甲", verb="bodies.update_body") == 1
    assert count(words="林填报", verb="bodies.create_officer") == 1
    assert count(since="2999-01-01") == 0
    assert count(until="2001-01-01") == 0
    assert count() == AuditEntry.objects.filter(body_id=team.body.pk).count()


def test_an_odd_day_is_named_and_leaves_nothing_out(team: made.Team) -> None:
    response = as_officer(team.auditor).get(address("audit"), {"since": "昨天"})
    assert "现在显示的是全部记录" in text_of(response)
    assert response.context["page"].paginator.count > 0


def test_filters_that_find_nothing_offer_the_way_back(team: made.Team) -> None:
    response = as_officer(team.auditor).get(address("audit"), {"words": "没有这个人"})
    assert "没有符合条件的记录。 查看全部记录" in text_of(response)


def test_fifty_entries_a_page_and_the_filters_stay_with_the_next(team: made.Team) -> None:
    for _ in range(51):
        _written(team.publisher)
    response = as_officer(team.auditor).get(address("audit"), {"verb": "disclosures.publish"})
    assert len(response.context["rows"]) == 50
    assert "verb=disclosures.publish&amp;page=2" in response.content.decode()


def test_the_page_asks_as_often_for_fifty_entries_as_for_few(team: made.Team) -> None:
    client = as_officer(team.auditor)
    before = queries_of(client, address("audit"))
    for _ in range(20):
        _written(team.publisher)
    assert queries_of(client, address("audit")) == before


# The table that leaves


def test_the_export_holds_what_the_filters_leave(team: made.Team) -> None:
    bodies.update_body(actor=team.administrator, body=team.body, phone="0533-5550100")
    heading, row = _rows(team.auditor, verb="bodies.update_body")
    assert heading == ["时间", "操作人", "动作", "对象", "变更前", "变更后", "理由"]
    assert row[1:6] == [
        "管理员甲",
        "修改机关信息",
        "临河县住房保障中心",
        "联系电话：（空）",
        "联系电话：0533-5550100",
    ]


def test_an_officer_called_like_a_formula_calculates_nothing(team: made.Team) -> None:
    named = made.an_officer(team.body, Role.PUBLISHER, name='=HYPERLINK("http://x.test")')
    _written(named, reason="@SUM(A1)")
    row = _rows(team.auditor, verb="disclosures.publish")[1]
    assert row[1] == row[3] == '\'=HYPERLINK("http://x.test")'
    assert row[6] == "'@SUM(A1)"


@given(st.text())
def test_no_cell_begins_a_formula_and_plain_ones_stay_as_they_are(cell: str) -> None:
    safe = neutral(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe in (cell, "'" + cell)


# Before and after in words


@pytest.mark.parametrize(
    ("changed", "lines"),
    [
        ({"role": "editor"}, [("角色", "填报")]),
        ({"kind": "id_number", "masked": True}, [("类型", "证件号码"), ("隐藏部分号码", "是")]),
        ({"offices": ["办公室", "财务科"], "any_office": False},
         [("负责科室", "办公室、财务科"), ("相关科室均可填报", "否")]),
        ({"fax": ""}, [("传真", "（空）")]),
        ({"offices": []}, [("负责科室", "（无）")]),
        ({"unheard_of": {"items": 3}}, [("unheard_of", "items：3")]),
    ],
)  # fmt: skip
def test_changes_are_told_in_words(
    changed: dict[str, object], lines: list[tuple[str, str]]
) -> None:
    assert change_in_words(changed) == lines


def test_the_trail_is_only_read_here(team: made.Team) -> None:
    response = as_officer(team.auditor).post(address("audit"))
    assert response.status_code == 405
    assert said(response) == []


def test_states_and_versions_are_told_in_words() -> None:
    told = change_in_words({"state": "content_review", "version": 2})

    assert told == [("状态", "内容审核中"), ("版本", "2")]
