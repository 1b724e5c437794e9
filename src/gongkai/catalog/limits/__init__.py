"""Reads 公开时限 phrases: what sets a limit off, how much of what, and for which part."""

from gongkai.catalog.limits.phrase import read_limit

__all__ = ["read_limit"]
