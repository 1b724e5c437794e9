"""Runs a program that dies with the process that started it. Run by its path, never imported.

Usage: ``python -I -S leash.py PARENT SIGNAL UID GID PROGRAM [ARGUMENT…]`` where ``PARENT`` is the
process id to be tied to, ``SIGNAL`` the number the kernel sends when that process is gone, and
``UID``/``GID`` the account to become, or ``-1`` to stay who we are.

The account is dropped first because the kernel forgets the death signal when credentials change.
A program of its own, and not a function between fork and exec, because the caller has threads.
"""

from __future__ import annotations

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Drop the account, ask for the death signal, become the program."""
    parent, signal, uid, gid = (int(word) for word in arguments[:4])
    program = arguments[4:]
    if uid >= 0:
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
    os.umask(0o077)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0) != 0:
        sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    # The parent may have gone before we asked: then nobody is left to be told.
    if os.getppid() != parent:
        sys.exit("the process that started this one is gone")
    os.execv(program[0], program)  # noqa: S606 - the caller names the program by its full path


if __name__ == "__main__":
    main(sys.argv[1:])
