"""CSV: separators, quotes, encodings, and blanks that may have been merged cells."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import read_file
from gongkai.catalog.formats import commas
from gongkai.catalog.model import Origin, Place
from gongkai.refusals import Refused
from tests.catalog.case_files import CASES, HEADINGS, ROWS

TABLE = [list(HEADINGS), *map(list, ROWS)]


def written(rows: list[list[str]], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def read(path: Path, data: bytes) -> list[list[str]]:
    """Return the cells of the one grid of a CSV file of ``data``."""
    path.write_bytes(data)
    (grid,) = commas.read(path).grids()
    return [[cell.text if cell else "" for cell in row] for row in grid.rows]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "，", "；"])
def test_the_separator_is_told_from_the_rows(tmp_path: Path, separator: str) -> None:
    rows = [[cell.replace("；", "、") for cell in row] for row in TABLE]
    assert read(tmp_path / "a.csv", written(rows, separator).encode()) == rows


def test_a_file_that_names_its_separator_is_believed(tmp_path: Path) -> None:
    data = "sep=;\n序号;公开事项\n1;甲,乙,丙\n"
    assert read(tmp_path / "a.csv", data.encode())[1:] == [["序号", "公开事项"], ["1", "甲,乙,丙"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path / "a.csv", written(TABLE).encode(encoding)) == TABLE


def test_a_line_break_in_quotes_stays_in_its_cell(tmp_path: Path) -> None:
    rows = read(tmp_path / "a.csv", '序号,内容\r\n1,"甲；\r\n""乙"""\r\n'.encode())
    assert rows == [["序号", "内容"], ["1", '甲；\n"乙"']]


def test_a_short_row_leaves_the_rest_blank(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", "甲,乙,丙\n1\n1,2,3\n".encode())[1] == ["1", "", ""]


def test_quotes_that_do_not_close_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path / "a.csv", '序号,内容\n1,"甲\n2,乙\n'.encode())
    assert caught.value.code == "catalog-csv"
    assert "引号不成对" in caught.value.message


def test_a_row_of_a_thousand_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path / "a.csv", (",".join("甲" * 1000) + "\n").encode())
    assert caught.value.code == "catalog-csv"


def test_blanks_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path / "a.csv", b" \n \n")
    assert caught.value.code == "catalog-file-empty"


def test_a_blank_that_may_have_been_a_merged_cell_is_not_called_empty() -> None:
    (catalog,) = read_file(CASES / "csv-gb18030.csv").catalogs
    second = catalog.items[1]
    assert second.origin["levels"] is Origin.CARRIED
    assert second.levels == ("社会救助", "特困")
    assert second.origin["publisher"] is Origin.UNRESOLVED
    assert second.publisher is None


def test_a_record_is_a_row_whatever_lines_it_covers() -> None:
    (catalog,) = read_file(CASES / "csv-semicolons.csv").catalogs
    assert [item.cells[0].place for item in catalog.items] == [
        Place("表1", 2, 1),
        Place("表1", 3, 1),
    ]


@given(
    st.lists(
        st.lists(st.text('甲乙丙123,;"\n 《》', max_size=8), min_size=3, max_size=3),
        min_size=2,
        max_size=6,
    )
)
def test_what_a_program_writes_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    whole = [["序号", "公开事项", "公开内容"], *rows]
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    stripped = [[cell.strip() for cell in row] for row in whole]
    assert read(path, ("sep=,\n" + written(whole)).encode())[1:] == stripped
