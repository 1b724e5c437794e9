"""Every data file the project ships parses and says something."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongkai

ROOT = Path(gongkai.__file__).parent
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ROOT.glob("*/data")
    for path in folder.rglob("*")
    if path.suffix in {".toml", ".json"}
)


def _load(name: str) -> object:
    text = (ROOT / name).read_text(encoding="utf-8")
    loaded: object = tomllib.loads(text) if name.endswith(".toml") else json.loads(text)
    return loaded


def _texts(data: object) -> Iterator[str]:
    """Yield every text of the data, however deep, keys included."""
    if isinstance(data, str):
        yield data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from (str(key), *_texts(value))
    if isinstance(data, list):
        for value in data:
            yield from _texts(value)


def test_every_room_with_data_is_looked_at() -> None:
    rooms = {name.split("/")[0] for name in FILES}
    assert rooms >= {"audit", "catalog", "disclosures", "duties", "privacy", "workdays"}
    assert rooms == {folder.parent.name for folder in ROOT.glob("*/data")}


@pytest.mark.parametrize("name", FILES)
def test_the_file_parses_and_is_not_empty(name: str) -> None:
    data = _load(name)
    assert data
    assert isinstance(data, dict)
    assert all(value not in ([], {}, None) for value in data.values())


@pytest.mark.parametrize("name", FILES)
def test_the_file_has_no_replacement_signs_and_no_byte_order_mark(name: str) -> None:
    assert not (ROOT / name).read_bytes().startswith(b"\xef\xbb\xbf")
    assert not [text for text in _texts(_load(name)) if "\ufffd" in text or "\x00" in text]
