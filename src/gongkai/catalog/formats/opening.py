"""Tells what a file is by what it holds, not by its name, and hands it to its reader."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from gongkai.catalog import source
from gongkai.catalog.document import Document
from gongkai.catalog.formats import guard
from gongkai.catalog.formats.kinds import kind_of
from gongkai.catalog.model import Catalog
from gongkai.catalog.source import Source

# The module of this package that reads a kind of file: ``read(path) -> Document``; what this
# program wrote itself (json) holds finished catalogs, and what is no whole table (md) is a text.
READERS = {
    "docx": "word",
    "doc": "word_old",
    "xlsx": "sheets",
    "xls": "sheets",
    "pdf": "pages",
    "html": "web",
    "csv": "commas",
    "json": "values",
    "md": "markdown",
}
Opened = Source | Document | tuple[Catalog, ...]


def load(path: str | Path) -> Opened:
    """Open the file at ``path``: a :class:`Source` for plain text, catalogs where it
    holds them as values (json), else a :class:`Document`.

    Refuses with ``catalog-file-…`` or ``catalog-encoding``.
    """
    kind = guard.admit(Path(path)) or kind_of(path)
    if kind not in READERS:
        return source.load(path)
    module = import_module(f"gongkai.catalog.formats.{READERS[kind]}")
    read: Callable[[Path], Opened] = module.read
    with guard.reading(Path(path), kind):
        return read(Path(path))
