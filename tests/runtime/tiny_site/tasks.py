"""One job that leaves a trace."""

from __future__ import annotations

from pathlib import Path

from procrastinate.contrib.django import app


@app.task
def write_down(file: str) -> None:
    """Write a line into ``file``."""
    Path(file).write_text("done\n", encoding="utf-8")
