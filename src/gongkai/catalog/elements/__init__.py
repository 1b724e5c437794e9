"""Reads the named elements out of a 公开内容 cell."""

from gongkai.catalog.elements.content import Elements, read

__all__ = ["Elements", "read"]
