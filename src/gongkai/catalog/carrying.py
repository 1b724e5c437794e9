"""Decides what a blank heading cell means: merged with the row above, empty, or unclear.

A merged cell leaves its text in one row and blanks in the others. The heading columns are nested
(process, level 1, level 2 …; before them the number, where one number stands for several rows), so
a blank inner cell goes on with the row above only while the outer cell does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.catalog.cells import Merge
from gongkai.catalog.model import Origin
from gongkai.catalog.printed import is_above, is_doubtful, is_elsewhere, is_struck


@dataclass(frozen=True, slots=True)
class Held:
    """The value in force in one heading cell; ``candidates`` are what it may be if unresolved.

    ``missing``: the row is cut before this cell, so nothing at all is known of it. ``from_above``:
    the cell is blank, and the value above it most likely goes on.
    """

    value: str | None
    origin: Origin
    candidates: tuple[str, ...] = ()
    missing: bool = False
    from_above: bool = False


NOTHING = Held(None, Origin.ABSENT)


def carry(
    rows: Sequence[Sequence[str | None]], opens_page: Sequence[bool], *, grouped: bool
) -> list[list[Held]]:
    """Return, for each row and heading column (outermost first), the value in force.

    ``grouped``: the first column is a number that stands for several rows. A cell is None where
    the row is cut before it.
    """
    width = len(rows[0]) if rows else 0
    force = [NOTHING] * width
    carried: list[list[Held]] = []
    for place, row in enumerate(rows):
        held = _row(row, force, grouped=grouped)
        following = rows[place + 1] if place + 1 < len(rows) and opens_page[place + 1] else None
        if grouped and following and not row[0] and following[0]:
            held = _before_page_break(row, held, following)
        force = held
        carried.append(held)
    return carried


def _row(row: Sequence[str | None], force: Sequence[Held], *, grouped: bool) -> list[Held]:
    held: list[Held] = []
    changed = False  # the outer cell holds something else than in the row above
    for place, text in enumerate(row):
        above = force[place]
        outer = held[-1] if held else None
        if text is None:
            now = Held(None, Origin.UNRESOLVED, _known(above), missing=True)
        elif is_above(text):
            now = _said_above(above)
        elif (said := told(text)) is not None:
            now = said
            changed = above.value is not None
        elif text:
            now = Held(text, Origin.PRINTED)
            changed = text != above.value and text not in above.candidates
        elif outer is None:
            now = _same(above)
        elif changed:
            now = _under_new_number(above) if grouped and place == 1 else NOTHING
        elif outer.origin in (Origin.PRINTED, Origin.UNRESOLVED):
            now = _unclear(above)
        else:
            now = _same(above)
        held.append(now)
    return held


def told(text: str) -> Held | None:
    """Return what a stroke (empty on purpose), a question mark or a reference says, else None."""
    if is_struck(text):
        return NOTHING
    unclear = is_doubtful(text) or is_elsewhere(text)
    return Held(None, Origin.UNRESOLVED) if unclear else None


def _said_above(above: Held) -> Held:
    """The cell says 同上: the value above, or nothing certain where none is in force there."""
    return _same(above) if above.value else Held(None, Origin.UNRESOLVED, above.candidates)


def _same(above: Held) -> Held:
    """The cell is merged with the one above it."""
    if above.origin is Origin.UNRESOLVED:
        return Held(None, Origin.UNRESOLVED, above.candidates)
    return Held(above.value, Origin.CARRIED) if above.value else NOTHING


def _known(held: Held) -> tuple[str, ...]:
    return held.candidates or ((held.value,) if held.value else ())


def _unclear(above: Held) -> Held:
    """The outer heading was printed again, so the blank may be a merged cell or an empty one."""
    candidates = _known(above)
    open_above = above.origin is Origin.UNRESOLVED
    return Held(None, Origin.UNRESOLVED, candidates) if candidates or open_above else NOTHING


def _under_new_number(above: Held) -> Held:
    """A new number with no heading: the heading of the last number may reach down to it."""
    return _unclear(above)


def _before_page_break(
    row: Sequence[str | None], held: Sequence[Held], following: Sequence[str | None]
) -> list[Held]:
    """The last row of a page may belong to the merged cell whose text is on the next page."""
    unclear: list[Held] = []
    for place, now in enumerate(held):
        if row[place] or place > 1:
            open_above = bool(unclear) and unclear[-1].origin is Origin.UNRESOLVED
            unclear.append(_unclear(now) if not row[place] and open_above else now)
            continue
        next_page = following[place]
        both = (*_known(now), next_page) if next_page else _known(now)
        unclear.append(Held(None, Origin.UNRESOLVED, tuple(dict.fromkeys(both))))
    return unclear


def exact(
    rows: Sequence[Sequence[tuple[str | None, Merge]]], *, numbered: bool = False
) -> list[list[Held]]:
    """As :func:`carry` for a file with real cells: each says itself whether it is merged.

    A blank cell that is not merged is empty; only where a heading further in is printed, it goes
    on with the heading above it, inferred (groups are often printed once). ``numbered``: the
    first column is a number, which goes on only where the next heading does too.
    """
    force: list[Held] = []
    carried: list[list[Held]] = []
    for row in rows:
        above = force or [NOTHING] * len(row)
        held = [
            _said_above(above[place]) if text and is_above(text) else _exact(text, merge)
            for place, (text, merge) in enumerate(row)
        ]
        _infer_outer(held, row, above, start=int(numbered))
        force = _in_force(held, above, start=int(numbered))
        carried.append(held)
    return carried


def _infer_outer(
    held: list[Held],
    row: Sequence[tuple[str | None, Merge]],
    above: Sequence[Held],
    *,
    start: int,
) -> None:
    """Fill the blank headings before the first printed one; a number only with its heading."""
    first = next((place for place in range(start, len(row)) if held[place] != NOTHING), len(row))
    if first in (start, len(row)) or held[first].origin is not Origin.PRINTED:
        return
    for place in range(first):  # the number too, where it stands for a whole group
        text, merge = row[place]
        if text == "" and merge is Merge.OWN and above[place].value:
            held[place] = Held(above[place].value, Origin.INFERRED, from_above=True)


def _in_force(held: Sequence[Held], above: Sequence[Held], *, start: int) -> list[Held]:
    """Return what a later row may go on with: a new outer heading ends the ones inside it."""
    force: list[Held] = []
    changed = False
    for place, (now, before) in enumerate(zip(held, above, strict=True)):
        force.append(now if now != NOTHING or changed else before)
        new = now.value is not None and now.value != before.value
        changed = changed or (new and place >= start)
    return force


def _exact(text: str | None, merge: Merge) -> Held:
    if text is None:
        return Held(None, Origin.UNRESOLVED, missing=True)
    if not text:
        return NOTHING
    said = told(text)
    if said is not None:
        return said
    return Held(text, Origin.CARRIED if merge is Merge.BELOW else Origin.PRINTED)
