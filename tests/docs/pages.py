"""The pages under test, and what the tests read out of them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(path: str) -> str:
    """Return a file of the repository, named from its root."""
    return (ROOT / path).read_text(encoding="utf-8")


def markdown() -> list[Path]:
    """Return every Markdown page of the repository that is ours."""
    return [path for path in files() if path.suffix == ".md"]


def files() -> list[Path]:
    """Return every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    found = [ROOT / name for name in listed.split("\0") if name]
    return sorted(path for path in found if path.is_file())


def fences(page: str, language: str) -> list[str]:
    """Return the fenced blocks of ``page`` in ``language``."""
    return [body for found, body in _FENCE.findall(page) if found == language]


def rows(page: str) -> list[list[str]]:
    """Return the rows of every table in ``page``, cell by cell, headings and rules left out."""
    found = []
    lines = page.splitlines()
    for place, line in enumerate(lines):
        heading = place + 1 < len(lines) and lines[place + 1].startswith("|---")
        if line.startswith("|") and not line.startswith("|---") and not heading:
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def named(cell: str) -> str:
    """Return the name a table's first cell gives in backquotes, or the cell itself."""
    found = re.match(r"`([^`]+)`", cell)
    return found.group(1) if found else cell
