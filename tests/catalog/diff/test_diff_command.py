"""``gongkai catalog diff`` on the command line, and the page it writes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from gongkai.catalog.diff import compare_all
from gongkai.catalog.diff.marking import runs
from gongkai.catalog.diff.page import page
from gongkai.catalog.model import Catalog
from gongkai.cli.catalog import app
from gongkai.refusals import Refused
from tests.catalog.diff.editions import HEADINGS, ROWS, but, edition
from tests.catalog.tables import TITLE, tabbed

RUN = CliRunner()
FIRST, SECOND, THIRD, FOURTH = ROWS
NEW = ("住房保障", "租赁补贴", "1.补贴标准；2.发放名单", "《城市法》", "20日内", "乙科")
LATER = (but(FIRST, limit="5个工作日内"), NEW, SECOND, FOURTH)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Return two editions as files."""
    paths = []
    for name, rows in (("旧", ROWS), ("新", LATER)):
        numbered = [(str(place), *row) for place, row in enumerate(rows, start=1)]
        path = tmp_path / f"{name}.txt"
        path.write_text(tabbed(*numbered, headings=HEADINGS), encoding="utf-8")
        paths.append(str(path))
    return paths[0], paths[1]


def test_an_officer_sees_what_changed_as_a_table(files: tuple[str, str]) -> None:
    result = RUN.invoke(app, ["diff", *files])
    assert result.exit_code == 0
    for text in (
        "20个工作日内 → 5个工作日内",
        "新增",
        "删去",
        "没有变化 2 项，内容有变 1 项，新增 1 项，删去 1 项。",
    ):
        assert text in result.stdout
    assert "行政处罚" not in result.stdout  # an item that is the same is only counted


def test_two_files_that_say_the_same_have_no_table(files: tuple[str, str]) -> None:
    result = RUN.invoke(app, ["diff", files[0], files[0]])
    assert result.stdout.splitlines()[-1] == "没有变化 4 项。"
    assert "│" not in result.stdout


def test_a_program_reads_what_changed_as_json(files: tuple[str, str]) -> None:
    result = RUN.invoke(app, ["diff", *files, "--format", "json"])
    (comparison,) = json.loads(result.stdout)["comparisons"]
    assert list(comparison) == [
        *("old_title", "new_title", "counts", "columns_gone", "columns_come", "changes"),
    ]
    assert comparison["counts"] == {"same": 2, "changed": 1, "added": 1, "removed": 1}
    assert comparison["changes"][0] == {
        "kinds": ["changed"],
        "old": [{"position": 1, "seq": "1", "levels": ["政策法规", "政策文件"]}],
        "new": [{"position": 1, "seq": "1", "levels": ["政策法规", "政策文件"]}],
        "score": 1.0,
        "fields": [
            {
                "field": "time_limit",
                "before": "20个工作日内",
                "after": "5个工作日内",
                "note": "",
            }
        ],
    }


def test_the_page_is_whole_and_needs_nothing_from_outside(
    files: tuple[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "比较.html"
    result = RUN.invoke(app, ["diff", *files, "--format", "html", "--output", str(target)])
    assert (result.exit_code, result.stdout) == (0, "")
    written = target.read_text(encoding="utf-8")
    assert '<html lang="zh-Hans">' in written
    for text in ("<script", "http://", "https://", "url(", "@import", "src="):
        assert text not in written
    body = written[written.index("<main>") : written.index("</main>") + 7]
    ElementTree.fromstring(body)  # noqa: S314  our own page; every tag is closed
    assert '<th scope="col"' in body
    assert '<th scope="rowgroup"' in body
    assert '<th scope="row"' in body


def test_the_page_marks_what_is_gone_and_what_has_come() -> None:
    written = page(compare_all([edition(FIRST)], [edition(but(FIRST, by="丙科"))]))
    assert "<del>甲</del>科" in written
    assert "<ins>丙</ins>科" in written


def test_the_page_never_takes_wording_for_markup() -> None:
    evil = but(FIRST, by="<script>甲&科", two="<b>文件</b>")
    written = page(compare_all([edition(FIRST)], [edition(evil)]))
    assert "<script" not in written
    assert "<b>" not in written
    assert "&amp;" in written


def test_each_catalog_is_compared_with_its_own_other_edition() -> None:
    schools = "东湖区教育局政务公开事项标准目录（2024年版）"
    homes = "东湖区住房局政务公开事项标准目录"
    old = [_titled(homes, FIRST), _titled(schools, SECOND)]
    new = [_titled(schools.replace("2024", "2026"), SECOND), _titled(homes, FIRST)]
    compared = compare_all(old, new)
    assert [(a.title, b.title) for a, b, _ in compared] == [
        (schools, schools.replace("2024", "2026")),
        (homes, homes),
    ]
    assert all(list(found.counts) == ["same"] for _, _, found in compared)


def test_a_catalog_without_another_edition_is_added_or_removed_whole() -> None:
    old = [_titled(TITLE, FIRST), _titled("甲", FIRST)]
    new = [_titled(TITLE, FIRST), _titled("西湖区水利局标准目录", SECOND, THIRD)]
    compared = compare_all(old, new)
    assert [found.counts for _, _, found in compared] == [
        {"same": 1},
        {"added": 2},
        {"removed": 1},
    ]


def _titled(title: str, *rows: tuple[str, ...]) -> Catalog:
    return replace(edition(*rows), title=title)


def test_a_long_text_is_cut_into_what_stayed_and_what_changed() -> None:
    assert runs("申请条件和申请材料", "申请条件及申请材料") == [
        ("both", "申请条件"),
        ("gone", "和"),
        ("come", "及"),
        ("both", "申请材料"),
    ]
    assert runs("", "新") == [("come", "新")]
    assert runs("旧", "") == [("gone", "旧")]


@pytest.mark.parametrize("pair", [("甲乙丙丁", "丁丙乙甲"), ("一" * 5000, "二" * 5000), ("", "")])
def test_the_runs_of_two_texts_make_up_both(pair: tuple[str, str]) -> None:
    found = runs(*pair)
    assert "".join(text for mark, text in found if mark != "come") == pair[0]
    assert "".join(text for mark, text in found if mark != "gone") == pair[1]


def test_an_unknown_format_is_refused(files: tuple[str, str]) -> None:
    result = RUN.invoke(app, ["diff", *files, "--format", "pdf"])
    assert isinstance(result.exception, Refused)
    assert "table、json、html" in result.exception.message


def test_a_folder_that_is_not_there_is_refused(files: tuple[str, str], tmp_path: Path) -> None:
    target = tmp_path / "没有" / "比较.html"
    result = RUN.invoke(app, ["diff", *files, "--format", "html", "--output", str(target)])
    assert isinstance(result.exception, Refused)
    assert result.exception.code == "cli-output"
    assert not target.parent.exists()


def test_a_missing_old_file_is_refused(files: tuple[str, str]) -> None:
    result = RUN.invoke(app, ["diff", "没有这份.txt", files[1]])
    assert isinstance(result.exception, Refused)
    assert result.exception.code == "catalog-file-missing"
