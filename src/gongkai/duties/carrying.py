"""What becomes of mappings when a new edition takes the place of the one they were made under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from django.db.models import Q
from django.utils import timezone

from gongkai.catalog.diff import ChangeKind
from gongkai.duties.alike import likeness_of
from gongkai.duties.models import Duty, MappingState
from gongkai.duties.models import Mapping as Pair
from gongkai.duties.renewal import RenewalLine

# The item says the same thing in the same words, whatever else about it is another.
_SAME_WORDS = frozenset({ChangeKind.SAME, ChangeKind.CHANGED})
_Heirs = Mapping[int, tuple[tuple[Duty, ...], bool]]


def carried(lines: Iterable[RenewalLine], made: Sequence[Duty]) -> list[Pair]:
    """Return the mappings the new duties ``made`` begin with; nothing is stored.

    Confirmed ones hold on where the wording is the same; where it is another, or the item was
    moved, split or merged, they come back as proposals. What was declined stays declined under
    the same wording, and may be proposed again under another.
    """
    heirs = _heirs(lines, made)
    found: dict[tuple[int, int], Pair] = {}
    for row in _decided(heirs):
        ones, sure = heirs.get(row.one_id, ((row.one,), True))
        others, sure_too = heirs.get(row.other_id, ((row.other,), True))
        state = _state_of(row, sure and sure_too)
        for a, b in product(ones, others):
            if state is not None and a.pk != b.pk and _lasts(a) and _lasts(b):
                new = _new(row, a, b, state)
                # Of several that claim a pair, what is sure comes first.
                known = found.get((new.one_id, new.other_id))
                if known is None or known.state == MappingState.PROPOSED:
                    found[new.one_id, new.other_id] = new
    return list(found.values())


def _heirs(lines: Iterable[RenewalLine], made: Sequence[Duty]) -> _Heirs:
    """Return the new duties by the key of the old one, and whether the wording is the same."""
    by_item = {duty.item_id: duty for duty in made}
    return {
        old.pk: (
            tuple(by_item[one.item.pk] for one in line.new),
            _SAME_WORDS.issuperset(line.kinds),
        )
        for line in lines
        for old in line.old
    }


def _decided(heirs: _Heirs) -> list[Pair]:
    keys = list(heirs)
    rows = Pair.objects.filter(Q(one__in=keys) | Q(other__in=keys))
    rows = rows.exclude(state=MappingState.PROPOSED)
    sides = ("one__item", "other__item")
    return list(
        rows.select_related(*sides)
        .prefetch_related(*(f"{side}__elements" for side in sides))
        .order_by("pk")
    )


def _state_of(row: Pair, sure: bool) -> MappingState | None:
    if sure:
        return MappingState(row.state)
    return MappingState.PROPOSED if row.state == MappingState.CONFIRMED else None


def _lasts(duty: Duty) -> bool:
    over = duty.ends_on is not None and duty.ends_on < timezone.localdate()
    return duty.applies and not over


def _new(row: Pair, a: Duty, b: Duty, state: MappingState) -> Pair:
    first, second = sorted((a, b), key=lambda duty: duty.pk)
    decided = state is not MappingState.PROPOSED
    return Pair(
        body_id=row.body_id,
        one=first,
        other=second,
        score=likeness_of(a.item, b.item),
        state=state,
        decided_by_id=row.decided_by_id if decided else None,
        decided_at=row.decided_at if decided else None,
        reason=row.reason if decided else "",
        carried_from=row,
    )
