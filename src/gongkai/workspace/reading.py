"""Reads an uploaded catalog in a child process with bounds: a hostile file costs only itself.

Run as ``python -m gongkai.workspace.reading NAME`` in the folder of the file, it prints one JSON
object: ``{"catalogs": […]}`` as ``gongkai.catalog.to_dict`` gives them, each with ``lines`` (where
each item starts), or ``{"refused": {"code", "message"}}``. It has no settings, keys or database.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from gongkai.refusals import Refused

_CPU_SECONDS = 120  # a compilation of 3,000 rows as PDF; an ordinary catalog takes one
_MEMORY_BYTES = 1024 * 1024 * 1024
_MOST_MEMORY_BYTES = 4 * _MEMORY_BYTES  # what a program started for an old format may ask for
_FILE_BYTES = 64 * 1024 * 1024  # the same; the folder it may write in is gone with the child
_ANSWER_BYTES = 64 * 1024 * 1024
_WALL_SECONDS = 150.0


def read_bounded(path: Path, *, seconds: float = _WALL_SECONDS) -> list[dict[str, Any]]:
    """Return the catalogs of the file at ``path`` as plain values.

    Refuses as ``gongkai.catalog.read_file`` does, with ``catalog-reading-too-long`` after
    ``seconds``, and with ``catalog-reading-failed`` where the child came to no answer.
    """
    # -I: neither the folder of the upload nor the environment decides what the child imports.
    command = [sys.executable, "-I", "-X", "utf8", "-m", __name__, path.name]
    try:
        with tempfile.TemporaryDirectory(prefix="gongkai-read-") as folder:
            done = subprocess.run(  # noqa: S603
                command,
                cwd=path.parent,
                env={"PATH": os.defpath, "TMPDIR": folder, "HOME": folder},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=seconds,
            )
    except subprocess.TimeoutExpired:
        raise Refused(
            "catalog-reading-too-long", f"文件 {path.name} 读了太久仍没有读完，请拆分后再导入。"
        ) from None
    if done.returncode != 0:
        raise Refused(
            "catalog-reading-failed",
            f"文件 {path.name} 太大或太复杂，没能读完；请拆分后再导入。",
        )
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Refused(**answer["refused"])
    catalogs: list[dict[str, Any]] = answer["catalogs"]
    return catalogs


def _answer(name: str) -> str:
    from gongkai.catalog import read_file, to_dict  # inline: after the limits are set

    try:
        catalogs = [
            to_dict(catalog) | {"lines": [item.line for item in catalog.items]}
            for catalog in read_file(name).catalogs
        ]
        text = json.dumps({"catalogs": catalogs}, ensure_ascii=False)
        if len(text.encode()) > _ANSWER_BYTES:
            raise Refused("catalog-too-much", f"文件 {name} 内容太多，请拆分后再导入。")
    except Refused as refused:
        text = json.dumps({"refused": {"code": refused.code, "message": refused.message}})
    return text


def _child(name: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(_answer(name))


if __name__ == "__main__":
    _child(sys.argv[1])
