"""docs/architecture.md names every room, and every room says what it is."""

from __future__ import annotations

import ast
import importlib
import re

import pytest

from tests.docs.pages import ROOT, named, rows, text

SOURCE = ROOT / "src" / "gongkai"
PACKAGES = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
MODULES = sorted(path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__")


def rooms() -> set[str]:
    found = {named(row[0]) for row in rows(text("docs/architecture.md"))}
    return {name.removeprefix("gongkai.") for name in found if name.startswith("gongkai.")}


def test_every_room_is_in_the_table_and_no_other() -> None:
    assert rooms() == {*PACKAGES, *MODULES}


def test_every_room_stands_on_a_floor() -> None:
    floors = text("docs/architecture.md").split("```")[1]
    standing = {word for line in floors.splitlines() for word in line.split()}
    assert {*PACKAGES, *MODULES} <= standing


@pytest.mark.parametrize("name", PACKAGES)
def test_a_room_says_in_one_line_what_it_is(name: str) -> None:
    tree = ast.parse((SOURCE / name / "__init__.py").read_text(encoding="utf-8"))
    said = ast.get_docstring(tree)
    assert said, f"gongkai.{name} has no docstring"
    first, _, rest = said.partition("\n")
    assert first.endswith(".")
    assert rest == "" or rest.startswith("\n")


def test_every_room_stands_in_the_import_contract() -> None:
    contract = text("pyproject.toml")
    for name in (*PACKAGES, *MODULES):
        assert re.search(rf'[" ]gongkai\.{name}[" ]', contract), name


def test_the_functions_that_the_page_names_exist() -> None:
    page = text("docs/architecture.md")
    rooms_named = "|".join(sorted(PACKAGES, key=len, reverse=True))
    dotted = re.findall(rf"`(?:gongkai\.)?((?:{rooms_named})\.[a-z_.]+?)(?:\([^`]*\))?`", page)
    assert len(dotted) > 10
    for name in dotted:
        assert _resolves(f"gongkai.{name}"), name


def _resolves(dotted: str) -> bool:
    try:
        importlib.import_module(dotted)
    except ModuleNotFoundError:
        module, _, last = dotted.rpartition(".")
        return hasattr(importlib.import_module(module), last)
    return True
