"""Small catalogs, one for each way real ones differ; made up, after what is seen in the field.

``tests/catalog/cases/<slug>.<format>`` is a case, ``….json`` beside it what it must be read as.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.catalog.expecting import cases, expected_of, read


@pytest.mark.parametrize("case", cases(), ids=lambda path: path.name)
def test_every_cell_of_a_case_is_right_or_honestly_unresolved(case: Path) -> None:
    assert read(case) == json.loads(expected_of(case).read_text(encoding="utf-8"))


def test_no_expected_file_is_left_without_its_case() -> None:
    kept = {expected_of(case).name for case in cases()}
    found = {path.name for path in (Path(__file__).parent / "cases").glob("*.json")}
    assert found == kept
