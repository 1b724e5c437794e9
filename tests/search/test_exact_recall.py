"""Searching finds exactly what contains the words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.search.actions import put, remove
from gongkai.search.queries import find
from gongkai.search.terms import fold

pytestmark = pytest.mark.django_db
SIGNS = st.text(alphabet="住房保障公aAb1２%_\\ 〇-\x00'", max_size=12)


def entered(key: int, text: str) -> None:
    put("t", key, title="", text=text, body_id=1, published_on=date(2025, 1, 1))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(SIGNS, min_size=1, max_size=5), SIGNS)
def test_recall_is_that_of_reading_every_text(texts: list[str], query: str) -> None:
    for key in range(5):
        remove("t", key)
    for key, text in enumerate(texts):
        entered(key, text)
    words = fold(query).split()
    expected = {
        key for key, text in enumerate(texts) if words and all(word in fold(text) for word in words)
    }
    assert set(find("t", query).values_list("key", flat=True)) == expected


def test_a_very_long_word_is_indexed_and_found() -> None:
    entered(1, "a" * 5000 + "住房")
    assert find("t", "住房").count() == 1
    assert find("t", "aaa住").count() == 1


def test_what_is_removed_is_not_found() -> None:
    entered(1, "住房保障")
    remove("t", 1)
    assert find("t", "住").count() == 0
