"""The readers that are measured: ours first, then what is usual for the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader: the formats it reads, and a function that imports it and returns it."""

    formats: tuple[str, ...]
    load: Callable[[], Callable[[Path], Rows]]


def _import_all() -> None:
    """Import the readers of all formats: how long that takes is not what is measured."""
    for name in ("pages", "sheets", "web", "word"):
        import_module(f"gongkai.catalog.formats.{name}")


def _gongkai() -> Callable[[Path], Rows]:
    from gongkai.catalog import read_file

    _import_all()
    read_file(Path(__file__).parents[1] / "examples/catalogs/linzi-housing-centre.txt")

    def read(path: Path) -> Rows:
        (catalog,) = read_file(path).catalogs
        return [[cell.text for cell in item.cells] for item in catalog.items]

    return read


def _gongkai_cells() -> Callable[[Path], Rows]:
    from gongkai.catalog import formats
    from gongkai.catalog.document import Document

    _import_all()

    def read(path: Path) -> Rows:
        opened = formats.load(path)
        if not isinstance(opened, Document):
            return [[line.text] for line in getattr(opened, "lines", ())]
        return [
            [cell.text if cell else "" for cell in row]
            for grid in opened.grids()
            for row in grid.rows
        ]

    return read


def _pandas_excel() -> Callable[[Path], Rows]:
    import openpyxl  # noqa: F401
    import pandas

    def read(path: Path) -> Rows:
        frame = pandas.read_excel(path, header=None, dtype=str, engine="openpyxl")
        return frame.fillna("").values.tolist()  # type: ignore[no-any-return]

    return read


def _pandas_html() -> Callable[[Path], Rows]:
    import pandas

    def read(path: Path) -> Rows:
        frames = pandas.read_html(path, header=None)
        return frames[0].fillna("").astype(str).values.tolist()  # type: ignore[no-any-return]

    return read


def _python_docx() -> Callable[[Path], Rows]:
    import docx

    def read(path: Path) -> Rows:
        (table,) = docx.Document(str(path)).tables
        return [[cell.text for cell in row.cells] for row in table.rows]

    return read


def _pdfplumber() -> Callable[[Path], Rows]:
    import pdfplumber

    def read(path: Path) -> Rows:
        found: Rows = []
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                for table in page.extract_tables():
                    found += [[cell or "" for cell in row] for row in table]
                page.close()
        return found

    return read


def _split_tabs() -> Callable[[Path], Rows]:
    def read(path: Path) -> Rows:
        cells = path.read_text(encoding="utf-8").split("\n\t")
        return [cells[place : place + 15] for place in range(26, len(cells), 15)]

    return read


READERS = {
    "gongkai": Reader(("docx", "xlsx", "html", "pdf", "txt"), _gongkai),
    "gongkai, cells only": Reader(("docx", "xlsx", "html", "pdf"), _gongkai_cells),
    "pandas.read_excel": Reader(("xlsx",), _pandas_excel),
    "pandas.read_html": Reader(("html",), _pandas_html),
    "python-docx": Reader(("docx",), _python_docx),
    "pdfplumber": Reader(("pdf",), _pdfplumber),
    "str.split": Reader(("txt",), _split_tabs),
}
