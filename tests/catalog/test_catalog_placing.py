"""Rows with fewer cells than headings: what is certain is placed, the rest is left open."""

from __future__ import annotations

import pytest

from gongkai.catalog.aligning import WIDEST, Layout, cost_as_printed, lay_out
from gongkai.catalog.cells import Cell, Row
from gongkai.catalog.headings import Column
from gongkai.catalog.joining import join
from gongkai.catalog.kinds import Kind, kind_of
from gongkai.catalog.placing import place
from gongkai.catalog.source import Line
from tests.catalog import piping

FOUND = join(piping.UPPER, piping.LOWER)
assert FOUND is not None
COLUMNS: tuple[Column, ...] = FOUND
HEAD = (
    "1",
    "公共服务",
    "法规文件",
    "法规名称、文号",
    "《城乡规划法》",
    "实时公开",
    "某县规划局",
    "■政府网站",
)
LATER = (
    "2",
    "政民互动",
    "信访通讯地址、电话",
    "《信访条例》",
    "每季度公开",
    "某镇政府",
    "□政府网站",
)
ALL_TICKS = ("√", "", "√", "", "√", "√")


def laid(*cells: str, pads: int = 0, nested: bool = True, first: bool = False) -> Layout:
    layout = lay_out(tuple(map(kind_of, cells)), COLUMNS, pads, nested, first)
    assert layout is not None
    return layout


def row_of(*cells: str, line: int = 1) -> Row:
    return Row([Cell([Line(text, line)], column=number) for number, text in enumerate(cells, 1)])


def texts(row: Row) -> list[str | None]:
    return [None if cell.lost else cell.text for cell in row.cells]


def codes(row: Row) -> list[str]:
    return [noted.code for noted in row.noted]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.BLANK),
        ("0505", Kind.NUMBER),
        ("一、", Kind.NUMBER),
        ("1.1", Kind.NUMBER),
        ("√", Kind.TICK),
        ("/", Kind.NOTHING),
        ("■政府网站 □政府公报", Kind.CHANNELS),
        ("▄政府网站;口政府公报", Kind.CHANNELS),
        ("■政府網(wǎng)站", Kind.CHANNELS),
        ("公示栏", Kind.CHANNELS),
        ("同上", Kind.SAME),
        ("主动公开", Kind.CHOICE),
        ("全文发布", Kind.FORM),
        ("信息形成之日起20个工作日内", Kind.LIMIT),
        ("制定之日起10个工作日内，公示7个工作日", Kind.LIMIT),
        ("0533-1234567", Kind.ADDRESS),
        ("https://example.gov.cn/", Kind.ADDRESS),
        ("《政府信息公开条例》", Kind.BASIS),
        ("国办发〔2016〕80号", Kind.BASIS),
        ("信息公开规定", Kind.LAW),
        ("县民政局、乡镇政府(街道办事处)", Kind.OFFICE),
        ("办事指南", Kind.NAME),
        ("●备案流程 ●办理部门", Kind.TEXT),
        ("办理事项、办理条件、申请材料", Kind.TEXT),
    ],
)
def test_a_cell_is_known_by_what_it_holds(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


def test_a_row_of_the_right_width_costs_next_to_nothing() -> None:
    layout = laid(*HEAD, *ALL_TICKS)
    assert layout.cells == tuple(range(14))
    assert cost_as_printed([kind_of(text) for text in (*HEAD, *ALL_TICKS)], COLUMNS) == layout.cost


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_fewer_ticks_than_columns_of_ticks_are_not_placed(count: int) -> None:
    layout = laid(*HEAD, *["√"] * count)
    assert layout.cells[: piping.TICKS] == tuple(range(8))
    assert layout.cells[piping.TICKS :] == (None,) * 6
    assert layout.open == frozenset(range(8, 14))
    assert layout.unsure == tuple(range(8, 8 + count))


def test_as_many_ticks_as_columns_of_ticks_are_placed() -> None:
    layout = laid(*HEAD, *["√"] * 6)
    assert layout.cells[piping.TICKS :] == tuple(range(8, 14))


def test_a_missing_first_level_is_told_from_a_missing_content() -> None:
    layout = laid(*LATER, *ALL_TICKS)
    assert layout.cells[:5] == (0, None, 1, 2, 3)
    assert not layout.open


def test_a_name_that_may_be_a_level_or_a_content_is_not_placed() -> None:
    layout = laid("2", "审核信息", "《条例》", "实时公开", "某县民政局", "■政府网站", *ALL_TICKS)
    assert {2, 3} <= layout.open
    assert layout.unsure[0] == 1


def test_where_levels_are_not_nested_a_name_alone_is_not_placed() -> None:
    layout = laid("2", "政民互动", "信访地址、电话", *LATER[3:], *ALL_TICKS, nested=False)
    assert {1, 2} <= layout.open


def test_fillers_are_no_cells_where_a_cell_is_missing() -> None:
    layout = laid(*LATER, *ALL_TICKS, "", pads=1)
    assert layout.cells[:4] == (0, None, 1, 2)
    assert layout.cells[-1] == 12


def test_a_basis_where_a_tick_belongs_is_not_believed() -> None:
    assert laid("1", *["《条例》"] * 12).misfit


def test_a_row_wider_than_sixty_cells_is_not_laid_out() -> None:
    assert lay_out((Kind.NAME,) * (WIDEST + 1), COLUMNS) is None


def test_a_missing_first_level_goes_on_from_above_as_inferred() -> None:
    rows = [row_of(*HEAD, *ALL_TICKS), row_of(*LATER, *ALL_TICKS, line=2)]
    place(rows, COLUMNS)
    assert texts(rows[1]) == ["2", "公共服务", *LATER[1:], *ALL_TICKS]
    assert all(cell.inferred for cell in rows[1].cells)
    assert not any(cell.inferred for cell in rows[0].cells)
    assert codes(rows[1]) == ["cells-placed", "cell-carried"]
    assert "“公开事项/一级事项”沿用“公共服务”" in rows[1].noted[1].message


def test_what_goes_on_from_above_is_quoted_from_where_it_is_printed() -> None:
    rows = [row_of(*HEAD, *ALL_TICKS), row_of(*LATER, *ALL_TICKS, line=2)]
    place(rows, COLUMNS)
    assert (rows[1].cells[1].line, rows[1].cells[2].line) == (1, 2)


def test_where_empty_cells_are_printed_a_missing_basis_is_merged_with_the_one_above() -> None:
    later = (*LATER[:3], *LATER[4:])
    rows = [row_of(*HEAD, *ALL_TICKS), row_of(*later, *ALL_TICKS, line=2)]
    place(rows, COLUMNS)
    assert texts(rows[1])[4] == "《城乡规划法》"
    assert rows[1].cells[4].inferred


def test_where_empty_cells_are_left_out_a_missing_basis_is_open_with_what_it_may_be() -> None:
    later = (*LATER[:3], *LATER[4:])
    rows = [row_of(*HEAD, *["√"] * 6), row_of(*later, *["√"] * 6, line=2)]
    place(rows, COLUMNS)
    assert rows[1].cells[4].lost
    (noted,) = [one for one in rows[1].noted if one.code == "cell-missing"]
    assert "“公开依据”上方最近的是“《城乡规划法》”" in noted.message
    assert noted.field == "legal_bases"


def test_ticks_whose_columns_are_lost_are_quoted_and_not_read() -> None:
    rows = [row_of(*HEAD, "√", "√", "√")]
    place(rows, COLUMNS)
    assert texts(rows[0])[piping.TICKS :] == [None] * 6
    (noted,) = [one for one in rows[0].noted if one.code == "position-lost"]
    assert "“√”、“√”、“√”" in noted.message
    assert "公开对象/全社会" in noted.message


def test_under_a_new_first_level_the_second_does_not_go_on() -> None:
    rows = [
        row_of(*HEAD, *ALL_TICKS),
        row_of("2", "规划编制", "", *LATER[2:], *ALL_TICKS, line=2),
        row_of("3", "名单、电话、事由", *LATER[3:], *ALL_TICKS, line=3),
    ]
    place(rows, COLUMNS)
    assert texts(rows[2])[1] == "规划编制"
    assert texts(rows[2])[2] is None


def test_an_empty_row_takes_nothing_from_the_one_above_but_its_headings() -> None:
    rows = [row_of(*HEAD, *ALL_TICKS), row_of("2", *[""] * 13, line=2)]
    place(rows, COLUMNS, padded=True)
    assert texts(rows[1])[:3] == ["2", "公共服务", "法规文件"]
    assert texts(rows[1])[3:8] == [None] * 5


def test_cells_of_several_rows_together_are_not_read() -> None:
    rows = [row_of(*HEAD, *ALL_TICKS, *LATER)]
    place(rows, COLUMNS)
    assert texts(rows[0]) == [None] * 14
    (noted,) = rows[0].noted
    assert noted.code == "row-mixed"
    assert all(f"“{text}”" in noted.message for text in LATER)


def test_a_cell_too_many_is_quoted() -> None:
    rows = [row_of("某单位", *HEAD, *ALL_TICKS)]
    place(rows, COLUMNS)
    assert texts(rows[0]) == [*HEAD, *ALL_TICKS]
    assert "“某单位”" in rows[0].noted[-1].message


def test_a_row_that_is_only_cut_stays_as_it_is() -> None:
    rows = [row_of(*HEAD, *ALL_TICKS), row_of(*HEAD[:4], line=2)]
    place(rows, COLUMNS, cut=lambda row: True)
    assert len(rows[1].cells) == 4
    assert not rows[1].noted


def test_rows_that_are_all_as_wide_as_the_headings_are_left_alone() -> None:
    rows = [row_of(*["《条例》"] * 14)]
    place(rows, COLUMNS)
    assert not rows[0].noted
