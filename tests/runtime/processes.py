"""Real processes for tests: starting commands, reading what they say, finding what stays."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PACKAGES = Path(sys.executable).parents[1] / "lib" / f"python3.{sys.version_info.minor}"
TINY_SITE = "tests.runtime.tiny_site.settings"
# Far above what anything here takes; it only bounds a test that hangs.
PATIENCE = 60.0


class Command:
    """A command of ours that keeps running, and the lines it has printed so far."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], output: Path) -> None:
        self._output = output
        with output.open("wb") as file:
            self.process = subprocess.Popen(  # noqa: S603 - our own words
                list(words), env=dict(environment), stdout=file, stderr=subprocess.STDOUT
            )

    @property
    def said(self) -> str:
        """Everything printed so far, errors included."""
        return self._output.read_text(encoding="utf-8")

    def wait_for(self, text: str) -> None:
        """Wait until ``text`` is printed; fail where the command ends before."""
        wait_until(lambda: text in self.said or self.process.poll() is not None)
        assert text in self.said, self.said

    def end(self, how: signal.Signals) -> int:
        """Send a signal and return the exit status (negative: died of that signal)."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until ``holds``; fail after PATIENCE."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def environment(home: Path | None = None, **more: str) -> dict[str, str]:
    """Return an environment with nothing of the test run's own settings in it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GONGKAI_", "DJANGO_", "PYTEST"))
    }
    kept["PYTHONPATH"] = f"{CHECKOUT / 'src'}{os.pathsep}{CHECKOUT}"
    kept["PYTHONDONTWRITEBYTECODE"] = "1"
    if home is not None:
        kept["GONGKAI_HOME"] = str(home)
    return kept | more


def gongkai(*words: str) -> list[str]:
    """Return the command line of ``gongkai`` with ``words``."""
    return [sys.executable, "-c", "from gongkai.cli import main; main()", *words]


def hold(home: Path) -> list[str]:
    """Return a command that runs the embedded server of ``home`` until it is stopped."""
    return [sys.executable, "-m", "tests.runtime.hold", str(home)]


def run(words: Sequence[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and return what it said."""
    return subprocess.run(  # noqa: S603 - our own words
        list(words), env=dict(env), capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def alive_in(home: Path) -> list[str]:
    """Return every living process of ``home``: by its arguments, its folder or its environment."""
    found = []
    word = os.fsencode(home)
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            arguments = (entry / "cmdline").read_bytes()
            traces = arguments + (entry / "environ").read_bytes()
            traces += os.fsencode((entry / "cwd").readlink())
        except OSError:  # gone meanwhile, or a zombie: neither has a folder any more
            continue
        if word in traces:
            found.append(
                f"{entry.name} {arguments.replace(bytes(1), b' ').decode(errors='replace')}"
            )
    return found


def postmaster(home: Path) -> int:
    """Return the process id of the database server in ``home``."""
    return int((home / "data" / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])


def children_of(pid: int) -> list[int]:
    """Return the process ids whose parent is ``pid``."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(word) for word in found.split()]


def free_port() -> int:
    """Return a port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
