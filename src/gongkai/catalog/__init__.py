"""Reads standard catalogs of open government from plain text, and says what it could not read."""

from gongkai.catalog.export import limit_to_dict, to_dict
from gongkai.catalog.limits import read_limit
from gongkai.catalog.reader import Reading, read_file, read_text

__all__ = ["Reading", "limit_to_dict", "read_file", "read_limit", "read_text", "to_dict"]
