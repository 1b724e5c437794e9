"""What holds for any table, however an extractor prints it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.catalog import to_dict
from gongkai.catalog.model import Catalog, Item, Origin
from tests.catalog import piping
from tests.catalog.piping import Table
from tests.catalog.tables import read_one

FIELDS = (
    "seq",
    "levels",
    "content",
    "legal_bases",
    "publisher",
    "channels",
    "audiences",
    "modes",
    "tiers",
)
names = st.sampled_from(["养老政策", "扶持补贴", "监督检查", "办事指南", "招生管理", "机构备案"])
contents = st.sampled_from(
    ["文件名称、文号、正文", "●补贴依据 ●补贴对象", "申请条件；申请材料；办理流程"]
)
laws = st.sampled_from(["《政府信息公开条例》", "《社会救助暂行办法》（国务院令第649号）"])
limits = st.sampled_from(["实时公开", "信息形成之日起20个工作日内", "每季度公开"])
bodies = st.sampled_from(["某县民政局", "某镇人民政府", "某县教育局"])
boxes = st.sampled_from(["■政府网站 □政府公报", "■政府网站", "□政府网站 ■公开查阅点"])
tick = st.sampled_from(["√", ""])


def _or_blank(cells: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(cells, cells, cells, st.just(""))


@st.composite
def tables(draw: st.DrawFn, blanks: bool = False) -> list[list[str]]:
    may = _or_blank if blanks else (lambda cells: cells)
    rows = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        ticks = [draw(tick) for _ in range(piping.WIDTH - piping.TICKS)]
        cells = [draw(names), draw(names), draw(contents)]
        rest = [draw(may(laws)), draw(may(limits)), draw(may(bodies)), draw(may(boxes))]
        rows.append([str(number), *cells, *rest, *ticks])
    return rows


def values(catalog: Catalog) -> list[dict[str, Any]]:
    """Return the items without what tells where they stand."""
    found: list[dict[str, Any]] = to_dict(catalog)["items"]
    for item in found:
        del item["cells"], item["line"]
        item["time_limit"] = item["time_limit"] and item["time_limit"]["clauses"]
    return found


@pytest.mark.parametrize("shape", piping.KEPT)
@settings(max_examples=40, deadline=None)
@given(tables())
def test_cells_that_are_all_printed_are_read_the_same_in_every_shape(
    shape: Callable[[Table], str], rows: list[list[str]]
) -> None:
    assert values(read_one(shape(rows))) == values(read_one(piping.tabbed(rows)))


@pytest.mark.parametrize("shape", piping.LEFT_OUT)
@settings(max_examples=40, deadline=None)
@given(tables(blanks=True))
def test_leaving_out_empty_cells_never_makes_a_wrong_value(
    shape: Callable[[Table], str], rows: list[list[str]]
) -> None:
    whole, short = read_one(piping.lined(rows)), read_one(shape(rows))
    assert len(short.items) == len(whole.items)
    for item, other in zip(whole.items, short.items, strict=True):
        for field in FIELDS:
            _right_or_open(item, other, field)
        _right_or_open_limit(item, other)


def _right_or_open(item: Item, other: Item, field: str) -> None:
    origin = other.origin[field]
    if origin is not Origin.UNRESOLVED:
        assert getattr(other, field) == getattr(item, field), (field, origin)


def _right_or_open_limit(item: Item, other: Item) -> None:
    if other.origin["time_limit"] is not Origin.UNRESOLVED:
        assert other.time_limit is not None
        assert item.time_limit is not None
        assert other.time_limit.clauses == item.time_limit.clauses


@pytest.mark.parametrize("shape", piping.LEFT_OUT)
@settings(max_examples=40, deadline=None)
@given(tables(blanks=True))
def test_every_printed_cell_is_in_a_cell_or_a_finding(
    shape: Callable[[Table], str], rows: list[list[str]]
) -> None:
    catalog = read_one(shape(rows))
    for row, item in zip(rows, catalog.items, strict=True):
        held = {cell.text for cell in item.cells}
        said = "".join(one.message for one in catalog.findings if one.line == item.line)
        assert all(cell in held or cell in said for cell in row if cell)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_a_first_level_merged_with_the_row_above_is_inferred(rows: list[list[str]]) -> None:
    for row in rows:
        row[1] = "养老服务"
        row[2] = f"事项{'甲乙丙丁戊'[int(row[0]) - 1]}"
    merged = [rows[0], *([row[0], *row[2:]] for row in rows[1:])]
    items = read_one(piping.lined(merged)).items
    assert [item.levels for item in items] == [(row[1], row[2]) for row in rows]
    assert all(item.origin["levels"] is Origin.INFERRED for item in items[1:])
    assert [item.content for item in items] == [row[3] for row in rows]


@st.composite
def merged_tables(draw: st.DrawFn) -> tuple[list[list[str]], list[list[str]]]:
    """Return the rows as they are meant, and as printed without the cells merged with above."""
    rows = draw(tables())
    printed = [list(rows[0])]
    for above, row in pairwise(rows):
        merged = {place for place in (4, 5, 6, 7) if draw(st.booleans())}
        if draw(st.booleans()):
            merged |= {1, 2} if draw(st.booleans()) and row[0] == "2" else {1}
        for place in merged:
            row[place] = above[place]
        printed.append([cell for place, cell in enumerate(row) if place not in merged])
    return rows, printed


@pytest.mark.parametrize("shape", [piping.lined, piping.stacked, *piping.LEFT_OUT])
@settings(max_examples=40, deadline=None)
@given(merged_tables())
def test_leaving_out_merged_cells_never_makes_a_wrong_value(
    shape: Callable[[Table], str], both: tuple[list[list[str]], list[list[str]]]
) -> None:
    rows, printed = both
    whole, short = read_one(piping.tabbed(rows)), read_one(shape(printed))
    assert len(short.items) == len(whole.items)
    for item, other in zip(whole.items, short.items, strict=True):
        for field in FIELDS:
            _right_or_open(item, other, field)
        _right_or_open_limit(item, other)
