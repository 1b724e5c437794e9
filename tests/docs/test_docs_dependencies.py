"""Every direct dependency has its line in docs/dependencies.md."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata

import pytest

from tests.docs.pages import named, rows, text

VENDORED = {"bootstrap", "axe-core"}


def direct() -> set[str]:
    project = tomllib.loads(text("pyproject.toml"))
    wanted = list(project["project"]["dependencies"])
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    wanted += project["build-system"]["requires"]
    wanted += text("requirements/build.in").split()
    return {re.split(r"[\[<>=;~! ]", one, maxsplit=1)[0] for one in wanted}


def lines() -> dict[str, list[str]]:
    return {named(row[0]): row for row in rows(text("docs/dependencies.md"))}


def test_every_direct_dependency_has_its_line_and_no_line_is_left_over() -> None:
    assert {*lines()} == direct() | VENDORED


def test_every_line_says_what_for_why_this_one_and_under_which_licence() -> None:
    for name, row in lines().items():
        assert len(row) == 4, name
        assert all(row), name


@pytest.mark.parametrize(
    ("name", "licence"),
    [("django", "BSD-3-Clause"), ("psycopg", "LGPL-3.0-only"), ("hypothesis", "MPL-2.0")],
)
def test_a_licence_is_the_one_the_package_states(name: str, licence: str) -> None:
    assert metadata.metadata(name)["License-Expression"] == licence
    assert lines()[name][3] == licence
