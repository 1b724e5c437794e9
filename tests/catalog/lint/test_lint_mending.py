"""What the reader notices gets a suggestion where one is certain, and none where it is not."""

from __future__ import annotations

import pytest

from gongkai.catalog import read_text
from gongkai.catalog.lint import lint
from gongkai.catalog.model import Finding
from tests.catalog.lint.cataloging import TODAY
from tests.catalog.tables import tabbed

HEADINGS = (
    "序号",
    "一级事项",
    "二级事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道",
)


def printed(code: str, *, basis: str = "《预算法》", limit: str = "信息形成之日起7日内") -> Finding:
    row = ("1", "社会救助", "临时救助", "办理条件", basis, limit, "某县民政局", "■政府网站")
    text = tabbed(row, headings=HEADINGS, title="某县民政局政务公开标准目录")
    (read,) = read_text(text, "某县.txt").catalogs
    (finding,) = [one for one in lint(read, today=TODAY) if one.code == code]
    return finding


@pytest.mark.parametrize(
    ("limit", "better"),
    [
        ("20个工作日内", "自该信息形成或者变更之日起20个工作日内"),
        ("7日内公开", "自该信息形成或者变更之日起7日内"),
    ],
)
def test_a_limit_without_a_trigger_gets_the_one_of_the_regulation(limit: str, better: str) -> None:
    assert printed("limit-without-trigger", limit=limit).suggestion == better


def test_a_wrong_bracket_is_put_right() -> None:
    finding = printed("bracket-wrong", basis="《某通知》（国办发﹝2014﹞46号）")
    assert finding.suggestion == "国办发〔2014〕46号"


def test_a_title_that_was_not_closed_is_closed() -> None:
    finding = printed("basis-unclosed", basis="《社会救助暂行办法")
    assert finding.suggestion == "《社会救助暂行办法》"


def test_where_nobody_can_know_nothing_is_suggested() -> None:
    assert printed("limit-unreadable", limit="视具体情况而定吧").suggestion is None


def test_what_the_reader_suggests_itself_is_kept() -> None:
    finding = printed("limit-unit-missing", limit="20内")
    assert finding.suggestion is not None
    assert "20" in finding.suggestion
