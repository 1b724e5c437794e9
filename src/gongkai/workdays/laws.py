"""What 日 means in a law that says so itself (CAL-05)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongkai.workdays.defaults import UNVERIFIED, read

PREFIX = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Law:
    """A law whose 日 are working days: for the numbers ``days``, up to ``up_to``, or for all."""

    title: str
    article: str
    days: tuple[int, ...] = ()
    up_to: int = 0
    every: bool = False

    def means_working_days(self, n: int) -> bool:
        """Return whether a period of ``n`` 日 in this law is one of working days."""
        return self.every or n in self.days or n <= self.up_to


def law_of(title: str | None) -> Law | None:
    """Return the law of this title, with or without 《》 and 中华人民共和国.

    None for any other title: its 日 are calendar days (CAL-04).
    """
    plain = (title or "").strip().strip("《》").removeprefix(PREFIX)
    return _laws().get(plain)


@cache
def _laws() -> dict[str, Law]:
    return {
        table["title"]: Law(
            title=table["title"],
            article=table["article"] + ("" if table["verified"] else UNVERIFIED),
            days=tuple(table.get("days", ())),
            up_to=table.get("up_to", 0),
            every=table.get("all", False),
        )
        for table in read("laws.toml")["law"]
    }
