"""Reads large made-up catalogs in every format, beside what most programs would use.

``python -m benchmarks.reading_files [--rows 43 3000 30000] [--formats docx xlsx html pdf txt]``

Every reading runs in a process of its own; time and peak memory are those of that process, the
start of Python and of the libraries taken off (a reading of one row, measured first). The share of
cells is counted against what was written: a cell of a merged heading counts as right where the
reader gives the heading for that row.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made import FORMATS, write
from benchmarks.readers import READERS

ROWS = (43, 3000, 30000)
SLOW = {"pdf": 3000}  # more rows than this are not written in that format: printing them takes long


@dataclass(frozen=True, slots=True)
class Run:
    """One reading: seconds, megabytes at the peak, and the share of cells that are right."""

    seconds: float
    megabytes: float
    right: float


def main() -> None:
    """Print one table: format, rows, reader, items a second, memory, cells right, ratio."""
    options = _options()
    print(
        "format  rows   reader               items/s   peak MB   cells right   time against gongkai"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name in options.formats:
            for rows in options.rows:
                if rows <= SLOW.get(name, rows):
                    _measure(name, rows, Path(folder))


def _measure(name: str, rows: int, folder: Path) -> None:
    path, truth = write(name, rows, folder)
    ours: Run | None = None
    for reader in [one for one in READERS if name in READERS[one].formats]:
        run = _run(reader, path, truth)
        ours = ours or run
        print(
            f"{name:<7} {rows:<6} {reader:<20} {rows / run.seconds:>8.0f}  {run.megabytes:>8.0f}"
            f"  {run.right:>11.1%}  {run.seconds / ours.seconds:>10.2f}",
            flush=True,
        )


def _run(reader: str, path: Path, truth: Path) -> Run:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "benchmarks.one_reading", reader, str(path), str(truth)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return Run(**json.loads(done.stdout))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS))
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=FORMATS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
