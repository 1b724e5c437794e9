"""Whether a home's own database has seen every migration this installation has.

Until it has, nothing may answer on the port: a page asked for then could only fail. Once it has,
the web server can load beside the check, which saves a second of every start.
"""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path

import gongkai

_FILE = "tables-up-to-date"
# The packages besides our own that bring tables with them.
_WITH_TABLES = ("django", "django-axes", "procrastinate")


def is_ready(home: Path) -> bool:
    """True where the last complete start of this home was of this very set of migrations."""
    try:
        return (home / _FILE).read_text(encoding="ascii") == _digest()
    except OSError:
        return False


def mark_ready(home: Path) -> None:
    """Remember that the tables, and what is loaded on the first start, are all there."""
    (home / _FILE).write_text(_digest(), encoding="ascii")


def _digest() -> str:
    package = Path(gongkai.__file__).parent
    names = sorted(str(file.relative_to(package)) for file in package.glob("*/migrations/*.py"))
    names += [f"{name} {metadata.version(name)}" for name in _WITH_TABLES]
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
