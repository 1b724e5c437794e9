"""Reads an uploaded catalog in a child process with bounds: a hostile file costs only itself.

Run as ``python -m gongkai.workspace.reading NAME DAY`` in the folder of the file, it says on
standard error what it is doing, a line each, and prints one JSON object: ``{"catalogs": […]}`` as
``gongkai.catalog.to_dict`` gives them, their findings those of ``gongkai.catalog.lint`` as of DAY,
or ``{"refused": {"code", "message"}}``. It has no settings, keys or database.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO, Any

from gongkai.refusals import Refused

_CPU_SECONDS = 300  # 3,000 rows as PDF take about a minute
_MEMORY_BYTES = 2 * 1024**3
_OFFICE_MEMORY_BYTES = (
    8 * 1024**3
)  # address space, which LibreOffice reserves far more than it uses
_OFFICE_FILE_BYTES = 256 * 1024**2  # what LibreOffice writes on the way from .doc to .docx
_ANSWER_BYTES = 256 * 1024**2
_WALL_SECONDS = 600.0
_LOOK_SECONDS = 0.5
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"

Tell = Callable[[str], None]


def read_bounded(
    path: Path, *, today: date, seconds: float = _WALL_SECONDS, tell: Tell | None = None
) -> list[dict[str, Any]]:
    """Return the catalogs of the file at ``path`` as plain values, checked as of ``today``.

    ``tell`` is called about twice a second with what is happening; what it raises ends the child.
    Refuses as ``gongkai.catalog.read_file`` does, with ``catalog-reading-too-long`` after
    ``seconds``, and with ``catalog-reading-failed`` where the child came to no answer.
    """
    # -I: neither the folder of the upload nor the environment decides what the child imports.
    command = [sys.executable, "-I", "-X", "utf8", "-m", __name__, path.name, today.isoformat()]
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=path.parent,
        # What is written on the way goes with the upload, whatever happens.
        env={"PATH": os.defpath, "TMPDIR": str(path.parent)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            printed = _attend(child, path.name, time.monotonic() + seconds, tell)
        finally:
            child.kill()
    if child.returncode != 0:
        raise Refused(
            "catalog-reading-failed",
            f"文件 {path.name} 太大或太复杂，没能读完；请拆分后再导入。",
        )
    answer = json.loads(printed)
    if "refused" in answer:
        raise Refused(**answer["refused"])
    catalogs: list[dict[str, Any]] = answer["catalogs"]
    return catalogs


@dataclass(slots=True)
class _Heard:
    """What the child has printed, and what it says it is doing."""

    step: str = ""
    printed: bytes = b""

    def follow(self, stream: IO[bytes]) -> None:
        for line in stream:
            self.step = line.decode("utf-8", "replace").strip()[:60]

    def keep(self, stream: IO[bytes]) -> None:
        self.printed = stream.read(_ANSWER_BYTES + 1)


def _attend(child: subprocess.Popen[bytes], name: str, until: float, tell: Tell | None) -> bytes:
    """Wait for the child, passing on what it does; return what it printed."""
    heard = _Heard()
    if child.stdout is None or child.stderr is None:
        raise RuntimeError("the child was started without pipes")
    ears = [
        threading.Thread(target=heard.keep, args=(child.stdout,), daemon=True),
        threading.Thread(target=heard.follow, args=(child.stderr,), daemon=True),
    ]
    for ear in ears:
        ear.start()
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise Refused(
                "catalog-reading-too-long", f"文件 {name} 读了太久仍没有读完，请拆分后再导入。"
            )
        try:
            child.wait(timeout=min(_LOOK_SECONDS, left))
        except subprocess.TimeoutExpired:
            if tell is not None:
                tell(heard.step)
        else:
            break
    for ear in ears:
        ear.join(timeout=_LOOK_SECONDS * 20)
    return heard.printed


def _answer(name: str, today: date) -> str:
    from gongkai.catalog import read_file, to_dict  # inline: after the limits are set
    from gongkai.catalog.lint import lint

    def say(step: str) -> None:
        sys.stderr.write(f"{step}\n")
        sys.stderr.flush()

    try:
        say("正在读取文件里的表格")
        read = read_file(name).catalogs
        catalogs = []
        for number, catalog in enumerate(read, start=1):
            say(f"正在检查第{number}份目录，共{len(read)}份")
            catalogs.append(to_dict(replace(catalog, findings=lint(catalog, today=today))))
        say("正在整理结果")
        text = json.dumps({"catalogs": catalogs}, ensure_ascii=False)
        if len(text.encode()) > _ANSWER_BYTES:
            raise Refused("catalog-too-much", f"文件 {name} 内容太多，请拆分后再导入。")
    except Refused as refused:
        text = json.dumps({"refused": {"code": refused.code, "message": refused.message}})
    return text


def _child(name: str, today: date) -> None:
    with Path(name).open("rb") as file:
        old = file.read(4) == _OLD_OFFICE
    memory = _OFFICE_MEMORY_BYTES if old else _MEMORY_BYTES
    writes = _OFFICE_FILE_BYTES if old else 0
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (writes, writes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(_answer(name, today))


if __name__ == "__main__":
    _child(sys.argv[1], date.fromisoformat(sys.argv[2]))
