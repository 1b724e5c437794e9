"""Fuzzes the readers: any bytes are read or refused. Run by ``script/fuzz reader``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-not-found]  # not locked

with atheris.instrument_imports(include=["gongkai"]):
    from gongkai.catalog import read_file
    from gongkai.refusals import Refused

SUFFIXES = (".txt", ".csv", ".html", ".docx", ".xlsx", ".xls", ".pdf", ".json", ".md")
FOLDER = tempfile.TemporaryDirectory(prefix="gongkai-fuzz-")


def one(data: bytes) -> None:
    """Read ``data`` as a file; its last byte chooses the name."""
    if not data:
        return
    path = Path(FOLDER.name) / f"a{SUFFIXES[data[-1] % len(SUFFIXES)]}"
    path.write_bytes(data[:-1])
    try:
        read_file(path)
    except Refused as refused:
        if "\n" in refused.message:
            raise AssertionError(refused.message) from refused


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
