"""Headings that differ in how they are cut: ticks in one row, merges written out, levels turned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from gongkai.catalog import read_file, read_text
from gongkai.catalog.headings import column
from gongkai.catalog.model import Catalog

TITLE = "某县政务公开标准目录"
TICKS = ("全社会", "特定群体", "主动", "依申请", "县级", "乡级")


def _read(shape: str, rows: Sequence[tuple[str, ...]], folder: Path) -> list[Catalog]:
    if shape == "html":
        body = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows
        )
        path = folder / "某县.html"
        path.write_text(f"<p>{TITLE}</p><table>{body}</table>", encoding="utf-8")
        return list(read_file(path).catalogs)
    sign = "\t" if shape == "tabs" else " | "
    end = "" if shape == "tabs" else " |"
    text = "\n".join(sign.join(row) + end for row in rows)
    return list(read_text(f"{TITLE}\n{text}\n", "某县.txt").catalogs)


SHAPES = ("tabs", "bars", "html")


@pytest.mark.parametrize("shape", SHAPES)
def test_six_ticks_in_one_row_of_headings_are_columns(shape: str, tmp_path: Path) -> None:
    headings = ("序号", "公开事项", "公开内容", "公开主体", *TICKS)
    row = ("1", "低保", "名单", "某县民政局", "√", "", "√", "", "√", "√")
    (catalog,) = _read(shape, [headings, row, ("2", *row[1:])], tmp_path)
    item = catalog.items[0]
    assert (item.audiences, item.modes) == (("everyone",), ("proactive",))
    assert item.tiers == ("county", "township")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_heading_written_out_over_each_of_its_columns_is_one_heading(
    shape: str, tmp_path: Path
) -> None:
    rows = [
        ("序号", "公开事项", "公开事项", "公开内容", "公开时限", "公开主体"),
        ("序号", "一级事项", "二级事项", "公开内容", "公开时限", "公开主体"),
        ("1", "救助", "低保", "名单", "每年", "某县民政局"),
        ("2", "救助", "特困", "标准", "每月", "某县民政局"),
    ]
    (catalog,) = _read(shape, rows, tmp_path)
    assert [item.levels for item in catalog.items] == [("救助", "低保"), ("救助", "特困")]


@pytest.mark.parametrize("shape", SHAPES)
def test_levels_are_outermost_first_whatever_their_columns(shape: str, tmp_path: Path) -> None:
    rows = [
        ("序号", "二级事项", "一级事项", "公开内容", "公开时限", "公开主体"),
        ("1", "低保", "救助", "名单", "每年", "某县民政局"),
        ("2", "特困", "救助", "标准", "每月", "某县民政局"),
    ]
    (catalog,) = _read(shape, rows, tmp_path)
    assert [item.levels for item in catalog.items] == [("救助", "低保"), ("救助", "特困")]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("事项大类", "levels"),
        ("事项小类", "levels"),
        ("公开要点", "content"),
        ("公开时间", "time_limit"),
        ("公开平台", "channels"),
        ("公开属性", "modes"),
    ],
)
def test_common_heads_are_known(heading: str, field: str) -> None:
    assert column(heading).field == field
