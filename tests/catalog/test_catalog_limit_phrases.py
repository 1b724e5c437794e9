"""Every phrase of the collection is read as a person has written down that it must be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.catalog import limit_to_dict, read_limit

FILE = Path(__file__).parent / "limits" / "phrases.json"
GROUPS: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text("utf-8"))
KINDS = ("after_event", "before_event", "realtime", "as_required", "periodic", "fixed_date")
ALL = [one for group in GROUPS.values() for one in group]


def clauses(phrase: str) -> list[dict[str, Any]]:
    """The clauses with what they hold and nothing else, as the file gives them."""
    return [
        {key: value for key, value in clause.items() if value is not None}
        for clause in limit_to_dict(read_limit(phrase))["clauses"]
    ]


def codes(phrase: str) -> list[str]:
    return [finding.code for finding in read_limit(phrase).findings]


@pytest.mark.parametrize("expected", ALL, ids=[one["phrase"] for one in ALL])
def test_a_phrase_is_read_as_written_down(expected: dict[str, Any]) -> None:
    phrase = expected["phrase"]
    assert clauses(phrase) == expected["clauses"]
    assert codes(phrase) == expected["findings"]


def test_the_collection_is_large_and_holds_no_phrase_twice() -> None:
    phrases = [one["phrase"] for one in ALL]
    assert len(phrases) == len(set(phrases)) >= 220


@pytest.mark.parametrize("kind", [*KINDS, "duration"])
def test_a_group_holds_its_own_kind(kind: str) -> None:
    assert len(GROUPS[kind]) >= 20
    assert {one["kind"] for group in GROUPS[kind] for one in group["clauses"]} == {kind}


def test_what_is_unresolved_has_no_clause_and_says_why() -> None:
    for one in GROUPS["unresolved"]:
        assert one["clauses"] == []
        assert set(one["findings"]) <= {"limit-unreadable", "limit-none", "limit-ditto"}
        assert one["findings"]


def test_a_near_miss_always_says_that_it_was_one() -> None:
    for one in GROUPS["near_misses"]:
        assert {"limit-typo", "limit-unit-missing"} & set(one["findings"])


# What a finding offers


@pytest.mark.parametrize(
    ("phrase", "code", "suggestion"),
    [
        ("信息行成之日起20个工作日内", "limit-typo", "信息形成之日起20个工作日内"),
        ("信息形成之日器20个工作日内", "limit-typo", "信息形成之日起20个工作日内"),
        ("及时更新更新", "limit-typo", "及时更新"),
        ("信息形成之日起20内", "limit-unit-missing", "信息形成之日起20个工作日内"),
        ("每月10前", "limit-unit-missing", "每月10日前"),
        (
            "信息形成之日起20个工作日内每年更新一次",
            "limit-fused",
            "信息形成之日起20个工作日内；每年更新一次",
        ),
    ],
)
def test_a_correction_is_suggested_and_not_made(phrase: str, code: str, suggestion: str) -> None:
    limit = read_limit(phrase)
    (finding,) = (one for one in limit.findings if one.code == code)
    assert limit.text == phrase
    assert finding.suggestion == suggestion
    assert finding.field == "time_limit"


def test_a_slip_is_not_seen_inside_a_good_word() -> None:
    for phrase in (
        "银行成立之日起20个工作日内",
        "年度工作目标确定后20个工作日内",
        "短信信息形成之日起20个工作日内",
    ):
        assert codes(phrase) == []


def test_a_remark_in_brackets_is_quoted_and_not_lost() -> None:
    limit = read_limit("信息形成后20个工作日内（遇节假日顺延）")
    assert [one.code for one in limit.findings] == ["limit-remark"]
    assert "遇节假日顺延" in limit.findings[0].message


def test_a_number_no_clause_holds_is_named() -> None:
    limit = read_limit("及时公开，2024年除外")
    assert any("2024" in one.message for one in limit.findings)


def test_a_cap_goes_on_from_the_event_before_it() -> None:
    first, second = read_limit("信息形成后及时公开，最长不超过20个工作日").clauses
    assert first.event == second.event == "信息形成"


def test_one_limit_is_never_swallowed_by_the_event_of_another() -> None:
    for phrase in (
        "每年更新一次信息形成之日起20个工作日内",
        "及时公开信息形成之日起20个工作日内",
        "公示7天信息形成之日起20个工作日内",
    ):
        events = [one.event for one in read_limit(phrase).clauses]
        assert all(event in (None, "信息形成") for event in events)


def test_what_is_published_is_the_part_a_limit_is_for() -> None:
    (clause,) = read_limit("政策文件印发后3个工作日内公开解读材料").clauses
    assert (clause.event, clause.scope) == ("政策文件印发", "解读材料")


def test_a_stage_of_the_work_is_no_event_to_count_from() -> None:
    (clause,) = read_limit("审核后公示7天").clauses
    assert (clause.kind, clause.n, clause.scope) == ("duration", 7, "审核后")


@pytest.mark.parametrize("phrase", ["一季度", "会前3日内", "每年3月前", "自公布之日起30日", "1年"])
def test_what_can_mean_two_things_is_left_unresolved(phrase: str) -> None:
    assert read_limit(phrase).clauses == ()
    assert codes(phrase) == ["limit-unreadable"]


def test_the_end_of_the_quarter_is_no_event_called_the_end() -> None:
    assert read_limit("每季度最后一周").clauses == ()
    assert read_limit("每季度末25日前").clauses == ()
