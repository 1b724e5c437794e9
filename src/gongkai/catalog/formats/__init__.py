"""Opens a catalog file of any format: a plain text as a source, the others as a document."""

from gongkai.catalog.formats.opening import load

__all__ = ["load"]
