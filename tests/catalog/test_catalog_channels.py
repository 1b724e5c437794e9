"""Channels, ticks, forms, and columns whose values say what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def doubted(text: str, signs: dict[str, bool] | None = None) -> bool:
    notes = Notes("1", 1)
    channels.read(text, notes, signs)
    return "channels" in notes.doubtful


@pytest.mark.parametrize(
    "text",
    [
        "政府网站■ 政府公报□",
        "政府网站（■） 政府公报（□）",
        "[√]政府网站 [ ]政府公报",
        "t政府網站□政府公報",
        "n政府网站 o政府公报",
        "R政府网站 £政府公报",
        "☑政府网站 口政府公报",
        "þ政府网站\n¨政府公报",
        "◆政府网站 ◇政府公报",
        "●政府网站 ○政府公报",
        "▄政府网站 〇政府公报",
        "√政府网站 □公报",
    ],
)
def test_a_box_is_known_by_any_sign_on_either_side(text: str) -> None:
    assert read(text) == ((Channel("政府网站", required=True), Channel("政府公报", False)), [])


def test_a_letter_is_a_box_only_before_a_channel() -> None:
    (one, two), codes = read("■政府网站 □town网")
    assert (one.name, two.name, codes) == ("政府网站", "其他", ["channel-detail"])


@pytest.mark.parametrize(
    "text",
    [
        "政府网站 □政府公报 □两微一端",
        "■政府网站 公示栏 □两微一端",
        "□公开查阅点政务服务中心 ■政府网站",
        "■ □政府公报",
        "□□□",
    ],
)
def test_a_box_that_was_lost_leaves_the_channels_unresolved(text: str) -> None:
    assert doubted(text)


def test_names_with_a_comma_share_their_box() -> None:
    assert read("■政府网站、公示栏 □精准推送")[0][:2] == read("■政府网站 ■公示栏")[0]


@pytest.mark.parametrize(
    "text",
    [
        "1.政府网站 2.两微一端",
        "1、政府网站；2、两微一端",
        "①政府网站②两微一端",
        "政府网站两微一端",
        "政府网站\n两微一端",
        "政府网站/微信公众号",
        "通过政府网站、两微一端公开",
        "政府门户网站，政务新媒体。",
        "•政府网站\n•两微一端",
    ],
)
def test_a_list_without_boxes_in_any_form(text: str) -> None:
    assert read(text) == ((Channel("政府网站", True), Channel("两微一端", True)), [])


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("村务公开栏", "社区/企事业单位/村公示栏（电子屏）"),
        ("社区/企事业\n单位/村公示栏\n(电子屏)", "社区/企事业单位/村公示栏（电子屏）"),
        ("村居/企事业单位公示栏(电子屏)", "社区/企事业单位/村公示栏（电子屏）"),
        ("政府信息公开网", "政府网站"),
        ("政务服务网", "政府网站"),
        ("网站", "政府网站"),
        ("行政服务中心", "政务服务中心"),
        ("紙質媒體", "纸质媒体"),
        ("广播、电视", "广播电视"),
        ("微博、微信", "两微一端"),
    ],
)
def test_a_channel_under_another_of_its_names(printed: str, name: str) -> None:
    assert read(printed) == ((Channel(name, required=True),), [])


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("政府网站（www.example.gov.cn）", "政府网站"),
        ("■政府网站:http://www.example.gov.cn/", "政府网站"),
        ("■某镇人民政府网站", "政府网站"),
        ("■某局微信公众号", "两微一端"),
        ("■12345政务服务热线", "其他"),
        ("信用中国", "其他"),
        ("■会议", "其他"),
    ],
)
def test_what_a_name_says_beyond_the_channel_is_named(printed: str, name: str) -> None:
    assert read(printed) == ((Channel(name, required=True),), ["channel-detail"])


def test_a_note_under_the_channels_is_no_channel() -> None:
    found, codes = read("■政府网站\n注：可推送至省级平台")
    assert (found, codes) == ((Channel("政府网站", required=True),), ["channel-note"])


def test_a_sentence_that_names_no_channel_is_not_read() -> None:
    found, codes = read("由有关部门按照职责分工分别负责组织实施和落实")
    assert (found, codes) == ((), ["channel-unread"])
    assert doubted("由有关部门按照职责分工分别负责组织实施和落实")


def test_a_legend_turns_the_boxes_round() -> None:
    found = channels.read("■政府网站 □政府公报", Notes(), {"■": False, "□": True})
    assert found == (Channel("政府网站", required=False), Channel("政府公报", required=True))


def test_words_behind_a_channel_are_its_detail_and_no_other_channel() -> None:
    found, codes = read("■政府网站 □入户/现场宣传")
    assert found[1] == Channel("入户/现场", required=False)
    assert codes == ["channel-detail"]


def test_a_blank_to_fill_in_is_no_box() -> None:
    assert read("■政府网站 □其他（  ）") == (
        (Channel("政府网站", required=True), Channel("其他", required=False)),
        [],
    )


def test_an_other_channel_with_a_line_to_fill_in_is_other() -> None:
    assert read("■政府网站 □其他______")[0][1] == Channel("其他", required=False)


NAMES = st.sampled_from([entry["name"] for entry in load("channels")["channel"]])


@given(st.lists(st.tuples(NAMES, st.booleans()), min_size=1, max_size=13, unique_by=lambda p: p[0]))
def test_boxes_before_and_behind_say_the_same(pairs: list[tuple[str, bool]]) -> None:
    before = " ".join(f"{'■' if one else '□'}{name}" for name, one in pairs)
    behind = " ".join(f"{name}{'■' if one else '□'}" for name, one in pairs)
    assert read(before)[0] == read(behind)[0] == tuple(Channel(*pair) for pair in pairs)


@given(
    st.text(alphabet="政府网站公报两微一端公示栏■□√tR 、；\n1.甲乙（）", min_size=1, max_size=40)
)
def test_a_cell_of_channels_is_read_or_left_unresolved(text: str) -> None:
    found = read(text)[0]
    assert found or doubted(text)
    assert len({one.name for one in found}) == len(found)


def test_a_choice_stated_in_words_is_kept() -> None:
    found, codes = read("政府网站（必选）、公报（可选）")
    assert found == (Channel("政府网站", required=True), Channel("政府公报", required=False))
    assert codes == []


@pytest.mark.parametrize(
    "printed",
    [
        "不在政府网站公开",
        "除政府网站外",
        "■政府网站（可选）",
        "必选：政府网站；可选：公报",
        "公开栏，政府网站除外",
    ],
)
def test_words_that_take_a_channel_back_leave_the_cell_unresolved(printed: str) -> None:
    notes = Notes("1", 1)
    channels.read(printed, notes)
    assert "channels" in notes.doubtful
    assert {finding.code for finding in notes.found} & {"channel-unread", "channel-unboxed"}
