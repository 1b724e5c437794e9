"""The forms a limit can have; the first one that can read a piece decides.

To teach the reader a new form, write a function from a piece to clauses (none: not this form)
and put its name where no earlier form would take its phrases for another.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from gongkai.catalog.limits import counted, lasting, recurring, vague
from gongkai.catalog.limits.patterns import Reading, without_tails

READERS: tuple[Callable[[str], Reading], ...] = (
    recurring.periodic,
    recurring.every_so_many,
    recurring.on_a_day,
    recurring.on_a_weekday,
    recurring.fixed_date,
    vague.otherwise_ruled,
    vague.as_it_goes,
    vague.as_required,
    vague.realtime,
    lasting.open_ended,
    lasting.so_long,
    lasting.until,
    counted.before_event,
    counted.bare_amount,
    counted.after_event,
    counted.after_unmarked_event,
    counted.same_day,
    counted.before_uncounted,
)


@lru_cache(maxsize=4096)
def clauses_of(piece: str) -> Reading:
    """Return what one piece says, as printed or without the words that only say 公开; or none."""
    for core in dict.fromkeys((piece, without_tails(piece))):
        for reader in READERS:
            found = reader(core)
            if found:
                return found
    return ()
