"""Tables whose cells are paragraphs: read by what each holds, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import read_text
from gongkai.catalog.model import Catalog, Origin
from gongkai.refusals import Refused
from tests.catalog import piping
from tests.catalog.tables import found, read_one

FIRST = (
    "1",
    "公共服务",
    "法规文件",
    "法规名称、文号",
    "《城乡规划法》",
    "信息形成之日起20个工作日内",
    "某县规划局",
    "■政府网站",
)
SECOND = (
    "2",
    "规划编制",
    "总体规划",
    "文本、图纸、说明书",
    "《土地管理法》",
    "实时公开",
    "某镇人民政府",
    "■政府网站",
)


def paragraphs(*rows: Sequence[str], heads: Sequence[str] = (*piping.UPPER, *piping.LOWER)) -> str:
    """Return a catalog with a blank line between all of its cells."""
    cells = [cell for row in rows for cell in row]
    return "\n\n".join((piping.TITLE, *heads, *cells)) + "\n"


def read(*rows: Sequence[str]) -> Catalog:
    return read_one(paragraphs(*rows))


def refused(text: str) -> str:
    with pytest.raises(Refused) as caught:
        read_text(text, "某县.txt")
    return caught.value.code


def test_each_paragraph_is_the_cell_it_looks_like_and_is_marked_as_inferred() -> None:
    first, second = read(FIRST, SECOND).items
    assert (first.seq, first.levels, first.content) == ("1", FIRST[1:3], FIRST[3])
    assert [basis.title for basis in first.legal_bases] == ["城乡规划法"]
    assert first.time_limit is not None
    assert first.time_limit.clauses[0].n == 20
    assert (second.publisher, [one.name for one in second.channels]) == (SECOND[6], ["政府网站"])
    assert {first.origin[name] for name in ("seq", "levels", "content", "channels")} == {
        Origin.INFERRED
    }


def test_ticks_that_are_not_printed_are_unresolved_and_named() -> None:
    catalog = read(FIRST)
    item = catalog.items[0]
    assert {item.origin[name] for name in ("audiences", "modes", "tiers")} == {Origin.UNRESOLVED}
    (missing,) = found(catalog, "cell-missing")
    assert "公开对象/全社会" in missing.message


def test_a_level_that_is_not_printed_again_goes_on_from_above() -> None:
    second = read(FIRST, (SECOND[0], *SECOND[2:])).items[1]
    assert second.levels == ("公共服务", "总体规划")
    assert second.origin["levels"] is Origin.INFERRED


def test_a_level_is_not_carried_over_a_row_that_could_not_be_read() -> None:
    catalog = read(FIRST, ("2", "总体规划"), ("3", *SECOND[2:]), ("4", *SECOND[1:]))
    assert catalog.items[1].origin["content"] is Origin.UNRESOLVED
    assert catalog.items[2].levels == ("总体规划",)
    assert catalog.items[2].origin["levels"] is Origin.UNRESOLVED
    assert "总体规划" in found(catalog, "row-mixed")[0].message


def test_a_row_without_a_number_goes_on_under_the_one_above() -> None:
    second = read(FIRST, SECOND[2:]).items[1]
    assert (second.seq, second.levels) == ("1", ("公共服务", "总体规划"))


def test_two_paragraphs_of_laws_are_not_shared_out_between_content_and_bases() -> None:
    laws = ("1", "公共服务", "《城乡规划法》", "《土地管理法》", *FIRST[5:])
    catalog = read(laws, SECOND, ("3", *FIRST[1:]))
    assert catalog.items[0].origin["legal_bases"] is Origin.UNRESOLVED
    assert catalog.items[0].content == ""


def test_twenty_before_working_days_is_no_number_of_a_row() -> None:
    broken = (*FIRST[:5], "信息形成之日起", "20", "个工作日内", *FIRST[6:])
    catalog = read(SECOND, ("3", *FIRST[1:]), ("4", *broken[1:]))
    assert [item.seq for item in catalog.items] == ["2", "3", "4"]


def test_what_stands_behind_the_channels_is_quoted_and_not_read() -> None:
    catalog = read((*FIRST, "企业"), SECOND)
    (lost,) = found(catalog, "position-lost")
    assert "“企业”" in lost.message
    assert catalog.items[0].channels == catalog.items[1].channels


def test_the_other_half_of_broken_cells_behind_the_channels_leaves_the_row_unread() -> None:
    catalog = read((*FIRST, "及其说明", "和图纸"), SECOND, ("3", *FIRST[1:]))
    assert catalog.items[0].content == ""
    assert catalog.items[0].origin["content"] is Origin.UNRESOLVED


def test_what_a_page_prints_below_the_last_row_is_outside_the_table() -> None:
    catalog = read(FIRST, (*SECOND, "打印 关闭"))
    assert any("打印 关闭" in note.message for note in found(catalog, "text-outside-table"))
    assert not found(catalog, "position-lost")


def test_a_column_between_the_bases_and_the_limit_makes_the_text_unreadable() -> None:
    heads = (*piping.UPPER[:4], "条款内容", *piping.UPPER[4:], *piping.LOWER)
    row = (*FIRST[:5], "第二十条", *FIRST[5:])
    assert refused(paragraphs(row, heads=heads)) == "catalog-shredded"


def test_paragraphs_in_which_most_rows_have_no_limit_are_refused() -> None:
    rows = [(str(number), "公共服务", "法规文件", "全文") for number in range(1, 9)]
    assert refused(paragraphs(*rows)) == "catalog-shredded"


@given(st.lists(st.sampled_from([*FIRST, *SECOND, "同上", "√", "内", "注：略"]), max_size=40))
def test_any_order_of_paragraphs_is_read_or_refused_and_no_cell_is_printed(
    cells: list[str],
) -> None:
    try:
        (catalog,) = read_text(paragraphs(("1", *cells)), "某县.txt").catalogs
    except Refused:
        return
    for item in catalog.items:
        assert item.origin["content"] is not Origin.PRINTED
        assert item.origin["legal_bases"] is not Origin.PRINTED
