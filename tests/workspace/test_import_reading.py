"""The bounded child that reads an upload, and what the preview makes of its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai.catalog import read_file, to_dict
from gongkai.catalog.lint import lint
from gongkai.duties.models import Catalog
from gongkai.refusals import Refused
from gongkai.workspace import reading
from gongkai.workspace.previewing import domain_of, likely_catalog, preview_of
from gongkai.workspace.restoring import restored

EXAMPLES = Path(__file__).parents[2] / "examples" / "catalogs"
HOUSING = EXAMPLES / "city-housing-bureau.txt"
TODAY = date(2026, 3, 2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    kept = tmp_path / "目录.txt"
    kept.write_bytes(HOUSING.read_bytes())
    return kept


def test_a_reading_that_takes_too_long_is_stopped(path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        reading.read_bounded(path, today=TODAY, seconds=0.0)
    assert refusal.value.code == "catalog-reading-too-long"


def test_what_the_one_who_waits_raises_ends_the_child(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_LOOK_SECONDS", 0.001)  # the child needs longer to start

    def enough(step: str) -> None:
        raise KeyError(step)

    with pytest.raises(KeyError):
        reading.read_bounded(path, today=TODAY, tell=enough)


def test_a_child_that_dies_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(Refused) as refusal:
        reading.read_bounded(tmp_path / "甲.txt", today=TODAY)
    assert refusal.value.message == "文件 甲.txt 太大或太复杂，没能读完；请拆分后再导入。"


def test_a_file_named_like_a_module_is_not_run(path: Path) -> None:
    (path.parent / "json.py").write_text("raise SystemExit(3)")
    assert len(reading.read_bounded(path, today=TODAY)) == 1


@pytest.mark.parametrize("source", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_what_the_child_gives_is_restored_whole_with_what_lint_finds(source: Path) -> None:
    given = reading.read_bounded(source, today=TODAY)
    read = [replace(one, findings=lint(one, today=TODAY)) for one in read_file(source).catalogs]
    assert [restored(data) for data in given] == read
    assert given == [to_dict(one) for one in read]


def test_a_preview_names_columns_extras_and_the_gravest_findings_first(path: Path) -> None:
    (data,) = reading.read_bounded(path, today=TODAY)
    data["items"][0]["extras"] = [["咨询电话", "0533-5550100"]]
    preview = preview_of(data)
    assert preview["items"] == 26
    assert preview["extras"] == ["咨询电话"]
    assert "公开时限" in preview["columns"]
    order = ["error", "warning", "info"]
    graveness = [order.index(severity) for severity, _, _ in preview["findings"]]
    assert graveness == sorted(graveness)
    shown = len(preview["findings"]) + preview["more_findings"]
    assert sum(number for _, _, number in preview["counts"]) == shown


@pytest.mark.parametrize(
    ("title", "domain"),
    [
        ("临河县义务教育领域基层政务公开标准目录", "义务教育"),
        ("临河县国有土地上房屋征收领域标准目录", "国有土地上房屋征收"),
        ("临河县农村危房改造目录", "农村危房改造"),
        ("临河县就业领域目录", "就业创业"),
        ("临河县科技局基本目录", ""),
    ],
)
def test_a_title_tells_its_field(title: str, domain: str) -> None:
    assert domain_of(title) == domain


@pytest.mark.parametrize(
    ("title", "issuer", "found"),
    [
        ("临河县义务教育领域基层政务公开标准目录", "", 1),
        ("临河县义务教育领域基层政务公开标准目录（2027年版）", "临河县人民政府", 1),
        ("临河县医疗卫生领域基层政务公开标准目录", "", 2),
        ("临河县养老服务领域基层政务公开标准目录", "", None),
        ("临河县义务教育领域基层政务公开标准目录", "东明市人民政府", None),
        ("临河县科技局基本目录", "", None),
    ],
)
def test_the_likely_catalog_has_the_same_title_but_for_the_year(
    title: str, issuer: str, found: int | None
) -> None:
    known = [
        Catalog(pk=pk, title=f"临河县{name}领域基层政务公开标准目录", issuer="临河县人民政府")
        for pk, name in ((1, "义务教育"), (2, "医疗卫生"))
    ]
    assert likely_catalog(title, issuer, known) == found
