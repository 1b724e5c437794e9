"""Bytes nobody meant: whatever a file holds, it is read or refused, and nothing else happens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.catalog import Reading, read_file, read_limit, read_text
from gongkai.refusals import Refused
from tests.catalog.case_files import CASES

FORMATS = Path(__file__).parent / "formats"
SEEDS = [
    CASES / "excel-merged-levels.xlsx",
    CASES / "excel-values.xlsx",
    CASES / "csv-gb18030.csv",
    CASES / "csv-tabs-utf16.csv",
    CASES / "pdf-turned-text.pdf",
    CASES / "one-row-on-a-line.txt",
    FORMATS / "linzi-housing-centre.xls",
    FORMATS / "linzi-housing-centre.docx",
    FORMATS / "linzi-housing-centre.html",
]
HEADS = [b"", b"PK\3\4", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
HEADINGS = "序号\t公开事项\t公开内容\t公开时限"
SIGNS = "序号公开事项内容时限主体√■□/—\t|\n 1甲《》（）〔〕第条日内每季度"
LIMIT_SIGNS = "自信息形成变更之日起20个工作日内，每年1月31前季度第一半月；长期公开（）其中1.、及时"
BOUNDED = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),  # where
        st.integers(0, 40),  # how many bytes are taken out
        st.binary(max_size=40),  # what is put in
    ),
    min_size=1,
    max_size=6,
)


def changed(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for part, length, piece in changes:
        place = int(part * len(data))
        data = data[:place] + piece + data[place + length :]
    return data


def outcome(read: Callable[[], Reading]) -> str:
    """Return how a reading ended, in one line: what was found, or why it was refused."""
    try:
        return f"{len(read().catalogs)}份目录"
    except Refused as refused:
        return refused.message


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
@BOUNDED
@given(changes=CHANGES)
def test_a_file_with_changed_bytes_is_read_or_refused(
    tmp_path: Path, seed: Path, changes: list[tuple[float, int, bytes]]
) -> None:
    path = tmp_path / f"目录{seed.suffix}"
    path.write_bytes(changed(seed.read_bytes(), changes))
    assert len(outcome(lambda: read_file(path)).splitlines()) == 1


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".html", ".docx", ".xls", ".pdf", ".json"])
@pytest.mark.parametrize("head", HEADS)
@BOUNDED
@given(data=st.binary(min_size=1, max_size=600))
def test_any_bytes_under_any_name_are_read_or_refused(
    tmp_path: Path, suffix: str, head: bytes, data: bytes
) -> None:
    path = tmp_path / f"目录{suffix}"
    path.write_bytes(head + data)
    assert len(outcome(lambda: read_file(path)).splitlines()) == 1


@BOUNDED
@given(text=st.text(SIGNS, max_size=300))
def test_any_text_of_catalog_signs_is_read_or_refused(text: str) -> None:
    whole = f"{HEADINGS}\n{text}"
    assert len(outcome(lambda: read_text(whole, "甲.txt")).splitlines()) == 1


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(
        "自信息形成变更之日起20个工作日内，每年1月31前季度第一半月；长期公开（）其中1.、及时",
        max_size=60,
    )
)
def test_any_phrase_keeps_its_text_and_is_read_or_unresolved(text: str) -> None:
    limit = read_limit(text)
    assert limit.text == text
