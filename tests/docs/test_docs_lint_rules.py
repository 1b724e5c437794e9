"""docs/lint-rules.md is what the rules say of themselves, and leaves none out."""

from __future__ import annotations

from gongkai.catalog.lint import described
from tests.docs import lint_rules
from tests.docs.pages import rows, text


def test_the_page_of_rules_says_what_the_rules_say() -> None:
    assert text("docs/lint-rules.md") == lint_rules.page(), (
        "run: .venv/bin/python -m tests.docs.lint_rules"
    )


def test_every_rule_has_its_line_on_the_page() -> None:
    listed = [row[0].strip("`") for row in rows(lint_rules.page()) if len(row) == 7]
    assert sorted(listed) == sorted(described())
