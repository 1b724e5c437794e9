"""Gongkai 公开: a standard catalog of open government goes in, a disclosure service comes out."""

__version__ = "0.1.0"
