"""Compares two editions of a catalog: what became of every item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.catalog.diff.changes import ChangeKind, Comparison, FieldChange, ItemChange
from gongkai.catalog.diff.fields import NOT_COMPARED, SAME_MEANING, differences
from gongkai.catalog.diff.matching import same_things
from gongkai.catalog.diff.splitting import Split, splits
from gongkai.catalog.diff.wording import Wording, of
from gongkai.catalog.model import Catalog, Item, Origin

_WORDING = ("process", "levels", "content")
_NO_CHANGE = ("seq",)  # an item that only gets another number is the same


@dataclass(frozen=True, slots=True)
class _Pair:
    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    kind: ChangeKind | None = None  # split or merged


def compare(old: Catalog, new: Catalog) -> Comparison:
    """Compare two editions by what their items say, whatever their numbers and their order."""
    before, after = [of(item) for item in old.items], [of(item) for item in new.items]
    pairs = _pairs(before, after)
    gone, come = _columns(old, new), _columns(new, old)
    leave_out = {*gone, *come}
    renamed = _renamed(before, after, pairs)
    changes = [
        _change(pair, old, new, leave_out, _moved(pair, before, after, old, new, renamed))
        for pair in pairs
    ]
    met = {place for pair in pairs for place in pair.new}
    changes += [
        ItemChange((ChangeKind.ADDED,), (), (place,), 0.0)
        for place in range(len(after))
        if place not in met
    ]
    changes.sort(key=lambda change: change.new[0])
    met = {place for pair in pairs for place in pair.old}
    removed = [place for place in range(len(before)) if place not in met]
    return Comparison(old.title, new.title, tuple(_in_place(changes, removed)), gone, come)


def _pairs(before: Sequence[Wording], after: Sequence[Wording]) -> list[_Pair]:
    """Return which items belong together: one to one, one to several, several to one."""
    matched = same_things(before, after)
    found = splits(
        before, after, {a: b for a, b, _ in matched},
        _left(len(after), (b for _, b, _ in matched)),
    )  # fmt: skip
    split_olds = {split.whole for split in found}
    merged = splits(
        after, before, {b: a for a, b, _ in matched if a not in split_olds},
        _left(len(before), {*(a for a, _, _ in matched), *split_olds}),
    )  # fmt: skip
    merged = [one for one in merged if one.whole not in _parts(found)]
    pairs = [_Pair((one.whole,), one.parts, one.covered, ChangeKind.SPLIT) for one in found]
    pairs += [_Pair(one.parts, (one.whole,), one.covered, ChangeKind.MERGED) for one in merged]
    olds, news = {*split_olds, *_parts(merged)}, {*_parts(found), *(one.whole for one in merged)}
    pairs += [
        _Pair((a,), (b,), score) for a, b, score in matched if a not in olds and b not in news
    ]
    return pairs


def _left(count: int, used: Iterable[int]) -> list[int]:
    gone = set(used)
    return [place for place in range(count) if place not in gone]


def _parts(found: Iterable[Split]) -> set[int]:
    return {part for one in found for part in one.parts}


def _columns(mine: Catalog, other: Catalog) -> tuple[str, ...]:
    """Return the columns only ``mine`` has; nothing where a catalog does not tell its columns."""
    if not mine.columns or not other.columns:
        return ()
    return tuple(dict.fromkeys(name for name in _named(mine) if name not in _named(other)))


def _named(catalog: Catalog) -> list[str]:
    named = [field for field in catalog.columns if field != "unknown"]
    if "content" in named:
        named.append("elements")
    return named + [f"extras.{heading}" for item in catalog.items for heading, _ in item.extras]


def _renamed(
    before: Sequence[Wording], after: Sequence[Wording], pairs: Sequence[_Pair]
) -> set[tuple[str, str]]:
    """Return the headings that were renamed: old to new, with everything that stands under them.

    Where neither edition knows the other's heading and their items went from the one to the other
    and nowhere else, nothing was moved.
    """
    to, came = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for pair in pairs:
        for a in pair.old:
            for b in pair.new:
                to[before[a].above].add(after[b].above)
                came[after[b].above].add(before[a].above)
    return {
        (above, next(iter(targets)))
        for above, targets in to.items()
        if len(targets) == 1
        and len(came[next(iter(targets))]) == 1
        and above not in came
        and next(iter(targets)) not in to
    }


def _moved(
    pair: _Pair,
    before: Sequence[Wording],
    after: Sequence[Wording],
    old: Catalog,
    new: Catalog,
    renamed: Collection[tuple[str, str]],
) -> bool:
    """True where an item stands under other headings; never where a heading is unresolved."""
    items = [old.items[a] for a in pair.old] + [new.items[b] for b in pair.new]
    if pair.kind or any(_unclear(item) for item in items):
        return False
    above = before[pair.old[0]].above, after[pair.new[0]].above
    return above[0] != above[1] and above not in renamed


def _unclear(item: Item) -> bool:
    return Origin.UNRESOLVED in (item.origin.get("levels"), item.origin.get("process"))


def _change(
    pair: _Pair, old: Catalog, new: Catalog, leave_out: Collection[str], moved: bool
) -> ItemChange:
    mine, theirs = [old.items[a] for a in pair.old], [new.items[b] for b in pair.new]
    fields = differences(mine, theirs, leave_out)
    kinds = [pair.kind] if pair.kind else []
    if moved:
        kinds.append(ChangeKind.MOVED)
    kinds += _kinds(fields, mine[0], theirs[0], moved=moved, parted=pair.kind is not None)
    return ItemChange(tuple(kinds) or (ChangeKind.SAME,), pair.old, pair.new, pair.score, fields)


def _kinds(
    fields: Sequence[FieldChange], old: Item, new: Item, *, moved: bool, parted: bool
) -> list[ChangeKind]:
    """Return reworded and changed, as the fields call for."""
    told = [one for one in fields if one.note != NOT_COMPARED and one.field not in _NO_CHANGE]
    wording = {
        one.field
        for one in told
        if one.field in _WORDING or (one.field == "time_limit" and one.note == SAME_MEANING)
    }
    if moved:  # the path differs because it moved; only another name of its own is a rewording
        wording -= {"process"}
        if old.levels[-1:] == new.levels[-1:] or not (old.levels and new.levels):
            wording -= {"levels"}
    others = {one.field for one in told if one.note != SAME_MEANING} - {*_WORDING}
    # That the parts of a split have headings of their own goes without saying.
    found = [ChangeKind.REWORDED] if wording and not parted else []
    return [*found, ChangeKind.CHANGED] if others else found


def _in_place(changes: Sequence[ItemChange], removed: Sequence[int]) -> list[ItemChange]:
    """Put removed items after the one they stood behind."""
    behind: Mapping[int, list[int]] = defaultdict(list)
    homes = {a: place for place, change in enumerate(changes) for a in change.old}
    for a in removed:
        home = next((homes[one] for one in range(a - 1, -1, -1) if one in homes), -1)
        behind[home].append(a)
    found: list[ItemChange] = []
    for place in range(-1, len(changes)):
        if place >= 0:
            found.append(changes[place])
        found += [ItemChange((ChangeKind.REMOVED,), (a,), (), 0.0) for a in behind.get(place, ())]
    return found
