"""Says what is wrong with a catalog, cell by cell, and what to print instead.

:func:`lint` is the door; ``data/rules.toml`` describes every rule and docs/lint-rules.md is written
from it.
"""

from __future__ import annotations

from gongkai.catalog.lint.linting import lint
from gongkai.catalog.lint.registry import Rule, described

__all__ = ["Rule", "described", "lint"]
