"""Tables in Markdown are read cell by cell; what is not whole is left to the reader of texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import read_file
from gongkai.catalog.document import Document
from gongkai.catalog.formats.markdown import cells, read
from gongkai.catalog.source import Source
from gongkai.catalog.writing.markdown import escaped
from gongkai.refusals import Refused

HEAD = "| 序号 | 公开事项 | 公开内容 | 公开时限 |"
RULE = "|---|:---|---:|:---:|"


def file(tmp_path: Path, text: str) -> Path:
    """Write ``text`` to a Markdown file."""
    path = tmp_path / "目录.md"
    path.write_text(text, encoding="utf-8")
    return path


@given(st.text(alphabet="甲|\\<br>\n x", max_size=12).map(lambda text: text.strip()))
def test_an_escaped_cell_comes_back(text: str) -> None:
    lines = [line.strip() for line in text.split("\n")]
    plain = "\n".join(lines)
    if "<br>" not in plain:
        assert cells(f"| 1 | {escaped(plain)} | 2 |") == ["1", plain, "2"]


def test_a_table_another_program_wrote_is_read(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        f"# 某县民政局政务公开标准目录\n\n{HEAD}\n{RULE}\n| 1 | 受理 | 条件<br/>材料 | 7日内 |\n",
    )
    reading = read_file(path)
    (catalog,) = reading.catalogs
    assert (reading.format, catalog.title, catalog.issuer) == (
        "md",
        "某县民政局政务公开标准目录",
        "某县民政局",
    )
    assert catalog.items[0].content == "条件\n材料"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n| 1 | 受理 | 条件 | 7日内 |",  # no rule
        f"{HEAD}\n{RULE}\n| 1 | 受理 | 条件 |",  # a cell is missing
        f"{HEAD}\n{RULE}\n| 1 | 受理 | 条件\n材料 | 7日内 |",  # a cell on two lines
        "甲局标准目录",
    ],
)
def test_a_table_that_is_not_whole_is_a_text(tmp_path: Path, text: str) -> None:
    assert isinstance(read(file(tmp_path, text)), Source)


def test_a_whole_table_is_a_document_with_its_text(tmp_path: Path) -> None:
    found = read(file(tmp_path, f"## 标题\n{HEAD}\n{RULE}\n| 1 | 甲 | 乙 | 丙 |\n末行\n"))
    assert isinstance(found, Document)
    assert [type(block).__name__ for block in found.blocks] == ["Paragraph", "Grid", "Paragraph"]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(file(tmp_path, " \n"))
    assert refused.value.code == "catalog-file-empty"
