"""公开对象, 公开方式 and 公开渠道: contradictions, and channels named but not ticked."""

from __future__ import annotations

import pytest

from gongkai.catalog.model import Severity
from tests.catalog.lint.cataloging import found, row, said


def test_everyone_and_a_group_at_once_is_questioned() -> None:
    (finding,) = found("audience-both", row(1, audiences=("everyone", "specific")))
    assert finding.message == (
        "第1项（原文第11行）的“公开对象”同时勾选了全社会和特定群体，看不出哪些内容对谁公开。"
    )
    assert finding.severity is Severity.WARNING


def test_a_group_that_is_named_makes_both_clear() -> None:
    item = row(1, audiences=("everyone", "specific"), details=(("特定群体", "救助对象"),))
    assert found("audience-both", item) == []
    assert found("audience-both", row(1, audiences=("everyone",))) == []


def test_proactive_and_on_request_at_once_is_a_hint() -> None:
    assert said("audience-mode-both", row(1, modes=("proactive", "on_request"))) == [
        "第1项（原文第11行）的“公开方式”同时勾选了主动公开和依申请公开，看不出哪些内容要主动公开。"
    ]
    assert said("audience-mode-both", row(1, modes=("on_request",))) == []


def test_for_everyone_and_only_on_request_contradict_each_other() -> None:
    (sentence,) = said("audience-on-request", row(1, modes=("on_request",)))
    assert sentence == (
        "第1项（原文第11行）的“公开对象”勾选了全社会，公开方式却只有依申请公开，两者相互矛盾。"
    )


def test_a_group_may_be_informed_unasked() -> None:
    item = row(1, audiences=("specific",), modes=("proactive",), boxes={"入户/现场": True})
    for code in ("audience-on-request", "audience-too-wide", "audience-both"):
        assert found(code, item) == []


def test_what_is_for_a_group_does_not_belong_on_the_website() -> None:
    (sentence,) = said("audience-too-wide", row(1, audiences=("specific",)))
    assert sentence == (
        "第1项（原文第11行）的“公开对象”只勾选了特定群体，公开渠道却勾选了面向全社会的“政府网站”，请核对。"
    )


def test_boxes_that_are_all_empty_say_nothing() -> None:
    item = row(1, boxes={"政府网站": False, "公开查阅点": False})
    (finding,) = found("channel-none", item)
    assert finding.message == ("第1项（原文第11行）的“公开渠道和载体”印了2种渠道，没有勾选一种。")
    assert finding.suggestion == "■政府网站"
    assert found("channel-none", row(1, boxes={"政府网站": True, "公开查阅点": False})) == []


BOARD = "社区/企事业单位/村公示栏（电子屏）"


@pytest.mark.parametrize(
    ("field", "text", "label"),
    [
        ("form", "公示栏", "公开形式"),
        ("remarks", "在村公示栏张贴", "备注"),
        ("content", "救助名单，通过社区公示栏公示", "公开内容"),
    ],
)
def test_a_channel_named_in_another_cell_has_to_be_ticked(
    field: str, text: str, label: str
) -> None:
    item = row(1, boxes={"政府网站": True, BOARD: False}, **{field: text})
    (finding,) = found("channel-unticked", item)
    assert finding.message == (
        f"第1项（原文第11行）的“公开渠道和载体”没有勾选“{BOARD}”，而本行的“{label}”写到要在那里公开。"
    )
    assert finding.suggestion == f"■{BOARD}"


@pytest.mark.parametrize("content", ["救助名单公示情况", "公示栏建设经费", "政务服务中心办公地址"])
def test_a_word_that_names_no_place_of_publication_is_left_alone(content: str) -> None:
    boxes = {"政府网站": True, BOARD: False, "政务服务中心": False}
    assert found("channel-unticked", row(1, boxes=boxes, content=content)) == []


def test_a_ticked_channel_may_be_named_anywhere() -> None:
    item = row(1, boxes={BOARD: True}, form="公示栏")
    assert found("channel-unticked", item) == []


NOTICE = "制定或获取信息之日起10个工作日内，公示7个工作日"


def test_a_notice_of_seven_days_asks_after_the_notice_board() -> None:
    item = row(1, boxes={"政府网站": True, BOARD: False}, limit=NOTICE)
    (finding,) = found("channel-notice-board", item)
    assert finding.message == (
        "第1项（原文第11行）的“公开渠道和载体”没有勾选公示栏，而公开时限写有“公示7个工作日”；"
        "要张榜公示的，请勾选。"
    )
    assert finding.suggestion == f"■{BOARD}"
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("boxes", "limit"),
    [
        ({"政府网站": True, BOARD: True}, NOTICE),
        ({"政府网站": True}, NOTICE),
        ({"政府网站": True, BOARD: False}, "信息形成之日起10个工作日内"),
    ],
)
def test_a_ticked_board_an_absent_one_and_no_notice_are_fine(
    boxes: dict[str, bool], limit: str
) -> None:
    assert found("channel-notice-board", row(1, boxes=boxes, limit=limit)) == []
