"""How alike items are, and which item of one catalog is which of another."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.catalog.diff import ChangeKind, compare, matches, similarity
from gongkai.catalog.diff.wording import measures, plain
from gongkai.catalog.model import Item
from tests.catalog.diff.editions import ROWS, edition, item

WORDS = st.text(alphabet="住房保障申请受理结果名单标准流程", min_size=1, max_size=6)
ITEMS = st.lists(
    st.builds(
        lambda one, two, names: item(one, two, content="；".join(names), elements=tuple(names)),
        WORDS,
        WORDS,
        st.lists(WORDS, max_size=4, unique=True),
    ),
    max_size=8,
)


def test_an_item_is_wholly_like_itself_under_another_number() -> None:
    one = edition(ROWS[0]).items[0]
    assert similarity(one, replace(one, seq="99", publisher=None)) == 1


def test_an_item_that_says_nothing_is_like_nothing() -> None:
    assert similarity(item(), item("住房保障", content="名单")) == 0


def test_the_nearer_wording_is_the_more_alike() -> None:
    one = item("住房保障", "租赁补贴", content="补贴对象、补贴标准")
    near = item("住房保障", "租赁补贴发放", content="补贴对象、补贴标准和金额")
    far = item("住房保障", "棚户区改造", content="征收决定")
    assert similarity(one, near) > measures()["least"]["same_thing"] > similarity(one, far)


def test_numbers_in_front_go_and_numbers_inside_stay() -> None:
    assert plain("1.申请条件；2、申请材料") == plain("（一）申请条件，（二）申请材料")
    assert plain("第1.5条") != plain("第15条")
    assert plain("20日") != plain("2日")
    assert plain("①名称②地址") == plain("名称、地址")


def test_the_weights_are_one_together_and_every_measure_has_its_reason() -> None:
    assert abs(sum(measures()["weights"].values()) - 1) < 1e-9
    assert measures()["least"]["same_heading"] < measures()["least"]["same_thing"]


def test_mappings_name_each_item_once_the_best_first() -> None:
    mine = [item("住房", "租赁补贴", content="补贴标准"), item("住房", "补贴", content="标准")]
    theirs = [item("保障", "租赁补贴", content="补贴标准")]
    ((a, b, score),) = matches(mine, theirs, least=0.3)
    assert (a, b) == (0, 0)
    assert score == similarity(mine[0], theirs[0])


def test_nothing_below_the_least_score_is_proposed() -> None:
    mine, theirs = [item("水利", "采砂", content="总量")], [item("教育", "招生", content="计划")]
    assert matches(mine, theirs, least=0.6) == []
    assert matches([], theirs, least=0.1) == matches(mine, [], least=0.1) == []


@settings(max_examples=60, deadline=None)
@given(ITEMS, ITEMS)
def test_likeness_is_the_same_both_ways_and_between_nothing_and_all(
    mine: list[Item], theirs: list[Item]
) -> None:
    for a in mine:
        for b in theirs:
            assert 0 <= similarity(a, b) <= 1
            assert similarity(a, b) == similarity(b, a)


@settings(max_examples=80, deadline=None)
@given(ITEMS, ITEMS)
def test_every_item_of_both_editions_is_told_exactly_once(
    mine: list[Item], theirs: list[Item]
) -> None:
    blank = edition(ROWS[0])
    comparison = compare(replace(blank, items=tuple(mine)), replace(blank, items=tuple(theirs)))
    assert sorted(a for one in comparison.changes for a in one.old) == list(range(len(mine)))
    assert sorted(b for one in comparison.changes for b in one.new) == list(range(len(theirs)))
    firsts = [one.new[0] for one in comparison.changes if one.new]
    assert firsts == sorted(firsts)
    for change in comparison.changes:
        sides = {ChangeKind.ADDED: not change.old, ChangeKind.REMOVED: not change.new}
        for kind, stands in sides.items():
            assert (kind in change.kinds) == stands


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_an_edition_never_matters(order: list[int]) -> None:
    items = [item("住房", f"事项{n}甲", content=f"第{n}号材料") for n in "一二三四五六七八九十百千"]
    blank = edition(ROWS[0])
    comparison = compare(
        replace(blank, items=tuple(items)),
        replace(blank, items=tuple(items[place] for place in order)),
    )
    assert comparison.counts == {ChangeKind.SAME: 12}


def test_three_thousand_rows_under_many_domains_keep_to_their_domain() -> None:
    rows = edition(*ROWS).items
    items = [
        replace(row, levels=(f"领域{n}号", *row.levels), seq=str(n))
        for n in range(750)
        for row in rows
    ]
    changed = [replace(one, content=one.content + "；备查信息") for one in items]
    blank = edition(ROWS[0])
    comparison = compare(replace(blank, items=tuple(items)), replace(blank, items=tuple(changed)))
    assert all(change.old == change.new for change in comparison.changes)
    assert len(comparison.changes) == 3000
