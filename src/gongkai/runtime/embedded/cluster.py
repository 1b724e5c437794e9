"""Making a cluster, the options it runs with, and the database inside it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from gongkai.refusals import Refused
from gongkai.runtime import children, private_files
from gongkai.runtime.embedded.binaries import Binaries
from gongkai.runtime.embedded.layout import Layout

SUPERUSER = "gongkai_superuser"
ROLE = "gongkai"
DATABASE = "gongkai"
_INITDB_SECONDS = 300
_CTYPES = ("C.UTF-8", "C.utf8", "zh_CN.UTF-8", "en_US.UTF-8")
_LC_CTYPE_MASK = 1


def initialise(layout: Layout, binaries: Binaries, *, durable: bool = True) -> None:
    """Make the cluster if there is none yet: in a draft folder, renamed when it is whole.

    Raises Refused where ``initdb`` fails (a full disk, say); nothing half-made stays.
    """
    make_passwords(layout)
    if layout.data.is_dir():
        return
    _remove_draft(layout)
    layout.draft.mkdir(mode=0o700)
    if layout.account is not None:
        os.chown(layout.draft, layout.account.uid, layout.account.gid)
    try:
        _run_initdb(layout, binaries, durable=durable)
        layout.draft.rename(layout.data)
    finally:
        _remove_draft(layout)


def make_passwords(layout: Layout) -> None:
    """Make the two passwords where they are not there yet.

    Raises Refused where a cluster is there and its passwords are not: new ones would not fit it.
    """
    for path in (layout.password, layout.superuser_password):
        if layout.data.is_dir() and not path.exists():
            raise Refused("password_lost", f"数据库的口令文件 {path} 不见了：请把它从备份恢复。")
        private_files.read_or_create(path)


def options(layout: Layout, *, durable: bool = True) -> list[str]:
    """Return the server's arguments: a socket of our own, and no network at all."""
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": _listed(layout.socket_folder),
        "unix_socket_permissions": "0700",
        "port": "5432",
        "password_encryption": "scram-sha-256",
        "log_destination": "stderr",
        "logging_collector": "off",
        "log_line_prefix": "%m [%p] ",
        # Statements may carry personal data; they never go to the log.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    if not durable:
        chosen |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    arguments = ["-D", str(layout.data)]
    for name, value in chosen.items():
        arguments += ["-c", f"{name}={value}"]
    return arguments


def environment() -> Mapping[str, str]:
    """Return all the environment the server gets: nothing of ours leaks into it."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": _ctype(), "TZ": "Asia/Shanghai"}


def url(layout: Layout) -> str:
    """Return the libpq URL of the site's database, password included."""
    where = urlencode({"host": str(layout.socket_folder)}, quote_via=quote)
    password = quote(private_files.read(layout.password), safe="")
    return f"postgresql://{ROLE}:{password}@/{DATABASE}?{where}"


def superuser_connection(layout: Layout) -> psycopg.Connection[tuple[object, ...]]:
    """Connect as the launcher; raises psycopg.OperationalError while the server is not ready."""
    return psycopg.connect(
        host=str(layout.socket_folder),
        user=SUPERUSER,
        password=private_files.read(layout.superuser_password),
        dbname="postgres",
        autocommit=True,
        connect_timeout=5,
    )


def ensure_database(layout: Layout, connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Make the site's role (no superuser) and its database where they are not there yet."""
    role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
        hashed = connection.pgconn.encrypt_password(
            private_files.read(layout.password).encode(), ROLE.encode(), b"scram-sha-256"
        )
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(
                role, sql.Literal(hashed.decode())
            )
        )
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
    if not found.fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))


def _run_initdb(layout: Layout, binaries: Binaries, *, durable: bool) -> None:
    """Run ``initdb`` as the server's account, with its messages in the log."""
    with _lent_password(layout) as password, layout.open_log() as log:
        child = children.spawn(
            [
                str(binaries.initdb),
                *("-D", str(layout.draft), "-U", SUPERUSER, "-A", "scram-sha-256"),
                *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *(f"--locale={_ctype()}", "--lc-messages=C", f"--pwfile={password}"),
                *(() if durable else ("--no-sync",)),
            ],
            death_signal=signal.SIGKILL,
            account=layout.account,
            environment=environment(),
            output=log,
        )
        if child.wait(_INITDB_SECONDS) != 0:
            raise Refused(
                "initdb_failed",
                f"建立数据库失败（磁盘满了？），没有留下半成品；原因见 {layout.log} 的末尾几行。",
            )


@contextlib.contextmanager
def _lent_password(layout: Layout) -> Iterator[Path]:
    """Lend the superuser's password to the account that runs ``initdb``, for that long only."""
    lent = layout.superuser_password.with_name("superuser-password.lent")
    lent.unlink(missing_ok=True)
    descriptor = os.open(lent, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(private_files.read(layout.superuser_password))
            if layout.account is not None:
                os.fchown(file.fileno(), layout.account.uid, layout.account.gid)
        yield lent
    finally:
        lent.unlink()


def _remove_draft(layout: Layout) -> None:
    shutil.rmtree(layout.draft, ignore_errors=True)


def _listed(folder: Path) -> str:
    """Quote one folder for a setting that takes a list of them."""
    return '"' + str(folder).replace('"', '""') + '"'


def _ctype() -> str:
    """Return a UTF-8 locale this system has; ``C`` where it has none.

    The built-in provider decides order and case. Trigram search still asks the system which
    characters are letters, and in a plain ``C`` locale no Chinese one is.
    """
    libc = ctypes.CDLL(None)
    libc.newlocale.restype = ctypes.c_void_p
    libc.newlocale.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p]
    libc.freelocale.argtypes = [ctypes.c_void_p]
    for name in _CTYPES:
        found = libc.newlocale(_LC_CTYPE_MASK, name.encode(), None)
        if found:
            libc.freelocale(found)
            return name
    return "C"
