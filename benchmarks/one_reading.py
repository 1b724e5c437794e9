"""Runs one reading and prints seconds, megabytes at the peak, and the share of cells right."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.readers import READERS, Rows


def main(reader: str, path: str, truth: str) -> None:
    """Print the measurement as JSON."""
    read = READERS[reader].load()  # the imports are not measured
    start = time.perf_counter()
    found = read(Path(path))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wanted: Rows = json.loads(Path(truth).read_text(encoding="utf-8"))
    print(json.dumps({"seconds": seconds, "megabytes": peak, "right": share(found, wanted)}))


def share(found: Rows, wanted: Rows) -> float:
    """Return how many of the wanted cells stand at their place, spaces and line breaks aside.

    The rows of a table begin at the first one that has the wanted first cell.
    """
    plain = [["".join((cell or "").split()) for cell in row] for row in found]
    right = total = 0
    start = next((at for at, row in enumerate(plain) if row and row[0] == wanted[0][0]), 0)
    for place, row in enumerate(wanted):
        other = plain[start + place] if start + place < len(plain) else []
        for column, cell in enumerate(row):
            total += 1
            right += column < len(other) and other[column] == "".join(cell.split())
    return right / total


if __name__ == "__main__":
    main(*sys.argv[1:])
