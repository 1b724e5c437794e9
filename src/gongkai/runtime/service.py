"""A whole site in one command: database, web server and worker, up together, down together."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gongkai.refusals import Refused
from gongkai.runtime import children, database, ports, readiness, settings, site, web
from gongkai.runtime.embedded import EmbeddedPostgres
from gongkai.runtime.jobs import Worker
from gongkai.runtime.ports import Address
from gongkai.runtime.stopping import StopSignals

Say = Callable[[str], None]
Hook = Callable[[], None]
_LOOK_SECONDS = 0.5
_WEB_RESTARTS = 5
# Running this long counts as having come up well: the count of restarts begins anew.
_STEADY_SECONDS = 60.0


@dataclass(frozen=True)
class Plan:
    """What to serve, and where."""

    home: Path
    address: Address
    workers: int


@dataclass(frozen=True)
class Hooks:
    """What a command adds to the start: each runs once, in this order."""

    before: Hook = lambda: None
    """As soon as the port is known to be free."""
    load: Hook = lambda: None
    """When the tables are up to date."""
    ready: Hook = lambda: None
    """When the site answers."""


def run(plan: Plan, say: Say, hooks: Hooks) -> None:
    """Serve until a signal asks to stop; everything started here is stopped here.

    Raises Refused where something does not come up, and Stopped where a signal comes before it
    is all up.
    """
    ports.check_free(plan.address)
    with StopSignals() as signals, contextlib.ExitStack() as running:
        hooks.before()
        server = _database(plan, running, say)
        web_server = WebServer(plan)
        running.callback(web_server.stop)
        # Where the tables are known to be there, the web server loads while they are looked at;
        # where they are not, nothing answers before they are.
        if server is not None and readiness.is_ready(plan.home):
            web_server.launch()
        _prepare(plan, hooks, say)
        if not web_server.alive():
            web_server.launch()
        web_server.wait_answering()
        worker = Worker()
        running.callback(worker.stop)
        worker.start()
        signals.calm()
        hooks.ready()
        _watch(signals, server, web_server, say)
        say("正在停止……")
        worker.ask_to_stop()
    say("已停止。")


def _prepare(plan: Plan, hooks: Hooks, say: Say) -> None:
    """Bring the tables up to date and load what the first start loads."""
    site.set_up()
    site.check()
    say("正在更新表结构……")
    site.migrate()
    hooks.load()
    readiness.mark_ready(plan.home)
    say("正在启动网站……")


class WebServer:
    """The web server of a plan, started again when it dies, but not for ever."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._child: children.Child | None = None
        self._since = 0.0
        self._restarts = 0

    def launch(self) -> None:
        """Start it."""
        self._child = web.launch(self._plan.address, self._plan.workers)
        self._since = time.monotonic()

    def wait_answering(self) -> None:
        """Wait until it answers."""
        if self._child is None:
            raise RuntimeError("launch() comes first")
        web.wait_answering(self._child, self._plan.address)

    def alive(self) -> bool:
        """Tell whether it runs."""
        return self._child is not None and self._child.alive()

    def restart(self) -> None:
        """Start it again; Refused once it has died five times without a quiet minute."""
        if time.monotonic() - self._since > _STEADY_SECONDS:
            self._restarts = 0
        self._restarts += 1
        if self._restarts > _WEB_RESTARTS:
            raise Refused("web_failed", "网站服务反复退出，不再重启；原因见上面的输出。")
        self.stop()
        self.launch()
        self.wait_answering()

    def stop(self) -> None:
        """Stop it, workers included."""
        if self._child is not None:
            web.stop(self._child)
            self._child = None


def _database(plan: Plan, running: contextlib.ExitStack, say: Say) -> EmbeddedPostgres | None:
    """Have a database at hand and in the environment; return the server where it is ours."""
    named = settings.database_url()
    if named is not None:
        database.check_answers(named)
        site.set_environment(plan.home, named, plan.address)
        return None
    say("正在启动数据库……")
    server = running.enter_context(EmbeddedPostgres(plan.home))
    site.set_environment(plan.home, server.start(), plan.address)
    return server


def _watch(
    signals: StopSignals, server: EmbeddedPostgres | None, web_server: WebServer, say: Say
) -> None:
    """Look after what runs until a signal comes."""
    while not signals.wait(_LOOK_SECONDS):
        if server is not None and not server.alive():
            say("数据库意外退出，正在重新启动……")
            server.restart()
            say("数据库已恢复。")
        if not web_server.alive():
            say("网站服务意外退出，正在重新启动……")
            web_server.restart()
            say("网站服务已恢复。")
