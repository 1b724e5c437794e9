"""The worker that does the deferred jobs, as a thread beside the web server or alone."""

from __future__ import annotations

import asyncio
import logging
import threading

log = logging.getLogger(__name__)

_GRACE_SECONDS = 3.0
_PAUSE_SECONDS = 2.0


class Worker:
    """Runs jobs in a thread with an event loop of its own; comes back when the database does."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._guard = threading.Lock()
        self._running: tuple[asyncio.AbstractEventLoop, asyncio.Task[None]] | None = None
        # A daemon: a job that will not end must not keep the whole process from ending.
        self._thread = threading.Thread(target=self._run, name="gongkai-worker", daemon=True)

    def start(self) -> None:
        """Begin to work; Django must be set up."""
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Take no more jobs; a running one gets a few seconds."""
        with self._guard:
            self._asked.set()
            if self._running is not None:
                loop, task = self._running
                loop.call_soon_threadsafe(task.cancel)

    def stop(self, seconds: float = _GRACE_SECONDS + 2) -> bool:
        """Stop and wait; return false where a job would not end in time."""
        self.ask_to_stop()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def alive(self) -> bool:
        """Tell whether the thread is there."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._asked.is_set():
            try:
                asyncio.run(self._work())
            except asyncio.CancelledError:
                break
            except Exception:  # whatever broke one round must not end the worker for good
                if not self._asked.is_set():
                    log.exception("后台任务中断，%s 秒后重新开始", _PAUSE_SECONDS)
            self._asked.wait(_PAUSE_SECONDS)

    async def _work(self) -> None:
        # inline: needs Django to be set up
        from procrastinate.contrib.django import app
        from procrastinate.contrib.django.django_connector import DjangoConnector

        connector = app.connector
        if not isinstance(connector, DjangoConnector):
            raise TypeError("procrastinate does not use Django's database")
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("not inside an event loop")
        # A copy with a connector of its own: jobs that defer jobs still do so through Django.
        ours = app.with_connector(connector.get_worker_connector())
        async with ours.open_async():
            self._enter(task)
            try:
                await ours.run_worker_async(
                    install_signal_handlers=False, shutdown_graceful_timeout=_GRACE_SECONDS
                )
            finally:
                self._leave()

    def _enter(self, task: asyncio.Task[None]) -> None:
        with self._guard:
            self._running = (task.get_loop(), task)
            if self._asked.is_set():
                task.cancel()

    def _leave(self) -> None:
        with self._guard:
            self._running = None
