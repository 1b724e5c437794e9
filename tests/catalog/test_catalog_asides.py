"""Rows that are no item: the numbers of the columns, totals, notes below a table."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from gongkai.catalog import read_file, read_text
from gongkai.catalog.asides import is_note, is_total, numbered_alike
from gongkai.catalog.model import Catalog
from tests.catalog.tables import found

HEADINGS = ("序号", "公开事项", "公开内容", "公开时限", "公开主体")
FIRST = ("1", "低保", "名单", "每年", "某县民政局")
SECOND = ("2", "救灾", "标准", "每月", "某县应急局")
TITLE = "某县政务公开标准目录"


def _text(rows: list[tuple[str, ...]], sign: str) -> Catalog:
    lines = [sign.join(row) + (" |" if sign == " | " else "") for row in rows]
    (catalog,) = read_text("\n".join([TITLE, *lines]) + "\n", "某县.txt").catalogs
    return catalog


def _html(rows: list[tuple[str, ...]], folder: Path) -> Catalog:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    path = folder / "某县.html"
    path.write_text(f"<p>{TITLE}</p><table>{body}</table>", encoding="utf-8")
    (catalog,) = read_file(path).catalogs
    return catalog


def _xlsx(rows: list[tuple[str, ...]], folder: Path) -> Catalog:
    path = folder / "某县.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("目录")
        sheet.write(0, 0, TITLE)
        for place, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write(place, column, cell)
    (catalog,) = read_file(path).catalogs
    return catalog


def _read(shape: str, rows: list[tuple[str, ...]], folder: Path) -> Catalog:
    if shape == "html":
        return _html(rows, folder)
    if shape == "xlsx":
        return _xlsx(rows, folder)
    return _text(rows, "\t" if shape == "tabs" else " | ")


SHAPES = ("tabs", "bars", "html", "xlsx")
NUMBERS = (
    ("1", "2", "3", "4", "5"),
    ("（1）", "（2）", "（3）", "（4）", "（5）"),
    ("①", "②", "③", "④", "⑤"),
    ("一", "二", "三", "四", "五"),
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("numbers", NUMBERS, ids=lambda row: row[0])
def test_the_numbers_of_the_columns_are_no_item(
    shape: str, numbers: tuple[str, ...], tmp_path: Path
) -> None:
    catalog = _read(shape, [HEADINGS, numbers, FIRST, SECOND], tmp_path)
    assert [item.content for item in catalog.items] == ["名单", "标准"]
    assert [item.seq for item in catalog.items] == ["1", "2"]
    (finding,) = found(catalog, "heading-numbers")
    assert finding.line is not None
    assert not found(catalog, "seq-irregular")


def test_numbers_on_lines_of_their_own_are_no_items() -> None:
    rows = (HEADINGS, ("1", "2", "3", "4", "5"), FIRST, SECOND)
    text = "\n".join(f"{cell} |" for row in rows for cell in row)
    (catalog,) = read_text(f"{TITLE}\n{text}\n", "某县.txt").catalogs
    assert [(item.seq, item.content) for item in catalog.items] == [("1", "名单"), ("2", "标准")]
    assert len(found(catalog, "heading-numbers")) == 1


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "below",
    [
        ("合计", "2项", "", "", ""),
        ("总计", "", "", "", ""),
        ("", "小 计", "2", "", ""),
        ("注：本表每年更新一次。", "", "", "", ""),
        ("备注：■为必选。", "", "", "", ""),
        ("填表人：", "", "审核人：", "", ""),
        ("填报人：", "", "", "联系电话：", ""),
    ],
    ids=lambda row: row[0] or row[1],
)
def test_what_stands_below_a_table_is_no_item(
    shape: str, below: tuple[str, ...], tmp_path: Path
) -> None:
    catalog = _read(shape, [HEADINGS, FIRST, SECOND, below], tmp_path)
    assert [item.content for item in catalog.items] == ["名单", "标准"]
    assert [item.publisher for item in catalog.items] == ["某县民政局", "某县应急局"]
    (finding,) = found(catalog, "text-outside-table")
    assert "没有读入" in finding.message


def test_a_note_below_a_short_row_is_no_part_of_it() -> None:
    catalog = _text([HEADINGS, FIRST, SECOND[:4], ("注：本表每年更新。",)], "\t")
    assert catalog.items[1].publisher is None
    assert catalog.items[1].time_limit is not None
    assert len(found(catalog, "text-outside-table")) == 1


def test_an_item_called_total_is_kept() -> None:
    catalog = _text([HEADINGS, ("1", "合计", "预算合计", "每年", "某县财政局"), FIRST], "\t")
    assert catalog.items[0].levels == ("合计",)


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["栏次", "1", "2", "3"], True),
        (["1", "2"], False),
        (["1", "2", "3", "公开"], False),
        (["2", "3", "4"], False),
        (["1", "", "2", "3"], True),
    ],
)
def test_only_a_row_of_nothing_but_numbers_in_order_numbers_columns(
    texts: list[str], numbers: bool
) -> None:
    assert numbered_alike(texts) is numbers


def test_words_that_only_look_like_a_note_or_a_total_are_none() -> None:
    assert not is_note("注册登记")
    assert not is_note("审核：")  # may be a name of a step
    assert not is_total(["合计", "公开", "每年", "财政局"], 4)
