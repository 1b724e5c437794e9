"""What holds for any text at all."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.catalog import limit_to_dict, read_limit, read_text, to_dict
from gongkai.refusals import Refused
from tests.catalog.piping import filled, lined
from tests.catalog.tables import HEADINGS, read_one, stacked, tabbed

SIGNS = (
    "序号公开事项内容依据时限主体方式一级二级目录《》（）〔〕■□√、，；。："
    "1234567890．. \t\n\u3000自后前内日起工作|"
)
WORDS = [
    "\t",
    "\n",
    "\n\t",
    "序号",
    "公开事项",
    "公开内容",
    "公开依据",
    "公开对象",
    "全社会",
    "1",
    "2",
    "■政府网站",
    "《甲》",
    "|",
    "|\n",
    " | ",
    "||||",
    "一级事项",
    "√",
]
catalog_text = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=SIGNS, max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=80).map("".join),
    st.text(alphabet=SIGNS, max_size=120).map(lambda text: tabbed() + text),
    st.text(alphabet=SIGNS, max_size=120).map(lambda text: stacked() + "\n" + text),
    st.lists(st.sampled_from(WORDS), max_size=80).map(lambda words: lined([]) + "".join(words)),
    st.lists(st.sampled_from(WORDS), max_size=80).map(lambda words: filled([]) + "".join(words)),
)
LIMIT_SIGNS = (
    "自该信息形成之日起后前内20个工作日天月年二十每季度半其中及时规定按照公示期不少于，；。（）："
)


def outcome(text: str) -> str:
    try:
        reading = read_text(text, "a.txt")
    except Refused as refusal:
        return f"{refusal.code}: {refusal.message}"
    return json.dumps([to_dict(catalog) for catalog in reading.catalogs])


@settings(max_examples=300, deadline=None)
@given(catalog_text)
def test_any_text_is_read_or_refused_and_always_the_same_way(text: str) -> None:
    assert outcome(text) == outcome(text)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(alphabet=LIMIT_SIGNS, max_size=60)))
def test_any_phrase_is_read_without_a_default(phrase: str) -> None:
    limit = read_limit(phrase)
    assert limit == read_limit(phrase)
    assert limit.text == phrase.strip()
    assert limit.clauses or limit.findings
    json.dumps(limit_to_dict(limit))


# No sign that begins a cell, a number, a bracket or a heading: cells that can only be text.
WORD = st.text(alphabet="甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", min_size=1, max_size=6)
BLANK_OR_WORD = st.one_of(st.just(""), WORD)
HEADS = (*HEADINGS, "公开依据", "公开渠道", "公开对象", "备注", "无人认识的一栏")


@st.composite
def rows(draw: st.DrawFn) -> list[list[str]]:
    count = draw(st.integers(1, 4))
    return [
        [str(number), *(draw(BLANK_OR_WORD) for _ in HEADS[1:])] for number in range(1, count + 1)
    ]


@pytest.mark.parametrize("shape", [tabbed, stacked])
@settings(max_examples=80, deadline=None)
@given(rows())
def test_every_printed_cell_is_in_a_field_or_a_finding(
    shape: Callable[..., str], table: list[list[str]]
) -> None:
    catalog = read_one(shape(*table, headings=HEADS if shape is tabbed else (HEADS,)))
    # A blank cell's finding quotes the row above; that would hide a cell that was lost there.
    findings = [one.message for one in catalog.findings if one.code != "cell-blank"]
    printed = to_dict(catalog)
    assert len(catalog.items) == len(table)
    for row, item in zip(table, printed["items"], strict=True):
        said = json.dumps([item, findings], ensure_ascii=False)
        assert item["seq"] == row[0]
        assert all(cell in said for cell in row if cell)


@settings(max_examples=80, deadline=None)
@given(rows())
def test_no_cell_that_is_no_heading_is_ever_carried(table: list[list[str]]) -> None:
    for row, item in zip(table, read_one(tabbed(*table, headings=HEADS)).items, strict=True):
        assert item.content == row[4]
        assert (item.time_limit.text if item.time_limit else "") == row[5]
        assert (item.publisher or "") == row[6]
        assert item.remarks == (row[10] or None)


@settings(max_examples=80, deadline=None)
@given(rows())
def test_both_shapes_of_one_table_give_the_same_items(table: list[list[str]]) -> None:
    first = to_dict(read_one(tabbed(*table, headings=HEADS)))["items"]
    second = to_dict(read_one(stacked(*table, headings=(HEADS,))))["items"]
    for item in (*first, *second):
        del item["cells"], item["line"]
        item["time_limit"] = item["time_limit"] and item["time_limit"]["clauses"]  # no line numbers
    assert first == second


@settings(max_examples=100, deadline=None)
@given(rows())
def test_a_level_is_printed_above_or_not_there(table: list[list[str]]) -> None:
    items = read_one(tabbed(*table, headings=HEADS)).items
    for number, (row, item) in enumerate(zip(table, items, strict=True), start=1):
        for place, cell in enumerate(row[2:4]):
            origin = item.origin.get(f"levels.{place}", item.origin["levels"])
            above = [one[2 + place] for one in table[:number]]
            assert (origin == "printed") == bool(cell)
            assert origin != "carried" or any(level in above for level in item.levels)
