"""Bounds: what no catalog has is kept as text or refused, and never read for minutes."""

from __future__ import annotations

import pytest

from gongkai.catalog import read_text
from gongkai.catalog.kinds import Kind, kind_of
from gongkai.catalog.model import Catalog, Origin, Severity
from gongkai.catalog.vocabulary import load
from gongkai.refusals import Refused

HEADINGS = ("序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道")
CELLS = ("1", "低保", "申请条件；申请材料", "《甲法》", "及时公开", "某局", "■政府网站")
LONGEST = load("bounds")["longest_cell"]
MOST = load("bounds")["most_cells"]


def catalog(**changed: str) -> Catalog:
    """A catalog of one row, with the cells under the headings named changed."""
    cells = [changed.get(head, cell) for head, cell in zip(HEADINGS, CELLS, strict=True)]
    text = "\t".join(HEADINGS) + "\n" + "\t".join(cells) + "\n"
    return read_text(text, "某县目录.txt").catalogs[0]


def too_long(found: Catalog) -> list[str | None]:
    return [one.field for one in found.findings if one.code == "cell-too-long"]


@pytest.mark.parametrize(
    ("heading", "field", "sign"),
    [
        ("公开内容", "content", "《"),
        ("公开内容", "content", "1."),
        ("公开依据", "legal_bases", "《"),
        ("公开时限", "time_limit", "每"),
        ("公开主体", "publisher", "局"),
        ("公开渠道", "channels", "■网站"),
        ("公开事项", "levels", "低"),
    ],
)
def test_a_cell_too_long_is_kept_as_text_and_left_unresolved(
    heading: str, field: str, sign: str
) -> None:
    printed = sign * (LONGEST + 1)
    found = catalog(**{heading: printed})
    (item,) = found.items
    assert too_long(found) == [field]
    assert item.origin[field] is Origin.UNRESOLVED
    assert printed in [cell.text for cell in item.cells]


def test_the_finding_is_an_error_that_says_how_long_and_where() -> None:
    found = catalog(公开内容="内" * 300_000)
    (finding,) = (one for one in found.findings if one.code == "cell-too-long")
    assert finding.severity is Severity.ERROR
    assert "300000个字" in finding.message
    assert "公开内容" in finding.message
    assert len(finding.message) < 200


def test_a_content_too_long_keeps_its_words_and_names_no_element() -> None:
    (item,) = catalog(公开内容="文号、" * LONGEST).items
    assert item.content.startswith("文号、文号、")
    assert item.elements == ()
    assert item.origin["elements"] is Origin.UNRESOLVED


def test_the_other_cells_of_the_row_are_read() -> None:
    (item,) = catalog(公开内容="《" * 300_000, 公开时限="每" * 200_000).items
    assert (item.publisher, [one.title for one in item.legal_bases]) == ("某局", ["甲法"])
    assert item.time_limit is not None
    assert item.time_limit.clauses == ()


def test_a_long_cell_that_is_not_too_long_is_read() -> None:
    found = catalog(公开内容="；".join(["文号"] * (LONGEST // 3)))
    assert too_long(found) == []
    assert len(found.items[0].elements) == LONGEST // 3


def test_what_a_cell_too_long_may_be_is_not_asked() -> None:
    before = kind_of.cache_info().currsize
    assert kind_of("■" * (LONGEST + 1)) is Kind.LONG
    assert kind_of.cache_info().currsize <= before + 1


@pytest.mark.parametrize("sign", ["|", " |", "\t", "｜", "　|"])
def test_a_row_of_thousands_of_blank_cells_is_refused(sign: str) -> None:
    text = "序号 | 公开事项 | 公开内容 | 公开时限 |\n1 | 低保" + sign * (MOST + 1) + "\n"
    with pytest.raises(Refused) as caught:
        read_text(text, "某县目录.txt")
    assert caught.value.code == "catalog-row-wide"
    assert "第2行" in caught.value.message


def test_a_row_of_thousands_of_cells_is_refused() -> None:
    text = "\t".join(HEADINGS) + "\n" + "\t".join(["1", "低保", *["甲"] * MOST]) + "\n"
    with pytest.raises(Refused) as caught:
        read_text(text, "某县目录.txt")
    assert caught.value.code == "catalog-row-wide"


def test_a_line_with_many_rows_is_no_wide_row() -> None:
    head = "序号 | 公开事项 | 公开内容 | 公开时限 | 公开主体 |"
    rows = " ".join(f"{n} | 事项{n} | 内容 | 及时公开 | 某局 |" for n in range(1, MOST // 4))
    (found,) = read_text(f"{head}\n{rows}", "某县目录.txt").catalogs
    assert len(found.items) == MOST // 4 - 1
