"""What the reader puts right, and what it leaves and only names."""

from __future__ import annotations

import pytest

from gongkai.catalog import cleaning
from gongkai.catalog.model import Severity
from gongkai.catalog.notes import Notes
from gongkai.catalog.titles import is_body, is_title, issuer_of
from tests.catalog.tables import found, items, read_one, tabbed

ROW = ("1", "决策", "政策", "文件", "文件名称", "实时更新", "办公室")


def test_residue_is_removed_from_values_and_named_with_its_row() -> None:
    row = (
        "1[bookmark: OLE_LINK8][bookmark: _Hlk1]",
        "决策",
        "政策",
        "文件",
        "[bookmark: _GoBack]文件名称",
        *ROW[5:],
    )
    catalog = read_one(tabbed(row))
    assert (catalog.items[0].seq, catalog.items[0].content) == ("1", "文件名称")
    notes = found(catalog, "residue-removed")
    assert [(one.field, one.seq, one.severity) for one in notes] == [
        ("seq", "1", Severity.INFO),
        ("content", "1", Severity.INFO),
    ]


def test_the_content_stays_as_printed() -> None:
    content = "1．统一社 会信用代码；2．文号（ 略 ）"
    assert items(tabbed((*ROW[:4], content, *ROW[5:])))[0].content == content


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("办公室、发文科 室", "办公室、发文科室"),
        ("办公室 发文科 室 法规科", "办公室 发文科室 法规科"),
        ("办公室 新闻中心", "办公室 新闻中心"),
        ("办公室\n及相关科室", "办公室及相关科室"),
    ],
)
def test_a_publisher_loses_the_space_inside_a_word_and_keeps_the_one_between_offices(
    printed: str, read: str
) -> None:
    (item,) = read_one(tabbed((*ROW[:6], printed.replace("\n", "")))).items
    assert item.publisher == read


def test_latin_words_keep_their_space_when_lines_are_joined() -> None:
    assert cleaning.join_lines("open\ngovernment\n公开") == "open government公开"


def test_a_gap_in_a_heading_is_named_and_kept() -> None:
    catalog = read_one(tabbed(("1", "决策", "政策", "优化服务 事项清单", *ROW[4:])))
    assert catalog.items[0].levels[1] == "优化服务 事项清单"
    assert len(found(catalog, "heading-gap")) == 1


def test_a_probable_slip_is_named_and_kept() -> None:
    catalog = read_one(tabbed((*ROW[:4], "保障性住房见着管理、年度计划", *ROW[5:])))
    assert "见着管理" in catalog.items[0].content
    assert "疑为“建设管理”" in found(catalog, "wording-doubtful")[0].message


@pytest.mark.parametrize(
    "text",
    [
        "重庆市保障性住房领域政务公开标准目录",
        "政府网站市住建局信息主动公开责任分工",
        "  周村区科技局政务公开主动公开基本目录",
        "《甲局公开事项一览表》",
    ],
)
def test_a_title_is_told_from_other_text(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize(
    "text", ["", "附件", "一、总体要求", "《目录》（详见附件）其中，一级公开事项10个。"]
)
def test_other_text_is_no_title(text: str) -> None:
    assert not is_title(text)


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("东湖区住房局政务公开事项标准目录", "东湖区住房局"),
        ("政府网站市住建局信息主动公开责任分工", "市住建局"),
        ("东湖镇人民政府主动公开基本目录", "东湖镇人民政府"),
        ("东湖市保障性住房领域政务公开标准目录", None),
        ("政务公开标准目录", None),
    ],
)
def test_the_issuer_is_the_body_the_title_names(title: str, issuer: str | None) -> None:
    notes = Notes()
    assert issuer_of(title, [], [], notes) == issuer
    assert [one.code for one in notes.found] == ([] if issuer else ["issuer-unnamed"])


def test_a_field_of_work_is_no_body() -> None:
    assert is_body("东湖区教育局")
    assert not is_body("东湖市住房领域")
