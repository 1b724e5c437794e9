"""Channels, ticks, forms, and columns whose values say what they are."""

from __future__ import annotations

import pytest

from gongkai.catalog import channels, marks
from gongkai.catalog.model import Channel, Origin
from gongkai.catalog.notes import Notes
from gongkai.catalog.vocabulary import load
from tests.catalog.tables import HEADINGS, found, read_one, tabbed

ROW = ("1", "决策", "政策", "文件", "文件名称", "实时更新", "办公室")


def read(text: str) -> tuple[tuple[Channel, ...], list[str]]:
    notes = Notes("1", 1)
    return channels.read(text, notes), [finding.code for finding in notes.found]


def test_a_filled_box_is_required_and_an_empty_one_is_listed() -> None:
    text = (
        "■政府网站   □政府公报\n□两微一端   □发布会\n"
        "□社区/企事业单位/村公示栏（电子屏）\n□精准推送   □其他 "
    )
    found, codes = read(text)
    assert found == (
        Channel("政府网站", required=True),
        Channel("政府公报", required=False),
        Channel("两微一端", required=False),
        Channel("发布会/听证会", required=False),
        Channel("社区/企事业单位/村公示栏（电子屏）", required=False),
        Channel("精准推送", required=False),
        Channel("其他", required=False),
    )
    assert codes == []


@pytest.mark.parametrize("printed", ["发布会", "听证会", "发布会/听证会", "发布会 / 听证会"])
def test_the_press_conference_has_one_name(printed: str) -> None:
    assert read(f"■{printed}")[0] == (Channel("发布会/听证会", required=True),)


def test_there_are_thirteen_channels() -> None:
    names = [entry["name"] for entry in load("channels")["channel"]]
    assert len(names) == len(set(names)) == 13


def test_a_name_broken_over_lines_is_one() -> None:
    assert (
        read("□社区/企事业\n单位/村公示栏(电子屏)")[0][0].name
        == "社区/企事业单位/村公示栏（电子屏）"
    )


def test_a_plain_list_is_all_required() -> None:
    found, codes = read("政府网站公开、公示栏")
    assert found == (
        Channel("政府网站", required=True),
        Channel("社区/企事业单位/村公示栏（电子屏）", required=True),
    )
    assert codes == []


def test_an_unknown_channel_is_named_and_not_put_under_another() -> None:
    found, codes = read("■政府网站 ■村口大喇叭")
    assert found == (Channel("政府网站", required=True), Channel("其他", required=True))
    assert codes == ["channel-detail"]


def test_words_behind_other_are_named() -> None:
    found, codes = read("■其他（微信群）")
    assert (found, codes) == ((Channel("其他", required=True),), ["channel-detail"])


def test_a_channel_printed_twice_is_required_if_one_box_is_filled() -> None:
    found, codes = read("□政府网站 ■政府网站")
    assert (found, codes) == ((Channel("政府网站", required=True),), ["channel-twice"])


def test_words_in_front_of_the_boxes_are_named() -> None:
    assert read("选择：■政府网站")[1] == ["channel-unknown"]


@pytest.mark.parametrize("mark", ["√", "✓", "☑", " √ ", "是"])
def test_a_tick_is_a_tick(mark: str) -> None:
    assert marks.ticked(mark, "主动", "modes", Notes()) is True


@pytest.mark.parametrize("mark", ["", " ", "\u3000", "\n", "否", "□"])
def test_an_empty_cell_is_no_tick(mark: str) -> None:
    assert marks.ticked(mark, "主动", "modes", Notes()) is False


TICKS = (*HEADINGS, "主动", "依申请", "全社会", "特定群体", "市级", "县级", "乡级")


def test_ticks_are_read_in_the_order_of_the_model() -> None:
    text = tabbed((*ROW, "√", "√", "\u3000", "√", "", "√", "√"), headings=TICKS)
    item = read_one(text).items[0]
    assert item.modes == ("proactive", "on_request")
    assert (item.audiences, item.tiers) == (("specific",), ("county", "township"))


def test_a_mark_nobody_knows_is_unresolved() -> None:
    catalog = read_one(tabbed((*ROW, "√", "？", "√", "", "√", "", ""), headings=TICKS))
    item = catalog.items[0]
    assert (item.modes, item.origin["modes"]) == (("proactive",), Origin.UNRESOLVED)
    (finding,) = found(catalog, "tick-unread")
    assert "？" in finding.message


def test_no_tick_at_all_is_unresolved() -> None:
    catalog = read_one(tabbed((*ROW, "√", "", "", "", "√", "", ""), headings=TICKS))
    assert catalog.items[0].origin["audiences"] is Origin.UNRESOLVED
    assert found(catalog, "choice-none")[0].field == "audiences"


def test_choices_written_as_words_are_read() -> None:
    heads = (*HEADINGS, "公开方式", "公开对象", "公开层级")
    item = read_one(tabbed((*ROW, "主动公开", "全社会", "县级、乡级"), headings=heads)).items[0]
    assert (item.modes, item.audiences) == (("proactive",), ("everyone",))
    assert item.tiers == ("county", "township")


def test_a_word_that_is_no_choice_is_named() -> None:
    catalog = read_one(tabbed((*ROW, "主动、看情况"), headings=(*HEADINGS, "公开方式")))
    assert catalog.items[0].modes == ("proactive",)
    assert "看情况" in found(catalog, "choice-unread")[0].message


def test_the_values_decide_what_a_column_is() -> None:
    heads = (*HEADINGS, "公开方式", "公开形式")
    catalog = read_one(tabbed((*ROW, "全文发布", "政府网站公开"), headings=heads))
    item = catalog.items[0]
    assert (item.form, item.modes) == ("全文发布", ())
    assert item.channels == (Channel("政府网站", required=True),)
    assert (item.origin["form"], item.origin["modes"]) == (Origin.PRINTED, Origin.ABSENT)
    assert [one.field for one in found(catalog, "column-by-values")] == ["form", "channels"]


def test_a_column_that_is_what_its_heading_says_stays() -> None:
    heads = (*HEADINGS, "公开方式", "公开形式")
    catalog = read_one(tabbed((*ROW, "主动公开", "全文发布"), headings=heads))
    assert (catalog.items[0].modes, catalog.items[0].form) == (("proactive",), "全文发布")
    assert found(catalog, "column-by-values") == []


def test_two_columns_never_become_one_field() -> None:
    heads = (*HEADINGS, "公开渠道", "公开形式")
    catalog = read_one(tabbed((*ROW, "政府公报", "政府网站公开"), headings=heads))
    assert [one.name for one in catalog.items[0].channels] == ["政府公报"]
    assert catalog.items[0].form == "政府网站公开"


def test_an_empty_remark_is_empty_on_purpose() -> None:
    heads = (*HEADINGS, "备注")
    catalog = read_one(tabbed((*ROW, ""), (*("2", *ROW[1:]), "仅限本区"), headings=heads))
    assert [item.remarks for item in catalog.items] == [None, "仅限本区"]
    assert catalog.items[0].origin["remarks"] is Origin.ABSENT
    assert found(catalog, "cell-blank") == []
