"""``python -m benchmarks.province make FOLDER [--bodies 3000] [--today 2026-11-19]``.

Fills a database of its own in FOLDER; 3,000 bodies (12.5 million obligations) take some 6 GB.
An interrupted run goes on where it stopped when it is started again.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from benchmarks.province.home import running


def main() -> None:
    """Make the province."""
    options = _options()
    folder = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)  # the database's own account passes through
    with running(folder, making=True):
        from benchmarks.province.making import make  # needs Django's settings

        make(options.bodies, options.today)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("make")
    making.add_argument("folder", type=Path)
    making.add_argument("--bodies", type=int, default=3000)
    making.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 19))
    return parser.parse_args()


if __name__ == "__main__":
    main()
