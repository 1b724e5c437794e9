"""Loads the word lists of this room (``data/*.toml``): what varies by place is data, not code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.catalog.model import LimitUnit

NAMES = (
    "bounds",
    "channels",
    "columns",
    "elements",
    "fits",
    "glyphs",
    "limits",
    "symbols",
    "words",
)


@cache
def load(name: str) -> dict[str, Any]:
    """Return the data file ``name`` as plain values; it is read once and must not be changed."""
    text = files("gongkai.catalog").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def unit_label(unit: LimitUnit) -> str:
    """Return what stands behind a number of ``unit``: 20个工作日."""
    return str(load("limits")["unit_labels"][unit])


@cache
def field_label(field: str) -> str:
    """Return the Chinese name of an item field, as findings print it."""
    return str(load("columns")["labels"].get(field, field))
