"""Excel workbooks: every cell at its row and column of the sheet, as it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import read_file
from gongkai.catalog.document import Document, Grid
from gongkai.catalog.formats import sheets, worksheets
from gongkai.catalog.model import Place
from gongkai.refusals import Refused
from tests.catalog.case_files import CASES, HEADINGS, LAW, ROWS

FORMATS = Path(__file__).parent / "formats"


def read(tmp_path: Path, write: Callable[[Any, Any], object]) -> Document:
    """Read a workbook of one sheet that ``write`` filled, given the sheet and the book."""
    path = tmp_path / "目录.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        write(book.add_worksheet("民政"), book)
    return sheets.read(path)


def only(document: Document) -> Grid:
    (grid,) = document.grids()
    return grid


def texts(grid: Grid) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in grid.rows]


def messages(document: Document) -> list[str]:
    return [finding.message for finding in document.findings]


# Values


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.0, "1"),
        (3, "3"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (20260131123.0, "20260131123"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2026, 1, 31), "2026-01-31"),
        (dt.datetime(2026, 1, 31, tzinfo=dt.UTC), "2026-01-31"),
        (dt.datetime(2026, 1, 31, 9, 30, tzinfo=dt.UTC), "2026-01-31 09:30"),
        (dt.time(9, 30), "09:30"),
        (" 甲\r\n乙 ", "甲\n乙"),
        ("甲_x000D_\n乙", "甲\n乙"),
    ],
)
def test_a_value_is_read_as_the_sheet_shows_it(value: sheets.Value, shown: str) -> None:
    assert sheets.text_of(value) == shown


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_a_whole_number_has_no_point(number: int) -> None:
    assert sheets.text_of(float(number)) == str(number)


def test_a_formula_gives_the_value_last_worked_out(tmp_path: Path) -> None:
    document = read(tmp_path, lambda sheet, _: sheet.write_formula(0, 0, "=1+1", None, 2))
    assert texts(only(document)) == [["2"]]


def test_a_cell_that_shows_an_error_is_lost_and_named(tmp_path: Path) -> None:
    def write(sheet: Any, _: Any) -> None:
        sheet.write(0, 0, "甲")
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")
        sheet.write(0, 2, "乙")

    document = read(tmp_path, write)
    cell = only(document).rows[0][1]
    assert cell is not None
    assert (cell.text, cell.lost) == ("", True)
    assert messages(document) == ["工作表“民政”的B1格显示为错误值，读不出内容，请核对。"]


def test_text_in_several_fonts_is_one_text(tmp_path: Path) -> None:
    def write(sheet: Any, book: Any) -> None:
        sheet.write_rich_string(0, 0, "申请", book.add_format({"bold": True}), "条件", "。")

    assert texts(only(read(tmp_path, write))) == [["申请条件。"]]


# Places


def test_a_table_that_does_not_begin_at_a1_keeps_the_rows_and_columns_of_the_sheet() -> None:
    (catalog,) = read_file(CASES / "excel-merged-levels.xlsx").catalogs
    first = catalog.items[0]
    assert first.cells[0].place == Place("工作表“目录”", 6, 3)
    assert first.cells[-1].place == Place("工作表“目录”", 6, 11)
    assert catalog.headings[0] == "序号"


@pytest.mark.parametrize("path", sorted(FORMATS.glob("*.xls*")), ids=lambda path: path.name)
def test_old_and_new_workbooks_tell_which_cells_are_merged(path: Path) -> None:
    (grid,) = sheets.read(path).grids()
    cells = [cell for row in grid.rows for cell in row if cell]
    assert any(cell.row_span > 1 for cell in cells)
    assert any(cell.column_span > 1 for cell in cells)


def test_a_merged_cell_covers_its_rows_and_columns(tmp_path: Path) -> None:
    def write(sheet: Any, _: Any) -> None:
        sheet.merge_range(0, 0, 1, 1, "合")
        sheet.write(0, 2, "甲")
        sheet.write(1, 2, "乙")

    grid = only(read(tmp_path, write))
    assert texts(grid) == [["合", "合", "甲"], ["合", "合", "乙"]]
    assert grid.rows[0][0] is grid.rows[1][1]


def test_a_merged_cell_that_reaches_below_the_table_is_cut_there(tmp_path: Path) -> None:
    def write(sheet: Any, _: Any) -> None:
        sheet.merge_range(0, 0, 1_048_575, 0, "合")
        sheet.write(1, 1, "甲")

    assert len(only(read(tmp_path, write)).rows) == 2


# What is hidden


def test_hidden_rows_columns_and_sheets_are_left_out_and_named(tmp_path: Path) -> None:
    def write(sheet: Any, book: Any) -> None:
        for row in range(3):
            sheet.write_row(row, 0, [f"{name}{row}" for name in "甲乙丙"])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        hidden = book.add_worksheet("旧版")
        hidden.write(0, 0, "旧")
        hidden.hide()

    document = read(tmp_path, write)
    assert texts(only(document)) == [["甲0", None, "丙0"], [None] * 3, ["甲2", None, "丙2"]]
    assert messages(document) == [
        "工作表“民政”隐藏了第2行，没有读入；要读入请先取消隐藏。",
        "工作表“民政”隐藏了第B列，没有读入；要读入请先取消隐藏。",
        "工作表“旧版”是隐藏的，没有读入；要读入请先取消隐藏。",
    ]


def test_a_merged_cell_whose_corner_is_hidden_keeps_its_text(tmp_path: Path) -> None:
    def write(sheet: Any, _: Any) -> None:
        sheet.merge_range(0, 0, 2, 0, "合")
        for row in range(3):
            sheet.write(row, 1, str(row))
        sheet.set_row(0, None, None, {"hidden": True})

    assert texts(only(read(tmp_path, write)))[1:] == [["合", "1"], ["合", "2"]]


def test_many_hidden_rows_are_counted(tmp_path: Path) -> None:
    def write(sheet: Any, _: Any) -> None:
        for row in range(30):
            sheet.write(row, 0, "甲")
            if row:
                sheet.set_row(row, None, None, {"hidden": True})

    (message,) = messages(read(tmp_path, write))
    assert "第2、3、4、5、6、7、8、9、10、11等29行" in message


# Several sheets, and none


def test_every_sheet_with_a_title_is_a_catalog_of_its_own() -> None:
    titles = [one.title for one in read_file(CASES / "excel-two-sheets.xlsx").catalogs]
    assert titles == ["某县民政局政务公开标准目录", "某县教育局政务公开标准目录"]


def test_a_workbook_without_a_word_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path, lambda sheet, book: None)
    assert caught.value.code == "catalog-file-empty"


def test_a_workbook_with_hidden_sheets_only_is_refused(tmp_path: Path) -> None:
    def write(sheet: Any, book: Any) -> None:
        sheet.write(0, 0, "甲")
        book.add_worksheet("空").activate()  # the first sheet cannot be hidden while it is shown
        sheet.hide()

    with pytest.raises(Refused) as caught:
        read(tmp_path, write)
    assert "看得见" in caught.value.message


# Bounds


def test_one_cell_at_the_far_corner_is_refused_before_the_sheet_is_loaded(tmp_path: Path) -> None:
    def write(sheet: Any, _: Any) -> None:
        sheet.write(0, 0, "甲")
        sheet.write(1_048_575, 16_383, "乙")

    with pytest.raises(Refused) as caught:
        read(tmp_path, write)
    assert caught.value.code == "catalog-too-much"
    assert "XFD1048576" in caught.value.message


def test_cells_with_a_look_and_no_value_do_not_count(tmp_path: Path) -> None:
    def write(sheet: Any, book: Any) -> None:
        sheet.write(0, 0, "甲")
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    assert texts(only(read(tmp_path, write))) == [["甲"]]


def test_three_thousand_rows_are_read_to_the_last(tmp_path: Path) -> None:
    path = tmp_path / "汇编.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("汇编")
        sheet.write_row(0, 0, [*HEADINGS, *(f"栏{place}" for place in range(9))])
        for row in range(1, 3001):
            sheet.write_row(row, 0, [row, *ROWS[0][1:4], LAW, *ROWS[0][5:], *"abcdefghi"])
    grid = only(sheets.read(path))
    assert (len(grid.rows), grid.width) == (3001, 16)
    assert texts(grid)[-1][0] == "3000"


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (16_384, "XFD")])
def test_columns_are_named_as_excel_names_them(column: int, name: str) -> None:
    assert worksheets.letters(column) == name
