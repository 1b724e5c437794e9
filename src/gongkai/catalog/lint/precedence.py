"""Which rule decides how soon an item must be public (RULES.md §5, conflict resolver)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai.catalog.cleaning import squash
from gongkai.catalog.lint.tables import load
from gongkai.catalog.model import Item, LimitUnit
from gongkai.catalog.variants import simplified

# A working day is 7/5 calendar days, and two holidays can put this many days more between.
_DAYS = {
    LimitUnit.WORKING_DAY: 1.4,
    LimitUnit.DAY: 1.0,
    LimitUnit.WEEK: 7.0,
    LimitUnit.MONTH: 30.0,
    LimitUnit.YEAR: 365.0,
    LimitUnit.HOUR: 1 / 24,
}
_HOLIDAYS = 9.0
_OPENING_ENDS = re.compile("[，。；：（]")


@dataclass(frozen=True, slots=True)
class LegalLimit:
    """One statutory limit: so many units after the event. ``seen`` is false for a rule of status M.

    ``rank`` 0 is the highest (法律); ``general`` is the rule for everything.
    """

    id: str
    name: str
    rank: int
    n: int
    unit: LimitUnit
    event: str
    year: int
    general: bool
    seen: bool
    words: str
    not_words: str

    @property
    def amount(self) -> str:
        """The limit in words: 20个工作日, 20日."""
        return f"{self.n}个工作日" if self.unit is LimitUnit.WORKING_DAY else f"{self.n}日"


@cache
def legal_limits() -> tuple[LegalLimit, ...]:
    """Return the table of statutory limits."""
    data = load("limits")
    return tuple(
        LegalLimit(
            entry["id"],
            entry["name"],
            data["ranks"].index(entry["rank"]),
            entry["n"],
            LimitUnit(entry["unit"]),
            entry["event"],
            entry["year"],
            entry.get("general", False),
            entry["status"] != "M",
            entry.get("words", ""),
            entry.get("not_words", ""),
        )
        for entry in data["limit"]
    )


def candidates(item: Item, scope: str | None = None) -> tuple[LegalLimit, ...]:
    """Return every rule that speaks about ``item``, the one that decides first.

    ``scope`` narrows the item to the part a clause is for (行政处罚). A special rule goes before
    the general one, which 国务院令第711号 第二十六条 itself lets give way to laws; a special rule
    of a lower rank that would allow more time than the general one does not. Among special
    rules: the higher rank, then the later year, then the shortest.
    """
    if scope:
        return speaking_of(f"{scope}结果")
    return speaking_of(item.levels[-1] if item.levels else "", item.content)


def speaking_of(heading: str, content: str = "") -> tuple[LegalLimit, ...]:
    """Return what ``candidates`` returns, for an innermost heading and its content."""
    about = simplified(squash(heading))
    opening = _OPENING_ENDS.split(simplified(squash(content)), maxsplit=1)[0]
    return _candidates(about, opening)


@lru_cache(maxsize=16384)
def _candidates(about: str, opening: str) -> tuple[LegalLimit, ...]:
    # A long content names many things; only where it opens with one is it about it.
    matching = [one for one in legal_limits() if one.general or _speaks(one, about, opening)]
    general = next((one for one in matching if one.general), None)
    return tuple(sorted(matching, key=lambda one: _order(one, general)))


def _order(one: LegalLimit, general: LegalLimit | None) -> tuple[int, int, int, float]:
    gives_way = one.general
    if general and not one.general and one.rank > general.rank:
        gives_way = days(one.n, one.unit) > days(general.n, general.unit)
    return int(gives_way), one.rank, -one.year, days(one.n, one.unit)


def _speaks(limit: LegalLimit, heading: str, opening: str) -> bool:
    if limit.not_words and re.search(limit.not_words, heading):
        return False
    if re.search(limit.words, heading):
        return True
    about = re.search(limit.words, opening)
    return bool(about and not (limit.not_words and re.search(limit.not_words, opening)))


def days(n: int, unit: LimitUnit | None) -> float:
    """Return the calendar days that ``n`` units take in an ordinary week."""
    return n * _DAYS[unit or LimitUnit.DAY]


def longer(n: int, unit: LimitUnit | None, limit: LegalLimit) -> bool | None:
    """True where ``n`` units are longer than the limit for certain, None where it depends.

    Units of one kind are compared as they are; 30日 beside 20个工作日 depends on the holidays.
    """
    if unit is limit.unit:
        return n > limit.n
    printed, legal = days(n, unit), days(limit.n, limit.unit)
    if printed <= legal:
        return False
    depends = LimitUnit.WORKING_DAY is limit.unit and printed <= legal + _HOLIDAYS
    return None if depends else True
