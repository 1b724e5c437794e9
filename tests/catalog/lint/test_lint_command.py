"""``gongkai catalog lint`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner, Result

from gongkai.cli.catalog import app
from gongkai.refusals import Refused
from tests.catalog.tables import stacked, tabbed

EXAMPLES = Path(__file__).parents[3] / "examples" / "catalogs"
HEADINGS = (
    "序号",
    "一级事项",
    "二级事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道",
)
LAW = "《社会救助暂行办法》"
WITHIN = "信息形成之日起20个工作日内"
END = ("某县民政局", "■政府网站")
GOOD = ("1", "社会救助", "临时救助", "办理条件", LAW, WITHIN, *END)
LATE = ("2", "社会救助", "特困供养", "办理流程", LAW, "信息形成之日起40个工作日内", *END)
OLD = (*LATE[:4], "《政府信息公开条例》（国务院令第492号）", WITHIN, *END)
TITLE = "某县民政局政务公开标准目录"


def written(
    folder: Path, *rows: tuple[str, ...], name: str = "某县.txt", title: str = TITLE
) -> str:
    path = folder / name
    path.write_text(tabbed(*rows, headings=HEADINGS, title=title), encoding="utf-8")
    return str(path)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["lint", *words, "--today", "2026-11-21"])


def test_a_catalog_without_fault_ends_with_nought(tmp_path: Path) -> None:
    result = run(written(tmp_path, GOOD))
    assert result.exit_code == 0
    assert "没有发现问题。" in result.stdout


def test_a_warning_ends_with_nought_too(tmp_path: Path) -> None:
    result = run(written(tmp_path, GOOD, OLD))
    assert result.exit_code == 0
    assert "basis-superseded" in result.stdout
    assert "请核对 1 处。" in result.stdout


def test_an_error_ends_with_one(tmp_path: Path) -> None:
    result = run(written(tmp_path, GOOD, LATE))
    assert result.exit_code == 1
    for text in ("第2项（原文第5行）", "社会救助 / 特困供养", "limit-over-law", "错误 1 处"):
        assert text in result.stdout


def test_an_error_ends_with_one_whatever_is_shown(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, OLD, ("3", *LATE[1:]))
    result = run(path, "--level", "error")
    assert result.exit_code == 1
    assert "basis-superseded" not in result.stdout


def test_programs_read_json(tmp_path: Path) -> None:
    result = run(written(tmp_path, GOOD, OLD), "--format", "json")
    (catalog,) = json.loads(result.stdout)["catalogs"]
    assert catalog["counts"] == {"error": 0, "warning": 1, "info": 0}
    assert catalog["findings"][0]["place"]["label"] == "原文第5行第5格"


def test_the_report_for_the_office_is_a_word_file(tmp_path: Path) -> None:
    report = tmp_path / "检查报告.docx"
    result = run(written(tmp_path, GOOD, LATE), "--format", "docx", "--output", str(report))
    assert (result.exit_code, result.stdout) == (1, "")
    assert Document(str(report)).paragraphs[0].text == f"{TITLE}检查报告"


def test_json_can_be_written_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "检查.json"
    run(written(tmp_path, GOOD), "--format", "json", "--output", str(target))
    assert json.loads(target.read_text("utf-8"))["catalogs"][0]["findings"] == []


def test_items_of_the_reference_that_are_missing_are_named(tmp_path: Path) -> None:
    mine = written(tmp_path, GOOD)
    national = written(tmp_path, GOOD, OLD, name="国家.txt", title="社会救助领域政务公开标准目录")
    result = run(mine, "--reference", national, "--format", "json")
    (finding,) = json.loads(result.stdout)["catalogs"][0]["findings"]
    assert finding["code"] == "item-not-in-catalog"
    assert "没有“社会救助 / 特困供养”" in finding["message"]


def test_of_several_references_the_one_of_like_title_counts(tmp_path: Path) -> None:
    mine = written(tmp_path, GOOD)
    national = tmp_path / "国家.txt"
    texts = [
        tabbed(GOOD, OLD, headings=HEADINGS, title=TITLE),
        tabbed(
            ("1", "义务教育", "招生", "招生范围", *GOOD[4:]),
            headings=HEADINGS,
            title="道路运输许可清单",
        ),
    ]
    national.write_text("\n".join(texts), encoding="utf-8")
    result = run(mine, "--reference", str(national), "--format", "json")
    found = json.loads(result.stdout)["catalogs"][0]["findings"]
    assert [one["code"] for one in found] == ["item-not-in-catalog"]
    assert "特困供养" in found[0]["message"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--format", "xml"), "cli-format"),
        (("--level", "all"), "cli-format"),
        (("--format", "docx"), "cli-output"),
        (("--reference", "没有这个文件.txt"), "catalog-file-missing"),
    ],
)
def test_what_cannot_be_done_is_refused(tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    result = run(written(tmp_path, GOOD), *words)
    assert isinstance(result.exception, Refused)
    assert result.exception.code == code


@pytest.mark.parametrize("day", ["2026-13-01", "20261121", "今天", "2026-1-1"])
def test_a_day_that_is_none_is_refused(tmp_path: Path, day: str) -> None:
    result = CliRunner().invoke(app, ["lint", written(tmp_path, GOOD), "--today", day])
    assert isinstance(result.exception, Refused)
    assert result.exception.code == "bad_date"


def test_a_text_that_is_cut_off_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "某县.txt"
    path.write_text(stacked(GOOD, LATE[:5], headings=(HEADINGS,), title=TITLE), encoding="utf-8")
    result = run(str(path), "--level", "error")
    assert result.exit_code == 1
    assert "row-cut" in result.stdout


def test_the_example_of_the_readme_can_be_linted() -> None:
    result = run(str(EXAMPLES / "linzi-housing-centre.txt"), "--level", "warning")
    assert result.exit_code == 0
    assert "国务院令第711号" in result.stdout
