"""The legal grounds for not disclosing (条例第14、15、16条), from their data file."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its code, the openness values it allows, its article, its words."""

    code: str
    openness: tuple[str, ...]
    article: str
    name: str

    @property
    def label(self) -> str:
        """What a page shows: 条例 article and words."""
        return f"《条例》{self.article}：{self.name}"


@cache
def _data() -> dict[str, Any]:
    source = resources.files("gongkai.disclosures").joinpath("data/grounds.toml")
    return tomllib.loads(source.read_text("utf-8"))


@cache
def grounds() -> dict[str, Ground]:
    """Return every ground by its code, in the order of the articles."""
    return {
        row["code"]: Ground(row["code"], tuple(row["openness"]), row["article"], row["name"])
        for row in _data()["ground"]
    }


def reevaluate_after(day: date) -> date:
    """Return when a decision not to disclose is to be looked at again (条例第18条)."""
    months = day.month - 1 + int(_data()["reevaluation"]["months"])
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
