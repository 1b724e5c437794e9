"""Recognises the kind of a file by its first bytes and, where they are silent, by its name."""

from __future__ import annotations

import zipfile
from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0"
_HEAD = 4096


def kind_of(path: str | Path) -> str:
    """Return docx, doc, xlsx, xls, pdf, html, csv, json, md or text; never raises.

    What cannot be opened is a text: the reader of texts says what is wrong with it.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError):
        return "text"
    suffix = path.suffix.lower()
    if head.startswith(b"PK\x03\x04"):
        return _packed(path)
    if head.startswith(_OLE):
        return "xls" if suffix in (".xls", ".et") else "doc"
    if head.startswith(b"%PDF"):
        return "pdf"
    if suffix in (".json", ".md"):
        return suffix[1:]
    lower = head.lower()
    if suffix in (".html", ".htm") or b"<html" in lower or b"<table" in lower:
        return "html"
    return "csv" if suffix == ".csv" else "text"


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return "text"
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else "text"
