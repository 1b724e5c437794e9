"""The command line: ``gongkai`` and its sub-commands, one module each."""

from __future__ import annotations

import sys

from gongkai.refusals import Refused


def main() -> None:
    """Run the command line; a refusal is one line on standard error and exit status 2."""
    from gongkai.cli.app import build  # inline: keeps ``import gongkai.cli`` free of cost

    try:
        build()()
    except Refused as refusal:
        sys.stderr.write(f"gongkai: {refusal.message}\n")
        sys.exit(2)
