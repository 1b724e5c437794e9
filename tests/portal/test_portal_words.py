"""Time limits and marks in plain words."""

from __future__ import annotations

import pytest

from gongkai.catalog import limit_to_dict, read_limit
from gongkai.duties.models import Item
from gongkai.portal import words


def _item(phrase: str) -> Item:
    limit = limit_to_dict(read_limit(phrase)) if phrase else None
    return Item(time_limit_text=phrase, time_limit=limit)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("自该信息形成或者变更之日起20个工作日内", "自信息形成或者变更之日起20个工作日内公开"),
        ("会议召开后3日内更新", "自会议召开之日起3日内公开"),
        ("实时更新", "随时有变化，随时更新"),
        ("根据变动及时更新", "变动后及时更新"),
        ("季度更新", "每季度至少更新一次"),
        ("每年1月31日前", "每年1月31日前公开"),
        ("按照法定时间公开", "按有关规定的时间公开"),
        ("公示期不少于7天", "持续公开不少于7日"),
        ("长期公开", "长期公开"),
        ("任期内公开", "任期内公开"),
        ("自公布之日起至任期届满止", "公开到任期届满为止"),
        ("与政策文件同步公开", "政策文件当日公开"),
        ("开学前", "在开学前公开"),
        ("每季度第一个月15日前", "每季度第1个月15日前公开"),
        ("每季度末", "每季度第3个月月末前公开"),
        ("每月5日前", "每月5日前公开"),
        ("每周五前更新", "每周五前公开"),
        ("每20个工作日更新", "每20个工作日至少更新一次"),
        ("每半月更新", "每半个月至少更新一次"),
    ],
)
def test_a_limit_is_said_in_plain_words(phrase: str, said: str) -> None:
    assert words.limit_in_words(_item(phrase)) == [said]


@pytest.mark.parametrize("phrase", ["", "看情况吧"])
def test_without_a_readable_limit_the_regulation_speaks(phrase: str) -> None:
    assert words.limit_in_words(_item(phrase)) == [
        "自信息形成或者变更之日起20个工作日内（《政府信息公开条例》第二十六条）"
    ]


def test_marks_are_named_in_chinese_and_an_unknown_one_is_kept() -> None:
    assert words.named(["city", "township"], words.TIERS) == "市级、乡级"
    assert words.named(["specific"], words.AUDIENCES) == "特定群众（群体）"
    assert words.named(["by_post"], words.MODES) == "by_post"
    assert words.named([], words.MODES) == ""
