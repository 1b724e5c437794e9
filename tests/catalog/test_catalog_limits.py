"""The grammar of 公开时限 phrases."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.catalog import read_limit
from gongkai.catalog.model import Clause, LimitKind, LimitUnit
from gongkai.catalog.numerals import to_int

AFTER, BEFORE = LimitKind.AFTER_EVENT, LimitKind.BEFORE_EVENT
WD, DAY = LimitUnit.WORKING_DAY, LimitUnit.DAY


def after(n: int, unit: LimitUnit, event: str | None, scope: str | None = None) -> Clause:
    return Clause(AFTER, n=n, unit=unit, event=event, scope=scope)


def codes(phrase: str) -> list[str]:
    return [finding.code for finding in read_limit(phrase).findings]


# Every phrase of the four example catalogs.
IN_THE_EXAMPLES: list[tuple[str, Clause]] = [
    ("自该信息形成或者变更之日起20个工作日内。", after(20, WD, "信息形成或者变更")),
    ("信息获取（形成变更）20个工作日内", after(20, WD, "信息获取（形成变更）")),
    ("信息形成之日起20个工作日内", after(20, WD, "信息形成")),
    ("本级政府财政部门批复后20日内。", after(20, DAY, "本级政府财政部门批复")),
    ("政策文件公开后的3个工作日之内更新。", after(3, WD, "政策文件公开")),
    ("会议召开后3日内更新", after(3, DAY, "会议召开")),
    ("20个工作日内发布", after(20, WD, None)),
    ("实时更新", Clause(LimitKind.REALTIME)),
    ("及时公开。", Clause(LimitKind.REALTIME)),
    ("根据变动及时更新", Clause(LimitKind.REALTIME, event="变动")),
    ("按规定及时发布。", Clause(LimitKind.AS_REQUIRED)),
    ("按规定及时公开。", Clause(LimitKind.AS_REQUIRED)),
    ("按照规定及时公开。", Clause(LimitKind.AS_REQUIRED)),
    ("按照法定时间公开。", Clause(LimitKind.AS_REQUIRED)),
    ("根据实际更新", Clause(LimitKind.AS_REQUIRED)),
    ("月度更新", Clause(LimitKind.PERIODIC, period="month")),
    ("季度更新", Clause(LimitKind.PERIODIC, period="quarter")),
    ("年度更新", Clause(LimitKind.PERIODIC, period="year")),
]

NEIGHBOURS: list[tuple[str, Clause]] = [
    ("自信息形成之日起二十个工作日内予以公开", after(20, WD, "信息形成")),
    ("自信息形成之日起２０个工作日内", after(20, WD, "信息形成")),
    ("自该信息形成或者变更之日起，20个工作日内公开", after(20, WD, "信息形成或者变更")),
    ("信息形成（变更）之日起20个工作日", after(20, WD, "信息形成（变更）")),
    ("自收到申请之日起不超过20个工作日", after(20, WD, "收到申请")),
    ("自信息形成之日起20个工作日内及时公开", after(20, WD, "信息形成")),
    ("信息形成后一个月内", after(1, LimitUnit.MONTH, "信息形成")),
    ("自公布之日起1年内", after(1, LimitUnit.YEAR, "公布")),
    ("会议结束后两周内", after(2, LimitUnit.WEEK, "会议结束")),
    ("事件发生后5小时内发布", after(5, LimitUnit.HOUR, "事件发生")),
    ("24小时内", after(24, LimitUnit.HOUR, None)),
    ("信息形成当日", after(0, DAY, "信息形成")),
    ("每季度结束后15日内", after(15, DAY, "每季度结束")),
    ("提前一周", Clause(BEFORE, n=1, unit=LimitUnit.WEEK)),
    ("会前7日", Clause(BEFORE, n=7, unit=DAY, event="会")),
    ("会议召开3日前", Clause(BEFORE, n=3, unit=DAY, event="会议召开")),
    ("会议召开前3个工作日", Clause(BEFORE, n=3, unit=WD, event="会议召开")),
    ("公示期不少于7日", Clause(LimitKind.DURATION, n=7, unit=DAY)),
    ("公示7个工作日", Clause(LimitKind.DURATION, n=7, unit=WD)),
    ("长期公开", Clause(LimitKind.DURATION)),
    ("每年1月31日前", Clause(LimitKind.FIXED_DATE, period="01-31")),
    ("每年三月三十一日前公布", Clause(LimitKind.FIXED_DATE, period="03-31")),
    ("每年6月底前", Clause(LimitKind.FIXED_DATE, period="06-30")),
    ("每年2月29日前", Clause(LimitKind.FIXED_DATE, period="02-29")),
    ("每年年底前", Clause(LimitKind.FIXED_DATE, period="12-31")),
    ("每月", Clause(LimitKind.PERIODIC, period="month")),
    ("每季度更新一次", Clause(LimitKind.PERIODIC, period="quarter")),
    ("每半年", Clause(LimitKind.PERIODIC, period="half_year")),
    ("每周", Clause(LimitKind.PERIODIC, period="week")),
    ("每年至少更新1次", Clause(LimitKind.PERIODIC, period="year")),
    ("信息变更后及时更新", Clause(LimitKind.REALTIME, event="信息变更")),
    ("动态调整", Clause(LimitKind.REALTIME)),
    ("依法公开", Clause(LimitKind.AS_REQUIRED)),
    ("按照《中华人民共和国预算法》规定公开", Clause(LimitKind.AS_REQUIRED)),
    ("按照国家有关规定及时公开", Clause(LimitKind.AS_REQUIRED)),
]


@pytest.mark.parametrize(("phrase", "clause"), IN_THE_EXAMPLES + NEIGHBOURS)
def test_a_phrase_is_read_as_one_clause(phrase: str, clause: Clause) -> None:
    assert read_limit(phrase).clauses == (clause,)
    assert "limit-unreadable" not in codes(phrase)


def test_the_phrase_itself_is_kept_as_printed() -> None:
    assert read_limit(" 及时公开。\n").text == "及时公开。"


@pytest.mark.parametrize(
    "phrase", ["20个工作日内发布", "24小时内", "提前一周", "其他信息20个工作日内"]
)
def test_a_number_with_no_event_says_that_its_beginning_is_missing(phrase: str) -> None:
    assert codes(phrase) == ["limit-without-trigger"]


@pytest.mark.parametrize(
    "phrase",
    [
        *(
            "由科室另行通知",
            "公开",
            "主动公开",
            "",
            "。",
            "待定",
            "2月30日前",
        ),
        *(
            "每年13月1日前",
            "0个工作日内",
            "自信息形成之日起若干个工作日内",
            "工作日内",
            "99999个工作日内",
        ),
    ],
)
def test_what_cannot_be_read_gives_no_clause_and_a_finding(phrase: str) -> None:
    assert read_limit(phrase).clauses == ()
    assert codes(phrase) == ["limit-unreadable"]


def test_days_are_calendar_days_and_working_days_are_not() -> None:
    assert read_limit("批复后20日内").clauses[0].unit is DAY
    assert read_limit("批复后20天内").clauses[0].unit is DAY
    assert read_limit("批复后20个自然日内").clauses[0].unit is DAY
    assert read_limit("批复后20个工作日内").clauses[0].unit is WD


def test_a_part_of_the_item_has_its_own_limit() -> None:
    limit = read_limit(
        "自信息形成之日起20个工作日内公开，其中行政许可决定自作出之日起7个工作日内公开"
    )
    assert limit.clauses == (after(20, WD, "信息形成"), after(7, WD, "作出", "行政许可决定"))


@pytest.mark.parametrize("mark", ["；其中", "，其中：", "。其中"])
def test_the_part_is_found_behind_any_mark(mark: str) -> None:
    limit = read_limit(f"信息形成后20个工作日内公开{mark}行政处罚决定作出后7个工作日内")
    assert limit.clauses[1] == after(7, WD, "行政处罚决定作出", "行政处罚决定")


def test_a_part_with_a_bare_number_of_days_keeps_its_scope_and_no_event() -> None:
    phrase = "信息形成后20个工作日内公开；其中行政许可、行政处罚7个工作日内"
    assert read_limit(phrase).clauses[1] == after(7, WD, None, "行政许可、行政处罚")
    assert codes(phrase) == ["limit-without-trigger"]


def test_parts_set_off_by_a_colon_are_scopes() -> None:
    limit = read_limit("行政许可：作出之日起7个工作日内；年报：每年1月31日前")
    assert [(one.kind, one.scope) for one in limit.clauses] == [
        (AFTER, "行政许可"),
        (LimitKind.FIXED_DATE, "年报"),
    ]


def test_two_limits_with_a_comma_between_are_two_clauses() -> None:
    kinds = [one.kind for one in read_limit("实时更新，年度更新").clauses]
    assert kinds == [LimitKind.REALTIME, LimitKind.PERIODIC]


def test_a_limit_in_brackets_is_a_clause_of_its_own() -> None:
    kinds = [one.kind for one in read_limit("长期公开（动态调整）").clauses]
    assert kinds == [LimitKind.DURATION, LimitKind.REALTIME]


def test_what_another_law_rules_is_left_to_it() -> None:
    limit = read_limit("自信息形成之日起20个工作日内公开。法律、法规另有规定的，从其规定")
    assert limit.clauses[1] == Clause(LimitKind.AS_REQUIRED, scope="法律、法规另有规定的")
    assert limit.findings == ()


def test_the_readable_part_of_a_phrase_is_kept() -> None:
    limit = read_limit("信息形成后20个工作日内；特殊情况报领导")
    assert len(limit.clauses) == 1
    assert [one.code for one in limit.findings] == ["limit-unreadable"]
    assert "特殊情况报领导" in limit.findings[0].message


def test_a_very_long_phrase_is_unreadable_and_not_slow() -> None:
    assert read_limit("自" * 5000 + "后" * 5000).clauses == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("20", 20),
            ("２０", 20),
            ("二十", 20),
            ("十五", 15),
            ("三十一", 31),
            ("两", 2),
            ("一百零五", 105),
        ),
        *(("二〇", 20), ("一百", 100)),
    ],
)
def test_a_numeral_is_read(text: str, number: int) -> None:
    assert to_int(text) == number


@pytest.mark.parametrize("text", ["", "若干", "十百", "9" * 5000, "²", "٣", "-1", "1.5"])
def test_what_is_no_numeral_is_none(text: Any) -> None:
    assert to_int(text) is None
