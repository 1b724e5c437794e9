"""Writes what a case is read as beside it, for a person to check against the case.

``python -m tests.catalog.expecting SLUG …`` (or no slug: those that have no expected file yet).
An expected file is kept only after somebody has read it beside its case, cell by cell.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from gongkai.catalog import read_file, to_dict
from gongkai.refusals import Refused

CASES = Path(__file__).parent / "cases"


def cases() -> list[Path]:
    """Return the case files in order: everything that is not an expected file or a note."""
    return sorted(path for path in CASES.iterdir() if path.suffix not in (".json", ".md"))


def expected_of(case: Path) -> Path:
    """Return where what ``case`` is read as is kept."""
    return case.with_name(f"{case.name}.json")


def without_cells(catalog: dict[str, Any]) -> dict[str, Any]:
    """Leave out the cells as printed, which repeat the document, and the lines they stand in."""
    for item in catalog["items"]:
        del item["cells"], item["line"]
    return catalog


def read(case: Path) -> dict[str, Any]:
    """Return what ``case`` is read as, or how it is refused, as plain values."""
    try:
        reading = read_file(case)
    except Refused as refused:
        message = refused.message.replace(str(case), case.name)
        return {"refused": {"code": refused.code, "message": message}}
    return {"catalogs": [without_cells(to_dict(catalog)) for catalog in reading.catalogs]}


def main(slugs: list[str]) -> None:
    """Write the expected files of ``slugs``, or of every case that has none."""
    for case in cases():
        expected = expected_of(case)
        if case.stem in slugs or (not slugs and not expected.exists()):
            text = json.dumps(read(case), ensure_ascii=False, indent=2) + "\n"
            expected.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{expected}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
