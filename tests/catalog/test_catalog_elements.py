"""Elements: numbered entries, lists, groups, masks, kinds, and running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import elements
from gongkai.catalog.elements.kinds import kind_of, several
from gongkai.catalog.model import Element, ElementKind
from gongkai.catalog.notes import Notes


def read(content: str) -> tuple[tuple[Element, ...], list[str]]:
    notes = Notes("14", 461)
    found = elements.read(content, notes)
    return found.elements, [finding.code for finding in notes.found]


def names(content: str) -> list[str]:
    return [one.name for one in read(content)[0]]


def test_numbered_lines_are_elements() -> None:
    content = "1．文件名称；\n2．文号；\n3．发布日期；\n4．正文。"
    assert read(content) == (
        (
            Element("文件名称"),
            Element("文号"),
            Element("发布日期", kind=ElementKind.DATE),
            Element("正文", kind=ElementKind.RICH_TEXT),
        ),
        [],
    )


@pytest.mark.parametrize(
    "content",
    [
        "1. 项目名称 2. 建设地址 3. 开工时间",
        "1.项目名称；2.建设地址；3.开工时间等。",
        "（1）项目名称（2）建设地址；（3）开工时间",
        "①项目名称②建设地址③开工时间",
        "一、项目名称；二、建设地址；三、开工时间。",
        "1、项目名称\n2、建设地址\n3、开工时间",
        "１．项目名称；２．建设地址；３．开工时间",
    ],
)
def test_every_way_of_numbering_is_read(content: str) -> None:
    if content.startswith("（"):
        content = content.replace("名称（", "名称；（")
    assert names(content) == ["项目名称", "建设地址", "开工时间"]


def test_a_decimal_is_no_number_of_an_entry() -> None:
    assert names("1．租金标准；2．面积1.5倍以内标准；3．收取方式") == [
        "租金标准",
        "面积1.5倍以内标准",
        "收取方式",
    ]


def test_words_before_the_first_number_are_named() -> None:
    found, codes = read("以下内容：1．项目名称；2．建设地址")
    assert [one.name for one in found] == ["项目名称", "建设地址"]
    assert codes == ["content-before-entries"]


def test_the_result_of_a_check_is_a_group_with_a_masked_number() -> None:
    found, _ = read(
        "1．申请受理；\n2．审核结果：申请对象姓名、身份证号(隐藏部分号码)、申请房源类型；"
    )
    assert found[1:] == (
        Element("申请对象姓名", "审核结果", ElementKind.PERSON_NAME),
        Element("身份证号", "审核结果", ElementKind.ID_NUMBER, masked=True),
        Element("申请房源类型", "审核结果"),
    )


@pytest.mark.parametrize("brackets", ["（）", "()", "﹝﹞", "〔〕", "[]", "【】"])
def test_a_mask_is_known_in_any_brackets(brackets: str) -> None:
    found, _ = read(f"1．保障对象姓名、身份证号{brackets[0]}隐藏部分号码{brackets[1]}；2．发放金额")
    assert [(one.name, one.masked) for one in found] == [
        ("保障对象姓名", False),
        ("身份证号", True),
        ("发放金额", False),
    ]


def test_what_a_group_holds_may_follow_a_comma() -> None:
    found, _ = read("1．年审家庭信息，含保障对象编号、姓名、身份证号﹝隐藏部分号码﹞；2．面积")
    assert [(one.group, one.name) for one in found] == [
        ("年审家庭信息", "保障对象编号"),
        ("年审家庭信息", "姓名"),
        ("年审家庭信息", "身份证号"),
        (None, "面积"),
    ]


def test_a_body_text_stays_one_whatever_it_is_about() -> None:
    found, _ = read("1．公告名称；2．正文，包括时间、地点、流程、注意事项等。")
    assert found[1] == Element("正文", kind=ElementKind.RICH_TEXT)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("建设、设计、施工和监理单位名称等", ["建设、设计、施工和监理单位名称"]),
        ("咨询电话、监督电话等", ["咨询电话", "监督电话"]),
        ("年度计划开工套数、实际开工套数", ["年度计划开工套数", "实际开工套数"]),
        ("申请条件、程序、期限和所需材料", ["申请条件", "程序", "期限", "所需材料"]),
        (
            "原租购项目名称、地址、类型、套型、面积等",
            [
                "原租购项目名称",
                "原租购项目地址",
                "原租购项目类型",
                "原租购项目套型",
                "原租购项目面积",
            ],
        ),
        ("申请流程和办理时限", ["申请流程和办理时限"]),
        ("申请受理（办理）机构", ["申请受理（办理）机构"]),
    ],
)
def test_a_list_is_cut_only_where_every_part_stands_by_itself(
    entry: str, expected: list[str]
) -> None:
    assert names(f"1．{entry}；2．备注说明")[:-1] == expected


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("房号面积套型", ["房号", "面积", "套型"]),
        ("办公地址联系电话", ["办公地址", "联系电话"]),
        ("会议时间地点", ["会议时间", "地点"]),
        ("咨询电话监督电话", ["咨询电话", "监督电话"]),
        ("联系人及联系方式", ["联系人", "联系方式"]),
    ],
)
def test_names_glued_together_stay_one_and_are_named(name: str, parts: list[str]) -> None:
    found, codes = read(f"1．{name}；2．单位名称")
    assert (found[0].name, codes) == (name, ["element-several"])
    assert several(name) == parts


@pytest.mark.parametrize(
    "name", ["公示时间", "公告地点", "维修资金来源渠道", "发放年度月份日期", "面积标准"]
)
def test_a_word_that_only_looks_glued_is_one(name: str) -> None:
    assert several(name) == []


def test_a_wrapped_word_is_closed_in_the_name() -> None:
    found, codes = read("1．单位名称；2．运营承接主体统一社 会信用代码")
    assert (found[1].name, codes) == ("运营承接主体统一社会信用代码", ["space-removed"])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("领导简历、分工、办公联系方式。", ["领导简历", "分工", "办公联系方式"]),
        (
            "机关职能、机构设置、办公地址、办公时间、联系方式等。",
            ["机关职能", "机构设置", "办公地址", "办公时间", "联系方式"],
        ),
        ("年度工作计划。", ["年度工作计划"]),
        ("公开指南,申请表下载;更正处理流程", ["公开指南", "申请表下载", "更正处理流程"]),
        ("公开立项依据、实施主体、绩效目标等信息。", ["立项依据", "实施主体", "绩效目标"]),
        ("舆情回应制度、统计制度等相关制度。", ["舆情回应制度", "统计制度"]),
    ],
)
def test_a_plain_list_of_names_is_elements(content: str, expected: list[str]) -> None:
    assert names(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        "对相关政策性文件进行解读。",
        "公布意见采纳情况及相对集中的意见未予采纳的原因。",
        "及时反馈意见收集情况、意见采纳情况和未予采纳的理由",
        "局发、局办发文件，要求连号更新（可主动公开的）",
        "本单位印发的规范性文件，本单位印发的除规范性文件以外的其他可以全文公开的文件。",
    ],
)
def test_running_text_names_no_elements(content: str) -> None:
    assert read(content) == ((), ["content-running-text"])


def test_a_numbered_sentence_is_one_element_so_that_nothing_is_lost() -> None:
    found, codes = read("1. 公开规范性文件 2. 对确需保留的证明事项实行清单管理并向社会公开")
    assert found == (
        Element("公开规范性文件", kind=ElementKind.RICH_TEXT),
        Element("对确需保留的证明事项实行清单管理并向社会公开", kind=ElementKind.RICH_TEXT),
    )
    assert codes == ["element-sentence"]


def test_groups_are_read_in_a_plain_list_too() -> None:
    found, _ = read(
        "公共服务清单，包括办事名称、办理依据等信息；中介服务清单，包括审批部门、收费依据等信息。"
    )
    assert [(one.group, one.name) for one in found] == [
        ("公共服务清单", "办事名称"),
        ("公共服务清单", "办理依据"),
        ("中介服务清单", "审批部门"),
        ("中介服务清单", "收费依据"),
    ]


def test_every_kind_is_worked_out_and_says_so() -> None:
    assert all(one.inferred for one in read("1．项目名称；2．面积；3．正文")[0])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("单位名称", "text"),
        ("项目名称", "text"),
        ("负责人姓名", "person_name"),
        ("联系人", "person_name"),
        ("合同范本", "file"),
        ("申请所需材料及范本", "file"),
        ("开工时间", "date"),
        ("发布日期", "date"),
        ("办公时间", "text"),
        ("办理时限", "text"),
        ("发放金额", "money"),
        ("应缴租金", "money"),
        ("租金标准", "text"),
        ("总建筑面积", "area"),
        ("待分配套数", "count"),
        ("保障对象编号", "text"),
        ("统一社会信用代码", "text"),
        ("联系方式", "phone"),
        ("监督电话", "phone"),
        ("建设地址", "address"),
        ("建设地点", "address"),
        ("受理地点", "address"),
        ("申请条件", "rich_text"),
        ("申请流程", "rich_text"),
        ("申请流程和办理时限", "rich_text"),
        ("联系人及联系方式", "text"),
        ("房号面积套型", "text"),
        ("身份证号", "id_number"),
        ("从未见过的东西", "text"),
    ],
)
def test_the_kind_follows_the_last_word(name: str, kind: str) -> None:
    assert kind_of(name) == ElementKind(kind)


@pytest.mark.parametrize(
    "content",
    [
        "●项目名称 ●建设地址 ●开工时间",
        "●项目名称●建设地址●开工时间",
        "•项目名称\n•建设地址\n•开工时间",
        "·项目名称 ·建设地址 ·开工时间",
        "◆项目名称；◆建设地址；◆开工时间。",
        "★项目名称 ★建设地址 ★开工时间",
        "- 项目名称\n- 建设地址\n- 开工时间",
        "a.项目名称 b.建设地址 c.开工时间",
        "1.项目名称2.建设地址3.开工时间",
        "1、项目名称2、建设地址3、开工时间",
        "项目名称\n建设地址\n开工时间",
        "项目名称 建设地址 开工时间",
        "●项目名称、建设地址\n●开工时间",
    ],
)
def test_bullets_lines_and_glued_numbers_cut_entries(content: str) -> None:
    assert names(content) == ["项目名称", "建设地址", "开工时间"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("统一社会\n信用代码", ["统一社会信用代码"]),
        ("公租房轮候\n确认结果", ["公租房轮候确认结果"]),
        ("政策 文件", ["政策文件"]),
    ],
)
def test_a_line_break_inside_a_name_is_no_cut(content: str, expected: list[str]) -> None:
    assert names(content) == expected


def test_names_that_only_line_breaks_keep_apart_are_said_to_be() -> None:
    found, codes = read("文件名称\n文号\n正文")
    assert [one.name for one in found] == ["文件名称", "文号", "正文"]
    assert codes == ["element-several"]


def test_a_round_zero_inside_a_year_is_no_bullet() -> None:
    assert names("二〇二〇年度预算、决算") == ["二〇二〇年度预算", "决算"]


def test_a_dot_inside_a_name_is_no_bullet() -> None:
    assert len(names("●“放·管·服”改革信息 ●文件名称")) == 2


def test_entries_inside_an_entry_stand_under_its_words() -> None:
    found, codes = read("1.项目信息（1）项目名称（2）建设地址 2.开工时间")
    assert [(one.group, one.name) for one in found] == [
        ("项目信息", "项目名称"),
        ("项目信息", "建设地址"),
        (None, "开工时间"),
    ]
    assert codes == []


def test_numbers_that_begin_again_are_a_list_under_the_words_before_them() -> None:
    text = "一般公共预算：①收入表②支出表。政府性基金预算：①收入表②支出表"
    found, codes = read(text)
    assert [(one.group, one.name) for one in found] == [
        ("一般公共预算", "收入表"),
        ("一般公共预算", "支出表"),
        ("政府性基金预算", "收入表"),
        ("政府性基金预算", "支出表"),
    ]
    assert codes == []


def test_a_stage_before_a_colon_is_the_group() -> None:
    found, _ = read("1.受理环节: 受理情况公示 2.决定环节:许可决定书")
    assert [(one.group, one.name) for one in found] == [
        ("受理环节", "受理情况公示"),
        ("决定环节", "许可决定书"),
    ]


def test_marks_before_entries_tell_must_from_choice_only_where_the_catalog_says_so() -> None:
    content = "●文件名称 〇文号"
    notes = Notes()
    told = elements.read(content, notes, {"●": True, "〇": False}).elements
    assert [one.required for one in told] == [True, False]
    assert [one.required for one in read(content)[0]] == [None, None]


def test_names_in_traditional_characters_are_told_apart_and_kept_as_printed() -> None:
    found, codes = read("學校名稱、學校地址、辦公電話；聯繫人：負責人姓名")
    assert [(one.group, one.name, one.kind) for one in found] == [
        (None, "學校名稱", ElementKind.TEXT),
        (None, "學校地址", ElementKind.ADDRESS),
        (None, "辦公電話", ElementKind.PHONE),
        ("聯繫人", "負責人姓名", ElementKind.PERSON_NAME),
    ]
    assert codes == []


def test_one_unknown_word_in_a_list_of_names_is_a_name_too() -> None:
    assert names("学校名称、学校地址、办学特长、办公电话") == [
        "学校名称",
        "学校地址",
        "办学特长",
        "办公电话",
    ]


WORDS = st.text(alphabet="甲乙丙丁戊己庚辛", min_size=2, max_size=6).map(lambda word: f"{word}名称")


@given(st.lists(WORDS, min_size=2, max_size=6), st.sampled_from(["●", "◆", "★", "• ", "· ", "1"]))
def test_every_entry_of_a_list_is_an_element_in_order(printed: list[str], sign: str) -> None:
    lines = [
        f"{place}.{word}" if sign == "1" else f"{sign}{word}"
        for place, word in enumerate(printed, start=1)
    ]
    assert names("\n".join(lines)) == printed


@given(st.text(alphabet="●〇·1２.、；：（）\n 甲乙名称文号一二①", max_size=40))
def test_no_content_however_broken_stops_the_reader(content: str) -> None:
    found, _ = read(content)
    assert all(one.name.strip() for one in found)
    assert read(content)[0] == found


def test_chinese_numbers_with_nothing_before_them_part_the_names() -> None:
    assert read("一、标题二、文号三、正文")[1] == []
    assert names("一、标题二、文号三、正文") == ["标题", "文号", "正文"]


def test_numbers_that_belong_to_a_word_part_nothing() -> None:
    assert len(names("第一、二、三产业情况")) <= 1


def test_words_about_a_person_are_a_list() -> None:
    assert names("姓名、手机号码、病情、收入") == ["姓名", "手机号码", "病情", "收入"]
