"""The numbers and citations that stand behind due dates, read from data with their sources."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongkai.refusals import Refused
from gongkai.workdays.official import data_folder

UNVERIFIED = "〔待核〕"


@dataclass(frozen=True, slots=True)
class Default:
    """A number of working days that stands in where a phrase names none.

    ``words``: the phrase must hold one of them (empty: always). ``warn``: the working day on
    which to remind, unless the body has its own target. ``name``: realtime or timely, the target
    that goes before it. ``source`` ends in 待核 where it still has to be checked.
    """

    n: int
    source: str
    words: tuple[str, ...] = ()
    warn: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """A body's own targets in working days; None where it has none and the data decide.

    ``realtime``: 实时更新 is due on this working day. ``timely``: 及时 is aimed at it, and stays
    due on the last day 条例 26 allows. Raises ``Refused`` for one outside 1 to that day.
    """

    realtime: int | None = None
    timely: int | None = None

    def __post_init__(self) -> None:
        ceiling = defaults().ceiling.n
        for target in (self.realtime, self.timely):
            if target is not None and not 1 <= target <= ceiling:
                raise Refused(
                    "target-out-of-range",
                    f"自定的公开目标须在第1到第{ceiling}个工作日之间，现为{target}。",
                )

    def of(self, default: Default) -> int | None:
        """Return the body's own target where ``default`` would stand in."""
        return {"realtime": self.realtime, "timely": self.timely}.get(default.name)


@dataclass(frozen=True, slots=True)
class Defaults:
    """All defaults: the ceiling of 条例 26, the readings of 实时/及时, the grace of a period."""

    ceiling: Default
    realtime: tuple[Default, ...]
    grace: Default


@cache
def defaults() -> Defaults:
    """Return the defaults shipped with Gongkai."""
    raw = read("defaults.toml")
    return Defaults(
        ceiling=_default(raw["ceiling"], "n"),
        realtime=tuple(_default(table, "n") for table in raw["realtime"]),
        grace=_default(raw["periodic"], "grace"),
    )


def cite(rules: Iterable[str]) -> str:
    """Return the plain Chinese citation of rule ids, in the order given."""
    table = _rules()
    return "；".join(table[rule] for rule in rules)


@cache
def _rules() -> dict[str, str]:
    return {
        rule: entry["article"] + ("" if entry["verified"] else UNVERIFIED)
        for rule, entry in read("rules.toml").items()
    }


def _default(table: dict[str, Any], key: str) -> Default:
    return Default(
        n=table[key],
        source=table["source"] + ("" if table["verified"] else UNVERIFIED),
        words=tuple(table.get("words", ())),
        warn=table.get("warn"),
        name=table.get("name", ""),
    )


def read(name: str) -> dict[str, Any]:
    """Return one data file of this room."""
    return tomllib.loads((data_folder() / name).read_text(encoding="utf-8"))
