"""``gongkai due``: the due date of a phrase, and how it came to be."""

from __future__ import annotations

import typer


def attach(app: typer.Typer) -> None:
    """Add the ``due`` command to ``app``."""
