"""The server process: what an earlier run left, starting, stopping."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

import psycopg

from gongkai.refusals import Refused
from gongkai.runtime import children
from gongkai.runtime.children import Child
from gongkai.runtime.embedded import cluster
from gongkai.runtime.embedded.binaries import Binaries
from gongkai.runtime.embedded.layout import Layout, open_socket_folder

_READY_SECONDS = 60.0
# Fast shutdown breaks off open connections; immediate shutdown leaves recovery to the next start.
_STOP_STEPS = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


def launch(layout: Layout, binaries: Binaries, *, durable: bool = True) -> Child:
    """Start the server and return it once it answers and holds the site's database.

    Raises Refused, with nothing left running, where it does not come up.
    """
    open_socket_folder(layout)
    with layout.open_log() as log:
        server = children.spawn(
            [str(binaries.postgres), *cluster.options(layout, durable=durable)],
            death_signal=signal.SIGINT,
            account=layout.account,
            environment=cluster.environment(),
            output=log,
        )
    try:
        _wait_ready(layout, server)
    except BaseException:
        stop(server)
        raise
    return server


def stop(server: Child) -> None:
    """Stop the server: fast, and harder where that does not help."""
    server.stop(_STOP_STEPS)


def clear_leftovers(layout: Layout) -> None:
    """Stop a server that an earlier run left on this cluster, and drop its stale process file.

    The caller holds the home's lock, so whatever runs here has lost the process it belonged to.
    """
    pid_file = layout.data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    for asked, seconds in _STOP_STEPS:
        if not _serves(pid, layout.data):
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, asked)
        _wait_gone(pid, layout.data, seconds)
    # The number may belong to another program by now, and the server would refuse to start.
    if not _serves(pid, layout.data):
        pid_file.unlink(missing_ok=True)


def _wait_ready(layout: Layout, server: Child) -> None:
    end = time.monotonic() + _READY_SECONDS
    while time.monotonic() < end:
        if not server.alive():
            break
        try:
            with cluster.superuser_connection(layout) as connection:
                cluster.ensure_database(layout, connection)
        except psycopg.OperationalError as problem:
            if "password authentication failed" in str(problem):
                raise Refused(
                    "password_lost",
                    f"数据库不认 {layout.superuser_password} 里的口令：请把这个文件从备份恢复。",
                ) from None
            time.sleep(0.02)
        else:
            return
    raise Refused("server_failed", f"数据库没有启动起来；原因见 {layout.log} 的末尾几行。")


def _wait_gone(pid: int, data: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while _serves(pid, data) and time.monotonic() < end:
        time.sleep(0.02)


def _serves(pid: int, data: Path) -> bool:
    """Tell whether ``pid`` is a server on this cluster: a server works inside its data folder."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return False
