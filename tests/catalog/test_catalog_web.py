"""Web pages: spans, hidden parts, layout tables and encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.catalog import read_file
from gongkai.catalog.document import Document
from gongkai.catalog.formats import web
from gongkai.catalog.model import Origin

HEAD = "<tr><th>序号<th>一级事项<th>公开内容<th>公开时限<th>公开主体</tr>"
ROW = "<tr><td>1<td>养老服务<td>补贴名单<td>实时公开<td>某县民政局</tr>"


def page(tmp_path: Path, body: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "目录.html"
    path.write_bytes(f"<html><body>{body}</body></html>".encode(encoding))
    return path


def shown(document: Document) -> list[list[str | None]]:
    (grid,) = document.grids()
    return [[one.text if one else None for one in row] for row in grid.rows]


def read(tmp_path: Path, rows: str) -> list[list[str | None]]:
    return shown(web.read(page(tmp_path, f"<table>{rows}</table>")))


def test_spans_cover_rows_and_columns(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=2>甲<td colspan=2>乙</tr><tr><td>丙<td>丁</tr>"
    assert read(tmp_path, rows) == [["甲", "乙", "乙"], ["甲", "丙", "丁"]]


def test_a_row_span_of_nought_goes_to_the_end(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=0>甲<td>乙</tr><tr><td>丙</tr>"
    assert read(tmp_path, rows) == [["甲", "乙"], ["甲", "丙"]]


def test_absurd_spans_are_bounded(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=99999 colspan=99999>甲</tr>"
    assert len(read(tmp_path, rows)[0]) <= web.MOST_COLUMNS


def test_line_breaks_are_kept_and_hidden_parts_are_not(tmp_path: Path) -> None:
    cell = "甲<br>乙<p>丙</p><span style='display: none'>丁</span><script>x</script>&nbsp;"
    assert read(tmp_path, f"<tr><td>{cell}</tr>") == [["甲\n乙\n丙"]]


def test_a_tick_box_shows_its_state_and_a_picture_alone_is_not_nothing(tmp_path: Path) -> None:
    boxes = "<input type=checkbox checked>网站<br><input type=checkbox>公报"
    rows = f"<tr><td>{boxes}<td><img src=a.png></tr>"
    assert read(tmp_path, rows) == [["☑网站\n☐公报", "［图片］"]]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_in_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = page(tmp_path, f"<table>{HEAD}{ROW}</table>", encoding)
    assert read_file(path).catalogs[0].items[0].publisher == "某县民政局"


def test_a_table_inside_a_layout_table_is_the_catalog(tmp_path: Path) -> None:
    inner = f"<table>{HEAD}{ROW}</table>"
    path = page(tmp_path, f"<table><tr><td>首页<td>{inner}</tr></table>")
    assert [one.content for one in read_file(path).catalogs[0].items] == ["补贴名单"]


def test_a_table_cut_in_two_is_one_catalog(tmp_path: Path) -> None:
    more = ROW.replace(">1<", ">2<")
    path = page(tmp_path, f"<table>{HEAD}{ROW}</table>\n<table>{more}</table>")
    (catalog,) = read_file(path).catalogs
    assert [one.seq for one in catalog.items] == ["1", "2"]


def test_a_row_with_too_few_cells_is_never_filled_in(tmp_path: Path) -> None:
    short = "<tr><td>2<td>社会救助<td>名单</tr>"
    (catalog,) = read_file(page(tmp_path, f"<table>{HEAD}{ROW}{short}</table>")).catalogs
    assert catalog.items[1].origin["publisher"] is Origin.UNRESOLVED


@pytest.mark.parametrize(
    "struck",
    [
        "<del>旧局</del>",
        "<s>旧局</s>",
        "<strike>旧局</strike>",
        '<span style="text-decoration: line-through">旧局</span>',
    ],
)
def test_text_that_is_struck_out_is_left_out_and_counted(tmp_path: Path, struck: str) -> None:
    document = web.read(page(tmp_path, f"<table><tr><td>{struck}民政局</td></tr></table>"))
    assert shown(document) == [["民政局"]]
    assert [finding.code for finding in document.findings] == ["text-hidden"]
