"""Compares catalogs: two editions item by item, or any two catalogs by what their items mean."""

from gongkai.catalog.diff.changes import ChangeKind, Comparison, FieldChange, ItemChange
from gongkai.catalog.diff.comparing import compare
from gongkai.catalog.diff.files import compare_all
from gongkai.catalog.diff.likeness import similarity
from gongkai.catalog.diff.matching import matches

__all__ = [
    "ChangeKind",
    "Comparison",
    "FieldChange",
    "ItemChange",
    "compare",
    "compare_all",
    "matches",
    "similarity",
]
