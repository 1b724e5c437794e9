"""What a comparison says, as frozen values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What became of an item. ``same`` stands alone; the others may stand together."""

    SAME = "same"
    CHANGED = "changed"  # another value in a field: limit, bases, channels, elements …
    REWORDED = "reworded"  # the heading, the content or the limit is worded differently
    MOVED = "moved"  # stands under other headings
    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"  # one old item is now several
    MERGED = "merged"  # several old items are now one


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs, as people read it.

    ``field`` is an item field, ``details.<heading>`` or ``extras.<heading>``. For elements, legal
    bases and channels ``before`` holds what is gone and ``after`` what has come; for every other
    field the two whole values. ``note`` says what the difference means, where that can be said.
    """

    field: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What became of one item, or of several where one was split or several merged.

    ``old`` and ``new`` are indexes into the items of the two catalogs. ``score`` is how alike the
    two are, 0 to 1; 0 where there is only one side.
    """

    kinds: tuple[ChangeKind, ...]
    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every item of both catalogs once, in the order of the new one, removed ones in their place.

    ``columns_gone`` and ``columns_come`` are the fields that only one of the two catalogs has a
    column for; they are said here once and not for every item.
    """

    old_title: str
    new_title: str
    changes: tuple[ItemChange, ...]
    columns_gone: tuple[str, ...] = ()
    columns_come: tuple[str, ...] = ()

    def of(self, kind: ChangeKind) -> Iterator[ItemChange]:
        """Yield the changes of one kind, in order."""
        return (change for change in self.changes if kind in change.kinds)

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """How many changes there are of each kind that occurs."""
        found = {kind: sum(1 for _ in self.of(kind)) for kind in ChangeKind}
        return {kind: count for kind, count in found.items() if count}
