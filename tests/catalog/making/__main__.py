"""Writes the four example catalogs again as files of every format: python -m tests.catalog.making.

The files are kept in ``tests/catalog/formats``: the tests read them back and want the same items.
PDF files are printed with Chromium; .doc needs LibreOffice and .xls the package ``xlwt``: where
one of them is missing, the files of that format that are kept stay as they are.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from gongkai.catalog import read_file
from tests.catalog.making import excel, printing, web, word
from tests.catalog.making.table import Table, drawn

ROOT = Path(__file__).parents[3]
FORMATS = ROOT / "tests" / "catalog" / "formats"


def main() -> None:
    """Write every file that can be written here."""
    FORMATS.mkdir(exist_ok=True)
    for source in sorted((ROOT / "examples" / "catalogs").glob("*.txt")):
        (catalog,) = read_file(source).catalogs
        table = drawn(catalog)
        base = FORMATS / source.stem
        page = web.page(table)
        base.with_suffix(".html").write_text(page, encoding="utf-8")
        word.write(table, base.with_suffix(".docx"))
        excel.write(table, base.with_suffix(".xlsx"))
        if printing.chromium():
            printing.write(page, base.with_suffix(".pdf"))
        _old_word(base)
        _old_excel(table, base.with_suffix(".xls"))
        sys.stdout.write(f"{source.stem}\n")


def _old_word(base: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        return
    command = [office, "--headless", "--infilter=HTML (StarWriter)", "--convert-to"]
    command += ["doc:MS Word 97", "--outdir", str(base.parent)]
    subprocess.run([*command, str(base.with_suffix(".html"))], check=True)  # noqa: S603


def _old_excel(table: Table, path: Path) -> None:
    try:
        import xlwt  # type: ignore[import-not-found]  # inline: not locked, asked for only here
    except ImportError:
        return
    book = xlwt.Workbook()
    sheet = book.add_sheet("目录")
    sheet.write_merge(0, 0, 0, table.width - 1, table.title)
    for cell in table.cells:
        top, left = cell.row + 1, cell.column
        bottom, right = top + cell.rows - 1, left + cell.columns - 1
        sheet.write_merge(top, bottom, left, right, cell.text)
    book.save(str(path))


if __name__ == "__main__":
    main()
