"""How a running command learns that it should end."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
from types import FrameType, TracebackType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1


class Stopped(BaseException):
    """Raised inside whatever is going on when a signal comes before the service is up."""


class StopSignals:
    """Turns Ctrl-C, SIGTERM and a closed terminal into one orderly end.

    Until :meth:`calm` is called a signal breaks off what is going on (raises Stopped); from then
    on it only wakes :meth:`wait`. A second signal changes nothing: stopping is already under way.
    """

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._breaking_off = True
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> StopSignals:
        for one in _SIGNALS:
            before = signal.getsignal(one)
            # Left alone where the caller asked for it, as nohup does.
            if before is not signal.SIG_IGN:
                self._before[one] = before
                signal.signal(one, self._hear)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for one, before in self._before.items():
            signal.signal(one, before)  # type: ignore[arg-type]  # as getsignal gave it

    def calm(self) -> None:
        """From now on a signal only wakes :meth:`wait`."""
        self._breaking_off = False
        if self._asked.is_set():
            raise Stopped

    def wait(self, seconds: float) -> bool:
        """Return true as soon as the end is asked for, false after ``seconds``."""
        return self._asked.wait(seconds)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._asked.set()
        if self._breaking_off:
            self._breaking_off = False
            raise Stopped


def end_with_parent() -> None:
    """Have the kernel send us SIGTERM when the process that started us is gone."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
