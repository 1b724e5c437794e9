"""Several limits for one item: which decides, and what is said of each (RULES.md §5)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import read_limit
from gongkai.catalog.lint.precedence import legal_limits
from gongkai.catalog.model import LimitKind, LimitUnit, TimeLimit
from gongkai.duties.limit_order import (
    Candidate,
    Decided,
    LocalRule,
    Override,
    Question,
    decide,
)
from gongkai.workdays import due

TWENTY = "自信息形成或者变更之日起20个工作日内"
PUNISHMENT = "行政处罚决定"
NEWS = "工作动态"


def _decided(
    heading: str,
    phrase: str = "",
    *,
    local: str = "",
    chosen: str = "",
    content: str = "",
    proactive: bool = True,
) -> Decided:
    return decide(
        Question(
            heading,
            content,
            read_limit(phrase) if phrase else TimeLimit(""),
            proactive,
            LocalRule(read_limit(local), "临河县公开办法") if local else None,
            Override(chosen, "上级要求") if chosen else None,
        )
    )


def _one(decided: Decided, key: str) -> Candidate:
    return next(one for one in decided.candidates if one.id == key)


def _amounts(limit: TimeLimit) -> list[tuple[int | None, LimitUnit | None]]:
    return [(clause.n, clause.unit) for clause in limit.clauses]


# The order of the sources


def test_a_punishment_is_due_in_seven_working_days_where_the_catalog_says_twenty() -> None:
    found = _decided(PUNISHMENT, TWENTY)
    assert found.chosen == "ENF-118b"
    assert found.source == "国办发〔2018〕118号（行政许可、行政处罚决定7个工作日）"
    assert found.phrase == "自执法决定作出之日起7个工作日内"
    assert due(found.limit, date(2026, 9, 18)).due == date(2026, 9, 29)
    assert _one(found, "catalog-1").why == "效力低于国务院文件"
    assert _one(found, "PUB-26").why == "一般规定，让位于专门规定"


def test_a_law_decides_over_the_catalog_and_the_regulation() -> None:
    found = _decided("部门预算", "自信息形成之日起20个工作日内")
    assert found.chosen == "BUD-14b"
    assert _one(found, "BUD-14b").rank_name == "法律"
    assert _amounts(found.limit) == [(20, LimitUnit.DAY)]


def test_a_catalog_that_repeats_the_law_keeps_its_own_words_for_the_clock() -> None:
    printed = read_limit("本级政府财政部门批复后20日内。")
    found = _decided("部门预算", printed.text)
    assert found.chosen == "BUD-14b"
    assert found.limit == printed


def test_a_catalog_as_long_as_the_general_rule_is_the_special_one() -> None:
    found = _decided(NEWS, TWENTY)
    assert (found.chosen, found.phrase) == ("catalog-1", TWENTY)
    assert found.limit == read_limit(TWENTY)


def test_a_shorter_catalog_goes_before_the_general_rule() -> None:
    assert _decided(NEWS, "5个工作日内").chosen == "catalog-1"


def test_a_longer_catalog_cannot_go_before_the_general_rule() -> None:
    found = _decided(NEWS, "自信息形成之日起60个工作日内")
    assert found.chosen == "PUB-26"
    assert _amounts(found.limit) == [(20, LimitUnit.WORKING_DAY)]
    assert _one(found, "catalog-1").why == "效力低于行政法规而时限更长，不能适用"


def test_of_two_local_rules_the_shorter_decides() -> None:
    found = _decided(NEWS, "10个工作日内", local="5个工作日内")
    assert (found.chosen, found.source) == ("local", "临河县公开办法")
    assert _one(found, "catalog-1").why == "同一效力，时限更长，取较短的"
    assert _decided(NEWS, "5个工作日内", local="10个工作日内").chosen == "catalog-1"


def test_a_stricter_local_rule_below_a_special_rule_is_pointed_out() -> None:
    found = _decided(PUNISHMENT, TWENTY, local="3个工作日内")
    assert found.chosen == "ENF-118b"
    why = _one(found, "local").why
    assert why == "效力低于国务院文件；时限更短，要按它办请说明理由后选定"


def test_thirty_days_and_twenty_working_days_are_both_kept_and_the_earlier_counts() -> None:
    found = _decided(NEWS, "自信息形成之日起30日内")
    assert found.chosen == "PUB-26"
    assert _amounts(found.limit) == [(20, LimitUnit.WORKING_DAY), (30, LimitUnit.DAY)]
    assert _one(found, "catalog-1").why == "与选定的时限哪个先到要看节假日，先到的为准"
    over_new_year = date(2026, 1, 30)
    assert due(read_limit(TWENTY), over_new_year).due == date(2026, 3, 5)
    assert due(found.limit, over_new_year).due == date(2026, 3, 2)
    assert due(found.limit, date(2026, 3, 2)).due == date(2026, 3, 30)


# What is not sure


def test_what_was_not_seen_is_shown_and_never_decides() -> None:
    found = _decided("政策解读", TWENTY)
    assert found.chosen == "catalog-1"
    unseen = _one(found, "PI-02")
    assert (unseen.seen, unseen.chosen) == (False, False)
    assert unseen.why == "原文待核，只列出，不据以计算"
    assert found.candidates[-1] is unseen


def test_no_rule_that_is_not_seen_decides_for_any_heading() -> None:
    unseen = {rule.id for rule in legal_limits() if not rule.seen}
    assert unseen
    for heading in ("政策解读", "双随机抽查结果", "解读材料"):
        assert _decided(heading).chosen not in unseen


# What cannot be compared


@pytest.mark.parametrize("phrase", ["每季度更新", "每年3月31日前", "会议召开前3日"])
def test_a_period_a_date_and_a_day_before_stay_the_catalogs_own(phrase: str) -> None:
    found = _decided(PUNISHMENT, phrase)
    assert (found.chosen, found.phrase) == ("catalog-1", phrase)
    assert found.limit == read_limit(phrase)
    assert _one(found, "ENF-118b").why == "与目录的时限不相比较，列在旁边"


def test_another_event_is_compared_with_nothing_else() -> None:
    found = _decided("会议", "会议召开后3日内", local="自信息形成之日起1日内")
    assert found.chosen == "catalog-1"
    assert found.limit == read_limit("会议召开后3日内")
    assert _one(found, "local").why == "起算的事件不同，列在旁边"


def test_real_time_stays_and_the_general_rule_is_its_ceiling() -> None:
    found = _decided(NEWS, "实时更新")
    assert found.chosen == "catalog-1"
    assert found.limit == read_limit("实时更新")
    assert _one(found, "PUB-26").why == "上限：目录没有写天数，最迟不得超过这一期限"


def test_soon_ends_no_later_than_a_special_rule() -> None:
    found = _decided(PUNISHMENT, "及时公开")
    assert found.chosen == "catalog-1"
    assert due(found.limit, date(2026, 9, 18)).due == date(2026, 9, 29)


def test_as_required_is_what_the_law_says() -> None:
    assert _decided(PUNISHMENT, "按规定公开").chosen == "ENF-118b"
    found = _decided(NEWS, "按规定公开")
    assert found.chosen == "PUB-26"
    assert found.limit == read_limit("按规定公开"), "the engine says why it takes the ceiling"


def test_a_missing_limit_is_the_general_one() -> None:
    found = _decided(NEWS)
    assert found.chosen == "PUB-26"
    assert [one.id for one in found.candidates] == ["PUB-26"]
    assert due(found.limit, date(2026, 9, 18)).due == date(2026, 10, 22)


def test_a_local_period_decides_where_the_catalog_says_nothing() -> None:
    found = _decided(NEWS, local="每月5日前")
    assert found.chosen == "local"
    assert found.limit.clauses[0].kind is LimitKind.PERIODIC


def test_a_public_notice_period_is_no_limit() -> None:
    found = _decided(NEWS, "形成后20个工作日内；公示期5日")
    assert found.chosen == "catalog-1"
    assert _one(found, "catalog-2").why == "说的是公开多久，不是什么时候公开"
    assert _one(found, "catalog-2").phrase == "持续公开不少于5日"


def test_parts_with_limits_of_their_own_stay() -> None:
    found = _decided(NEWS, "行政处罚7个工作日内；其他20个工作日内")
    assert found.chosen == "catalog-1"
    assert found.candidates[0].why == "目录对各个部分分别规定了时限，按各部分办"
    assert len(found.limit.clauses) == 2


def test_what_is_public_on_request_alone_is_left_to_the_catalog() -> None:
    found = _decided(PUNISHMENT, TWENTY, proactive=False)
    assert found.chosen == "catalog-1"
    assert {one.id for one in found.candidates} == {"catalog-1", "PUB-26"}


# Overrides


def test_an_override_decides_whatever_the_order() -> None:
    found = _decided(PUNISHMENT, TWENTY, chosen="catalog-1")
    assert found.chosen == "catalog-1"
    assert _one(found, "catalog-1").why == "本机关选定，理由：上级要求"
    assert _one(found, "ENF-118b").why == "本机关另行选定了时限"
    assert due(found.limit, date(2026, 9, 18)).due == date(2026, 10, 22)


def test_an_override_of_what_is_gone_does_not_count() -> None:
    assert _decided(PUNISHMENT, TWENTY, chosen="local").chosen == "ENF-118b"


def test_an_override_keeps_the_notice_period_beside_it() -> None:
    found = _decided(NEWS, "10个工作日内；公示期5日", chosen="PUB-26")
    assert [clause.kind for clause in found.limit.clauses] == [
        LimitKind.AFTER_EVENT,
        LimitKind.DURATION,
    ]


# What holds for all

_PHRASES = st.sampled_from(
    (
        f"|{TWENTY}|5个工作日内|60个工作日内|30日内|及时公开|实时更新|每季度更新"
        "|按规定公开|会议召开后3日内|每年3月31日前|长期公开|随便写的一句话"
    ).split("|")
)
_HEADINGS = st.sampled_from([NEWS, PUNISHMENT, "部门预算", "政策解读", "抽查结果", "政府决算", ""])


@given(_HEADINGS, _PHRASES, _PHRASES, st.booleans())
def test_one_candidate_decides_and_each_says_why(
    heading: str, phrase: str, local: str, proactive: bool
) -> None:
    found = _decided(heading, phrase, local=local, proactive=proactive)
    marked = [one for one in found.candidates if one.chosen]
    assert [one.id for one in marked] == [found.chosen]
    assert marked[0].seen
    assert all(one.why and one.phrase and one.source for one in found.candidates)
    assert len({one.id for one in found.candidates}) == len(found.candidates)


@given(_HEADINGS, _PHRASES, _PHRASES, st.dates(date(2024, 1, 2), date(2026, 10, 9)))
def test_every_limit_that_decides_has_a_clock_that_runs(
    heading: str, phrase: str, local: str, start: date
) -> None:
    answer = due(_decided(heading, phrase, local=local).limit, start)
    assert answer.due is not None


@given(_HEADINGS, _PHRASES, st.dates(date(2024, 1, 2), date(2026, 10, 9)))
def test_a_counted_limit_is_never_later_than_each_seen_rule_of_a_higher_rank(
    heading: str, phrase: str, start: date
) -> None:
    found = _decided(heading, phrase)
    marked = _one(found, found.chosen)
    if not marked.id.startswith("catalog") or marked.limit.clauses[0].kind is not (
        LimitKind.AFTER_EVENT
    ):
        return
    if "会议" in phrase:
        return
    latest = due(found.limit, start).due
    assert latest is not None
    for one in found.candidates:
        if one.seen and one.rank < marked.rank:
            allowed = due(one.limit, start).due
            assert allowed is not None
            assert latest <= allowed
