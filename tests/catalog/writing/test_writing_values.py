"""JSON: what is written is what was there, and what is no catalog is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from gongkai.catalog import read_file, to_dict
from gongkai.catalog.formats.values import from_values
from gongkai.catalog.model import Catalog
from gongkai.catalog.writing import export
from gongkai.refusals import Refused
from tests.catalog.writing.made import any_catalogs, read_back
from tests.docs.pages import ROOT

EXAMPLES = sorted((ROOT / "examples/catalogs").glob("*.txt"))


@settings(max_examples=60, deadline=None)
@given(any_catalogs)
def test_any_catalog_comes_back_from_its_values_in_every_part(catalog: Catalog) -> None:
    made = export([catalog], "json")
    assert from_values(json.loads(made.data)) == (catalog,)
    assert from_values(to_dict(catalog)) == (catalog,)
    assert made.losses == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_back_from_json_with_findings_places_and_origins(
    path: Path, tmp_path: Path
) -> None:
    catalogs = read_file(path).catalogs
    assert read_back(export(catalogs, "json").data, tmp_path, "json") == catalogs


def test_a_json_file_says_that_it_is_one(tmp_path: Path) -> None:
    path = tmp_path / "目录.json"
    path.write_bytes(export(read_file(EXAMPLES[0]).catalogs, "json").data)
    assert read_file(path).format == "json"


def test_several_catalogs_stay_several(tmp_path: Path) -> None:
    catalogs = [catalog for path in EXAMPLES for catalog in read_file(path).catalogs]
    assert read_back(export(catalogs, "json").data, tmp_path, "json") == tuple(catalogs)


def test_an_item_stands_on_one_line() -> None:
    catalogs = read_file(EXAMPLES[0]).catalogs
    lines = export(catalogs, "json").data.decode().splitlines()
    assert sum(line.startswith('{"seq"') for line in lines) == len(catalogs[0].items)


def test_a_key_an_earlier_version_did_not_write_is_empty() -> None:
    values = to_dict(read_file(EXAMPLES[0]).catalogs[0])
    for item in values["items"]:
        for key in ("details", "extras", "cells", "line"):
            del item[key]
    (catalog,) = from_values(values)
    assert (catalog.items[0].extras, catalog.items[0].cells) == ((), ())


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_file(path)
    assert refused.value.code == "catalog-json"
    assert "\n" not in refused.value.message
    return refused.value.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1, 2]", "文件应是一个对象"),
        ('{"catalogs": 1}', "catalogs 应是一个列表"),
        ('{"catalogs": [1]}', "catalogs[0]应是一个对象"),
        ('{"title": 1}', "title 应是文字"),
        ('{"a": ', "不是完整的 JSON"),
        ("[" * 100_000, "层次太多"),
    ],
)
def test_what_is_no_catalog_is_refused_by_its_key(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "别的.json"
    path.write_text(text, encoding="utf-8")
    assert said in refusal(path)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("line", "三", "line 应是整数"),
        ("line", True, "line 应是整数"),
        ("seq", 3, "seq 应是文字"),
        ("levels", ["甲", 1], "levels[1]应是文字"),
        ("seq", "半个\ud800字", "seq 应是文字"),
        ("extras", [["只有标题"]], "extras[0]应是两段文字"),
        ("origin", {"seq": "guessed"}, "seq 应是已知的词"),
        ("channels", [{"name": "政府网站", "required": "是"}], "required 应是 true 或 false"),
    ],
)
def test_a_value_of_another_kind_is_refused_by_its_key(
    tmp_path: Path, key: str, value: Any, said: str
) -> None:
    values = to_dict(read_file(EXAMPLES[0]).catalogs[0])
    values["items"][0][key] = value
    path = tmp_path / "改过.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    assert said in refusal(path)
