"""``gongkai demo --fresh``: clear what an earlier demonstration left, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from gongkai.refusals import Refused
from gongkai.runtime import database, settings
from gongkai.runtime.embedded import EmbeddedPostgres

_SUFFIX = "_demo"


def clear(home: Path, say: Callable[[str], None]) -> None:
    """Remove the demonstration's home, and empty its database where the operator names one.

    Raises Refused where the named database is not called ``…_demo``, where a demonstration still
    runs in ``home``, and where ``home`` holds anything but a home of ours.
    """
    named = settings.database_url()
    if named is not None:
        name = database.name_of(named)
        if not name.endswith(_SUFFIX):
            raise Refused(
                "fresh_refused",
                f"--fresh 会清空数据库，而 {settings.DATABASE_URL} 指的库 {name} "
                f"不以 {_SUFFIX} 结尾：不动它。",
            )
        database.check_answers(named)
    if home.exists():
        say("正在清空演示数据……")
        remove(home)
    if named is not None:
        database.empty(named)


def remove(home: Path) -> None:
    """Remove a home of ours, with everything in it; Refused while something runs there."""
    if home.is_symlink() or not (home / "lock").is_file():
        raise Refused("not_a_home", f"{home} 不像是演示数据的文件夹：不动它，请自己查看。")
    with EmbeddedPostgres(home).held():
        shutil.rmtree(home)
