"""Child processes that never outlive us."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from gongkai.runtime.accounts import Account

_LEASH = Path(__file__).with_name("leash.py")


class Child:
    """A program we started, and its process group."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """The process id, which is the id of its group too."""
        return self._process.pid

    def alive(self) -> bool:
        """Tell whether it still runs. A dead child is kept unreaped, so its id stays ours."""
        if self._process.returncode is not None:
            return False
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def stop(self, steps: Sequence[tuple[signal.Signals, float]]) -> None:
        """Send each signal in turn, waiting so many seconds after each; then reap.

        Whatever is left of its group is killed, so that no helper of the child stays behind.
        """
        if self._process.returncode is not None:
            return
        for asked, seconds in steps:
            if not self.alive():
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, asked)
            self._wait(seconds)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def wait(self, seconds: float) -> int:
        """Wait for a program that ends by itself; return its exit status, killing it after that.

        Ctrl-C while waiting ends the program too.
        """
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return -int(signal.SIGKILL)
        finally:
            self.stop([])

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while self.alive() and time.monotonic() < end:
            time.sleep(0.01)


def spawn(
    command: Sequence[str],
    *,
    death_signal: signal.Signals,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
    source: int = subprocess.DEVNULL,
    output: IO[bytes] | None = None,
) -> Child:
    """Start ``command`` in a session of its own, tied to this process.

    ``command[0]`` is a full path. ``death_signal`` is what the child gets from the kernel when
    this process is gone, by SIGKILL too. A session of its own keeps the terminal's Ctrl-C away
    from it: we stop our children, in our order.

    Raises RuntimeError outside the main thread: the kernel ties the child to the *thread* that
    started it, and only the main thread lives as long as the process.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("children are started from the main thread only")
    uid, gid = (account.uid, account.gid) if account else (-1, -1)
    leash = [sys.executable, "-I", "-S", str(_LEASH)]
    tie = [str(os.getpid()), str(int(death_signal)), str(uid), str(gid)]
    return Child(
        subprocess.Popen(  # noqa: S603 - no shell, and our own words only
            [*leash, *tie, *command],
            stdin=source,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            env=dict(environment) if environment is not None else None,
            start_new_session=True,
        )
    )
