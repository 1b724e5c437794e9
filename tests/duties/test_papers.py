"""An edition gives back the catalog it was read from, and thousands of rows come in together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.catalog import read_file
from gongkai.catalog.model import (
    Catalog,
    Clause,
    Element,
    ElementKind,
    Finding,
    LimitKind,
    Origin,
    Place,
    Severity,
    SourceCell,
    TimeLimit,
)
from gongkai.duties import actions
from gongkai.duties.models import Catalog as Kept
from gongkai.duties.models import Duty, Edition, Item
from gongkai.duties.papers import paper_of
from gongkai.refusals import Refused
from tests import factories as made

pytestmark = pytest.mark.django_db

SEEDS = sorted((Path(__file__).parents[2] / "examples").rglob("*.txt"))


def _imported(read: Catalog, label: str = "2025版", **changes: object) -> Edition:
    return actions.import_edition(
        actor=None, read=read, source_name="目录.docx", source_sha256=label.ljust(64, "0"),
        label=label, **changes,  # type: ignore[arg-type]
    )  # fmt: skip


def _rich() -> Catalog:
    place = Place("表2", 3, 5)
    noticed = Finding(
        "limit-unit",
        Severity.WARNING,
        "“20内”没有单位。",
        "13",
        "time_limit",
        3,
        place,
        "20个工作日内",
    )
    row = made.an_item(
        "租赁补贴",
        elements=(
            Element("姓名", "补贴名单", ElementKind.PERSON_NAME, required=True),
            Element("联系电话", None, ElementKind.PHONE, masked=True, required=False),
        ),
    )
    limit = TimeLimit(
        "每季度第一个月15日前",
        (Clause(LimitKind.PERIODIC, period="quarter", on="1-15"),),
        (noticed,),
    )
    whole = replace(
        row,
        seq="0505",
        time_limit=limit,
        line=3,
        details=(("特定群体", "教师"),),
        extras=(("责任科室", "住房保障科"), ("备注栏", "")),
        origin={"content": Origin.PRINTED, "publisher": Origin.CARRIED},
        cells=(
            SourceCell("time_limit", "公开时限", "每季度第一个月15日前", place, Origin.CARRIED),
        ),
    )
    return Catalog(
        "某县目录（2025年版）", None, (whole,), (noticed,), ("content", "time_limit"),
        ("公开内容", "公开时限"),
    )  # fmt: skip


def test_nothing_of_a_row_is_lost_on_the_way_in_and_out() -> None:
    assert paper_of(_imported(_rich())) == _rich()


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_example_catalogs_come_back_as_they_were_read(path: Path) -> None:
    for number, read in enumerate(read_file(path).catalogs):
        edition = _imported(read, f"版次{number}")
        assert paper_of(Edition.objects.get(pk=edition.pk)) == read


def test_there_are_example_catalogs() -> None:
    assert SEEDS


def test_what_was_noticed_on_the_same_line_of_another_sheet_is_not_the_rows() -> None:
    rich = _rich()
    elsewhere = replace(rich.findings[0], place=Place("表1", 3), message="另一张表的第3行。")
    unplaced = replace(rich.findings[0], place=None, message="全文第3行。")
    edition = _imported(replace(rich, findings=(*rich.findings, elsewhere, unplaced)))
    assert [one["message"] for one in edition.items.get().findings] == [
        "“20内”没有单位。", "全文第3行。",
    ]  # fmt: skip
    assert len(edition.findings) == 3


# Under which catalog


def test_a_new_edition_with_another_title_is_filed_under_the_catalog_it_belongs_to() -> None:
    first = _imported(_rich())
    renamed = replace(_rich(), title="某县目录（2026年版）")
    second = _imported(renamed, "2026版", catalog=first.catalog)
    assert second.catalog == first.catalog
    assert (str(second), second.title) == ("某县目录（2026年版）（2026版）", "某县目录（2026年版）")
    assert paper_of(second).title == "某县目录（2026年版）"
    assert Kept.objects.count() == 1


def test_a_label_in_use_is_refused_under_a_chosen_catalog_too() -> None:
    first = _imported(_rich())
    with pytest.raises(Refused) as refusal:
        actions.import_edition(
            actor=None, read=replace(_rich(), title="又一份"), source_name="目录.docx",
            source_sha256="f" * 64, label="2025版", catalog=first.catalog,
        )  # fmt: skip
    assert refusal.value.code == "label-in-use"


# Thousands of rows


def _asked(rows: int) -> int:
    read = Catalog(
        f"{rows}行的汇编", "临河县人民政府",
        tuple(
            made.an_item(f"事项{n}", elements=(Element(f"要素{n}"), Element("日期")), line=n + 1)
            for n in range(rows)
        ),
        tuple(Finding("x", Severity.INFO, f"第{n}行。", line=n + 1) for n in range(rows)),
    )  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        edition = _imported(read, f"{rows}行")
    assert Item.objects.filter(edition=edition).count() == rows
    assert edition.items.get(position=rows).findings[0]["message"] == f"第{rows - 1}行。"
    return len(queries)


def test_rows_come_in_five_hundred_at_a_time() -> None:
    assert _asked(500) - _asked(5) == 1  # a second batch of elements
    assert _asked(3000) < 40


def test_adopting_a_compilation_does_not_ask_for_every_row() -> None:
    team = made.a_team()
    edition = made.an_edition([made.an_item(f"事项{n}") for n in range(1200)])
    with CaptureQueriesContext(connection) as queries:
        made.adopted(team.body, edition)
    assert Duty.objects.filter(body=team.body).count() == 1200
    assert len(queries) < 30
