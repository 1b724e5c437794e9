"""The lines of a publisher cell: one name broken in two, or several bodies."""

from __future__ import annotations

import pytest

from gongkai.catalog import publishers
from gongkai.catalog.document import Document, Grid, GridCell
from gongkai.catalog.notes import Notes
from gongkai.catalog.reader import read_document
from tests.catalog.tables import HEADINGS


def read(text: str) -> tuple[str, list[str]]:
    notes = Notes("1", 1)
    return publishers.read(text, notes), [finding.code for finding in notes.found]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("县民政局\n县财政局", "县民政局、县财政局"),
        ("民政局\n财政局", "民政局、财政局"),
        ("东湖区民政局\n东湖区残联办公室", "东湖区民政局、东湖区残联办公室"),
        ("社会救助科\n社会福利科", "社会救助科、社会福利科"),
        ("县民政局\n县财政局\n各镇人民政府", "县民政局、县财政局、各镇人民政府"),
        ("县民\n政局\n县财\n政局", "县民政局、县财政局"),
        ("县人民政府\n县民政局", "县人民政府、县民政局"),
        ("救助站\n县民政局", "救助站、县民政局"),
    ],
)
def test_bodies_on_lines_of_their_own_are_told_apart(printed: str, names: str) -> None:
    assert read(printed) == (names, ["publisher-lines"])


@pytest.mark.parametrize(
    "printed",
    [
        "县民\n政局",
        "某县住房和\n城乡建设局",
        "某县人民政府\n办公室",
        "东湖街道\n办事处",
        "东湖镇\n人民政府",
        "各乡\n镇人民政府",
        "县行政审批局\n（县政务服务中心）",
        "乡镇人民政府（街道\n办事处）",
        "县发展和改革委\n员会",
        "县民政局、\n县财政局",
        "县民政局、县财政\n局",
        "县住房保障\n中心",
        "县应急管\n理局",
    ],
)
def test_one_name_over_two_lines_stays_one(printed: str) -> None:
    assert read(printed)[0] == printed.replace("\n", "")


@pytest.mark.parametrize("printed", ["县民政局\n社会救助科", "县委\n宣传部", "县公安局\n交警大队"])
def test_an_office_under_its_body_is_one_name_and_said(printed: str) -> None:
    assert read(printed) == (printed.replace("\n", ""), ["publisher-lines"])


def test_two_bodies_in_one_real_cell_are_told_apart() -> None:
    row = ("1", "决策", "政策", "文件", "文件名称", "实时更新", "县民政局\n县财政局")
    rows = tuple(
        tuple(GridCell(text, number, place) for place, text in enumerate(texts, start=1))
        for number, texts in enumerate((HEADINGS, row), start=1)
    )
    (catalog,) = read_document(Document("某县.docx", "docx", (Grid("表1", rows),))).catalogs
    assert catalog.items[0].publisher == "县民政局、县财政局"
    assert "publisher-lines" in [finding.code for finding in catalog.findings]
