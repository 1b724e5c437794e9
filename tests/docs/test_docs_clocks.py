"""docs/clocks.md against the catalogs and the engine."""

from __future__ import annotations

from tests.docs import clocks
from tests.docs.pages import rows, text

ITEMS = 115


def test_the_page_is_what_the_catalogs_and_the_engine_say() -> None:
    assert text("docs/clocks.md") == clocks.page(), "run: .venv/bin/python -m tests.docs.clocks"


def test_every_item_of_the_four_catalogs_has_a_clock_that_runs() -> None:
    found = [row for catalog in clocks.catalogs() for row in clocks.worked(catalog)]
    assert len(clocks.catalogs()) == 4
    assert len(found) == ITEMS
    for row in found:
        assert row.due.due is not None
        assert row.due.due >= row.start
        assert not row.due.provisional
        assert row.due.steps


def test_every_item_is_in_a_table_of_the_page_with_its_date() -> None:
    told = [row for row in rows(text("docs/clocks.md")) if len(row) == 7]
    assert len(told) == ITEMS
    assert all(all(cell for cell in row) for row in told)
    assert all("→ **20" in row[5] for row in told)


def test_a_law_decides_over_the_catalog_where_both_speak() -> None:
    told = text("docs/clocks.md")
    budget = [line for line in told.splitlines() if "财政部门批复" in line and line.startswith("|")]
    assert budget
    assert all("《预算法》第十四条第二款（法律）" in line for line in budget)


def test_what_is_not_checked_is_named_and_never_decides() -> None:
    for catalog in clocks.catalogs():
        for row in clocks.worked(catalog):
            assert all(one.seen for one in row.decided.candidates if one.chosen)
