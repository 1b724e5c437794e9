"""Folders and long-running commands for the tests of the runtime."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.runtime import processes
from tests.runtime.processes import Command

Start = Callable[[Sequence[str], Mapping[str, str]], Command]

needs_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become another account; run the tests as root too"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A new folder others may pass through (pytest's own is closed to the database's account)."""
    yield from new_folder()


@pytest.fixture(scope="module")
def shared_folder() -> Iterator[Path]:
    """As ``folder``, for all tests of a module."""
    yield from new_folder()


def new_folder() -> Iterator[Path]:
    """Make such a folder, and remove it afterwards."""
    made = Path(tempfile.mkdtemp(prefix="gongkai-runtime-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def home(folder: Path) -> Path:
    """A home that is not there yet."""
    return folder / "home"


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Start commands that keep running; whatever still runs after the test is killed."""
    yield from starting(folder)


@pytest.fixture(scope="module")
def shared_start(shared_folder: Path) -> Iterator[Start]:
    """As ``start``, for all tests of a module."""
    yield from starting(shared_folder)


def starting(folder: Path) -> Iterator[Start]:
    """Hand out a way to start commands, and end them all afterwards."""
    started: list[Command] = []

    def start_one(words: Sequence[str], environment: Mapping[str, str]) -> Command:
        command = Command(words, environment, folder / f"output-{len(started)}")
        started.append(command)
        return command

    yield start_one
    for command in started:
        if command.process.poll() is None:
            command.process.kill()
            command.process.wait()
    processes.wait_until(lambda: not processes.alive_in(folder))
