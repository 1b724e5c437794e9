"""Reads standard catalogs of open government from any file, and says what it could not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.catalog.export import limit_to_dict, to_dict
    from gongkai.catalog.limits import read_limit
    from gongkai.catalog.reader import Reading, read_file, read_text

__all__ = ["Reading", "limit_to_dict", "read_file", "read_limit", "read_text", "to_dict"]

_HOMES = {
    "Reading": "reader",
    "limit_to_dict": "export",
    "read_file": "reader",
    "read_limit": "limits",
    "read_text": "reader",
    "to_dict": "export",
}


def __getattr__(name: str) -> Any:
    """Import on first use (PEP 562): whoever needs only the model does not load the reader."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
