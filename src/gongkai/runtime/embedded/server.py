"""One embedded server on one home: start, stop, and start again when it dies."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import psycopg

from gongkai.refusals import Refused
from gongkai.runtime.children import Child
from gongkai.runtime.embedded import binaries, cluster, process
from gongkai.runtime.embedded.layout import Layout, prepare_home

_RESTARTS = 5
_FIRST_PAUSE = 0.2


class EmbeddedPostgres:
    """The database server of one home folder.

    ``durable=False`` trades safety against a power cut for speed: for tests only.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self._home = home.absolute()
        self._durable = durable
        self._layout: Layout | None = None
        self._lock: _Lock | None = None
        self._server: Child | None = None

    def prepare(self) -> str:
        """Make the home and its secrets, start nothing, and return the URL it will have."""
        self._layout = prepare_home(self._home)
        cluster.make_passwords(self._layout)
        return cluster.url(self._layout)

    def start(self) -> str:
        """Start the server and return the libpq URL of the site's database.

        Main thread only. Raises Refused where the home is in use (``home_busy``), cannot be
        reached or written, or the server does not come up; then nothing is left running.
        """
        url = self.prepare()
        layout = self._prepared()
        self._lock = _Lock(layout.lock)
        try:
            found = binaries.find(layout.account, layout.engine)
            cluster.initialise(layout, found, durable=self._durable)
            process.clear_leftovers(layout)
            self._server = process.launch(layout, found, durable=self._durable)
        except BaseException:
            self.stop()
            raise
        return url

    def stop(self) -> None:
        """Stop the server and free the home; nothing happens where it does not run."""
        if self._server is not None:
            process.stop(self._server)
            self._server = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def alive(self) -> bool:
        """Tell whether the server process is there."""
        return self._server is not None and self._server.alive()

    def restart(self) -> None:
        """Start the server again after it died, pausing longer after every failure.

        Main thread only. Raises Refused (``server_failed``) after five failures in a row.
        """
        layout = self._prepared()
        found = binaries.find(layout.account, layout.engine)
        for attempt in range(_RESTARTS):
            if self._server is not None:
                process.stop(self._server)
                self._server = None
            time.sleep(_FIRST_PAUSE * 2**attempt)
            process.clear_leftovers(layout)
            try:
                self._server = process.launch(layout, found, durable=self._durable)
            except Refused:
                continue
            return
        raise Refused("server_failed", f"数据库反复启动不起来；原因见 {layout.log} 的末尾几行。")

    def running_elsewhere(self) -> str | None:
        """Return the URL where another process runs this home and the server answers, or None."""
        url = self.prepare()
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            return None
        return url

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep everyone else out of the home, with no server in it, for a ``with`` block.

        Raises Refused (``home_busy``) where another process runs it.
        """
        layout = prepare_home(self._home)
        lock = _Lock(layout.lock)
        try:
            process.clear_leftovers(layout)
            yield
        finally:
            lock.release()

    @contextlib.contextmanager
    def running(self) -> Iterator[str]:
        """Run the server for the length of a ``with`` block, which gets the database's URL."""
        with self:
            yield self.start()

    def __enter__(self) -> EmbeddedPostgres:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _prepared(self) -> Layout:
        if self._layout is None:
            raise RuntimeError("start() comes first")
        return self._layout


class _Lock:
    """The right to run a home. The kernel takes it back when we are gone, however we go."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._descriptor, 20).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise Refused(
                "home_busy",
                f"数据文件夹 {path.parent} 已有一个 gongkai 在用（进程 {holder or '未知'}）："
                "请先停掉它，或用 GONGKAI_HOME 另指一处。",
            ) from None
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        os.close(self._descriptor)
