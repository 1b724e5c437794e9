"""How the form of an item changes with its edition, and which corrections of it are remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.duties.models import Element, ElementCorrection

Corrections = Mapping[int, ElementCorrection]


@dataclass(frozen=True, slots=True)
class FormChange:
    """The fields that come and go, and those of another kind: (name, kind before, kind after).

    Kinds are those the body works with, its own corrections included; ``masked`` and
    ``unmasked`` name the fields where part of the number is now hidden, or no longer.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kinds: tuple[tuple[str, str, str], ...] = ()
    masked: tuple[str, ...] = ()
    unmasked: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.kinds, self.masked, self.unmasked))


def form_change(
    old: Sequence[Element], new: Sequence[Element], mended: Corrections, carried: Corrections
) -> FormChange:
    """Compare two forms by group and name; ``mended`` and ``carried`` are the corrections of
    the old and of the new elements, by element."""
    before = {_key(one): (str(one), *_kept_as(one, mended)) for one in old}
    after = {_key(one): (str(one), *_kept_as(one, carried)) for one in new}
    both = [(before[key], after[key]) for key in after if key in before]
    return FormChange(
        added=tuple(after[key][0] for key in after if key not in before),
        removed=tuple(before[key][0] for key in before if key not in after),
        kinds=tuple((a[0], b[1], a[1]) for b, a in both if a[1] != b[1]),
        masked=tuple(a[0] for b, a in both if a[2] and not b[2]),
        unmasked=tuple(a[0] for b, a in both if b[2] and not a[2]),
    )


def remembered(
    old: Sequence[Element], new: Sequence[Element], mended: Corrections
) -> tuple[tuple[Element, ElementCorrection], ...]:
    """Return the new elements whose namesake under the same item was mended, with how.

    The group and the name must be the same; where only the group was renamed, the name does, as
    long as it stands once on both sides.
    """
    found = {_key(one): mended[one.pk] for one in old if one.pk in mended}
    once = _once(old) & _once(new)
    by_name = {key[1]: correction for key, correction in found.items() if key[1] in once}
    return tuple(
        (element, correction)
        for element in new
        if (correction := found.get(_key(element)) or by_name.get(element.name)) is not None
    )


def _once(elements: Sequence[Element]) -> set[str]:
    names = [element.name for element in elements]
    return {name for name in names if names.count(name) == 1}


def _key(element: Element) -> tuple[str, str]:
    return element.group, element.name


def _kept_as(element: Element, corrections: Corrections) -> tuple[str, bool]:
    correction = corrections.get(element.pk)
    known = correction or element
    return known.kind, known.masked
