"""Which account the database runs as, and what that account can reach."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from gongkai.refusals import Refused

_CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An existing system account without privileges."""

    name: str
    uid: int
    gid: int


def unprivileged() -> Account | None:
    """Return the account that root hands the database to; None for an ordinary user.

    PostgreSQL refuses to run as root. No account is ever created: ``postgres`` where the system
    has one, else ``nobody``. Raises Refused where neither is there.
    """
    if os.geteuid() != 0:
        return None
    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise Refused(
        "no_account",
        "数据库不能以 root 运行，而系统里没有 postgres 或 nobody 账户；请换一个普通用户来运行。",
    )


def can_reach(account: Account, path: Path) -> bool:
    """Tell whether ``account`` may pass through every folder down to ``path`` and read it.

    Read off the mode bits, following links; a folder must also allow passing through.
    """
    real = path.resolve()
    return (
        real.exists()
        and all(_allows(account, folder, passing=True) for folder in real.parents)
        and _allows(account, real, passing=real.is_dir(), reading=True)
    )


def can_pass(account: Account, folder: Path) -> bool:
    """Tell whether ``account`` may pass through ``folder`` and everything above it."""
    real = folder.resolve()
    return all(_allows(account, one, passing=True) for one in (real, *real.parents))


def _allows(account: Account, path: Path, *, passing: bool, reading: bool = False) -> bool:
    found = path.stat()
    if found.st_uid == account.uid:
        shift = 6
    elif found.st_gid == account.gid:
        shift = 3
    else:
        shift = 0
    bits = stat.S_IMODE(found.st_mode) >> shift
    return not (passing and not bits & 1) and not (reading and not bits & 4)
