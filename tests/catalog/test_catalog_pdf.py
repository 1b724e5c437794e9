"""PDF files: signs put back into lines and cells, tables put together over page breaks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongkai.catalog import read_file
from gongkai.catalog.document import Grid, GridCell, Paragraph, grid_of
from gongkai.catalog.formats import breaks, pages
from gongkai.catalog.formats.printed import Sign, lines_of, signs_of
from gongkai.catalog.formats.ruled import Print, Ruled, ruled, same_columns
from gongkai.catalog.formats.wraps import unwrapped
from gongkai.catalog.model import Finding, Item, Origin
from gongkai.refusals import Refused
from tests.catalog.case_files import CASES, TITLE

SIZE = 10.0
FIELDS = ("seq", "levels", "content", "publisher")


def signs(text: str, left: float = 0, top: float = 0, *, step: float = SIZE) -> list[Sign]:
    """Return ``text`` as signs of ten points side by side."""
    return [
        Sign(sign, left + place * step, top, left + place * step + SIZE, top + SIZE)
        for place, sign in enumerate(text)
    ]


def text_of(printed: Sequence[Sign]) -> str:
    return "\n".join(line.text for line in lines_of(printed))


def case(name: str) -> tuple[list[Item], list[Finding]]:
    (catalog,) = read_file(CASES / name).catalogs
    return list(catalog.items), list(catalog.findings)


# Signs


def test_signs_are_read_line_by_line_whatever_order_they_are_printed_in() -> None:
    printed = [*signs("丙丁", top=20), *reversed(signs("甲乙"))]
    assert text_of(printed) == "甲乙\n丙丁"


def test_a_sign_a_little_lower_stands_on_the_same_line() -> None:
    assert text_of([*signs("第"), *signs("1", left=10, top=2), *signs("项", left=20)]) == "第1项"


def test_a_wide_gap_is_a_space() -> None:
    assert text_of([*signs("甲"), *signs("乙", left=60)]) == "甲 乙"


def test_a_sign_printed_twice_to_look_bold_is_one() -> None:
    chars = [
        {"text": "甲", "x0": 0.1 + shift, "x1": 10, "top": 0, "bottom": 10} for shift in (0, 0.2)
    ]
    assert [sign.text for sign in signs_of(chars)] == ["甲"]


@pytest.mark.parametrize(
    ("printed", "read"), [("⼀", "一"), ("⻓", "长"), ("⺠", "民"), ("〈", "〈")]
)
def test_a_radical_is_the_sign_it_looks_like(printed: str, read: str) -> None:
    (sign,) = signs_of([{"text": printed, "x0": 0, "x1": 1, "top": 0, "bottom": 1}])
    assert sign.text == read


@pytest.mark.parametrize(("turn", "tops"), [(1, (0, 10, 20)), (-1, (20, 10, 0))])
def test_turned_signs_are_read_along_their_line(turn: int, tops: Sequence[float]) -> None:
    column = [
        Sign(text, 0, top, 10, top + 10, turn) for text, top in zip("甲乙丙", tops, strict=True)
    ]
    assert text_of(column) == "甲乙丙"


# Lines that a cell broke


def lines(*texts: str) -> str:
    printed = [sign for place, text in enumerate(texts) for sign in signs(text, top=place * 12)]
    return unwrapped(lines_of(printed), 50)


def test_a_full_line_goes_on_in_the_next() -> None:
    assert lines("一二三四五", "六七") == "一二三四五六七"


def test_a_line_with_room_left_was_ended_by_somebody() -> None:
    assert lines("县级", "乡级") == "县级\n乡级"


@pytest.mark.parametrize("entry", ["■甲乙", "2.甲乙", "（二）甲", "②甲乙", "三、甲"])
def test_an_entry_begins_a_line_however_full_the_last_one_is(entry: str) -> None:
    assert lines("一二三四五", entry) == f"一二三四五\n{entry}"


def test_a_mark_that_may_not_begin_a_line_takes_the_sign_before_it_along() -> None:
    assert lines("一二三四", "五，六") == "一二三四五，六"


def test_a_number_is_not_broken() -> None:
    assert lines("一二三", "2026年") == "一二三2026年"


# Cells


def test_cells_are_laid_out_by_the_lines_around_them() -> None:
    boxes = [(0, 0, 50, 40), (50, 0, 100, 20), (50, 20, 100, 40)]
    table = ruled(boxes, [*signs("甲", 5, 5), *signs("乙", 55, 5), *signs("丙", 55, 25)])
    assert [(c.text, c.row, c.column, c.row_span) for c in table.cells] == [
        ("甲", 1, 1, 2),
        ("乙", 1, 2, 1),
        ("丙", 2, 2, 1),
    ]


def test_lines_that_nearly_meet_are_one() -> None:
    table = ruled([(0, 0, 50, 20), (51.5, 0.8, 100, 20)], [])
    assert [(c.row, c.column) for c in table.cells] == [(1, 1), (1, 2)]


def test_a_table_goes_on_where_its_columns_do() -> None:
    assert same_columns((0, 50, 100), (0, 50, 100.9))
    assert same_columns((0, 100), (0, 50, 100))
    assert not same_columns((0, 50, 100), (0, 70, 100))
    assert not same_columns((0, 50, 100), (10, 50, 100))


# Page breaks


def grid(*rows: Sequence[str | tuple[str, int]], part: str = "第1页表1") -> Grid:
    """Return a grid; a cell given with a number covers that many rows, blanks below it."""
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            text, span = (cell, 1) if isinstance(cell, str) else cell
            if (place, column) in taken:
                continue
            taken |= {(place + below, column) for below in range(span)}
            cells.append(GridCell(text, place, column, span))
    return grid_of(part, cells)


def full(of: Grid, room: float = 0.5) -> Ruled:
    """Return how ``of`` is ruled, every cell printed down to ``room`` above its end."""
    prints = {
        cell: Print(tuple(lines_of(signs(cell.text))), 1000.0, room)
        for row in of.rows
        for cell in row
        if cell and cell.text
    }
    return Ruled(tuple(prints), (), prints)


def join(before: Grid, below: Grid, room: float = 0.5) -> breaks.Joined:
    return breaks.join(before, full(before, room), below, full(below), FIELDS)


def row(of: Grid, place: int) -> list[str]:
    return [cell.text if cell else "" for cell in of.rows[place]]


def test_the_rest_of_a_row_goes_back_to_the_row_it_was_cut_from() -> None:
    joined = join(
        grid(["1", "救助", "申请条件；", "民政局"]), grid(["", "", "申请材料", ""], part="第2页表1")
    )
    assert row(joined.before, 0) == ["1", "救助", "申请条件；\n申请材料", "民政局"]
    assert row(joined.grid, 0) == ["", "", "", ""]
    (finding,) = joined.findings
    assert finding.code == "row-over-page-break"
    assert "第1页表1第1行" in finding.message


def test_a_row_with_a_number_is_a_row_of_its_own() -> None:
    joined = join(grid(["1", "救助", "甲乙", "民政局"]), grid(["2", "养老", "丙丁", ""]))
    assert row(joined.before, 0) == ["1", "救助", "甲乙", "民政局"]
    assert row(joined.grid, 0) == ["2", "养老", "丙丁", ""]


def test_text_does_not_go_on_from_a_cell_with_room_below_it() -> None:
    joined = join(
        grid(["1", "救助", "甲乙", "民政局"]), grid(["", "", "丙丁", ""], part="第2页表1"), room=6
    )
    assert row(joined.grid, 0) == ["", "", "丙丁", ""]
    assert joined.grid.rows[0][0] is not None
    assert joined.grid.rows[0][0].lost
    assert {finding.code for finding in joined.findings} == {"cell-over-page-break"}


def test_one_of_several_rows_under_a_number_is_not_taken_for_a_rest() -> None:
    before = grid([("1", 2), ("救助", 2), "甲乙", "民政局"], ["", "", "丙丁", "民政局"])
    joined = join(before, grid(["", "", "戊己", "财政局"], part="第2页表1"))
    assert row(joined.grid, 0)[2:] == ["戊己", "财政局"]


def test_a_merged_cell_goes_on_as_inferred_and_is_named() -> None:
    joined = join(
        grid(["1", "救助", "甲乙", "民政局"]),
        grid(["2", ("", 2), "丙丁", ("", 2)], ["3", "", "戊", ""], part="第2页表1"),
    )
    assert row(joined.grid, 1) == ["3", "救助", "戊", "民政局"]
    assert all(cell and cell.inferred for cell in (joined.grid.rows[0][1], joined.grid.rows[1][3]))
    assert [finding.message for finding in joined.findings] == [
        "第2页表1第1行第2格是空的合并格，按上一页的同一格读作“救助”，请核对。",
        "第2页表1第1行第4格是空的合并格，按上一页的同一格读作“民政局”，请核对。",
    ]


def test_a_single_blank_beside_the_break_is_lost_and_not_called_empty() -> None:
    joined = join(
        grid(["1", "救助", "甲乙", "民政局"]), grid(["2", "养老", "丙丁", ""], part="第2页表1")
    )
    cell = joined.grid.rows[0][3]
    assert cell is not None
    assert (cell.text, cell.lost) == ("", True)


def test_a_tick_is_not_carried_over_the_break() -> None:
    fields = ("seq", "levels", "content", "audiences")
    before, below = grid(["1", "救助", "甲乙", "√"]), grid(["2", "养老", "丙丁", ""])
    joined = breaks.join(before, full(before), below, full(below), fields)
    cell = joined.grid.rows[0][3]
    assert cell is not None
    assert not cell.lost


def test_a_heading_printed_anew_ends_what_was_merged_under_the_last_one() -> None:
    fields = ("seq", "levels", "levels", "content")
    before = grid(["1", "救助", "低保", "甲乙"])
    below = grid(["2", "养老", ("", 2), "丙丁"], ["3", "养老", "", "戊"])
    joined = breaks.join(before, full(before), below, full(below), fields)
    assert row(joined.grid, 0) == ["2", "养老", "", "丙丁"]


def test_text_in_the_middle_of_a_merged_cell_may_stand_on_the_other_page() -> None:
    before = grid(["1", ("", 2), "甲乙", "民政局"], ["2", "", "丙", "民政局"])
    joined = join(before, grid(["3", "救助", "丁", "民政局"], part="第2页表1"))
    assert all(cell and cell.lost for cell in (joined.before.rows[0][1], joined.before.rows[1][1]))


# Whole files


def test_a_catalog_over_three_pages_is_one_catalog() -> None:
    items, findings = case("pdf-over-page-break.pdf")
    assert [item.seq for item in items] == ["1", "2", "3", "4"]
    assert [item.levels[0] for item in items] == ["社会救助"] * 3 + ["养老服务"]
    assert items[0].content.endswith("另有规定的除外。")
    assert items[2].origin["levels"] is Origin.INFERRED
    assert "row-over-page-break" in {finding.code for finding in findings}


def test_a_table_whose_headings_are_printed_once_goes_on() -> None:
    items, findings = case("pdf-heading-once.pdf")
    assert [item.seq for item in items] == ["1", "2", "3", "4"]
    assert {item.publisher for item in items} == {"某县民政局"}
    assert not any("第1页" in one.message and "页”" in one.message for one in findings)


def test_what_stands_above_the_table_is_its_title() -> None:
    document = pages.read(CASES / "pdf-over-page-break.pdf")
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.text, first.part) == (TITLE, "第1页")
    assert [grid.continues for grid in document.grids()] == [False, True, True]


@pytest.mark.parametrize(
    ("name", "code"),
    [("pdf-picture.pdf", "catalog-file-picture"), ("pdf-no-lines.pdf", "catalog-no-table")],
)
def test_a_pdf_without_a_table_says_what_to_give_instead(name: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_file(CASES / name)
    assert caught.value.code == code
    assert "请给出" in caught.value.message


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 2)
    with pytest.raises(Refused) as caught:
        read_file(CASES / "pdf-over-page-break.pdf")
    assert caught.value.code == "catalog-too-much"
