"""``gongkai catalog explain``: an item beside the cells it was read from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.cli.catalog import app
from gongkai.refusals import Refused
from tests.catalog.tables import tabbed
from tests.docs.pages import ROOT

LINZI = str(ROOT / "examples/catalogs/linzi-housing-centre.txt")
HOUSING = str(ROOT / "examples/catalogs/city-housing-bureau.txt")
RUN = CliRunner()


def refused(*words: str) -> Refused:
    """Run ``explain``, which must be refused."""
    result = RUN.invoke(app, ["explain", *words])
    assert isinstance(result.exception, Refused)
    assert "\n" not in result.exception.message
    return result.exception


def test_an_officer_sees_every_field_beside_its_cells() -> None:
    result = RUN.invoke(app, ["explain", LINZI, "--item", "10"])
    assert result.exit_code == 0
    for text in ("第 10 项", "重点", "原文第227行第1格", "公开事项/一级目录：公共资源配置", "√"):
        assert text in result.stdout
    assert "wording-doubtful" in result.stdout
    assert "第9项" not in result.stdout


def test_a_heading_tells_the_origin_of_each_of_its_columns() -> None:
    result = RUN.invoke(app, ["explain", HOUSING, "--item", "#9"])
    assert "待核对 / 原文" in result.stdout


def test_a_merged_cell_is_shown_where_it_is_printed() -> None:
    science = str(ROOT / "examples/catalogs/zhoucun-science-bureau.txt")
    result = RUN.invoke(app, ["explain", science, "--item", "13"])
    (row,) = (line for line in result.stdout.splitlines() if line.startswith("│ 过程"))
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells[:3] == ["过程", "管理和服务", "沿用上格"]
    assert cells[3]
    assert cells[4] != "原文第287行第2格"


def test_a_program_gets_the_item_and_its_findings() -> None:
    result = RUN.invoke(app, ["explain", LINZI, "--item", "10", "--format", "json"])
    values = json.loads(result.stdout)
    assert list(values) == ["catalog", "position", "item", "findings"]
    assert (values["position"], values["item"]["seq"]) == (10, "10")
    assert {finding["seq"] for finding in values["findings"]} == {"10"}
    assert values["item"]["cells"][0]["place"] == {"part": None, "row": 227, "column": 1}


def test_a_number_that_is_not_there_is_refused_with_those_that_are() -> None:
    refusal = refused(LINZI, "--item", "99")
    assert refusal.code == "explain-none"
    assert "1、2、3" in refusal.message
    assert "从 #1 到 #13" in refusal.message


@pytest.mark.parametrize("position", ["#0", "#14", "#甲", "#", "#99999999999999999999"])
def test_a_position_outside_the_catalog_is_refused(position: str) -> None:
    refusal = refused(LINZI, "--item", position)
    assert refusal.code == "explain-none"
    assert "共有 13 项" in refusal.message


def test_a_number_printed_twice_asks_for_the_position(tmp_path: Path) -> None:
    row = ["1", "决策", "住房", "受理", "申请条件", "7日内", "甲科"]
    path = tmp_path / "重号.txt"
    path.write_text(tabbed(row, row), encoding="utf-8")
    refusal = refused(str(path), "--item", "1")
    assert refusal.code == "explain-several"
    assert "#1、#2" in refusal.message
    assert RUN.invoke(app, ["explain", str(path), "--item", "＃2"]).exit_code == 0


def test_a_catalog_without_numbers_names_its_positions(tmp_path: Path) -> None:
    path = tmp_path / "无序号.txt"
    headings = ("一级事项", "二级事项", "公开内容", "公开时限", "公开主体")
    path.write_text(
        tabbed(["住房", "受理", "申请条件", "7日内", "甲科"], headings=headings), encoding="utf-8"
    )
    assert "没有序号；请用位置指明，从 #1 到 #1" in refused(str(path), "--item", "1").message


def test_an_unknown_format_is_refused() -> None:
    assert refused(LINZI, "--item", "1", "--format", "html").code == "cli-format"
