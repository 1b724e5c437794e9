"""One database server per test run, started by the first test that touches the database.

Loaded with ``-p`` so that the address is in the environment before Django reads its settings;
the address is known before the server runs. ``GONGKAI_TEST_DATABASE_URL`` names another server.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from gongkai.refusals import Refused
from gongkai.runtime import settings
from gongkai.runtime.accounts import can_pass, unprivileged
from gongkai.runtime.embedded import EmbeddedPostgres
from gongkai.runtime.embedded.layout import prepare_home

OTHER_SERVER = "GONGKAI_TEST_DATABASE_URL"


class TestServer:
    """The server of this run and the folder it lives in."""

    __test__ = False  # for pytest: nothing to collect here

    def __init__(self) -> None:
        self.folder = _folder()
        # Tests write files too; none of them may land in the checkout's own data.
        self.home = prepare_home(self.folder / "home").home
        # Whitenoise warns of a missing folder, and warnings are errors here.
        (self.home / "static").mkdir()
        self._server: EmbeddedPostgres | None = None
        self._started = False
        self._process = os.getpid()
        named = os.environ.get(OTHER_SERVER)
        if named:
            self.url = named
        else:
            self._server = EmbeddedPostgres(self.home, durable=False)
            self.url = self._server.prepare()

    def start(self) -> None:
        """Start the server unless it runs; Refused where it does not come up."""
        if self._server is not None and not self._started:
            self._server.start()
            self._started = True

    @property
    def is_ours(self) -> bool:
        """True where the server was made for this run and goes away with it."""
        return self._server is not None

    def stop(self) -> None:
        """Stop the server and remove its folder; a fork of this process leaves both alone."""
        if os.getpid() != self._process:
            return
        if self._server is not None:
            self._server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _folder() -> Path:
    """Return a new folder that the database's account can pass through."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-tests-"))
    account = unprivileged()
    if account is not None:
        folder.chmod(0o711)
        if not can_pass(account, folder):
            folder.rmdir()
            raise Refused("no_folder", f"账户 {account.name} 进不了 {folder}：请另设 TMPDIR。")
    return folder


server_key = pytest.StashKey[TestServer]()
_servers: list[TestServer] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Set the environment: the one moment that comes before Django's settings are read."""
    server = TestServer()
    os.environ[settings.DATABASE_URL] = server.url
    os.environ[settings.HOME] = str(server.home)
    os.environ[settings.SECRET_KEY] = "only-for-tests-" + "0" * 40
    os.environ[settings.PRIVACY_KEY] = "only-for-tests-" + "1" * 40
    _servers.append(server)
    # A run that ends before it is configured (odd settings, say) must not leave its folder.
    atexit.register(server.stop)


def pytest_configure(config: pytest.Config) -> None:
    """Hand the server to the fixtures."""
    config.stash[server_key] = _servers[0]


def pytest_unconfigure() -> None:
    """Stop what was started, whatever the tests did."""
    while _servers:
        _servers.pop().stop()
