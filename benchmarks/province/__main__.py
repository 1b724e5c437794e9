"""A province of 3,000 bodies, 3.1 million duties and 12.5 million obligations.

``python -m benchmarks.province make FOLDER [--bodies 3000] [--today 2026-11-19]`` fills a database
of its own in FOLDER, some 9 GB; an interrupted run goes on where it stopped. ``pages FOLDER`` and
``passes FOLDER`` measure it: the first only reads, the second also changes what is there.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from benchmarks.province.home import running


def main() -> None:
    """Make the province, or measure it."""
    options = _options()
    folder = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)  # the database's own account passes through
    with running(folder, making=options.what == "make") as server:
        # These need Django's settings, which are there only now.
        if options.what == "make":
            from benchmarks.province.making import make

            make(options.bodies, options.today)
        elif options.what == "pages":
            from benchmarks.province.measuring import measure_pages

            measure_pages(server, folder, options.today, options.times)
        else:
            from benchmarks.province.passes import measure_passes

            measure_passes(options.today)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make", "pages", "passes"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bodies", type=int, default=3000)
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 19))
    parser.add_argument("--times", type=int, default=200, help="how many bodies are asked for")
    return parser.parse_args()


if __name__ == "__main__":
    main()
