"""Loads the tables of this package: what varies by law and by year is data (``data/*.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

NAMES = ("laws", "limits", "personal", "reader", "rules", "texts")


@cache
def load(name: str) -> dict[str, Any]:
    """Return the data file ``name`` as plain values; it is read once and must not be changed."""
    place = files("gongkai.catalog.lint").joinpath("data", f"{name}.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))
