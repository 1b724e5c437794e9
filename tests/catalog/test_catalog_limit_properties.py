"""What holds for the reading of any 公开时限 at all."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.catalog import limit_to_dict, read_limit
from gongkai.catalog.limits.clauses import clauses_of
from gongkai.catalog.limits.phrase import LONGEST
from gongkai.catalog.model import LimitKind, TimeLimit

FILE = Path(__file__).parent / "limits" / "phrases.json"
PHRASES = [one["phrase"] for group in json.loads(FILE.read_text("utf-8")).values() for one in group]
WIDE = str.maketrans("0123456789(),;:", "０１２３４５６７８９（），；：")
PARTS = [
    *(
        "自",
        "该",
        "信息形成",
        "或者变更",
        "之日起",
        "后",
        "前",
        "20",
        "二十",
        "7",
        "个工作日",
        "日",
        "内",
    ),
    *(
        "每季度",
        "每年",
        "每月",
        "第一个月",
        "15日",
        "1月31日",
        "及时",
        "长期",
        "公示",
        "不少于",
        "其中",
        "行政处罚",
    ),
    *(
        "，",
        "；",
        "。",
        "（",
        "）",
        "：",
        "1.",
        "2.",
        "①",
        "按规定",
        "提前",
        "一周",
        "会议召开",
        "公开",
        "更新",
        "一次",
    ),
    *(
        "法律、法规另有规定的",
        "从其规定",
        "除",
        "外",
        "同步",
        "与文件",
        "任期内",
        "/",
        "《预算法》",
        "24小时",
    ),
]
any_phrase = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PARTS), max_size=14).map("".join),
    st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3).map("".join),
    st.lists(st.sampled_from(PHRASES), min_size=2, max_size=3).map("；".join),
)


def plain(limit: TimeLimit) -> tuple[object, list[str]]:
    return limit.clauses, [finding.code for finding in limit.findings]


@settings(max_examples=400, deadline=None)
@given(any_phrase)
def test_any_phrase_is_read_or_named_and_always_the_same_way(phrase: str) -> None:
    limit = read_limit(phrase)
    assert limit == read_limit(phrase)
    assert limit.text == phrase.strip()
    assert limit.clauses or limit.findings
    assert len(limit.clauses) == len(set(limit.clauses))
    json.dumps(limit_to_dict(limit))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PHRASES), st.sampled_from(["", " ", "\n", "\u3000", "\t "]), st.booleans())
def test_white_space_and_full_width_signs_change_nothing(
    phrase: str, space: str, wide: bool
) -> None:
    variant = space.join(phrase.translate(WIDE) if wide else phrase)
    assert plain(read_limit(variant)) == plain(read_limit(phrase))


NOUNS = ["行政许可", "行政处罚", "政策文件", "工作动态", "人事信息"]


@given(st.lists(st.sampled_from(NOUNS), min_size=1, max_size=5, unique=True))
def test_scopes_come_in_the_order_of_the_phrase(nouns: list[str]) -> None:
    phrase = "；".join(f"{noun}：作出之日起{n + 1}个工作日内" for n, noun in enumerate(nouns))
    clauses = read_limit(phrase).clauses
    assert [one.scope for one in clauses] == nouns
    assert [one.n for one in clauses] == [n + 1 for n in range(len(nouns))]


@given(
    st.integers(1, 9999),
    st.sampled_from(["个工作日", "日", "天", "周", "个月", "小时", "个自然日"]),
)
def test_every_number_of_days_is_the_number_printed(number: int, unit: str) -> None:
    (clause,) = read_limit(f"自信息形成之日起{number}{unit}内公开").clauses
    assert (clause.kind, clause.n, clause.event) == (LimitKind.AFTER_EVENT, number, "信息形成")


@settings(max_examples=400, deadline=None)
@given(any_phrase)
def test_every_number_printed_is_in_a_clause_or_there_is_a_finding(phrase: str) -> None:
    limit = read_limit(phrase)
    held = json.dumps(limit_to_dict(limit)["clauses"], ensure_ascii=False)
    numbers = {int(run) for run in re.findall("[0-9]+", held)}
    numbers |= {1 for one in limit.clauses if one.period}  # 1季度1次
    bare = re.sub(
        "《[^《》]*》(?:[（(][^（）()]*[）)])?|[1-9]次|(?<![0-9])[0-9]{1,2}[.、]", "", phrase
    )
    for run in re.findall("[0-9]+", bare):
        assert int(run) in numbers or limit.findings, run


@st.composite
def with_a_strange_word(draw: st.DrawFn) -> str:
    phrase = draw(st.sampled_from([one for one in PHRASES if "由" not in one]))
    place = draw(st.integers(0, len(phrase)))
    return f"{phrase[:place]}{STRANGE}{phrase[place:]}"


STRANGE = "甲乙丙"


@settings(max_examples=600, deadline=None)
@given(with_a_strange_word())
def test_a_word_nobody_knows_is_kept_in_a_clause_or_there_is_a_finding(phrase: str) -> None:
    limit = read_limit(phrase)
    kept = json.dumps(limit_to_dict(limit)["clauses"], ensure_ascii=False)
    # 按甲乙丙要求: which text it is left to is for that text to say.
    left_to_another = any(one.kind is LimitKind.AS_REQUIRED for one in limit.clauses)
    assert STRANGE in kept or limit.findings or left_to_another


@given(st.integers(1, 12), st.integers(1, 31))
def test_a_date_is_a_day_the_year_has_or_unreadable(month: int, day: int) -> None:
    limit = read_limit(f"每年{month}月{day}日前")
    has = day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    assert [one.period for one in limit.clauses] == ([f"{month:02d}-{day:02d}"] if has else [])


# Bounded work: readings tried, and not seconds

LONG = [
    *("自" * 200 + "后" * 200, "公示" * 200, "每季度" * 130, "，".join(["及时"] * 130)),
    *("（" * 150 + "及时" + "）" * 150, "及时（每年" * 60, "20" * 200, "20个工作日内" * 50),
    *("形成或者" * 14 + "x", "形成、或者变更" * 8 + "日", "1.2.3.4.5.6.7.8.9." * 20, "其中" * 190),
    *("及时公开长期公示每年更新" * 5, "至" * 60 + "期内" * 28, "按法律法规、" * 19, "，" * 390),
    *("；".join(["20个工作日内x"] * 30), "一二三四五六七八九十" * 11, "除" * 100 + "另有规定"),
]


@pytest.mark.parametrize("phrase", LONG, ids=[f"{one[:6]}×{len(one)}" for one in LONG])
def test_a_long_phrase_takes_a_bounded_number_of_readings(phrase: str) -> None:
    clauses_of.cache_clear()
    limit = read_limit(phrase)
    assert clauses_of.cache_info().misses <= LONGEST
    assert limit.clauses or limit.findings


def test_more_than_a_phrase_is_not_read_at_all() -> None:
    clauses_of.cache_clear()
    limit = read_limit("信息形成之日起20个工作日内，" * 10_000)
    assert clauses_of.cache_info().misses == 0
    assert limit.clauses == ()
    assert [one.code for one in limit.findings] == ["limit-unreadable"]
