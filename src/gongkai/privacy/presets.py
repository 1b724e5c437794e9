"""Mask presets, read from data: which characters of an identity number stay visible."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.refusals import Refused

LENGTH = 18
DEFAULT = "6-10-2"


@dataclass(frozen=True, slots=True)
class Preset:
    """One mask: ``head`` and ``tail`` characters of 18 stay visible, the rest are ``*``.

    ``needs_reason``: so weak that its use must be recorded with a reason. ``candidates``: how
    many numbers fit when region and birth year are known.
    """

    name: str
    head: int
    tail: int
    label: str
    candidates: int
    source: str
    needs_reason: bool = False

    @property
    def visible(self) -> frozenset[int]:
        """The positions that stay visible, 0 to 17."""
        return frozenset((*range(self.head), *range(LENGTH - self.tail, LENGTH)))


@dataclass(frozen=True, slots=True)
class PhoneMask:
    """How many leading and trailing digits of a mobile number stay visible."""

    head: int
    tail: int
    source: str


@cache
def presets() -> tuple[Preset, ...]:
    """Return all presets, the default first."""
    found = tuple(Preset(**table) for table in _data()["preset"])
    return tuple(sorted(found, key=lambda preset: preset.name != _data()["default"]))


def preset(name: str = DEFAULT) -> Preset:
    """Return the preset of that name; ``Refused`` where there is none."""
    for found in presets():
        if found.name == name:
            return found
    names = "、".join(found.name for found in presets())
    raise Refused("unknown_preset", f"没有名为“{name}”的掩码方案，可选：{names}。")


@cache
def phone_mask() -> PhoneMask:
    """Return the mask for mobile numbers."""
    return PhoneMask(**_data()["phone"])


@cache
def _data() -> dict[str, Any]:
    path = files("gongkai.privacy") / "data" / "masks.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
