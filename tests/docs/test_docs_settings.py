"""docs/settings.md and the code name the same variables."""

from __future__ import annotations

import re

from tests.docs.pages import ROOT, files, named, rows, text

VARIABLE = re.compile(r"GONGKAI_[A-Z][A-Z_]*[A-Z]")
READS = ("src", "script", "tests", ".ci")


def documented() -> set[str]:
    return {
        named(row[0]) for row in rows(text("docs/settings.md")) if row[0].startswith("`GONGKAI_")
    }


def used() -> set[str]:
    found: set[str] = set()
    for path in files():
        inside = path.relative_to(ROOT)
        if inside.parts[0] in READS and inside.parts[:2] != ("tests", "docs"):
            found |= {*VARIABLE.findall(path.read_text(encoding="utf-8", errors="ignore"))}
    return found


def test_every_variable_in_use_is_documented() -> None:
    assert used() - documented() == set()


def test_every_documented_variable_is_in_use() -> None:
    assert documented() - used() == set()


def test_other_pages_name_no_variable_that_does_not_exist() -> None:
    for path in files():
        if path.suffix == ".md":
            named_here = {*VARIABLE.findall(path.read_text(encoding="utf-8"))}
            assert named_here - documented() == set(), path.relative_to(ROOT)
