"""``gongkai catalog export`` on the command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.catalog import read_file
from gongkai.catalog.model import Element
from gongkai.catalog.writing import export
from gongkai.cli.catalog import app
from gongkai.refusals import Refused
from tests.catalog.writing.made import fields_of
from tests.docs.pages import ROOT

LINZI = str(ROOT / "examples/catalogs/linzi-housing-centre.txt")
RUN = CliRunner()


@pytest.mark.parametrize("to", ["csv", "md", "json"])
def test_a_text_format_is_shown_where_no_file_is_named(to: str) -> None:
    result = RUN.invoke(app, ["export", LINZI, "--to", to])
    assert result.exit_code == 0
    assert "临淄区住房保障事务服务中心" in result.stdout


def test_a_workbook_is_written_and_read_back(tmp_path: Path) -> None:
    target = tmp_path / "目录.xlsx"
    result = RUN.invoke(app, ["export", LINZI, "--to", "xlsx", "--output", str(target)])
    assert (result.exit_code, result.output) == (0, "")
    assert fields_of(read_file(target).catalogs[0]) == fields_of(read_file(LINZI).catalogs[0])
    assert [path.name for path in tmp_path.iterdir()] == ["目录.xlsx"]


@pytest.mark.parametrize("to", ["xlsx", "docx"])
def test_a_binary_format_needs_a_file(to: str) -> None:
    result = RUN.invoke(app, ["export", LINZI, "--to", to])
    assert isinstance(result.exception, Refused)
    assert "--output" in result.exception.message


def test_an_unknown_format_names_the_known_ones() -> None:
    result = RUN.invoke(app, ["export", LINZI, "--to", "pdf"])
    assert isinstance(result.exception, Refused)
    assert "--to 可以是 xlsx、docx、csv、json、md" in result.exception.message


def test_a_value_no_table_can_say_is_named_on_standard_error(tmp_path: Path) -> None:
    catalog = read_file(LINZI).catalogs[0]
    items = tuple(replace(item, elements=(Element("改过的要素"),)) for item in catalog.items)
    source = tmp_path / "改过.json"
    source.write_bytes(export([replace(catalog, items=items)], "json").data)
    result = RUN.invoke(app, ["export", str(source), "--to", "csv"])
    assert result.exit_code == 0
    assert "第 1 行的“公开要素”用 csv 的格子写不完全" in result.stderr
    assert "共有 13 处" in result.stderr
    assert "改过的要素" not in result.stdout


def test_what_was_there_stays_where_the_file_cannot_be_written(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["export", LINZI, "--to", "csv", "--output", str(tmp_path)])
    assert isinstance(result.exception, Refused)
    assert result.exception.code == "cli-output"
    assert tmp_path.is_dir()
    assert list(tmp_path.parent.glob(".*.part")) == []
