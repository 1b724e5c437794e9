"""``gongkai catalog`` on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.cli.catalog import app
from gongkai.refusals import Refused
from tests.catalog.expecting import without_cells

EXAMPLES = Path(__file__).parents[2] / "examples" / "catalogs"
EXPECTED = Path(__file__).parent / "expected"
RUN = CliRunner()
ITEM_KEYS = [
    *("seq", "process", "levels", "content", "elements", "legal_bases", "time_limit", "publisher"),
    *("channels", "audiences", "modes", "tiers", "form", "remarks", "origin", "line"),
    *("details", "extras", "cells"),
]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    program = "from gongkai.cli import main; main()"
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, "catalog", *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_an_officer_reads_a_catalog_as_json() -> None:
    result = run("read", str(EXAMPLES / "city-housing-bureau.txt"), "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    printed = json.loads(result.stdout)
    (catalog,) = printed["catalogs"]
    assert list(catalog) == ["title", "issuer", "items", "findings", "columns", "headings"]
    assert [list(item) for item in catalog["items"]] == [ITEM_KEYS] * 26
    expected = json.loads((EXPECTED / "city-housing-bureau.json").read_text("utf-8"))
    assert {"catalogs": [without_cells(catalog)]} == expected


def test_an_officer_reads_a_catalog_as_a_table() -> None:
    path = str(EXAMPLES / "zhoucun-science-bureau.txt")
    result = RUN.invoke(app, ["read", path])
    assert result.exit_code == 0
    for text in ("周村区科技局", "公开事项：33 项", "政策法规", "待核对", "heading-unresolved"):
        assert text in result.stdout


def test_a_time_limit_is_read_as_json() -> None:
    result = RUN.invoke(app, ["limit", "批复后20日内", "--format", "json"])
    assert json.loads(result.stdout) == {
        "text": "批复后20日内",
        "clauses": [
            {
                "kind": "after_event",
                "n": 20,
                "unit": "day",
                "event": "批复",
                "period": None,
                "scope": None,
                "on": None,
            }
        ],
        "findings": [],
    }


def test_a_time_limit_nobody_can_read_says_so_in_plain_words() -> None:
    result = RUN.invoke(app, ["limit", "另行通知"])
    assert result.exit_code == 0
    assert "请核对：公开时限“另行通知”读不懂" in result.stdout


@pytest.mark.parametrize("command", [["read", "a.txt"], ["limit", "及时公开"]])
def test_an_unknown_format_is_refused(command: list[str]) -> None:
    result = RUN.invoke(app, [*command, "--format", "xml"])
    assert isinstance(result.exception, Refused)
    assert result.exception.code == "cli-format"
    assert "json、table" in result.exception.message


def test_a_missing_file_is_one_line_on_standard_error() -> None:
    result = run("read", "没有这份文件.txt", "--format", "json")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "gongkai: 找不到文件 没有这份文件.txt；请核对路径。\n"


def test_a_file_with_no_table_is_one_line_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "信.txt"
    path.write_text("一封信。", encoding="utf-8")
    result = run("read", str(path))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert "没有找到目录表格" in result.stderr


def test_the_help_loads_no_reader() -> None:
    program = (
        "import sys; from gongkai.cli.catalog import app; import gongkai.catalog;"
        "print([n for n in sys.modules if n.startswith(('gongkai.catalog.', 'django'))])"
    )
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert result.stdout.strip() == "[]"
