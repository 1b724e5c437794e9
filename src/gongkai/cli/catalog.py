"""``gongkai catalog``: read a catalog, read a time limit."""

from __future__ import annotations

import typer

app = typer.Typer(help="读取和检查标准目录。", no_args_is_help=True)
