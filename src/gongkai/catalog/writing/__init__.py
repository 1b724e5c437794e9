"""Writes catalogs as files that read back as the same catalogs."""

from gongkai.catalog.writing.choosing import FORMATS, Export, export
from gongkai.catalog.writing.layout import Layout, lay_out

__all__ = ["FORMATS", "Export", "Layout", "export", "lay_out"]
