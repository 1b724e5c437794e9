"""The database a command works on: the operator's, one that runs already, or our own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

from gongkai.refusals import Refused
from gongkai.runtime import settings
from gongkai.runtime.embedded import EmbeddedPostgres

_SECONDS = 5


def check_answers(url: str) -> None:
    """Return where the named database answers; else raise Refused, without the password."""
    try:
        psycopg.connect(url, connect_timeout=_SECONDS).close()
    except (psycopg.Error, UnicodeError) as problem:
        raise Refused(
            "database_unreachable",
            f"连不上 {settings.DATABASE_URL} 指的数据库：{_first_line(problem, url)}",
        ) from None


def name_of(url: str) -> str:
    """Return the name of the database in ``url``, empty where it cannot be read."""
    try:
        parts = conninfo.conninfo_to_dict(url)
    except psycopg.Error:
        return ""
    return str(parts.get("dbname") or parts.get("user") or "")


def empty(url: str) -> None:
    """Throw away everything in the named database. Raises Refused where we may not."""
    try:
        with psycopg.connect(url, connect_timeout=_SECONDS) as connection:
            schema = sql.Identifier("public")
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
    except psycopg.Error as problem:
        raise Refused(
            "database_not_emptied", f"清不空数据库 {name_of(url)}：{_first_line(problem, url)}"
        ) from None


@contextlib.contextmanager
def at_hand(home: Path) -> Iterator[str]:
    """Lend the URL of a database that answers, for the length of a ``with`` block.

    The one the operator names; else the embedded one of ``home``, which may be running already
    under another command; else one started for the block.
    """
    named = settings.database_url()
    if named is not None:
        check_answers(named)
        yield named
        return
    with EmbeddedPostgres(home) as server:
        try:
            url = server.start()
        except Refused as refusal:
            found = server.running_elsewhere() if refusal.code == "home_busy" else None
            if found is None:
                raise
            url = found
        yield url


def _first_line(problem: Exception, url: str) -> str:
    """Return the problem in one line; libpq may quote what it could not read, so no password."""
    text = (str(problem).strip() or type(problem).__name__).splitlines()[0]
    try:
        password = conninfo.conninfo_to_dict(url).get("password")
    except psycopg.Error:
        return "地址写得不对，应是 postgresql://用户:口令@主机/库名。"
    return text.replace(str(password), "…") if password else text
