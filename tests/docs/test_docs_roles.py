"""docs/roles.md says what the rules say."""

from __future__ import annotations

from gongkai.disclosures.rules import VERBS
from tests.docs import roles
from tests.docs.pages import named, rows, text

PAGE = rows(text("docs/roles.md"))


def test_every_role_is_there_under_its_chinese_name() -> None:
    for row in roles.role_rows():
        assert row in [found[:2] for found in PAGE]


def test_the_table_of_states_says_what_can_be_done_in_each() -> None:
    expected = roles.state_rows()
    names = {row[0] for row in expected}
    assert [row for row in PAGE if row[0] in names and len(row) == 3] == expected


def test_the_table_of_verbs_is_the_table_in_the_code() -> None:
    assert [row for row in PAGE if len(row) == 5] == roles.verb_rows()


def test_every_condition_is_explained_and_no_explanation_is_left_over() -> None:
    asked = {name for verb in VERBS.values() for name in roles.conditions_of(verb)}
    start = text("docs/roles.md").split("| condition | meaning |")[1].split("\n## ")[0]
    explained = {named(row[0]) for row in rows("| condition | meaning |" + start)}
    assert explained == asked


def test_every_verb_leads_somewhere() -> None:
    leads = text("docs/roles.md").split("## Where a verb leads")[1]
    for name in VERBS:
        assert f"`{name}`" in leads
