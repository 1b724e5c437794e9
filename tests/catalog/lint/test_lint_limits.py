"""公开时限 against the law, against other rows, and for what a limit must say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog.lint.precedence import candidates, days, legal_limits, longer
from gongkai.catalog.model import LimitUnit, Origin, Place, Severity
from tests.catalog.lint.cataloging import found, row, said

BUDGET = "本级政府财政部门批复后{}内"


def under(heading: str, limit: str, **given: Any) -> Any:
    return row(1, levels=("公开事项", heading), limit=limit, **given)


def test_thirty_working_days_are_longer_than_the_regulation_allows() -> None:
    (finding,) = found("limit-over-law", under("救助标准", "自信息形成之日起30个工作日内。"))
    assert finding.message == (
        "第1项（原文第11行）的“公开时限”写“自信息形成之日起30个工作日内”，"
        "超过《政府信息公开条例》第二十六条规定的20个工作日。"
    )
    assert finding.suggestion == "自该信息形成或者变更之日起20个工作日内"
    assert finding.place == Place(None, 11, 5)
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "limit", ["信息形成之日起20个工作日内", "形成后7个工作日内", "形成后20日内"]
)
def test_a_limit_within_the_regulation_is_left_alone(limit: str) -> None:
    assert found("limit-over-law", under("救助标准", limit)) == []


def test_thirty_calendar_days_may_be_too_long_and_are_only_a_warning() -> None:
    (finding,) = found("limit-over-law", under("救助标准", "信息形成之日起30日内"))
    assert finding.severity is Severity.WARNING
    assert (
        "遇到节假日少的月份会超过《政府信息公开条例》第二十六条规定的20个工作日" in finding.message
    )


def test_two_months_are_too_long_for_certain() -> None:
    (finding,) = found("limit-over-law", under("救助标准", "信息形成之日起2个月内"))
    assert finding.severity is Severity.ERROR


def test_the_budget_law_goes_before_the_regulation_and_both_are_shown() -> None:
    (finding,) = found("limit-over-law", under("部门预算", "信息形成之日起20个工作日内"))
    assert finding.message == (
        "第1项（原文第11行）的“公开时限”写“信息形成之日起20个工作日内”，"
        "超过《预算法》第十四条第二款规定的20日；"
        "另有《政府信息公开条例》第二十六条（20个工作日），按效力和特别规定取前者。"
    )
    assert finding.suggestion == "自本级政府财政部门批复之日起20日内"


def test_the_days_of_the_budget_law_are_kept() -> None:
    assert found("limit-over-law", under("部门决算", BUDGET.format("20日"))) == []


def test_a_penalty_after_twenty_working_days_is_later_than_the_state_council_asks() -> None:
    item = under("行政处罚决定", "自处罚决定作出之日起20个工作日内")
    (finding,) = found("limit-over-guidance", item)
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "第1项（原文第11行）的“公开时限”写“自处罚决定作出之日起20个工作日内”，"
        "超过国办发〔2018〕118号（行政许可、行政处罚决定7个工作日）规定的7个工作日；"
        "另有《政府信息公开条例》第二十六条（20个工作日），按效力和特别规定取前者。"
    )
    assert found("limit-over-law", item) == []


@pytest.mark.parametrize(
    ("heading", "limit"),
    [
        ("行政处罚决定", "自处罚决定作出之日起7个工作日内"),
        ("行政处罚依据", "信息形成之日起20个工作日内"),
        ("行政许可办事指南", "信息形成之日起20个工作日内"),
        ("行政处罚流程", "信息形成之日起20个工作日内"),
    ],
)
def test_seven_days_are_asked_of_decisions_and_of_nothing_else(heading: str, limit: str) -> None:
    assert found("limit-over-guidance", under(heading, limit)) == []


def test_a_part_with_its_own_shorter_limit_keeps_the_rule_for_the_whole() -> None:
    limit = "自信息形成之日起20个工作日内，其中行政许可、行政处罚决定7个工作日内"
    assert found("limit-over-guidance", under("行政处罚决定", limit)) == []


def test_a_rule_nobody_has_seen_in_print_is_a_hint() -> None:
    (finding,) = found("limit-over-guidance", under("政策解读", "信息形成之日起20个工作日内"))
    assert finding.severity is Severity.INFO
    assert "规定的3个工作日（待核）" in finding.message


def test_what_is_given_only_on_request_has_another_clock() -> None:
    item = under("救助标准", "信息形成之日起30个工作日内", modes=("on_request",))
    assert found("limit-over-law", item) == []


def test_the_general_rule_comes_last_unless_a_lower_one_would_allow_more() -> None:
    first, *rest = candidates(under("行政处罚决定", ""))
    assert (first.id, rest[-1].id) == ("ENF-118b", "PUB-26")
    for item in (under(heading, "") for heading in ("救助标准", "部门预算", "政策解读")):
        chosen = candidates(item)
        assert chosen[-1].general or chosen[0].rank <= 1
        assert {one.id for one in chosen if one.general} == {"PUB-26"}


@given(st.integers(1, 400), st.sampled_from(LimitUnit), st.sampled_from(legal_limits()))
def test_more_of_the_same_is_never_shorter(n: int, unit: LimitUnit, limit: Any) -> None:
    order = [False, None, True]
    assert order.index(longer(n, unit, limit)) <= order.index(longer(n + 1, unit, limit))
    if unit is limit.unit:
        assert longer(n, unit, limit) is (days(n, unit) > days(limit.n, limit.unit))


def test_the_longer_of_two_limits_for_one_content_is_named() -> None:
    short = row(
        1, levels=("甲", "救助结果"), content="救助对象名单和救助金额", limit="形成后7个工作日内"
    )
    long = row(2, levels=("乙", "救助结果"), content="救助对象名单和救助金额。")
    (finding,) = found("limit-differs", short, long)
    assert finding.message == (
        "第2项（原文第12行）的“公开时限”写“自该信息形成或者变更之日起20个工作日内”，"
        "而第1项（原文第11行）的同一内容写“形成后7个工作日内”，两处不一致。"
    )
    assert finding.suggestion == "形成后7个工作日内"


def test_other_contents_may_have_other_limits() -> None:
    short = row(1, levels=("甲", "救助结果"), content="救助对象名单", limit="形成后7个工作日内")
    assert found("limit-differs", short, row(2, levels=("乙", "救助结果"))) == []


@pytest.mark.parametrize("phrase", ["长期公开", "公示期不少于7日"])
def test_how_long_is_not_when(phrase: str) -> None:
    (finding,) = found("limit-only-duration", under("救助标准", phrase))
    assert finding.message == (
        f"第1项（原文第11行）的“公开时限”写“{phrase}”，只说公开多久，没有说什么时候之前公开。"
    )
    assert finding.suggestion == f"自该信息形成或者变更之日起20个工作日内，{phrase}"


def test_a_limit_with_a_duration_beside_it_says_both() -> None:
    phrase = "信息形成之日起5个工作日内，长期公示"
    assert found("limit-only-duration", under("救助标准", phrase)) == []


def test_as_required_says_nothing_that_can_be_checked() -> None:
    (finding,) = found("limit-as-required", under("部门预算", "按规定及时公开"))
    assert finding.message == (
        "第1项（原文第11行）的“公开时限”写“按规定及时公开”，没有写明按哪项规定、在几天之内，无法核对是否按时。"
    )
    assert finding.suggestion == "自本级政府财政部门批复之日起20日内"


def test_an_exception_beside_a_limit_is_not_vague() -> None:
    phrase = "自信息形成之日起20个工作日内，法律、法规另有规定的，从其规定"
    assert found("limit-as-required", under("救助标准", phrase)) == []


def test_promptly_stands_under_the_general_limit() -> None:
    (finding,) = found("limit-soon", under("救助标准", "及时公开"))
    assert finding.message == (
        "第1项（原文第11行）的“公开时限”写“及时公开”，没有写明几天，最迟不得超过20个工作日。"
    )
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize("phrase", ["实时更新", "信息形成之日起20个工作日内及时公开"])
def test_at_once_and_a_number_are_clear(phrase: str) -> None:
    assert found("limit-soon", under("救助标准", phrase)) == []


def test_a_limit_in_a_merged_cell_is_named_once() -> None:
    below = row(2, limit="按规定公开", origin={"time_limit": Origin.CARRIED})
    assert len(said("limit-as-required", row(1, limit="按规定公开"), below)) == 1
