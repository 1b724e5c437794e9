"""Every data file of the room loads, and says what it must."""

from __future__ import annotations

from importlib.resources import files

import pytest

import gongkai.catalog
from gongkai.catalog import vocabulary
from gongkai.catalog.model import ElementKind, Item, LimitUnit

FIELDS = set(Item.__dataclass_fields__) - {
    "origin",
    "elements",
    "line",
    "cells",
    "details",
    "extras",
}


def test_every_data_file_is_known_and_loads() -> None:
    folder = files("gongkai.catalog").joinpath("data")
    found = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir())
    assert found == sorted(vocabulary.NAMES)
    assert all(vocabulary.load(name) for name in vocabulary.NAMES)


def test_every_column_fills_a_field_and_no_heading_means_two() -> None:
    data = vocabulary.load("columns")
    assert {entry["field"] for entry in data["column"]} == FIELDS
    names = [name for entry in data["column"] for name in entry["names"]]
    assert len(names) == len(set(names))
    assert set(data["labels"]) == FIELDS | {"elements"}


def test_every_choice_has_the_models_words() -> None:
    found: dict[str, list[str]] = {}
    for entry in vocabulary.load("columns")["choice"]:
        found.setdefault(entry["field"], []).append(entry["value"])
    assert found == {
        "audiences": ["everyone", "specific"],
        "modes": ["proactive", "on_request"],
        "tiers": ["city", "county", "township"],
    }


def test_every_kind_is_there_and_no_word_has_two() -> None:
    entries = vocabulary.load("elements")["kinds"]
    assert {ElementKind(entry["kind"]) for entry in entries} == set(ElementKind)
    words = [word for entry in entries for word in entry["words"]]
    assert len(words) == len(set(words))


def test_every_unit_is_there_and_no_period_word_has_two() -> None:
    data = vocabulary.load("limits")
    assert {LimitUnit(name) for name in data["units"]} == set(LimitUnit)
    words = [word for entry in data["periodic"] for word in entry["words"]]
    assert len(words) == len(set(words))


def test_no_alias_stands_for_two_channels() -> None:
    entries = vocabulary.load("channels")["channel"]
    names = [name for entry in entries for name in (entry["name"], *entry["aliases"])]
    assert len(names) == len(set(names))


def test_every_slip_and_wrapped_word_has_its_source() -> None:
    words = vocabulary.load("words")
    assert all(entry["source"] for entry in (*words["slip"], *words["wrapped"], *words["residue"]))


def test_the_room_gives_what_it_promises() -> None:
    assert all(getattr(gongkai.catalog, name) for name in gongkai.catalog.__all__)
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = gongkai.catalog.nothing_such
