"""Where things live: the home of a site, and the folder of its socket.

A home holds ``data`` (the cluster), ``run`` (the socket), ``engine`` (a copy of the binaries,
only where the database's account cannot reach the installed ones), ``postgres.log``, ``lock``
and the secrets. The socket moves elsewhere where the home's path is too long for one.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import gongkai
from gongkai.refusals import Refused
from gongkai.runtime import settings
from gongkai.runtime.accounts import Account, can_pass, unprivileged

# The kernel allows 107 bytes for a socket's path; the file name takes 16 of them.
_LONGEST_SOCKET_FOLDER = 80
_LARGEST_LOG = 10_000_000
_SYSTEM_HOMES = Path("/var/lib/gongkai")


@dataclass(frozen=True)
class Layout:
    """The folders and files of one home."""

    home: Path
    account: Account | None

    @property
    def data(self) -> Path:
        """The database cluster."""
        return self.home / "data"

    @property
    def draft(self) -> Path:
        """A cluster in the making; it becomes ``data`` by one rename."""
        return self.home / "data.new"

    @property
    def engine(self) -> Path:
        """Our copy of the binaries, where one is needed."""
        return self.home / "engine"

    @property
    def log(self) -> Path:
        """What the database server says."""
        return self.home / "postgres.log"

    @property
    def lock(self) -> Path:
        """Held by the one process that runs this home."""
        return self.home / "lock"

    @property
    def superuser_password(self) -> Path:
        """Used by the launcher alone."""
        return self.home / "superuser-password"

    @property
    def password(self) -> Path:
        """What the site signs in to the database with."""
        return self.home / "database-password"

    def open_log(self) -> IO[bytes]:
        """Open the log for appending, starting anew once it is large; closed to others."""
        large = self.log.exists() and self.log.stat().st_size > _LARGEST_LOG
        descriptor = os.open(
            self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | (os.O_TRUNC if large else 0), 0o600
        )
        return os.fdopen(descriptor, "ab")

    @property
    def socket_folder(self) -> Path:
        """Where the server listens: in the home, unless that path is too long for a socket."""
        inside = self.home / "run"
        if len(os.fsencode(inside)) <= _LONGEST_SOCKET_FOLDER:
            return inside
        # Under /run nobody but root can take the name first; elsewhere open_socket_folder checks.
        parent = Path("/run/gongkai") if os.geteuid() == 0 else Path("/tmp")  # noqa: S108
        return parent / f"gongkai-{os.geteuid()}-{_short(self.home)}"


def default_home() -> Path:
    """Return the home of this installation.

    ``GONGKAI_HOME`` where it is set; else ``var`` in the checkout; else, where the database's
    account cannot reach that (root with a closed home folder), a folder under /var/lib/gongkai
    named after the checkout. An installation that is no checkout uses the user's data folder.
    """
    chosen = settings.home()
    if chosen is not None:
        return chosen
    checkout = _checkout()
    account = unprivileged()
    if account is not None:
        if checkout is not None and can_pass(account, checkout):
            var = checkout / "var"
            if not var.exists() or can_pass(account, var):
                return var
        return _SYSTEM_HOMES / _short(checkout or Path(gongkai.__file__).parent)
    if checkout is not None and os.access(checkout, os.W_OK):
        return checkout / "var"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "gongkai"


def prepare_home(home: Path) -> Layout:
    """Make ``home`` (if need be) and return its layout.

    A folder that is there already keeps its modes. A new one is closed to others; with root, they
    may pass through it but not look around, because the database's account must. Raises Refused
    where that account cannot get there or where we may not write.
    """
    home = home.absolute()
    try:
        account = _account_of(home)
        _make_folder(home, 0o700 if account is None else 0o711)
        if not os.access(home, os.W_OK | os.X_OK):
            raise PermissionError
    except PermissionError:
        raise Refused(
            "home_closed",
            f"没有权限写数据文件夹 {home}："
            "请用当初建立它的用户来运行，或用 GONGKAI_HOME 另指一处。",
        ) from None
    except (NotADirectoryError, FileExistsError):
        raise Refused("home_odd", f"{home} 不是文件夹：请用 GONGKAI_HOME 另指一处。") from None
    if account is not None and not can_pass(account, home):
        raise Refused(
            "home_unreachable",
            f"数据库用的账户 {account.name} 进不了文件夹 {home}："
            "请用 GONGKAI_HOME 指到它进得去的地方，例如 /var/lib/gongkai。",
        )
    return Layout(home, account)


def _account_of(home: Path) -> Account | None:
    """Return the account that owns the cluster in ``home``, or the one a new cluster would get."""
    chosen = unprivileged()
    data = home / "data"
    if chosen is None or not data.is_dir():
        return chosen
    owner = data.stat()
    return Account(str(owner.st_uid), owner.st_uid, owner.st_gid) if owner.st_uid else chosen


def _make_folder(folder: Path, mode: int) -> None:
    """Make ``folder`` and its missing parents with ``mode``; leave what is there alone."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, mode)
    folder.mkdir(exist_ok=True)
    folder.chmod(mode)


def open_socket_folder(layout: Layout) -> Path:
    """Make the socket's folder, owned by the server's account and closed to all others.

    Raises Refused where somebody else has taken the name: we would talk to their server.
    """
    folder = layout.socket_folder
    owner = layout.account.uid if layout.account else os.geteuid()
    _make_folder(folder.parent, 0o711)
    try:
        folder.mkdir(mode=0o700)
        if layout.account is not None:
            os.chown(folder, layout.account.uid, layout.account.gid)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise Refused(
                "socket_folder_taken",
                f"文件夹 {folder} 已被别人占用或对别人开放，数据库不能把套接字放在那里：请移走它。",
            ) from None
    return folder


def _checkout() -> Path | None:
    """Return the checkout this package runs from, or None for an installed wheel."""
    folder = Path(gongkai.__file__).resolve().parents[2]
    return folder if (folder / "pyproject.toml").is_file() else None


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
