"""What became of every item between two editions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.catalog import read_file
from gongkai.catalog.diff import ChangeKind, compare
from gongkai.catalog.model import Origin
from tests.catalog.diff.editions import HEADINGS, ROWS, but, edition, item, told
from tests.docs.pages import ROOT

SAME, CHANGED, REWORDED = {ChangeKind.SAME}, {ChangeKind.CHANGED}, {ChangeKind.REWORDED}
MOVED, ADDED, REMOVED = {ChangeKind.MOVED}, {ChangeKind.ADDED}, {ChangeKind.REMOVED}
FIRST, SECOND, THIRD, FOURTH = ROWS


@pytest.mark.parametrize("path", sorted((ROOT / "examples/catalogs").glob("*.txt")), ids=str)
def test_a_catalog_compared_with_itself_is_the_same_throughout(path: object) -> None:
    (catalog,) = read_file(str(path)).catalogs
    comparison = compare(catalog, catalog)
    assert comparison.counts == {ChangeKind.SAME: len(catalog.items)}
    assert all(change.old == change.new and not change.fields for change in comparison.changes)


def test_an_item_with_another_number_and_another_place_is_the_same() -> None:
    comparison = compare(edition(*ROWS), edition(FOURTH, THIRD, SECOND, FIRST))
    assert told(comparison) == [
        (SAME, (3,), (0,)),
        (SAME, (2,), (1,)),
        (SAME, (1,), (2,)),
        (SAME, (0,), (3,)),
    ]
    first = comparison.changes[0]
    assert [(one.field, one.before, one.after) for one in first.fields] == [("seq", "4", "1")]


def test_an_added_item_stands_where_the_new_edition_has_it() -> None:
    new = ("住房保障", "租赁补贴", "1.补贴标准；2.发放名单", "《城市法》", "20日内", "乙科")
    comparison = compare(edition(*ROWS), edition(FIRST, new, SECOND, THIRD, FOURTH))
    assert told(comparison)[1] == (ADDED, (), (1,))
    assert comparison.counts == {ChangeKind.SAME: 4, ChangeKind.ADDED: 1}
    assert comparison.changes[1].score == 0


def test_a_removed_item_stands_behind_the_one_it_stood_behind() -> None:
    comparison = compare(edition(*ROWS), edition(FIRST, THIRD, FOURTH))
    assert told(comparison) == [
        (SAME, (0,), (0,)),
        (REMOVED, (1,), ()),
        (SAME, (2,), (1,)),
        (SAME, (3,), (2,)),
    ]


def test_removed_items_at_the_beginning_come_first_and_in_order() -> None:
    comparison = compare(edition(*ROWS), edition(FOURTH))
    assert [change.old for change in comparison.changes] == [(0,), (1,), (2,), (3,)]


def test_everything_is_added_to_an_edition_that_shares_nothing() -> None:
    other = ("水利工程", "河道采砂", "采砂许可总量", "《水法》", "每年", "丁科")
    comparison = compare(edition(FIRST), edition(other))
    assert told(comparison) == [(REMOVED, (0,), ()), (ADDED, (), (0,))]


def test_a_changed_limit_is_a_change_of_that_field_alone() -> None:
    comparison = compare(edition(*ROWS), edition(*ROWS[:3], but(FOURTH, limit="5个工作日内")))
    (change,) = [one for one in comparison.changes if set(one.kinds) == CHANGED]
    assert [(one.field, one.before, one.after, one.note) for one in change.fields] == [
        ("time_limit", "7个工作日内", "5个工作日内", "")
    ]


def test_a_limit_worded_otherwise_with_the_same_meaning_says_so() -> None:
    old = edition(but(FIRST, limit="信息形成之日起20个工作日内"))
    new = edition(but(FIRST, limit="自信息形成之日起20个工作日内公开"))
    (change,) = compare(old, new).changes
    assert set(change.kinds) == REWORDED
    assert [(one.field, one.note) for one in change.fields] == [
        ("time_limit", "写法不同，意思相同")
    ]


def test_working_days_and_days_are_not_the_same_limit() -> None:
    old = edition(but(FIRST, limit="20个工作日内"))
    (change,) = compare(old, edition(but(FIRST, limit="20日内"))).changes
    assert set(change.kinds) == CHANGED
    assert change.fields[0].note == ""


def test_limits_nobody_can_read_are_never_called_the_same() -> None:
    old = edition(but(FIRST, limit="另行通知"))
    (change,) = compare(old, edition(but(FIRST, limit="另行通知为准"))).changes
    assert set(change.kinds) == CHANGED


def test_a_reworded_content_is_reworded_and_tells_its_elements() -> None:
    new = but(SECOND, content="1.受理条件；2.申请材料；3.办理时限")
    (change,) = compare(edition(SECOND), edition(new)).changes
    assert set(change.kinds) == {ChangeKind.REWORDED, ChangeKind.CHANGED}
    elements = next(one for one in change.fields if one.field == "elements")
    assert (elements.before, elements.after) == ("办理流程", "办理时限")


def test_a_reworded_heading_is_the_same_item() -> None:
    comparison = compare(edition(*ROWS), edition(FIRST, but(SECOND, two="申请与受理"), *ROWS[2:]))
    assert told(comparison)[1] == (REWORDED, (1,), (1,))
    assert comparison.changes[1].fields[0].after == "住房保障 / 申请与受理"


def test_an_item_under_another_heading_is_moved_and_nothing_else() -> None:
    # Both headings stand in both editions, so the heading itself was not renamed.
    comparison = compare(edition(*ROWS), edition(FIRST, SECOND, but(THIRD, one="行政执法"), FOURTH))
    assert told(comparison)[2] == (MOVED, (2,), (2,))


def test_a_renamed_heading_rewords_its_items_and_moves_none() -> None:
    new = [but(row, one=row[0].replace("住房保障", "住房保障工作")) for row in ROWS]
    comparison = compare(edition(*ROWS), edition(*new))
    assert told(comparison)[1] == (REWORDED, (1,), (1,))
    assert ChangeKind.MOVED not in comparison.counts


def test_traditional_characters_punctuation_and_numbering_are_no_change() -> None:
    new = but(SECOND, content="（1）受理條件；（2）申請材料。（3）辦理流程", two="申請受理")
    assert told(compare(edition(SECOND), edition(new))) == [(SAME, (0,), (0,))]


def test_a_sign_between_digits_is_a_change() -> None:
    old, new = (item("甲类", "乙项", content=f"补贴每人{n}万元") for n in ("1.5", "15"))
    blank = edition(FIRST)
    (change,) = compare(replace(blank, items=(old,)), replace(blank, items=(new,))).changes
    assert ChangeKind.REWORDED in change.kinds


def test_other_legal_bases_are_told_by_what_is_gone_and_what_has_come() -> None:
    old = but(FIRST, basis="《土地法》；《城市法》")
    new = but(FIRST, basis="《城市法》；《水法》")
    (change,) = compare(edition(old), edition(new)).changes
    (field,) = change.fields
    assert (field.field, field.before, field.after) == ("legal_bases", "《土地法》", "《水法》")


def test_legal_bases_in_another_order_are_no_change() -> None:
    old, new = (
        but(FIRST, basis="《土地法》；《城市法》"),
        but(FIRST, basis="《城市法》；《土地法》"),
    )
    assert told(compare(edition(old), edition(new))) == [(SAME, (0,), (0,))]


def test_a_split_item_names_all_its_parts() -> None:
    old = (
        "社会救助",
        "低保",
        "1.申请条件；2.申请材料；3.发放名单；4.发放金额",
        "《法》",
        "7日内",
        "甲",
    )
    parts = (
        but(old, two="低保申请", content="1.申请条件；2.申请材料"),
        but(old, two="低保发放", content="1.发放名单；2.发放金额"),
    )
    comparison = compare(edition(FIRST, old, FOURTH), edition(FIRST, *parts, FOURTH))
    assert told(comparison) == [
        (SAME, (0,), (0,)),
        ({ChangeKind.SPLIT}, (1,), (1, 2)),
        (SAME, (2,), (3,)),
    ]
    assert comparison.changes[1].score == 1


def test_several_items_made_one_are_merged() -> None:
    new = (
        "社会救助",
        "低保",
        "1.申请条件；2.申请材料；3.发放名单；4.发放金额",
        "《法》",
        "7日内",
        "甲",
    )
    parts = (
        but(new, two="低保申请", content="1.申请条件；2.申请材料"),
        but(new, two="低保发放", content="1.发放名单；2.发放金额"),
    )
    comparison = compare(edition(FIRST, *parts, FOURTH), edition(FIRST, new, FOURTH))
    assert ({ChangeKind.MERGED}, (1, 2), (1,)) in told(comparison)


def test_a_new_item_with_common_elements_is_no_part_of_a_split() -> None:
    old = but(SECOND, content="1.机构名称；2.办公地址；3.联系电话；4.受理条件")
    new = ("水利工程", "防汛值班", "1.机构名称；2.办公地址；3.联系电话", "《水法》", "即时", "丁科")
    assert told(compare(edition(old), edition(old, new))) == [(SAME, (0,), (0,)), (ADDED, (), (1,))]


def test_a_column_that_only_one_edition_has_is_said_once() -> None:
    old = edition(FIRST, SECOND)
    new = edition(FIRST[:-1], SECOND[:-1], headings=HEADINGS[:-1])
    comparison = compare(old, new)
    assert (comparison.columns_gone, comparison.columns_come) == (("publisher",), ())
    assert comparison.counts == {ChangeKind.SAME: 2}


def test_a_cell_nobody_can_read_is_not_called_changed() -> None:
    old = edition(SECOND)
    (unclear,) = old.items
    unclear = replace(
        unclear, publisher=None, origin=unclear.origin | {"publisher": Origin.UNRESOLVED}
    )
    (change,) = compare(old, replace(old, items=(unclear,))).changes
    assert set(change.kinds) == SAME
    assert [(one.field, one.before, one.after, one.note) for one in change.fields] == [
        ("publisher", "乙科", "（待核对）", "原文看不清，无法比较")
    ]


def test_an_item_with_an_unresolved_heading_is_never_called_moved() -> None:
    old = edition(*ROWS)
    unclear = replace(old.items[2], levels=("分配结果",))
    unclear = replace(unclear, origin=unclear.origin | {"levels": Origin.UNRESOLVED})
    new = replace(old, items=(*old.items[:2], unclear, old.items[3]))
    assert told(compare(old, new))[2] == (SAME, (2,), (2,))


def test_extras_are_compared_by_their_headings() -> None:
    old = edition(FIRST)
    (one,) = old.items
    before, after = (
        replace(old, items=(replace(one, extras=(("责任科室", office),)),))
        for office in ("甲", "乙")
    )
    (change,) = compare(before, after).changes
    assert [(field.field, field.before, field.after) for field in change.fields] == [
        ("extras.责任科室", "甲", "乙")
    ]


def test_items_that_are_printed_twice_are_paired_in_order() -> None:
    comparison = compare(edition(FIRST, FIRST, SECOND), edition(FIRST, SECOND, FIRST, FIRST))
    assert [change.old for change in comparison.changes] == [(0,), (2,), (1,), ()]


def test_a_path_printed_once_stays_the_item_though_its_content_was_rewritten() -> None:
    old = item("住房保障", "分配结果", content="轮候对象名单及其住房状况", elements=())
    new = item("住房保障", "分配结果", content="小区名称房号面积", elements=())
    blank = edition(FIRST)
    comparison = compare(replace(blank, items=(old,)), replace(blank, items=(new,)))
    assert told(comparison) == [(REWORDED, (0,), (0,))]
