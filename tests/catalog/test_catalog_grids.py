"""Tables with real cells: what merged, blank and full-width cells mean for the items."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongkai.catalog.document import Document, Grid, GridCell, Paragraph, grid_of
from gongkai.catalog.model import Catalog, Finding, Item, Origin
from gongkai.catalog.reader import read_document
from gongkai.refusals import Refused

TITLE = "某县民政局政务公开标准目录"
HEAD = ("序号", "一级事项", "二级事项", "公开内容", "公开时限", "公开主体")
ROW = ("1", "养老服务", "补贴", "补贴名单", "实时公开", "某县民政局")


def cells(rows: Sequence[Sequence[str]], first: int = 1) -> list[GridCell]:
    """Lay texts out one by one; ^ goes on with the cell above, < with the cell to the left."""
    found: dict[tuple[int, int], GridCell] = {}
    for row, texts in enumerate(rows, start=first):
        for column, text in enumerate(texts, start=1):
            if text not in ("^", "<"):
                cell = GridCell(text, row, column)
            elif text == "^":
                above = found[row - 1, column]
                cell = GridCell(
                    above.text, above.row, above.column, row - above.row + 1, above.column_span
                )
            else:
                left = found[row, column - 1]
                cell = GridCell(
                    left.text, left.row, left.column, left.row_span, column - left.column + 1
                )
            for place, one in found.items():
                if (one.row, one.column) == (cell.row, cell.column):
                    found[place] = cell
            found[row, column] = cell
    return list(dict.fromkeys(found.values()))


def grid(*rows: Sequence[str], part: str = "表1", continues: bool = False) -> Grid:
    return grid_of(part, cells(rows), continues=continues)


def read(*blocks: Paragraph | Grid, form: str = "docx") -> tuple[Catalog, ...]:
    return read_document(Document("某县.docx", form, blocks)).catalogs


def one(*rows: Sequence[str]) -> Catalog:
    (catalog,) = read(Paragraph(TITLE, 1), grid(*rows))
    return catalog


def item(*rows: Sequence[str]) -> Item:
    (found,) = one(*rows).items
    return found


def found(catalog: Catalog, code: str) -> list[Finding]:
    return [finding for finding in catalog.findings if finding.code == code]


def test_a_merged_heading_is_carried_to_every_row_it_covers() -> None:
    items = one(HEAD, ROW, ("2", "^", "机构", "机构名单", "实时公开", "某县民政局")).items
    assert [one.levels for one in items] == [("养老服务", "补贴"), ("养老服务", "机构")]
    assert items[1].origin["levels.0"] is Origin.CARRIED
    assert items[1].origin["levels.1"] is Origin.PRINTED


def test_a_blank_group_heading_is_inferred_and_said_so() -> None:
    catalog = one(HEAD, ROW, ("2", "", "机构", "机构名单", "实时公开", "某县民政局"))
    second = catalog.items[1]
    assert second.levels == ("养老服务", "机构")
    assert second.origin["levels.0"] is Origin.INFERRED
    assert [finding.seq for finding in found(catalog, "heading-inferred")] == ["2"]


def test_a_blank_inner_heading_is_empty() -> None:
    second = one(HEAD, ROW, ("2", "社会救助", "", "救助对象", "实时公开", "某县民政局")).items[1]
    assert second.levels == ("社会救助",)
    assert second.origin["levels.1"] is Origin.ABSENT


def test_one_item_over_several_rows_is_one_item_with_every_channel() -> None:
    head = (*HEAD, "公开渠道和载体")
    catalog = one(head, (*ROW, "■政府网站"), ("^", "^", "^", "^", "^", "^", "□政府公报"))
    (only,) = catalog.items
    assert [(one.name, one.required) for one in only.channels] == [
        ("政府网站", True),
        ("政府公报", False),
    ]
    assert len(found(catalog, "rows-joined")) == 1


def test_parts_of_one_item_with_different_limits_keep_both() -> None:
    only = item(
        HEAD,
        ("1", "救助", "低保", "名单", "形成之日起20个工作日内", "甲局"),
        ("^", "^", "^", "^", "长期公开", "乙局"),
    )
    assert only.time_limit is not None
    assert len(only.time_limit.clauses) == 2
    assert only.publisher == "甲局、乙局"


def test_different_contents_under_one_number_stay_items_of_their_own() -> None:
    items = one(HEAD, ROW, ("^", "^", "^", "发放标准", "实时公开", "某县民政局")).items
    assert [(one.seq, one.content) for one in items] == [("1", "补贴名单"), ("1", "发放标准")]
    assert items[1].origin["seq"] is Origin.CARRIED


def test_a_row_with_only_a_channel_goes_on_with_the_row_above_and_is_flagged() -> None:
    head = (*HEAD, "公开渠道和载体")
    catalog = one(head, (*ROW, "■政府网站"), ("", "", "", "", "", "", "■公开查阅点"))
    (only,) = catalog.items
    assert [one.name for one in only.channels] == ["政府网站", "公开查阅点"]
    assert only.origin["channels"] is Origin.INFERRED
    assert len(found(catalog, "rows-joined-inferred")) == 1


TICKS = (
    (*HEAD, "公开对象", "<", "公开方式", "<"),
    ("^", "^", "^", "^", "^", "^", "全社会", "特定群体", "主动", "依申请"),
)


def test_headings_over_two_rows_are_joined_by_their_cells() -> None:
    only = item(*TICKS, (*ROW, "√", "", "√", ""))
    assert (only.audiences, only.modes) == (("everyone",), ("proactive",))


@pytest.mark.parametrize("ticks", [("√", "<", "√", ""), ("", "√", "<", "")])
def test_a_tick_merged_over_two_columns_is_never_guessed(ticks: tuple[str, ...]) -> None:
    only = item(*TICKS, (*ROW, *ticks))
    assert only.origin["audiences"] is Origin.UNRESOLVED


def test_ticks_that_differ_between_the_rows_of_one_item_are_unresolved() -> None:
    same = ("^",) * 6
    only = item(*TICKS, (*ROW, "√", "", "√", ""), (*same, "", "√", "√", ""))
    assert only.origin["audiences"] is Origin.UNRESOLVED
    assert only.modes == ("proactive",)


def test_a_heading_printed_again_is_no_item() -> None:
    assert len(one(HEAD, ROW, HEAD, ("2", *ROW[1:])).items) == 2


def test_a_title_inside_the_table_is_its_title() -> None:
    (catalog,) = read(grid((TITLE, *"<" * 5), HEAD, ROW))
    assert catalog.title == TITLE


def test_a_title_in_the_middle_begins_a_catalog_with_the_same_columns() -> None:
    other = "某县教育局政务公开标准目录"
    catalogs = read(Paragraph(TITLE, 1), grid(HEAD, ROW, (other, *"<" * 5), ROW))
    assert [(catalog.title, len(catalog.items)) for catalog in catalogs] == [(TITLE, 1), (other, 1)]


def test_notes_and_group_names_over_the_whole_width_are_no_items() -> None:
    catalog = one(HEAD, ("一、行政执法", *"<" * 5), ROW, ("备注：本目录每年更新。", *"<" * 5))
    assert len(catalog.items) == 1
    assert [finding.line for finding in found(catalog, "section-row")] == [2]
    assert "表1第4行" in found(catalog, "text-outside-table")[0].message


def test_a_table_without_headings_right_after_goes_on() -> None:
    (catalog,) = read(Paragraph(TITLE, 1), grid(HEAD, ROW), grid(("2", *ROW[1:]), part="表2"))
    assert [one.cells[0].place.part for one in catalog.items] == ["表1", "表2"]


def test_blank_headings_after_a_page_break_are_unresolved() -> None:
    rest = ("2", "", "机构", "机构名单", "", "某县民政局")
    (catalog,) = read(Paragraph(TITLE, 1), grid(HEAD, ROW), grid(rest, part="表2", continues=True))
    assert catalog.items[1].origin["time_limit"] is Origin.UNRESOLVED


def test_another_table_without_headings_is_not_read_and_named() -> None:
    (catalog,) = read(Paragraph(TITLE, 1), grid(HEAD, ROW), grid(("甲", "乙", "丙"), part="表2"))
    assert len(catalog.items) == 1
    assert "表2第1行" in found(catalog, "table-unread")[0].message


def test_sheets_with_the_same_headings_are_catalogs_of_their_own() -> None:
    sheets = [grid(HEAD, ROW, part=f"工作表“{name}”") for name in ("民政", "教育")]
    assert [one.title for one in read(*sheets, form="xlsx")] == ["民政", "教育"]


def test_columns_that_say_nothing_are_left_out() -> None:
    catalog = one((*HEAD, "", ""), (*ROW, "", ""))
    assert catalog.columns == ("seq", "levels", "levels", "content", "time_limit", "publisher")


def test_one_heading_over_two_columns_of_cells_is_two_levels() -> None:
    head = ("序号", "公开事项", "<", "公开内容", "公开时限", "公开主体")
    assert item(head, ROW).levels == ("养老服务", "补贴")


def test_a_row_with_too_few_cells_is_flagged_and_its_end_is_unresolved() -> None:
    catalog = one(HEAD, ROW, ("2", "救助", "低保", "名单"))
    assert catalog.items[1].origin["publisher"] is Origin.UNRESOLVED
    assert len(found(catalog, "row-cut")) == 1


def test_a_document_without_a_catalog_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read(Paragraph("通知", 1), grid(("姓名", "电话"), ("甲", "1")))
    assert caught.value.code == "catalog-no-table"
